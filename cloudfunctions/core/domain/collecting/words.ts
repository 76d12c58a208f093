import { type Day, formatDay, formatShortDay } from '@contract/calendar'
import { type Fen, formatFen, showFen, sumFen } from '@contract/money'
import { daysBetween } from '@core/domain/calendar'
import { fitPlace } from '@core/domain/messageFields'
import type { Account, OpenBill } from '@core/store/records'
import { oldestDueOn, runningEpisode } from './ladder'
import { sayStage, type Stage, stageOf } from './policy'

/**
 * Every word of a reminder. A resident reads 待缴 and 已过缴费日 and nothing harsher (rules §14);
 * one message speaks for all the account's bills. The words follow the bills and the day, not the
 * stage's name, so a reminder that goes out late is still true (F26).
 */
export type ReminderFields = { readonly place: string; readonly amount: string; readonly dueOn: string; readonly note: string }
type Told = Pick<Account, 'label' | 'open' | 'outstanding'>

export function reminderFields(account: Told, stage: Stage, dueOn: Day, today: Day): ReminderFields {
  return {
    place: fitPlace(account.label),
    amount: `¥${formatFen(account.outstanding)}`,
    dueOn: formatDay(dueOn),
    note: noteOf(account.open, stage, dueOn, today),
  }
}

/** At most 20 letters, whatever the numbers: a bill's age and count have at most 4 digits together. */
function noteOf(open: readonly OpenBill[], stage: Stage, dueOn: Day, today: Day): string {
  const overdue = open.filter((bill) => bill.dueOn < today).length
  if (overdue === open.length) return `共${open.length}笔待缴，已过缴费日`
  if (overdue > 0) return `共${open.length}笔待缴，${overdue}笔已过缴费日`
  const days = daysBetween(today, dueOn)
  if (stage.offset === null) return `新账单已出，共${open.length}笔待缴`
  return `${days === 0 ? '今天是缴费日' : `还有${days}天到缴费日`}，共${open.length}笔待缴`
}

/** The message in one line, as staff see it before they release it. */
export function reminderText({ place, amount, dueOn, note }: ReminderFields): string {
  return `房屋：${place}；待缴金额：${amount}；缴费日：${dueOn}；备注：${note}`
}

/** What a person says on the phone. Facts and an open question; no consequence is named. */
export function callText(account: Told, company: string, dueOn: Day): string {
  const { label, open, outstanding } = account
  return (
    `您好，我是${company}的工作人员。${label}目前有 ${open.length} 笔账单待缴，共 ¥${showFen(outstanding)}，` +
    `最早一笔的缴费日是${formatDay(dueOn)}。想和您确认一下是否收到了账单，对金额或服务有没有疑问，什么时候方便缴纳？`
  )
}

/** Why this account, and why this step: for staff. */
export function sayWhy(account: Pick<Account, 'kind' | 'open' | 'reminded'>, stage: Stage, today: Day): string {
  const oldest = oldestDueOn(account.open) ?? today
  const overdue = sumFen(account.open.filter((bill) => bill.dueOn < today).map((bill) => bill.outstanding))
  if (stage.kind === 'courtesy') return `${sayStage(stage)}：${dueSaid(oldest, today)}`
  return `${sayStage(stage)}：逾期 ${daysBetween(oldest, today)} 天，逾期金额 ${saidYuan(overdue)}，${lastSaid(account)}`
}
function dueSaid(dueOn: Day, today: Day): string {
  const days = daysBetween(today, dueOn)
  return days > 0 ? `还有 ${days} 天到期` : days === 0 ? '今天到期' : `最早一笔已逾期 ${-days} 天`
}
function lastSaid(account: Pick<Account, 'kind' | 'open' | 'reminded'>): string {
  const running = runningEpisode(account)
  const stage = running && stageOf(account.kind, running.lastStage)
  return running && stage ? `上次是 ${formatShortDay(running.lastOn)}的${sayStage(stage)}` : '本次欠费周期还没有提醒过'
}
export function saidYuan(amount: Fen): string {
  return `¥${showFen(amount)}`
}
