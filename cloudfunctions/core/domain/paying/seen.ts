import { sumFen } from '@contract/money'
import type { Account, RunningPlan } from '@core/store/records'

/**
 * The account as somebody sees it who sees only bills due from a day on (rules §3). Of a plan that
 * also holds other bills, the parts are not theirs to know: their own bills of it stand aside until
 * its last day, and nothing of them is asked for before.
 */
export function seenFrom(account: Account, seesFrom: string): Account {
  const open = account.open.filter((bill) => bill.dueOn >= seesFrom)
  const hidden = new Set(account.open.filter((bill) => bill.dueOn < seesFrom).map(({ billId }) => billId))
  const late = account.lateOwed ? { lateOwed: account.lateOwed.filter((owed) => owed.dueOn >= seesFrom) } : {}
  return { ...account, ...late, open, plans: account.plans.map((plan) => (plan.billIds.some((billId) => hidden.has(billId)) ? ownShare(plan, open) : plan)) }
}

function ownShare(plan: RunningPlan, open: Account['open']): RunningPlan {
  const mine = open.filter(({ billId }) => plan.billIds.includes(billId))
  const total = sumFen(mine.map(({ outstanding }) => outstanding))
  const last = plan.instalments.slice(-1)
  return { ...plan, total, billIds: mine.map(({ billId }) => billId), instalments: last.map(({ dueOn }) => ({ dueOn, amount: total })) }
}
