import type { Day } from '@contract/calendar'
import { type Fen, sumFen } from '@contract/money'
import { courtesyFrom, courtesyLeft, dueDays, type LadderFacts, nextDunning, oldestDueOn } from './ladder'
import type { Stage } from './policy'

export type Owed = { readonly stage: Stage; readonly dueOn: Day }
export type Quiet = {
  readonly stage: null
  readonly code: 'NOTHING_OWED' | 'NOT_YET' | 'TOO_SMALL' | 'LADDER_ENDED'
  /** The day on which it is decided again, where the ladder knows it. */
  readonly on: Day | null
}

/**
 * The one stage owed to an account today, or why none is. `may` leaves out what the asker may not
 * send at all: the daily timer's calls, dunning on a no-dunning day. Dunning goes before courtesy,
 * because its message speaks for all the account's bills.
 */
export function nextStage(facts: LadderFacts, today: Day, may: (stage: Stage) => boolean = () => true): Owed | Quiet {
  const dueOn = oldestDueOn(facts.open)
  if (dueOn === null) return quiet('NOTHING_OWED')
  const dunning = nextDunning(facts)
  const owed = dunning && dunning.from <= today && may(dunning.stage) ? dunning.stage : null
  if (owed && overdueSum(facts, today) >= owed.amountMin) return { stage: owed, dueOn }
  const courtesy = courtesyOwed(facts, today, may)
  if (courtesy && sumFen(facts.open.map((bill) => bill.outstanding)) >= courtesy.stage.amountMin) return courtesy
  if (owed || courtesy) return quiet('TOO_SMALL')
  const next = nextDay(facts, today, may)
  return next === null && dueOn < today ? quiet('LADDER_ENDED') : quiet('NOT_YET', next)
}

/** The nearest due day for which a courtesy stage is reached and not delivered; of those reached only the last. */
function courtesyOwed(facts: LadderFacts, today: Day, may: (stage: Stage) => boolean): Owed | null {
  for (const dueOn of dueDays(facts.open)) {
    if (dueOn < today) continue
    const reached = courtesyLeft(facts, dueOn).filter((stage) => (courtesyFrom(dueOn, stage) ?? today) <= today)
    // After an outage one message goes out, not the missed ones.
    const stage = reached.filter(may).at(-1)
    if (stage) return { stage, dueOn }
  }
  return null
}

function nextDay(facts: LadderFacts, today: Day, may: (stage: Stage) => boolean): Day | null {
  const dunning = nextDunning(facts)
  const days = dunning && may(dunning.stage) ? [dunning.from] : []
  for (const dueOn of dueDays(facts.open).filter((day) => day >= today)) {
    days.push(...courtesyLeft(facts, dueOn).filter(may).flatMap((stage) => courtesyFrom(dueOn, stage) ?? []))
  }
  return days.filter((day) => day > today).sort()[0] ?? null
}

export function overdueSum({ open }: Pick<LadderFacts, 'open'>, today: Day): Fen {
  return sumFen(open.filter((bill) => bill.dueOn < today).map((bill) => bill.outstanding))
}

function quiet(code: Quiet['code'], on: Day | null = null): Quiet {
  return { stage: null, code, on }
}
