import type { Day } from '@contract/calendar'
import type { OpenBill, PremisesKind, Reminded } from '@core/store/records'
import { courtesyFrom, courtesyLeft, dueDays, nextDunning } from './ladder'

/** Before every day of ours: something may be owed from the moment it stands in the account. */
const AT_ONCE = '1990-01-01' as Day

/**
 * The earliest day on which some stage that the policy sends by itself, and that is not delivered
 * yet, is reached; null when there is none. The daily scan touches only accounts whose day has
 * come. It knows no today: a day long past means that every scan decides anew, and a bill that was
 * just published is found by the next one.
 */
export function nextActOn(open: readonly OpenBill[], reminded: Reminded, kind: PremisesKind): Day | null {
  const facts = { open, reminded, kind }
  const days = dueDays(open).flatMap((dueOn) => {
    // A dunning message speaks for every bill of the account (rules §9): what was due before it
    // needs no courtesy any more.
    if (reminded.episode && dueOn < reminded.episode.lastOn) return []
    const first = courtesyLeft(facts, dueOn)[0]
    return first ? [courtesyFrom(dueOn, first) ?? AT_ONCE] : []
  })
  const dunning = nextDunning(facts)
  if (dunning?.stage.automatic) days.push(dunning.from)
  return days.length === 0 ? null : days.reduce((earliest, day) => (day < earliest ? day : earliest))
}
