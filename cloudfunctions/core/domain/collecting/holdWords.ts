import { type Day, formatDay, formatShortDay } from '@contract/calendar'
import { showFen, sumFen } from '@contract/money'
import { maskPhone } from '@core/domain/people/mask'
import type { Account, AccountFlag, CaseState, Hold, HoldRecord, OpenBill, Proposal, ProposalKind } from '@core/store/records'
import { openOf } from './holds'

/** Every word about remarks and holds: for staff, and the two sentences that a resident reads. */
export const PROPOSAL_TITLES: Readonly<Record<ProposalKind, string>> = {
  dispute: '对账单有异议', promise: '约定了缴费日', wrong_number: '电话不对', hardship: '困难户', tenant: '房屋出租', case: '在走法律程序',
}
export const HOLD_TITLES: Readonly<Record<Hold['kind'], string>> = {
  dispute: '账单有异议', promise: '约定缴费', pause: '暂停催缴', case: '案件处理中',
}
export const CASE_WORDS: Readonly<Record<CaseState, string>> = {
  before_suit: '诉前', in_suit: '诉讼中', judged: '已判决', enforced: '执行中', bankrupt: '破产',
}
export const FLAG_WORDS: Readonly<Record<AccountFlag, string>> = { hardship: '困难户' }
export const HARDSHIP_ADVICE = '已登记困难，先谈减免或分期'

const sayBills = (bills: readonly OpenBill[]) => `${bills.length} 笔账单（¥${showFen(sumFen(bills.map(({ outstanding }) => outstanding)))}）`

/** What accepting does, before anybody accepts. */
export function sayEffect(proposal: Proposal, account: Pick<Account, 'open'>, answerBy: Day): string {
  const bills = openOf(account, proposal)
  const none = '这一户没有对应的待缴账单，采纳后只作记录，不影响提醒'
  const { kind, day } = proposal
  switch (kind) {
    case 'dispute':
      return bills.length === 0 ? none : `${sayBills(bills)}暂不提醒、不计入待缴合计，请在${formatShortDay(answerBy)}前答复；其他账单照常`
    case 'promise':
      if (bills.length === 0) return none
      return day === null ? '请先填写约定的日子，到那天为止不提醒' : `${sayBills(bills)}到${formatDay(day)}为止不提醒；到期没缴清会提醒您跟进`
    case 'wrong_number':
      return `${proposal.phone === null ? '' : `移除号码 ${maskPhone(proposal.phone)}，用它绑定的人立即看不到这一户；`}新建“补登电话”待办`
    case 'hardship':
      return '登记为困难户，只有员工看得到；联系时先谈减免或分期'
    case 'tenant':
      return '新建“邀请绑定”待办：确认由谁缴纳，再发业主或租客邀请码'
    case 'case':
      return `登记为“${CASE_WORDS[proposal.caseState ?? 'in_suit']}”：不再提醒，只由代理人联系；住户仍可自行缴费${proposal.caseState === 'bankrupt' ? '；预缴不再抵扣，不办分期' : ''}`
  }
}

/** A hold as staff read it. */
type Told = Pick<HoldRecord, 'kind' | 'until' | 'caseState' | 'counsel' | 'answer' | 'answerBy'>
export function sayHold(record: Told, bills: readonly OpenBill[] | null): string {
  const what = bills === null ? '整户' : sayBills(bills)
  const { kind, until } = record
  if (kind === 'case') return `${CASE_WORDS[record.caseState ?? 'in_suit']}，只由${record.counsel ?? '代理人'}联系，直到有人结束`
  if (kind === 'promise') return `${what}，约定${sayUntil(until)}前缴纳`
  if (kind === 'pause') return `${what}，暂停到${sayUntil(until)}`
  if (record.answer) return `${what}，${formatShortDay(record.answer.on)}已答复，暂停到${sayUntil(until)}`
  return `${what}，请在${sayUntil(record.answerBy)}前答复`
}
const sayUntil = (day: Day | null) => (day === null ? '有人结束' : formatDay(day))

/** What a resident reads on 首页. A day of another year says its year. */
export function sayPromise(day: Day, today: Day): string {
  return `您约定在${day.slice(0, 4) === today.slice(0, 4) ? formatShortDay(day) : formatDay(day)}前缴纳`
}

/** What a resident reads on a bill in dispute, or once it was answered. */
export function sayDispute({ answer, answerBy }: Pick<HoldRecord, 'answer' | 'answerBy'>): { says: string; answer?: string } {
  if (answer) return { says: `物业在${formatShortDay(answer.on)}答复了您的疑问`, answer: answer.text }
  const when = answerBy === null ? '' : `，物业会在${formatShortDay(answerBy)}前答复`
  return { says: `您提出的疑问正在处理${when}。答复之前，这一笔不计入待缴合计` }
}

/** How it ended, in 往来. */
export function sayEnd({ how, note }: NonNullable<HoldRecord['ended']>, kind: Hold['kind']): string {
  if (how === 'kept') return '约定的账单已经缴清'
  if (how === 'broken') return '约定的日子已过，还没有缴清'
  return how === 'expired' ? `${HOLD_TITLES[kind]}到期，恢复提醒` : `${HOLD_TITLES[kind]}结束：${note}`
}
