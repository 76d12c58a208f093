import { accept, type Outcome, refuse } from '@contract/outcome'
import { ownAccount } from '@core/desk/people/residentAccount'
import { visibleTo } from '@core/desk/paying/makeQuote'
import { endOrder } from '@core/desk/paying/lookAtOrder'
import { approvalTaskId, type Moved } from '@core/domain/paying/planRoad'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Binding, Plan, Task } from '@core/store/records'
import { insert, present, put, type Write } from '@core/store/store'

/** More than an account lives to see; the newest matter. */
const PLANS_READ = 50

/** The account's plans, newest first. */
export function plansOf(accountId: string, world: World): Promise<readonly Plan[]> {
  return world.store.find('plans', { where: { accountId }, sort: [['createdAt', -1]], limit: PLANS_READ })
}

export type Mine = { readonly plan: Plan; readonly account: Account; readonly binding: Binding }

/** A plan of the caller's own account whose bills the caller may see; to everybody else there is none (P40). */
export async function ownPlan(planId: string, caller: Caller, world: World): Promise<Outcome<Mine>> {
  const plan = await world.store.get('plans', planId)
  if (!plan) return refuse('PLAN_NOT_FOUND')
  const own = await ownAccount(world, caller, plan.accountId)
  if (!own.ok || !seesPlan(own.value, plan)) return refuse('PLAN_NOT_FOUND')
  return accept({ plan, ...own.value })
}
/** A tenant sees a plan only when it sees all that is open of it. */
export function seesPlan(own: { account: Account; binding: Binding }, plan: Pick<Plan, 'lines'>): boolean {
  const seen = new Set(visibleTo(own).open.map(({ billId }) => billId))
  return own.account.open.every(({ billId }) => seen.has(billId) || !plan.lines.some((line) => line.billId === billId))
}

/**
 * Before a plan starts, an order for its payee's bills is ended as a new payment would end it:
 * otherwise the whole amount could still be paid on it, unseen by the one who accepts.
 */
export async function endOpenOrders(account: Account, payeeId: string, world: World): Promise<Outcome<null>> {
  for (const open of account.openOrders.filter((order) => order.payeeId === payeeId)) {
    if (open.under === 'review') return refuse('PAYMENT_UNDER_REVIEW')
    const seen = await endOrder(present(await world.store.get('orders', open.outTradeNo), 'the open order'), world)
    if (seen === 'unsure') return refuse('PAYMENT_CONFIRMING')
    if (seen === 'paid') return refuse('PLAN_BILLS_CHANGED')
  }
  return accept(null)
}

/** What a step on a plan's road writes, all or nothing: the plan, the account, and what follows from it. */
export function movedWrites({ plan, account, replaced, task }: Moved, approval: Task | null, by: string, world: World): readonly Write[] {
  const over = approval?.state === 'open' && plan.state !== 'waiting_approval'
  return [
    put('plans', plan), put('accounts', account),
    ...(replaced ? [put('plans', replaced)] : []),
    ...(task ? [insert('tasks', task)] : []),
    ...(over ? [put('tasks', { ...approval, state: 'done' as const, doneBy: by, doneAt: world.now })] : []),
  ]
}

/** What every step reads. The plan that is replaced is the plan itself where none is. */
export function planReads(plan: Plan) {
  return {
    plan: ['plans', plan._id], account: ['accounts', plan.accountId], old: ['plans', plan.replaces ?? plan._id],
    approval: ['tasks', approvalTaskId(plan._id)],
  } as const
}
