import type { Day } from '@contract/calendar'
import { sumFen } from '@contract/money'
import { disputeOf } from '@core/domain/collecting/holds'
import type { Account, OpenBill, RunningPlan } from '@core/store/records'
import { allocate, type Allocation, byDueDay, onlyOpen } from './account'
import { isTimeBarred } from './limitation'
import { partsDue, type PlanPart, standingOf } from './planParts'

type Facts = Pick<Account, 'open' | 'holds' | 'plans'>

/** Why an open bill is not among what is due; null when it is. */
export type Aside = 'disputed' | 'time_barred' | 'planned'
export function asideOf(account: Facts, bill: OpenBill, today: Day): Aside | null {
  if (disputeOf(account, bill.billId, today)) return 'disputed'
  if (keptPlans(account, today).some(({ billIds }) => billIds.includes(bill.billId))) return 'planned'
  return isTimeBarred(bill, today) ? 'time_barred' : null
}
/** Plans that hold today: their bills are paid by parts, and nobody asks for the whole of them. */
export function keptPlans({ plans, open }: Facts, today: Day): readonly RunningPlan[] {
  return plans.filter((plan) => ['kept', 'missed'].includes(standingOf(plan, open, today)))
}

/**
 * The account as the ladder and its words see it: without disputed bills and those of a kept plan
 * (rules §9). An old claim may still be spoken of; it is only never preselected for paying.
 */
export function asked<A extends Facts & Pick<Account, 'outstanding' | 'oldestDueOn'>>(account: A, today: Day): A {
  const open = account.open.filter((bill) => !['disputed', 'planned'].includes(asideOf(account, bill, today) ?? ''))
  return open.length === account.open.length ? account : { ...account, ...onlyOpen(open) }
}

/**
 * What is due (rules §7): every published bill with money outstanding, its due day passed or not,
 * without disputed and time-barred ones; of a kept plan only missed parts and, from T−3, the next,
 * as money for the plan's bills, oldest first. One line a bill, oldest first.
 */
export function dueLines(account: Facts, today: Day): readonly Allocation[] {
  const plain = account.open.filter((bill) => asideOf(account, bill, today) === null).map(({ billId, outstanding: amount }) => ({ billId, amount }))
  const parts = keptPlans(account, today).flatMap((plan) => planLines(account, plan, partsDue(plan, account.open, today)))
  const order = new Map([...account.open].sort(byDueDay).map(({ billId }, i) => [billId, i]))
  return [...plain, ...parts].sort((a, b) => (order.get(a.billId) ?? 0) - (order.get(b.billId) ?? 0))
}

/** The money of some parts of a plan, as allocations to its bills, oldest first. */
export function planLines({ open }: Pick<Account, 'open'>, plan: RunningPlan, parts: readonly Pick<PlanPart, 'left'>[]): readonly Allocation[] {
  const bills = open.filter(({ billId }) => plan.billIds.includes(billId)).sort(byDueDay)
  return allocate(sumFen(parts.map(({ left }) => left)), bills).lines
}
