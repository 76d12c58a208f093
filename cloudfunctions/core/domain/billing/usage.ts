import type { Day } from '@contract/calendar'
import { addDays } from '@core/domain/calendar'
import type { Meter, MeterUnit, Reading } from '@core/store/records'
import { exactQuantity, sayExact, sumExact, times } from './exact'

/** What a premises used of one fee item in a span, for the charge and for its explanation. */
export type Usage = {
  /** Exact decimal text to 4 places, all meters of the item together. */
  readonly quantity: string
  readonly unit: MeterUnit
  /** The days the counters were read: usage belongs to the days after the first up to the last. */
  readonly from: Day
  readonly to: Day
  /** The readings that are charged, oldest first: a bill that charges them names itself on each. */
  readonly readings: readonly Reading[]
}
export type NoUsage = 'NO_READING' | 'NO_PREVIOUS_READING' | 'NO_READING_AT_HANDOVER'

/** Whose days: `changedAt` first and last say that the payer is another before or after them. */
export type Held = { readonly from: Day; readonly to: Day; readonly beganHere: boolean; readonly endsHere: boolean }

/**
 * What the meters of one premises and item counted for one payer: from the last reading that was
 * charged, or the base, to the last one within the span. Where the payer changes, the counter must
 * have been read on the last day of the one or the first of the other: usage of nobody's days is
 * never guessed (rules §4).
 */
export function usageIn(meters: readonly Meter[], readings: readonly Reading[], held: Held): Usage | NoUsage {
  const running = meters.filter(({ since, removedOn }) => since <= held.to && (removedOn === null || removedOn >= held.from))
  const first = running[0]
  if (!first) return 'NO_PREVIOUS_READING'
  const charged: Reading[] = []
  const begins: Day[] = []
  for (const meter of running) {
    const mine = readings.filter(({ meterId }) => meterId === meter._id).sort((a, b) => (a.day < b.day ? -1 : 1))
    const counted = countedOf(mine, held, meter.removedOn)
    if (typeof counted === 'string') return counted
    charged.push(...counted.charged)
    begins.push(counted.from)
  }
  const last = charged.map(({ day }) => day).sort().at(-1)
  const from = begins.sort()[0]
  if (from === undefined || last === undefined) return 'NO_READING'
  const quantity = sumExact(charged.map(({ used, meterId }) => times(exactQuantity(used ?? '0'), multiplierOf(running, meterId))))
  return { quantity: sayExact(quantity), unit: first.unit, from, to: last, readings: [...charged].sort((a, b) => (a.day < b.day ? -1 : 1)) }
}

function multiplierOf(meters: readonly Meter[], meterId: string) {
  return exactQuantity(meters.find(({ _id }) => _id === meterId)?.multiplier ?? '1')
}

function countedOf(readings: readonly Reading[], held: Held, removedOn: Day | null): { charged: readonly Reading[]; from: Day } | NoUsage {
  const start = readings.filter((one) => (held.beganHere ? one.day <= held.from : isSettled(one)) && one.day <= held.to).at(-1)
  if (!start) return held.beganHere && readings.length > 0 ? 'NO_READING_AT_HANDOVER' : 'NO_PREVIOUS_READING'
  if (held.beganHere && start.day < addDays(held.from, -1)) return 'NO_READING_AT_HANDOVER'
  // A payer who leaves is charged up to the reading of the hand-over, which may be taken a day later.
  const until = held.endsHere ? addDays(held.to, 1) : held.to
  const charged = readings.filter((one) => one.day > start.day && one.day <= until && !isSettled(one))
  const last = charged.at(-1)
  // A meter that was taken down and charged to its end has nothing more to say.
  if (!last && removedOn !== null && removedOn < held.to && isSettled(start)) return { charged: [], from: start.day }
  if (!last) return held.endsHere ? 'NO_READING_AT_HANDOVER' : 'NO_READING'
  if (held.endsHere && removedOn === null && last.day < held.to) return 'NO_READING_AT_HANDOVER'
  return { charged, from: start.day }
}

/** Nothing up to it is to be charged any more: a bill has it, or counting begins with it. */
function isSettled({ billId, kind }: Reading): boolean {
  return billId !== null || kind === 'base'
}
