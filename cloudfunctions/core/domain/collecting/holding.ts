import { type Day, formatDay } from '@contract/calendar'
import { withOpen } from '@core/domain/paying/account'
import { addDays } from '@core/domain/calendar'
import { isWorkingDay } from '@core/domain/holidays'
import type { Account, Hold, HoldRecord, OnRecord, Proposal, ProposalKind } from '@core/store/records'

/** A dispute is answered in this many working days; its hold ends so many days after the answer (rules §9). */
const ANSWERED_IN_WORKING_DAYS = 7
const DISPUTE_RESTS_DAYS = 7

/** The account with one hold more; what follows from it (the next day to look at it) is recomputed. */
export function withHold(account: Account, hold: Hold): Account {
  return withOpen({ ...account, holds: [...account.holds.filter(({ holdId }) => holdId !== hold.holdId), hold] }, account.open)
}
export function withoutHold(account: Account, holdId: string): Account {
  return withOpen({ ...account, holds: account.holds.filter((hold) => hold.holdId !== holdId) }, account.open)
}

/** The last day for an answer: the day of the dispute is not counted. */
export function answerBy(today: Day): Day {
  let day = today
  for (let left = ANSWERED_IN_WORKING_DAYS; left > 0; ) {
    day = addDays(day, 1)
    if (isWorkingDay(day)) left -= 1
  }
  return day
}
/** The last day that an answered dispute still holds: time to read the answer before anybody asks again. */
export function restsUntil(answeredOn: Day): Day {
  return addDays(answeredOn, DISPUTE_RESTS_DAYS)
}

export type Ended = NonNullable<HoldRecord['outcome']>

/** How a hold whose day has passed ended: a promise is kept when none of its bills is owed any more. */
export function outcomeOf({ kind, billIds }: Pick<HoldRecord, 'kind' | 'billIds'>, { open }: Pick<Account, 'open'>): Ended {
  if (kind !== 'promise') return 'expired'
  const owed = open.filter(({ billId }) => billIds === null || billIds.includes(billId))
  return owed.length === 0 ? 'kept' : 'broken'
}

/** Facts for staff, one of a kind; of a case the latest state. */
export function onRecord(account: Account, kind: OnRecord['kind'], since: Day): Account {
  const cases: readonly OnRecord['kind'][] = ['before_suit', 'in_suit', 'judged', 'enforced', 'bankrupt']
  const replaced = cases.includes(kind) ? cases : [kind]
  return { ...account, onRecord: [...(account.onRecord ?? []).filter((one) => !replaced.includes(one.kind)), { kind, since }] }
}

export const ON_RECORD_WORDS: Readonly<Record<OnRecord['kind'], string>> = {
  hardship: '有困难情况', tenant: '房屋已出租', before_suit: '准备起诉', in_suit: '诉讼中', judged: '已判决', enforced: '执行中', bankrupt: '已破产',
}
export const HOLD_WORDS: Readonly<Record<Hold['kind'], string>> = {
  dispute: '费用异议', promise: '承诺缴费', case: '案件处理中', pause: '暂停催缴',
}
export function sayHold({ kind, until, answer }: Hold): string {
  const till = until === null ? '结束前一直有效' : `到${formatDay(until)}为止`
  return `${HOLD_WORDS[kind]}${answer === undefined ? '' : '（已答复）'}，${till}`
}

export const PROPOSAL_WORDS: Readonly<Record<ProposalKind, string>> = {
  dispute: '费用异议', promise: '承诺缴费', wrong_number: '电话不对', hardship: '困难情况', tenant: '已出租', case: '案件',
}

/** What ticking a proposal does, before it is ticked. */
export function sayEffect({ kind, day, caseState, billIds }: Pick<Proposal, 'kind' | 'day' | 'caseState' | 'billIds'>): string {
  switch (kind) {
    case 'dispute': return `这 ${billIds.length} 笔账单先不催，${ANSWERED_IN_WORKING_DAYS} 个工作日内答复；其他账单照常`
    case 'promise': return day === null ? '请填写约定的日子；到那天之前不催' : `${formatDay(day)}之前不催；过了这天还没缴，会有待办`
    case 'wrong_number': return '登记的电话不再使用，用它绑定的人不再能看这一户；会有一项待办去找新号码'
    case 'hardship': return '记在户档案里，只有员工看得到；联系时可以先谈减免或分期'
    case 'tenant': return '记在户档案里；会有一项待办，按业主、租客的关系分别邀请'
    case 'case': return `${caseState === null ? '案件' : ON_RECORD_WORDS[caseState]}：不再自动或批量催缴，只由代理人联系；仍可缴费`
  }
}
