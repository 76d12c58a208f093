import type { Day } from '@contract/calendar'
import type { Refusal } from '@contract/outcome'
import { exactOf, exactQuantity, isLess, minus, over, plus, sayExact, sumExact, times } from '@core/domain/billing/exact'
import type { Meter, Reading } from '@core/store/records'

/** What a look at a meter says, and when it cannot be believed (rules §4). */
export type Entered = { readonly day: Day; readonly value: string; readonly rolledOver: boolean }
export type Between = { readonly before: Reading | null; readonly after: Reading | null }

/** The readings of one meter around a day; one of that very day stands aside, since it would be replaced. */
export function around(readings: readonly Reading[], day: Day): Between {
  const sorted = [...readings].sort((a, b) => (a.day < b.day ? -1 : 1))
  return { before: sorted.filter((one) => one.day < day).at(-1) ?? null, after: sorted.find((one) => one.day > day) ?? null }
}

/** Why a value is not taken, or null. Whatever a bill has charged stands, and nothing is put in before it. */
export function readingFault(meter: Meter, readings: readonly Reading[], { day, value, rolledOver }: Entered, today: Day): Refusal | null {
  const { before, after } = around(readings, day)
  if (day > today) return 'READING_AHEAD'
  if (day < meter.since || (meter.removedOn !== null && day > meter.removedOn)) return 'METER_NOT_THERE'
  if (readings.some((one) => one.day >= day && one.billId !== null)) return 'READING_BILLED'
  if (readings.some((one) => one.day === day && one.kind === 'last')) return 'METER_NOT_THERE'
  if (!isLess(exactQuantity(value), endOf(meter))) return 'READING_TOO_LONG'
  if (before && !rolledOver && isLess(exactQuantity(value), exactQuantity(before.value))) return 'READING_LOWER'
  if (before && rolledOver && !isLess(exactQuantity(value), exactQuantity(before.value))) return 'READING_NOT_ROLLED'
  if (after && !after.rolledOver && isLess(exactQuantity(after.value), exactQuantity(value))) return 'READING_ABOVE_NEXT'
  return null
}

/** 99999 is followed by 0: the first value that a counter of so many digits cannot show. */
function endOf({ digits }: Pick<Meter, 'digits'>) {
  return exactOf(10 ** digits)
}

/** What was used from one value to the next, in steps of the counter. */
export function usedBetween(meter: Pick<Meter, 'digits'>, before: string, value: string, rolledOver: boolean): string {
  const counted = minus(exactQuantity(value), exactQuantity(before))
  return sayExact(rolledOver ? plus(counted, endOf(meter)) : counted)
}

/**
 * The reading as it is kept: the first of a meter is a base, from which counting begins and for
 * which nothing is charged; any other says what was used since the one before.
 */
export function readingOf(
  meter: Meter, readings: readonly Reading[], entered: Entered, more: Pick<Reading, 'by' | 'photo' | 'createdAt'>, kind: 'usual' | 'last' = 'usual',
): Reading {
  const { day, value, rolledOver } = entered
  const { before } = around(readings, day)
  const { _id: meterId, communityId, premisesId, item } = meter
  const used = before === null ? null : usedBetween(meter, before.value, value, rolledOver)
  const bare = {
    _id: `${meterId}.${day}`, communityId, meterId, premisesId, item, day, value: sayExact(exactQuantity(value)), rolledOver, billId: null, ...more,
  }
  if (used === null) return { ...bare, kind: 'base', used, before: null, unusual: false }
  return { ...bare, kind, used, before: before && { day: before.day, value: before.value }, unusual: isUnusual(used, readings, day) }
}

/** The next one counts from the new value now, as long as no bill has charged it. */
export function relinked(meter: Meter, after: Reading, before: Pick<Reading, 'day' | 'value'>): Reading {
  return { ...after, before: { day: before.day, value: before.value }, used: usedBetween(meter, before.value, after.value, after.rolledOver) }
}

/** Three times the usual and more, once there is a usual: the mean of the last six. */
const TIMES = 3
const KNOWN_MIN = 3
const KNOWN_MAX = 6
function isUnusual(used: string, readings: readonly Reading[], day: Day): boolean {
  const earlier = [...readings].filter((one) => one.day < day && one.used !== null).sort((a, b) => (a.day < b.day ? 1 : -1)).slice(0, KNOWN_MAX)
  if (earlier.length < KNOWN_MIN) return false
  const mean = over(sumExact(earlier.map((one) => exactQuantity(one.used ?? '0'))), exactOf(earlier.length))
  return mean !== null && mean.n > 0n && !isLess(exactQuantity(used), times(mean, exactOf(TIMES)))
}
