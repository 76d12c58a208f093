import type { Day } from '@contract/calendar'
import { sumFen } from '@contract/money'
import type { Account, Hold, OpenBill, RunningPlan } from '@core/store/records'
import { allocate, type Allocation, byDueDay, holdsOn, onlyOpen } from './account'
import { isTimeBarred } from './limitation'
import { partsDue, type PlanPart, standingOf } from './planParts'

type Facts = Pick<Account, 'open' | 'holds' | 'plans'>

/** Why an open bill is not among what is due; null when it is. */
export type Aside = 'disputed' | 'time_barred' | 'planned'
type Claim = Pick<OpenBill, 'billId' | 'dueOn' | 'interruptedOn'>
export function asideOf(account: Facts, bill: Claim, today: Day): Aside | null {
  if (holdsOn(account.holds, today).some(({ kind, billIds }) => kind === 'dispute' && names(billIds, bill))) return 'disputed'
  if (keptPlans(account, today).some(({ billIds }) => billIds.includes(bill.billId))) return 'planned'
  return isTimeBarred(bill, today) ? 'time_barred' : null
}
function names(billIds: readonly string[] | null, { billId }: Claim): boolean {
  return billIds === null || billIds.includes(billId)
}

/** The hold in force that names this bill; one on the whole account is the stop list's. */
export function heldBy({ holds }: Pick<Account, 'holds'>, { billId }: Pick<OpenBill, 'billId'>, today: Day): Hold | undefined {
  return holdsOn(holds, today).find(({ billIds }) => billIds?.includes(billId))
}

/** Plans that hold today: their bills are paid by parts, and nobody asks for the whole of them. */
export function keptPlans({ plans, open }: Facts, today: Day): readonly RunningPlan[] {
  return plans.filter((plan) => ['kept', 'missed'].includes(standingOf(plan, open, today)))
}

/**
 * The account as the ladder and its words see it: without disputed bills, those of a kept plan and
 * those that another hold names (rules §9). A promised bill is still due and may be paid; it is only
 * not asked for. An old claim may still be spoken of; it is only never preselected for paying.
 */
export function asked<A extends Facts & Pick<Account, 'outstanding' | 'oldestDueOn'>>(account: A, today: Day): A {
  const open = account.open.filter((bill) => !heldBy(account, bill, today) && !['disputed', 'planned'].includes(asideOf(account, bill, today) ?? ''))
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
