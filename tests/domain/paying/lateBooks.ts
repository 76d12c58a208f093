import type { Day, Instant } from '@contract/calendar'
import { fen, sumFen } from '@contract/money'
import type { Outcome } from '@contract/outcome'
import { atHour } from '@core/domain/calendar'
import { auditAccount } from '@core/domain/paying/booksRules'
import type { Charges } from '@core/domain/paying/lateCharge'
import { type Entry, entry } from '@core/domain/paying/ledger'
import { quote, type QuoteAsk, type Quoted } from '@core/domain/paying/quote'
import { settle, UNPAID } from '@core/domain/paying/settle'
import type { Account, OpenBill, Order } from '@core/store/records'
import type { Write } from '@core/store/store'
import { day, home } from './lateHomes'

/** Small books on which quotes are paid: what is true of them is checked by the rules that live books are checked by. */
export const good = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.refusal)
  return outcome.value
}
export const refusalOf = (outcome: Outcome<unknown>) => (outcome.ok ? null : outcome.refusal)

/** An account with its books, its orders and a number for the next one. */
export type Books = { readonly account: Account; readonly entries: readonly Entry[]; readonly orders: readonly Order[] }
export const booksOf = (open: readonly OpenBill[]): Books => ({
  account: home(open), orders: [],
  entries: open.map((one) => entry({
    _id: `charge:${one.billId}`, communityId: 'c', accountId: 'a', kind: 'charge', at: atHour(day('2026-07-01'), 9), memo: '',
    postings: [{ account: 'receivable', billId: one.billId, amount: one.outstanding }, { account: 'income:property_fee', amount: fen(-one.outstanding) }],
  })),
})
export const orderOf = ({ orders }: Books, { payeeId, total, lines }: Quoted, at: Instant): Order => ({
  ...UNPAID, _id: `L_${orders.length}`, communityId: 'c', accountId: 'a', openid: 'o', payeeId, amount: total, lines, quoteId: 'q', description: '缴费',
  createdAt: at, payBefore: at, checkAt: at,
})
const saved = (books: Books, writes: readonly Write[]): Books =>
  writes.reduce<Books>((now, write) => {
    if ('put' in write && write.put === 'orders') return { ...now, orders: [...now.orders, write.doc as Order] }
    if ('put' in write && write.put === 'accounts') return { ...now, account: write.doc as Account }
    if ('insert' in write && write.insert === 'entries') return { ...now, entries: [...now.entries, ...(write.docs as readonly Entry[])] }
    return now
  }, books)
export const paidBy = (books: Books, order: Order, paidAt: Instant): Books => saved(books, settle(order, books.account, {
  outTradeNo: order._id, transactionId: `t-${order._id}`, amount: order.amount, currency: 'CNY', openid: 'o', appid: 'wx', mchid: 'm', paidAt,
}, paidAt).writes)
export const pay = (books: Books, ask: QuoteAsk, today: Day, charges: Charges): Books =>
  paidBy(books, orderOf(books, good(quote(books.account, ask, today, charges)), atHour(today, 10)), atHour(today, 10))
export const brokenIn = ({ account, entries, orders }: Books) =>
  auditAccount({
    account, entries, orders, plans: [], voidIds: new Set(), billIds: new Set(entries.flatMap((one) => one.postings.flatMap((p) => p.billId ?? []))),
  })
export const posted = ({ entries }: Books, name: string) =>
  sumFen(entries.flatMap((one) => one.postings.filter((p) => p.account === name).map((p) => p.amount)))
