import { type Day, formatDay, formatPeriod } from '@contract/calendar'
import { type Fen, showFen, sumFen } from '@contract/money'
import type { Account, OpenBill } from '@core/store/records'
import { withOpen } from './account'
import { asideOf } from './due'

export type ConfirmFacts = { readonly company: string; readonly counterPhone: string; readonly today: Day }
export type Confirmable = { readonly bills: readonly OpenBill[]; readonly total: Fen }

/** What may be confirmed: open bills without those in question and without time-barred ones (rules §7). */
export function confirmable(account: Account, today: Day): Confirmable {
  const bills = account.open.filter((bill) => !['disputed', 'time_barred'].includes(asideOf(account, bill, today) ?? ''))
  return { bills, total: sumFen(bills.map(({ outstanding }) => outstanding)) }
}

/**
 * The text that is read and confirmed, whole: every bill, the sum, what confirming means, and where
 * to ask. Its hash, the time and the person are kept: not a letter may depend on anything else.
 */
export function confirmText({ label }: Pick<Account, 'label'>, { bills, total }: Confirmable, { company, counterPhone, today }: ConfirmFacts): string {
  const lines = bills.map(({ title, period, outstanding }, i) => `${i + 1}. ${formatPeriod(period)}${title}，待缴 ¥${showFen(outstanding)}`)
  return [
    `截至${formatDay(today)}，${label}待缴 ${bills.length} 笔，合计 ¥${showFen(total)}：`, ...lines,
    '确认，就是确认上面的账单和金额由您承担；这些账单三年的诉讼时效，从确认当天起重新计算。',
    `对账单有疑问，可以先不确认，致电${company}前台 ${counterPhone} 核对。`,
  ].join('\n')
}

/** The account once its bills are acknowledged: their limitation begins anew (law, limitation). */
export function acknowledged(account: Account, { bills }: Confirmable, today: Day): Account {
  const named = new Set(bills.map(({ billId }) => billId))
  return withOpen(account, account.open.map((bill) => (named.has(bill.billId) ? { ...bill, interruptedOn: today } : bill)))
}
