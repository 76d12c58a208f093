import type { Day } from '@contract/calendar'
import { type Fen, fen, sumFen } from '@contract/money'
import { addDays } from '@core/domain/calendar'
import type { OpenBill, RunningPlan } from '@core/store/records'

/** A missed part may be caught up for this long before the plan is broken (rules §7). */
export const PLAN_GRACE_DAYS = 7
/** The next part is asked for from this many days before its day. */
const PART_ASKED_FROM_DAYS = -3

/** One part of a plan: `left` is what is still to be paid of it. Numbers count from 1. */
export type PlanPart = { readonly number: number; readonly dueOn: Day; readonly amount: Fen; readonly left: Fen }

/**
 * The parts as they stand. Money goes to the plan's bills, whichever road it took, and fills the
 * parts in their order; so a plan is exactly as paid as its bills are.
 */
export function partsOf(plan: RunningPlan, open: readonly OpenBill[]): readonly PlanPart[] {
  const owed = sumFen(open.filter(({ billId }) => plan.billIds.includes(billId)).map(({ outstanding }) => outstanding))
  let paid = Math.max(0, plan.total - owed)
  return plan.instalments.map(({ dueOn, amount }, i) => {
    const part = Math.min(paid, amount)
    paid -= part
    return { number: i + 1, dueOn, amount, left: fen(amount - part) }
  })
}

export type PlanStanding = 'kept' | 'missed' | 'broken' | 'finished'

/** `missed` is still inside its grace: the plan holds, and the part may be caught up. */
export function standingOf(plan: RunningPlan, open: readonly OpenBill[], today: Day): PlanStanding {
  const first = partsOf(plan, open).find(({ left }) => left > 0)
  if (!first) return 'finished'
  if (today > brokenAfter(first.dueOn)) return 'broken'
  return first.dueOn < today ? 'missed' : 'kept'
}

/** The last day on which a part of `dueOn` can be caught up. */
export function brokenAfter(dueOn: Day): Day {
  return addDays(dueOn, PLAN_GRACE_DAYS)
}

/** What a plan asks for today: its missed parts and, from three days before, the next one. */
export function partsDue(plan: RunningPlan, open: readonly OpenBill[], today: Day): readonly PlanPart[] {
  return partsOf(plan, open).filter(({ left, dueOn }) => left > 0 && addDays(dueOn, PART_ASKED_FROM_DAYS) <= today)
}
