import type { Day, Instant } from '@contract/calendar'
import { fen, sumFen } from '@contract/money'
import { withOpen } from '@core/domain/paying/account'
import { auditAccount } from '@core/domain/paying/booksRules'
import { type Entry, entry } from '@core/domain/paying/ledger'
import { canMove, closeUnpaid, ORDER_ROADS, settle, UNPAID } from '@core/domain/paying/settle'
import type { Account, OpenBill, Order } from '@core/store/records'
import type { Write } from '@core/store/store'
import type { PaidFact } from '@core/wechat/wechat'
import fc from 'fast-check'
import { account as emptyAccount } from '../../store/features'

const AT = '2026-07-01T09:00:00.000+08:00' as Instant
const bill = (billId: string, outstanding: number, dueOn = '2026-07-31'): OpenBill => ({
  billId, item: 'property_fee', title: '物业服务费', period: '2026-07', payeeId: 'p', dueOn: dueOn as Day, outstanding: fen(outstanding),
})
const owing = (...open: OpenBill[]): Account => withOpen(emptyAccount('a', 'c'), open)
const order = (lines: readonly [string, number][], changed: Partial<Order> = {}): Order => ({
  ...UNPAID, _id: 'L_1', communityId: 'c', accountId: 'a', openid: 'o', payeeId: 'p', quoteId: 'q', description: '缴费',
  amount: sumFen(lines.map(([, amount]) => fen(amount))), lines: lines.map(([billId, amount]) => ({ billId, amount: fen(amount) })),
  createdAt: AT, payBefore: AT, checkAt: AT, ...changed,
})
const fact = (amount: number, changed: Partial<PaidFact> = {}): PaidFact => ({
  outTradeNo: 'L_1', transactionId: 't1', amount: fen(amount), currency: 'CNY', openid: 'o', appid: 'wx', mchid: 'm', paidAt: AT, ...changed,
})

/** What the writes leave behind, so that a second settle can start from it. */
function after(writes: readonly Write[], before: { order: Order; account: Account }) {
  let { order: nextOrder, account: nextAccount } = before
  const entries: Entry[] = []
  for (const write of writes) {
    if ('put' in write && write.put === 'orders') nextOrder = write.doc as Order
    if ('put' in write && write.put === 'accounts') nextAccount = write.doc as Account
    if ('insert' in write && write.insert === 'entries') entries.push(...(write.docs as readonly Entry[]))
  }
  return { order: nextOrder, account: nextAccount, entries }
}

describe('settling', () => {
  it('writes the order, the account and one entry, however many bills', () => {
    const bills = Array.from({ length: 24 }, (_, i) => bill(`b${i}`, 100))
    const { writes, result } = settle(order(bills.map((b) => [b.billId, 100])), owing(...bills), fact(2400), AT)
    expect(result).toBe('settled')
    expect(writes).toHaveLength(3)
    expect(after(writes, { order: order([]), account: owing() }).account.outstanding).toBe(0)
  })

  it('P01 the same transaction again changes nothing', () => {
    const before = { order: order([['b', 100]]), account: owing(bill('b', 100)) }
    const first = after(settle(before.order, before.account, fact(100), AT).writes, before)
    expect(settle(first.order, first.account, fact(100), AT)).toEqual({ writes: [], result: 'already_recorded' })
  })

  it.each([
    ['P06 another amount', { amount: fen(99) }],
    ['P08 another currency', { currency: 'USD' }],
    ['P08 another payer', { openid: 'x' }],
  ])('%s: not marked paid, booked unplaced, and a person asked', (_, changed) => {
    const before = { order: order([['b', 100]]), account: owing(bill('b', 100)) }
    const { writes, result } = settle(before.order, before.account, fact(100, changed), AT)
    const left = after(writes, before)
    expect(result).toBe('held_for_review')
    expect(left.order.state).toBe('awaiting_payer')
    expect(left.account.outstanding).toBe(100)
    expect(left.account.openOrders).toEqual([{ payeeId: 'p', outTradeNo: 'L_1', under: 'review' }])
    expect(left.entries[0]?.postings.map((p) => p.account)).toEqual(['cash:wechat:p', 'liability:unplaced'])
    expect(settle(left.order, left.account, fact(100, changed), AT).result).toBe('already_recorded')
  })

  it('P10 money for a bill that was paid meanwhile waits as surplus with a task, and moves to no other bill', () => {
    const before = { order: order([['paid', 100], ['b', 50]]), account: owing(bill('b', 50), bill('other', 500)) }
    const { writes, result } = settle(before.order, before.account, fact(150), AT)
    const left = after(writes, before)
    expect(result).toBe('settled_with_surplus')
    expect(left.order).toMatchObject({ state: 'paid', surplus: 100, placed: [{ billId: 'b', amount: 50 }] })
    expect(left.account.open.map((b) => b.billId)).toEqual(['other'])
    expect(writes.some((write) => 'insert' in write && write.insert === 'tasks')).toBe(true)
  })

  it('F39 money on a closed order still pays what is owed: closed → paid is a road', () => {
    const before = { order: order([['b', 100]], { state: 'closed' }), account: owing(bill('b', 100)) }
    expect(settle(before.order, before.account, fact(100), AT).result).toBe('settled')
  })

  it('never steps back from paid', () => {
    expect(Object.entries(ORDER_ROADS).filter(([, to]) => to.length === 0).map(([from]) => from)).toEqual(['paid'])
    expect(canMove('paid', 'closed')).toBe(false)
    expect(closeUnpaid(order([], { state: 'paid' }), owing()).result).toBe(false)
  })

  it('keeps every rule of the books whatever was owed, chosen and paid', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(amounts, amounts, fc.boolean(), (owed, chosen, wrong) => {
        const bills = owed.map((amount, i) => bill(`b${i}`, amount))
        const lines = chosen.map((amount, i): [string, number] => [`b${i}`, amount])
        const before = { order: order(lines), account: owing(...bills) }
        const opening = entry({
          _id: 'opening:a', communityId: 'c', accountId: 'a', kind: 'opening', at: AT, memo: '',
          postings: bills.flatMap((b) => [
            { account: 'receivable' as const, billId: b.billId, amount: b.outstanding },
            { account: 'opening:ledger' as const, amount: fen(-b.outstanding) },
          ]),
        })
        const paid = fact(sumFen(before.order.lines.map((line) => line.amount)) + (wrong ? 1 : 0))
        const left = after(settle(before.order, before.account, paid, AT).writes, before)
        const billIds = new Set(bills.map((b) => b.billId))
        const facts = { account: left.account, voidIds: new Set<string>(), entries: [opening, ...left.entries], billIds, orders: [left.order], plans: [] }
        expect(auditAccount(facts)).toEqual([])
      }),
    )
  })
})
