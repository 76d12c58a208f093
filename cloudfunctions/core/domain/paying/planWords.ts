import { type Day, dayOf, formatShortDay } from '@contract/calendar'
import { showFen } from '@contract/money'
import { addDays } from '@core/domain/calendar'
import type { Account, OpenBill, Plan, RunningPlan } from '@core/store/records'
import { type PlanPart, brokenAfter, partsDue, partsOf, standingOf } from './planParts'
import { stillFits } from './planRoad'

/** How a plan stands, in the words that residents read; staff read the same. */
export type PartShown = PlanPart & { readonly state: 'paid' | 'due' | 'coming' | 'missed' }

export function partsShown(plan: RunningPlan, open: readonly OpenBill[], today: Day): readonly PartShown[] {
  const due = new Set(partsDue(plan, open, today).map(({ number }) => number))
  const stateOf = ({ number, left, dueOn }: PlanPart): PartShown['state'] => {
    if (left === 0) return 'paid'
    if (dueOn < today) return 'missed'
    return due.has(number) ? 'due' : 'coming'
  }
  return partsOf(plan, open).map((part) => ({ ...part, state: stateOf(part) }))
}

export function sayRunning(plan: RunningPlan, open: readonly OpenBill[], today: Day): string {
  const next = partsOf(plan, open).find(({ left }) => left > 0)
  if (!next) return '分期已全部缴清'
  const part = `第 ${next.number} 期 ¥${showFen(next.left)}`
  switch (standingOf(plan, open, today)) {
    case 'missed': return `${part} 还没缴，${formatShortDay(brokenAfter(next.dueOn))}前补上即可`
    case 'broken': return '分期已经结束，余下的账单按原缴费日缴纳'
    default: return `分期进行中：${part}，缴费日 ${formatShortDay(next.dueOn)}`
  }
}

export function sayPlan(plan: Plan, running: RunningPlan, open: readonly OpenBill[], today: Day, mayAccept: boolean): string {
  switch (plan.state) {
    case 'proposed': return mayAccept ? '家里有人提出了这份分期，请您看看是否同意' : '已把这份分期发给业主，等业主同意'
    case 'waiting_approval': return '这份分期正在等物业审批，结果会显示在这里'
    case 'running': return sayRunning(running, open, today)
    case 'refused': return `这份分期没有通过：${plan.ended?.says ?? ''}`
    default: return plan.ended?.says ?? ''
  }
}

/** For how long the first screen still tells of an end that its reader may not know of. */
const NEWS_DAYS = 14

/**
 * The one plan that the first screen speaks of: money that should have come, then what waits for
 * the reader, then what runs, waits for others, or ended lately; null when there is none.
 */
export function planThatMatters(
  account: Pick<Account, 'open' | 'plans'>, whole: Account, plans: readonly Plan[], today: Day, mayAccept: boolean,
): { readonly planId: string; readonly says: string } | null {
  const inForce = account.plans.filter((plan) => ['kept', 'missed'].includes(standingOf(plan, account.open, today)))
  const missed = inForce.find((plan) => standingOf(plan, account.open, today) === 'missed')
  const said = (plan: RunningPlan) => ({ planId: plan.planId, says: sayRunning(plan, account.open, today) })
  if (missed) return said(missed)
  const asked = plans.filter((plan) => plan.state === 'proposed' && stillFits(whole, plan))
  const waiting = plans.find(({ state }) => state === 'waiting_approval')
  const news = plans.find(({ state, ended }) => (state === 'refused' || state === 'broken') && ended !== null && dayOf(ended.at) >= addDays(today, -NEWS_DAYS))
  const told = (plan: Plan, says: string) => ({ planId: plan._id, says })
  const [proposal] = asked
  if (proposal && mayAccept) return told(proposal, '家里有人提出了分期缴纳，请您看看是否同意')
  if (inForce[0]) return said(inForce[0])
  if (waiting) return told(waiting, '分期申请正在等物业审批，结果会显示在这里')
  if (proposal) return told(proposal, '分期已发给业主，等业主同意')
  if (news) return told(news, news.state === 'refused' ? `分期申请没有通过：${news.ended?.says ?? ''}` : '上一份分期已经结束，已缴的都算数；余下的可以和物业商量')
  return null
}
