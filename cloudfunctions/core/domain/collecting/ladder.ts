import type { Day } from '@contract/calendar'
import { addDays, maxDay } from '@core/domain/calendar'
import type { Account, OpenBill, Reminded } from '@core/store/records'
import { type Stage, stagesOf } from './policy'

/** What the ladder needs to know of an account. */
export type LadderFacts = Pick<Account, 'kind' | 'open' | 'reminded'>
export type Episode = NonNullable<Reminded['episode']>

/**
 * The arrears episode in which the account was last dunned, while it lasts: as long as a bill that
 * was overdue at that time is still open. It is computed from the bills, never ended by hand, so no
 * road that pays a bill can forget to reset it (F43).
 */
export function runningEpisode({ open, reminded }: Pick<LadderFacts, 'open' | 'reminded'>): Episode | null {
  const { episode } = reminded
  return episode && open.some((bill) => bill.dueOn < episode.lastOn) ? episode : null
}

export type Step = { readonly stage: Stage; readonly from: Day }

/**
 * The next dunning stage and the day from which it is owed: the one after the last delivered in
 * this episode, once its age has reached it, and no sooner than the gap between the two offsets;
 * the policy's first in a new episode. So nobody jumps a step (rules §9). Null at the ladder's end.
 */
export function nextDunning(facts: LadderFacts): Step | null {
  const oldest = oldestDueOn(facts.open)
  if (oldest === null) return null
  const stages = stagesOf(facts.kind, 'dunning')
  const running = runningEpisode(facts)
  const last = running ? stages.findIndex((stage) => stage.code === running.lastStage) : -1
  const stage = stages[last + 1]
  if (!stage) return null
  const reached = addDays(running?.since ?? oldest, offsetOf(stage))
  const before = stages[last]
  if (!running || !before) return { stage, from: reached }
  return { stage, from: maxDay(reached, addDays(running.lastOn, offsetOf(stage) - offsetOf(before))) }
}

/** The courtesy stages of one due day that come after the last one delivered for it. */
export function courtesyLeft({ kind, reminded }: LadderFacts, dueOn: Day): readonly Stage[] {
  const stages = stagesOf(kind, 'courtesy')
  const last = stages.map((stage) => reminded.courtesy.includes(courtesyMark(dueOn, stage))).lastIndexOf(true)
  return stages.slice(last + 1)
}
export function courtesyMark(dueOn: Day, { code }: Pick<Stage, 'code'>): string {
  return `${dueOn}:${code}`
}

/** From when a courtesy stage is owed; null: as soon as the bill stands in the account. */
export function courtesyFrom(dueOn: Day, { offset }: Stage): Day | null {
  return offset === null ? null : addDays(dueOn, offset)
}

/** Each due day once, oldest first. */
export function dueDays(open: readonly Pick<OpenBill, 'dueOn'>[]): readonly Day[] {
  return [...new Set(open.map((bill) => bill.dueOn))].sort()
}
export function oldestDueOn(open: readonly Pick<OpenBill, 'dueOn'>[]): Day | null {
  return dueDays(open)[0] ?? null
}

function offsetOf({ offset }: Stage): number {
  return offset ?? 0
}
