import { type Day, dayOf, formatShortDay, type Instant } from '@contract/calendar'
import { showFen, sumFen } from '@contract/money'
import { type Outcome, accept, refuse } from '@contract/outcome'
import { addDays } from '@core/domain/calendar'
import type { Account, Plan, PlanQuote, PlanSignature, PlanState, RunningPlan, Task } from '@core/store/records'
import { withOpen } from './account'
import { keptDays, withSpared } from './lateCharge'
import { sayDeciders, verdictOf } from './planPolicy'
import { PLAN_GRACE_DAYS, standingOf } from './planParts'

/**
 * The only roads a plan may take, and what each does to the account. A plan is in the account's
 * document exactly while it is `running`; nothing but these functions puts it there or takes it out.
 */
export const PLAN_ROADS = {
  proposed: ['waiting_approval', 'running', 'withdrawn'],
  waiting_approval: ['running', 'refused', 'withdrawn'],
  running: ['finished', 'broken', 'replaced'],
  finished: [], broken: [], refused: [], withdrawn: [], replaced: [],
} as const satisfies Record<PlanState, readonly PlanState[]>

export function planIdOf(quoteId: string): string {
  return `plan-${quoteId}`
}
export function approvalTaskId(planId: string): string {
  return `plan_approval:${planId}`
}

/** A plan as it is asked for; nobody has accepted it yet. */
export function proposedPlan(quote: PlanQuote, asked: Plan['asked']): Plan {
  const { _id, by: _by, createdAt: _createdAt, expiresAt: _expiresAt, ...offer } = quote
  return { ...offer, _id: planIdOf(_id), asked, accepted: null, signatures: [], state: 'proposed', startedAt: null, ended: null, createdAt: asked.at }
}

export function runningPart({ _id, payeeId, total, lines, instalments, startedAt }: Plan): RunningPlan {
  return { planId: _id, payeeId, total, billIds: lines.map(({ billId }) => billId), instalments, ...(startedAt ? { since: dayOf(startedAt) } : {}) }
}

/** The account without a plan: no late charge grew on its bills while it was kept, and that stays so. */
function withoutPlan(account: Account, planId: string | null, today: Day): Account {
  const plan = account.plans.find((one) => one.planId === planId)
  if (!plan) return account
  const days = keptDays(plan, account.open, today)
  const open = account.open.map((bill) => (plan.billIds.includes(bill.billId) ? withSpared(bill, days) : bill))
  return withOpen({ ...account, plans: account.plans.filter((one) => one !== plan) }, open)
}

/** What the plan was worked out from still stands, to the fen: what is accepted is what was read. */
export function stillFits(account: Account, plan: Pick<Plan, 'lines' | 'replaces'>): boolean {
  return plan.lines.every(({ billId, amount }) => owed(account, billId) === amount) && !inAnother(account, plan)
}
function owed(account: Account, billId: string): number {
  return account.open.find((bill) => bill.billId === billId)?.outstanding ?? 0
}
function inAnother(account: Account, { lines, replaces }: Pick<Plan, 'lines' | 'replaces'>): boolean {
  return account.plans.some((other) => other.planId !== replaces && lines.some(({ billId }) => other.billIds.includes(billId)))
}

export type Moved = { readonly plan: Plan; readonly account: Account; readonly replaced: Plan | null; readonly task: Task | null }

/**
 * Accepting acknowledges the debt: the bills' limitation period begins anew that day, whether the
 * plan then starts by itself or waits for approval (law, limitation; the accepted text says so).
 */
export function acceptPlan(plan: Plan, account: Account, old: Plan | null, acceptance: { by: string; at: Instant }): Outcome<Moved> {
  if (!stillFits(account, plan)) return refuse('PLAN_BILLS_CHANGED')
  const accepted: Plan = { ...plan, accepted: acceptance }
  const acknowledged = acknowledge(account, plan, dayOf(acceptance.at))
  if (plan.doubts.length === 0) return accept(start(accepted, acknowledged, old, acceptance.at))
  const waiting: Plan = { ...accepted, state: 'waiting_approval' }
  return accept({ plan: waiting, account: acknowledged, replaced: null, task: approvalTask(waiting, acceptance.at) })
}

function acknowledge(account: Account, { lines }: Plan, today: Day): Account {
  const named = new Set(lines.map(({ billId }) => billId))
  return withOpen(account, account.open.map((bill) => (named.has(bill.billId) ? { ...bill, interruptedOn: today } : bill)))
}

function start(plan: Plan, account: Account, old: Plan | null, at: Instant): Moved {
  const others = withoutPlan(account, plan.replaces, dayOf(at))
  const running: Plan = { ...plan, state: 'running', startedAt: at }
  const replaced = old !== null && old._id === plan.replaces && old.state === 'running'
  return {
    plan: running,
    account: withOpen({ ...others, plans: [...others.plans, runningPart(running)] }, others.open),
    replaced: replaced ? { ...old, state: 'replaced', ended: { at, says: '已由新的分期代替' } } : null,
    task: null,
  }
}

/** One more word of staff's: it decides, or is kept as a proposal for those who decide. */
export function signPlan(plan: Plan, account: Account, old: Plan | null, signature: PlanSignature): Outcome<Moved> {
  if (plan.state !== 'waiting_approval') return refuse('PLAN_NOT_WAITING')
  const signatures = [...plan.signatures.filter(({ by }) => by !== signature.by), signature]
  const signed: Plan = { ...plan, signatures }
  switch (verdictOf(plan.total, signatures)) {
    case 'waiting': return accept({ plan: signed, account, replaced: null, task: null })
    case 'refused': return accept({ plan: ended(signed, 'refused', signature.at, signature.reason), account, replaced: null, task: null })
    case 'approved': return approve(signed, account, old, signature.at)
  }
}

/** What was paid meanwhile counts; what was taken into another plan, or a first day gone by, needs a new plan. */
function approve(plan: Plan, account: Account, old: Plan | null, at: Instant): Outcome<Moved> {
  if ((plan.instalments[0]?.dueOn ?? '') < dayOf(at)) return refuse('PLAN_DAY_PASSED')
  if (inAnother(account, plan) || plan.lines.some(({ billId, amount }) => owed(account, billId) > amount)) return refuse('PLAN_BILLS_CHANGED')
  const left = sumFen(account.open.filter(({ billId }) => plan.lines.some((line) => line.billId === billId)).map(({ outstanding }) => outstanding))
  if (left > 0) return accept(start(plan, account, old, at))
  return accept({ plan: ended(plan, 'withdrawn', at, '账单已经缴清，不用分期了'), account, replaced: null, task: null })
}

export function ended(plan: Plan, state: PlanState, at: Instant, says: string): Plan {
  return { ...plan, state, ended: { at, says } }
}

/**
 * What a night does to a plan: the one place that decides whether it is finished, broken or lapsed.
 * Null: nothing. While money of its payee may be on its way, no plan is broken: a payment of the
 * last day may reach the books after midnight.
 */
export function keep(plan: Plan, account: Account, at: Instant): Moved | null {
  const today = dayOf(at)
  const first = plan.instalments[0]?.dueOn ?? today
  if (plan.state === 'proposed' || plan.state === 'waiting_approval') {
    if (today <= first) return null
    return { plan: ended(plan, 'withdrawn', at, '第一期的缴费日已过，还没有开始'), account, replaced: null, task: null }
  }
  if (plan.state !== 'running') return null
  const standing = standingOf(runningPart(plan), account.open, today)
  const without = withoutPlan(account, plan._id, today)
  if (standing === 'finished') return { plan: ended(plan, 'finished', at, '已全部缴清'), account: without, replaced: null, task: null }
  if (standing !== 'broken' || account.openOrders.some(({ payeeId }) => payeeId === plan.payeeId)) return null
  const broken = ended(plan, 'broken', at, `有一期过了 ${PLAN_GRACE_DAYS} 天还没有缴，分期已结束`)
  return { plan: broken, account: without, replaced: null, task: brokenTask(broken, account, at) }
}

function approvalTask(plan: Plan, at: Instant): Task {
  const { _id, communityId, accountId, total, instalments } = plan
  const [first] = instalments
  return {
    _id: approvalTaskId(_id), communityId, accountId, kind: 'plan_approval', title: '分期待审批',
    says: `${showFen(total)} 元分 ${instalments.length} 期，第一期 ${first ? formatShortDay(first.dueOn) : ''}；${sayDeciders(total)}`,
    state: 'open', createdAt: at, doneBy: null, doneAt: null,
  }
}

function brokenTask(plan: Plan, account: Account, at: Instant): Task {
  const left = sumFen(account.open.filter(({ billId }) => plan.lines.some((line) => line.billId === billId)).map(({ outstanding }) => outstanding))
  return {
    _id: `plan_broken:${plan._id}`, communityId: plan.communityId, accountId: plan.accountId, kind: 'plan_broken', title: '分期没有缴完',
    says: `${showFen(plan.total)} 元分 ${plan.instalments.length} 期，还差 ${showFen(left)} 元，账单已恢复；请先问清原因，再商量办法`,
    state: 'open', createdAt: at, doneBy: null, doneAt: null,
  }
}

/** Whether a plan of this account was broken so lately that a person decides on the next one. */
export function brokenLately(plans: readonly Plan[], today: Day, days: number): boolean {
  return plans.some(({ state, ended: end }) => state === 'broken' && end !== null && dayOf(end.at) >= addDays(today, -days))
}
