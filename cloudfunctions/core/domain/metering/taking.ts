import type { Refusal } from '@contract/outcome'
import type { Meter, Reading } from '@core/store/records'
import type { Day } from '@contract/calendar'
import { around, type Entered, readingFault, readingOf, relinked } from './readings'

/** A look taken in: the reading, and the next one where it counts from this one now. */
export type Taken = { readonly reading: Reading; readonly next: Reading | null }

/** What a look changes, or why it is not taken. A base that comes first takes the place of the one that was: that one counts now. */
export function take(
  meter: Meter, readings: readonly Reading[], entered: Entered, today: Day, more: Pick<Reading, 'by' | 'photo' | 'createdAt'>,
): Taken | Refusal {
  const fault = readingFault(meter, readings, entered, today)
  if (fault) return fault
  const reading = readingOf(meter, readings, entered, more)
  const { after } = around(readings, entered.day)
  const next = after && relinked(meter, after, reading)
  return { reading, next: next && (next.kind === 'base' ? { ...next, kind: 'usual' } : next) }
}

/** The readings with what was taken among them. */
export function withTaken(readings: readonly Reading[], { reading, next }: Taken): readonly Reading[] {
  const others = readings.filter(({ _id }) => _id !== reading._id && _id !== next?._id)
  return [...others, reading, ...(next ? [next] : [])]
}
