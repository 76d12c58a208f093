import type { Day, Instant } from '@contract/calendar'
import { fen, ZERO } from '@contract/money'
import { entry, type Entry } from '@core/domain/paying/ledger'
import {
  bookedNow, type Books, DIFFERENCES, foreignFinding, judgePayment, judgeReturn, NOTHING, notInBill, otherDay, stillUnbooked, withBooked, withRow,
} from '@core/domain/paying/reconciliation'
import { UNPAID } from '@core/domain/paying/settle'
import type { Order } from '@core/store/records'
import type { BillRow } from '@core/wechat/wechat'
import fc from 'fast-check'

const OWN = { appid: 'wx1', orderPrefix: 'L' }
const NO = 'L_20260701000001'
const AT = '2026-07-01T12:00:00.000+08:00' as Instant
const row = (more: Partial<BillRow> = {}): BillRow => ({
  kind: 'paid', appid: 'wx1', outTradeNo: NO, transactionId: '42001', refundId: null, amount: fen(200_00), fee: fen(1_20), ...more,
})
const order = (more: Partial<Order> = {}): Order => ({
  ...UNPAID, _id: NO, communityId: 'c', accountId: 'a', openid: 'o', payeeId: 'p', amount: fen(200_00), lines: [], quoteId: 'q', description: 'd',
  createdAt: AT, payBefore: AT, checkAt: null, state: 'paid', transactionId: '42001', paidAt: AT, ...more,
})
const booked = (amount = 200_00, surplus = 0): Entry =>
  entry({
    _id: 'pay:42001', communityId: 'c', accountId: 'a', kind: 'payment', at: AT, memo: NO,
    postings: [
      { account: 'cash:wechat:p', amount: fen(amount) }, { account: 'receivable', billId: 'b', amount: fen(surplus - amount) },
      ...(surplus > 0 ? [{ account: 'liability:unplaced' as const, amount: fen(-surplus) }] : []),
    ],
  })
const judge = (books: Partial<Books> = {}, more: Partial<BillRow> = {}) => judgePayment(row(more), { order: order(), entry: booked(), ...books }, OWN)

describe('a payment of the bill against the books', () => {
  it('is the same when the entry has its money, wherever that was placed', () => {
    expect(judge()).toEqual({ is: 'same', booked: 200_00 })
    expect(judge({ entry: booked(200_00, 50_00) })).toEqual({ is: 'same', booked: 200_00 })
  })

  it('P34 WeChat’s fee makes no difference, however large', () => {
    fc.assert(fc.property(fc.integer({ min: -1_000_00, max: 1_000_00 }), (fee) => expect(judge({}, { fee: fen(fee) }).is).toBe('same')))
  })

  it('P33 without an entry it is asked about, whether our order waits, is closed, or was never written', () => {
    for (const state of ['awaiting_payer', 'closed'] as const) {
      expect(judge({ entry: null, order: order({ state, transactionId: null, paidAt: null }) })).toEqual({ is: 'unbooked' })
    }
    expect(judge({ entry: null, order: null })).toEqual({ is: 'unbooked' })
  })

  it.each([
    ['another environment’s letters', { outTradeNo: 'T_20260701000001' }],
    ['letters that only begin like ours', { outTradeNo: 'L2_2026070100001' }],
    ['no letters of ours', { outTradeNo: '20260701000001' }],
    ['another app under the same merchant', { appid: 'wx2' }],
  ])('P28 %s is foreign money, never asked about', (_, more) => {
    expect(judge({ entry: null, order: null }, more)).toEqual({ is: 'foreign' })
  })

  it.each([[199_99], [200_01]])('an entry of %i fen for 20000 differs in the amount', (amount) => {
    expect(judge({ entry: booked(amount) })).toMatchObject({
      is: 'different', booked: amount, finding: { _id: 'diff:amount:42001', kind: 'amount', theirs: 200_00, ours: amount },
    })
  })

  it('differs in its state while it is held for review, and under another transaction', () => {
    const held = order({ state: 'awaiting_payer', transactionId: null, paidAt: null, review: '42001: 付款人与下单人不一致' })
    expect(judge({ order: held })).toMatchObject({ is: 'different', finding: { kind: 'state', says: '微信已收 200.00 元，这笔付款在待核对（付款人与下单人不一致）' } })
    expect(judge({ order: order({ transactionId: '42002' }) })).toMatchObject({ finding: { kind: 'state', says: expect.stringContaining('另一笔交易') } })
  })

  it('booked without an order is money whose payer is not known', () => {
    expect(judge({ order: null })).toMatchObject({ is: 'different', finding: { kind: 'not_ours', theirs: 200_00, ours: 200_00 } })
  })
})

describe('money that WeChat gave back', () => {
  const refund = row({ kind: 'refunded', refundId: '50301', amount: fen(80_00), fee: fen(-48) })
  it('is looked at by a person; each refund of one payment is a difference of its own', () => {
    const verdict = judgeReturn(refund, order(), OWN)
    expect(verdict).toMatchObject({ is: 'different', booked: 0, finding: { _id: 'diff:refunded:50301', kind: 'state', theirs: -80_00, ours: 0 } })
    expect(judgeReturn({ ...refund, refundId: '50302' }, order(), OWN)).toMatchObject({ finding: { _id: 'diff:refunded:50302' } })
    expect(judgeReturn(row({ kind: 'revoked' }), order(), OWN)).toMatchObject({ finding: { _id: 'diff:revoked:42001' } })
  })
  it('of another system is that system’s', () => {
    expect(judgeReturn({ ...refund, outTradeNo: 'T_1234567' }, null, OWN)).toEqual({ is: 'foreign' })
  })
})

describe('the books against the bill', () => {
  it('P34 tells what a query says, and of midnight only where it is near', () => {
    expect(notInBill(order(), true)).toMatchObject({ kind: 'not_in_bill', theirs: 0, ours: 200_00, says: '账上收了 200.00 元，微信账单里没有；微信查单说已付款' })
    expect(notInBill(order(), false).says).toContain('没有付款')
    const at = (paidAt: string) => notInBill(order({ paidAt: paidAt as Instant }), true).says.includes('临近零点')
    expect([at('2026-07-01T23:54:59.999+08:00'), at('2026-07-01T23:55:00.000+08:00'), at('2026-07-02T00:00:00.000+08:00')]).toEqual([false, true, false])
  })

  it('knows a payment that the books have on another day than the bill', () => {
    const paid = (paidAt: string) => otherDay(order({ paidAt: paidAt as Instant }), '2026-07-01' as Day)
    expect(paid('2026-07-01T23:59:59.999+08:00')).toBeNull()
    expect(paid('2026-07-02T00:00:00.000+08:00')).toBe('2026-07-02')
    expect(otherDay(null, '2026-07-01' as Day)).toBeNull()
  })
})

describe('the sums of a day', () => {
  type Case = { amount: number; books: number; kind: 'paid' | 'refunded' }
  const cases = fc.array(fc.record({
    amount: fc.integer({ min: 1, max: 1_000_00 }), books: fc.integer({ min: 0, max: 1_000_00 }), kind: fc.constantFrom('paid' as const, 'refunded' as const),
  }))
  it('what is paid less what is given back less what is booked is what the differences add up to', () => {
    fc.assert(fc.property(cases, fc.array(fc.integer({ min: 1, max: 500_00 })), (rows: Case[], lacking) => {
      let sides = NOTHING
      let apart = 0
      for (const { amount, books, kind } of rows) {
        const said = row({ kind, amount: fen(amount), refundId: kind === 'refunded' ? 'r' : null })
        const verdict = kind === 'paid'
          ? judgePayment(said, { order: order({ amount: fen(amount) }), entry: books === 0 ? null : booked(books) }, OWN)
          : judgeReturn(said, order(), OWN)
        sides = withRow(sides, said, 'booked' in verdict ? verdict.booked : ZERO)
        if (verdict.is === 'different') apart += verdict.finding.theirs - verdict.finding.ours
        if (verdict.is === 'unbooked') apart += stillUnbooked(said).theirs - stillUnbooked(said).ours
      }
      for (const amount of lacking) {
        sides = withBooked(sides, fen(amount))
        const { theirs, ours } = notInBill(order({ amount: fen(amount) }), true)
        apart += theirs - ours
      }
      expect(sides.paid.total - sides.refunded.total - sides.booked.total).toBe(apart)
      expect(sides.paid.count + sides.refunded.count).toBe(rows.length)
    }))
  })

  it('what a query proved stands on both sides', () => {
    expect(bookedNow(row())).toMatchObject({ kind: 'not_booked', theirs: 200_00, ours: 200_00 })
  })
})

describe('the words', () => {
  it('each of the five kinds has a name and a remedy that begins with what to do', () => {
    expect(Object.keys(DIFFERENCES)).toEqual(['not_booked', 'not_in_bill', 'amount', 'state', 'not_ours'])
    for (const { name, remedy } of Object.values(DIFFERENCES)) {
      expect(name.length).toBeLessThanOrEqual(14)
      expect(remedy).toMatch(/^(请|系统会|以微信账单为准)/)
    }
  })
  it('all payments of other systems in a day are one difference that names a few of them', () => {
    const day = '2026-07-01' as Day
    const told = foreignFinding('1900', day, { count: 4, total: fen(4_00), numbers: ['A1', 'A2', 'A3'] })
    expect(told).toMatchObject({ _id: 'diff:not_ours:1900:2026-07-01', says: '同一商户号有 4 笔、合计 4.00 元不是本系统的单号：A1、A2、A3 等' })
    expect(foreignFinding('1900', day, { count: 1, total: fen(1_00), numbers: ['A1'] }).says).toMatch(/：A1$/)
  })
})
