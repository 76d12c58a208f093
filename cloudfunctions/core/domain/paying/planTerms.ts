import { formatDay, formatPeriod } from '@contract/calendar'
import { type Fen, showFen } from '@contract/money'
import type { OpenBill, RunningPlan } from '@core/store/records'
import { PLAN_GRACE_DAYS } from './planParts'

/** Three years, as the text says them (limitation). */
const LIMITATION_WORDS = '三年'

export type TermsFacts = {
  readonly place: string
  readonly company: string
  readonly payee: string
  readonly counterPhone: string
  readonly total: Fen
  readonly bills: readonly Pick<OpenBill, 'title' | 'period' | 'outstanding'>[]
  readonly instalments: RunningPlan['instalments']
  readonly needsApproval: boolean
  readonly replaces: boolean
}

/**
 * The text that is read and accepted, whole (rules §7): the amounts, the days, what it costs, what
 * happens when a part is missed, and that accepting acknowledges the debt. Its hash, the time and
 * the person are kept, so not a letter of it may depend on anything but these facts.
 */
export function planTerms(facts: TermsFacts): string {
  const { place, company, payee, counterPhone, total, bills, instalments, needsApproval, replaces } = facts
  const clauses = [
    `房屋：${place}。账单：${sayBills(bills)}，合计 ¥${showFen(total)}，由${payee}收取。`,
    `分 ${instalments.length} 期缴纳：${instalments.map((part, i) => `第 ${i + 1} 期 ${formatDay(part.dueOn)} ¥${showFen(part.amount)}`).join('；')}。可以提前缴，也可以一次缴清。`,
    '分期不收手续费和利息。按期缴纳期间，这些账单不再计收违约金，也不再按原缴费日提醒。',
    `某一期没有按时缴，${PLAN_GRACE_DAYS} 天内补上，分期继续。过了 ${PLAN_GRACE_DAYS} 天还没补上，分期结束：已经缴的都算数，余下的账单恢复按原缴费日缴纳，可以和物业商量其他办法。`,
    `同意分期，就是确认第一条的账单和金额由您承担；这些账单${LIMITATION_WORDS}的诉讼时效，从同意当天起重新计算。`,
    `对账单有疑问，可以先不同意，致电${company}前台 ${counterPhone} 核对。`,
    ...(replaces ? ['这份约定开始后，代替原来的分期；原来已经缴的都算数。'] : []),
    ...(needsApproval ? ['这份分期要物业审批后才开始，结果会显示在首页；审批之前，账单照原样缴纳。'] : []),
  ]
  return ['分期缴纳约定', ...clauses.map((clause, i) => `${i + 1}. ${clause}`)].join('\n')
}

/** "2026年5月至2026年7月物业服务费等 3 笔": few words for many bills; the total says how much. */
function sayBills(bills: TermsFacts['bills']): string {
  const periods = bills.map(({ period }) => period).sort()
  const [from = '', until = ''] = [periods[0], periods.at(-1)]
  const when = from === until ? formatPeriod(from) : `${formatPeriod(from)}至${formatPeriod(until)}`
  const titles = [...new Set(bills.map(({ title }) => title))]
  return `${when}${titles.slice(0, 3).join('、')}${titles.length > 3 ? '等' : ''}共 ${bills.length} 笔`
}
