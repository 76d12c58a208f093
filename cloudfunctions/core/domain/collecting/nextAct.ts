import type { Day } from '@contract/calendar'
import { addDays, maxDay } from '@core/domain/calendar'
import { brokenAfter, partsOf } from '@core/domain/paying/planParts'
import type { Account } from '@core/store/records'
import { courtesyFrom, courtesyLeft, dueDays, type LadderFacts, nextDunning } from './ladder'

/** Before every day of ours: something may be owed from the moment it stands in the account. */
const AT_ONCE = '1990-01-01' as Day

type Facts = LadderFacts & Pick<Account, 'holds' | 'plans'>

/**
 * The earliest day on which some stage that the policy sends by itself, and that is not delivered
 * yet, is reached; null when there is none. The daily scan touches only accounts whose day has
 * come. It knows no today: a day long past means that every scan decides anew, and a bill that was
 * just published is found by the next one. What is set aside counts from the day on which it comes
 * back: after the end of a hold, or when a missed part has used up its grace.
 */
export function nextActOn(facts: Facts): Day | null {
  const whole = facts.holds.filter(({ billIds }) => billIds === null)
  if (whole.some(({ until }) => until === null)) return null
  const wakes = whole.flatMap(({ until }) => (until === null ? [] : [addDays(until, 1)]))
  const next = earliest([...ladderDays({ ...facts, open: facts.open.filter(({ billId }) => !isSetAside(facts, billId)) }), ...comebacks(facts)])
  return next === null ? null : wakes.reduce(maxDay, next)
}

function ladderDays(facts: LadderFacts): readonly Day[] {
  const { open, reminded } = facts
  const days = dueDays(open).flatMap((dueOn) => {
    // A dunning message speaks for every bill of the account (rules §9): what was due before it
    // needs no courtesy any more.
    if (reminded.episode && dueOn < reminded.episode.lastOn) return []
    const first = courtesyLeft(facts, dueOn)[0]
    return first ? [courtesyFrom(dueOn, first) ?? AT_ONCE] : []
  })
  const dunning = nextDunning(facts)
  return dunning?.stage.automatic ? [...days, dunning.from] : days
}

function isSetAside({ holds, plans }: Facts, billId: string): boolean {
  return holds.some(({ billIds }) => billIds?.includes(billId)) || plans.some(({ billIds }) => billIds.includes(billId))
}

/** The days on which bills that are set aside are asked for again, unless something happens first. */
function comebacks({ open, holds, plans }: Facts): readonly Day[] {
  const isOpen = (billIds: readonly string[]) => open.some(({ billId }) => billIds.includes(billId))
  const held = holds.flatMap(({ billIds, until }) => (billIds !== null && until !== null && isOpen(billIds) ? [addDays(until, 1)] : []))
  const planned = plans.flatMap((plan) => {
    const first = partsOf(plan, open).find(({ left }) => left > 0)
    return first ? [addDays(brokenAfter(first.dueOn), 1)] : []
  })
  return [...held, ...planned]
}

function earliest(days: readonly Day[]): Day | null {
  return days.length === 0 ? null : days.reduce((first, day) => (day < first ? day : first))
}
