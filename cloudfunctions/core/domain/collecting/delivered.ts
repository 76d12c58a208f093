import type { Day } from '@contract/calendar'
import type { Reminded } from '@core/store/records'
import { courtesyFrom, courtesyLeft, courtesyMark, dueDays, type LadderFacts, oldestDueOn, runningEpisode } from './ladder'
import type { Stage } from './policy'

/**
 * The account's memory after a contact of `stage` on `today`. One message speaks for all the
 * account's bills, so the courtesy stages that every coming due day had reached count as said;
 * only a dunning stage moves the ladder. Marks of due days that nothing is open for are dropped.
 * `asked`: the part of the account that the contact spoke for, whose arrears the episode is about.
 */
export function remindedAfter(facts: LadderFacts, stage: Stage, today: Day, asked: LadderFacts = facts): Reminded {
  const due = dueDays(facts.open)
  const kept = facts.reminded.courtesy.filter((mark) => due.some((dueOn) => mark.startsWith(dueOn)))
  const said = due.flatMap((dueOn) => {
    if (dueOn < today) return []
    const reached = courtesyLeft(facts, dueOn).filter((one) => (courtesyFrom(dueOn, one) ?? today) <= today)
    const last = reached.at(-1)
    return last ? [courtesyMark(dueOn, last)] : []
  })
  const running = runningEpisode(asked)
  const since = running?.since ?? oldestDueOn(asked.open)
  return {
    ...facts.reminded,
    courtesy: [...kept, ...said],
    episode: stage.kind === 'dunning' && since !== null ? { since, lastStage: stage.code, lastOn: today } : running,
  }
}
