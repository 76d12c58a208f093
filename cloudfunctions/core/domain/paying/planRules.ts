import { sumFen } from '@contract/money'
import type { Account, Plan, RunningPlan } from '@core/store/records'
import { runningPart } from './planRoad'

/**
 * What must be true of an account and its plans (`plans_fit_account`): a plan lies in the account
 * exactly while its own document says that it runs, and says the same there; its parts add up; its
 * bills are the account's; no bill is in two plans.
 */
export function planFaults(account: Account, plans: readonly Plan[], billIds: ReadonlySet<string>): readonly string[] {
  const running = plans.filter(({ state }) => state === 'running')
  const missing = running.filter(({ _id }) => !account.plans.some(({ planId }) => planId === _id)).map(({ _id }) => `${_id} 进行中，但不在户上`)
  return [...missing, ...account.plans.flatMap((plan) => faultsOf(plan, running)), ...strayBills(account, billIds), ...twice(account)]
}

function faultsOf(plan: RunningPlan, running: readonly Plan[]): readonly string[] {
  const doc = running.find(({ _id }) => _id === plan.planId)
  if (!doc) return [`${plan.planId} 在户上，但没有在进行`]
  const same = JSON.stringify(sortedKeys(runningPart(doc))) === JSON.stringify(sortedKeys(plan))
  const parts = sumFen(plan.instalments.map(({ amount }) => amount))
  const lines = sumFen(doc.lines.map(({ amount }) => amount))
  return [
    ...(same ? [] : [`${plan.planId} 户上的与分期的不同`]),
    ...(parts === plan.total && lines === plan.total ? [] : [`${plan.planId}: 合计 ${plan.total}，各期之和 ${parts}，账单之和 ${lines}`]),
  ]
}
/** The database may give the fields of an object back in another order. */
function sortedKeys({ planId, payeeId, total, billIds, instalments }: RunningPlan): unknown {
  return [planId, payeeId, total, billIds, instalments.map(({ dueOn, amount }) => [dueOn, amount])]
}

function strayBills({ plans }: Account, billIds: ReadonlySet<string>): readonly string[] {
  return plans.flatMap(({ planId, billIds: named }) => named.filter((billId) => !billIds.has(billId)).map((billId) => `${planId} 里的 ${billId} 不是这户的账单`))
}

function twice({ plans }: Account): readonly string[] {
  const named = plans.flatMap(({ billIds }) => billIds)
  return [...new Set(named.filter((billId, i) => named.indexOf(billId) !== i))].map((billId) => `${billId} 在两份分期里`)
}
