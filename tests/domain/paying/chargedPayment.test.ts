import { fen, sumFen } from '@contract/money'
import { addDays, atHour } from '@core/domain/calendar'
import { voidBill } from '@core/domain/billing/voiding'
import { principalOf } from '@core/domain/paying/account'
import { lateOn, NO_CHARGES } from '@core/domain/paying/lateCharge'
import type { Entry } from '@core/domain/paying/ledger'
import { quote, type Quoted, stillOwed } from '@core/domain/paying/quote'
import { unwaive, waive } from '@core/domain/paying/waiving'
import type { Account, Bill, OpenBill } from '@core/store/records'
import fc from 'fast-check'
import { type Books, booksOf, brokenIn, good, orderOf, paidBy, pay, posted, refusalOf } from './lateBooks'
import { bill, day, discount, DUE, home, late, policy, under } from './lateHomes'

const AUG12 = day('2026-08-12')
/** 1000.00 yuan: 1.20 by 12 August. */
const owing = (...more: OpenBill[]) => booksOf([bill('b', 100_000), ...more])

describe('a quote with a late charge', () => {
  it('has it on the bill’s own line and in the total', () => {
    expect(good(quote(owing().account, {}, AUG12, late()))).toMatchObject({ total: 100_120, lines: [{ billId: 'b', amount: 100_120, late: 120, charge: 120 }] })
    expect(good(quote(owing().account, { billIds: ['b'] }, AUG12, late())).total).toBe(100_120)
  })
  it('is to the letter what it was where no rule is', () => {
    expect(good(quote(owing().account, {}, AUG12))).toEqual({ payeeId: 'p', total: 100_000, lines: [{ billId: 'b', amount: 100_000 }], others: [] })
    expect(good(quote(owing().account, {}, AUG12, NO_CHARGES)).lines).toEqual([{ billId: 'b', amount: 100_000 }])
  })
  it.each([
    [40_000, [{ billId: 'b', amount: 40_000, charge: 120 }]],
    [100_000, [{ billId: 'b', amount: 100_000, charge: 120 }]],
    [100_050, [{ billId: 'b', amount: 100_050, late: 50, charge: 120 }]],
    [100_120, [{ billId: 'b', amount: 100_120, late: 120, charge: 120 }]],
    [100_121, [{ billId: 'b', amount: 100_120, late: 120, charge: 120 }, { billId: 'c', amount: 1 }]],
  ])('an amount of %i pays the principal first, then the charge, then the next bill', (amount, lines) => {
    const { account } = owing(bill('c', 50_000, { dueOn: day('2026-08-31') }))
    expect(good(quote(account, { amount: fen(amount) }, AUG12, late())).lines).toEqual(lines)
  })
  it('is no more than everything due', () => {
    expect(refusalOf(quote(owing().account, { amount: fen(100_121) }, AUG12, late()))).toBe('AMOUNT_TOO_LARGE')
  })
  it('stands while the charge grows, and not when it was waived or stopped since', () => {
    const { account } = owing()
    const { lines } = good(quote(account, {}, AUG12, late()))
    expect(stillOwed(account, lines, addDays(AUG12, 1), late())).toBe(true)
    expect(stillOwed(account, lines, AUG12, under(policy({ stopped: { on: DUE, by: 'm', reason: '' } })))).toBe(false)
  })
})

describe('settling a late charge', () => {
  it('books what the quote fixed, in the one entry, however late the notice', () => {
    const books = owing()
    const order = orderOf(books, good(quote(books.account, {}, AUG12, late())), atHour(AUG12, 23))
    const after = paidBy(books, order, atHour(addDays(AUG12, 2), 1))
    expect(after.account).toMatchObject({ open: [], outstanding: 0 })
    expect([posted(after, 'income:late_charge'), posted(after, 'receivable:late'), after.entries.length]).toEqual([-120, 0, 2])
    expect(after.orders[0]).toMatchObject({ placed: [{ billId: 'b', amount: 100_120, late: 120, charge: 120 }], surplus: 0 })
    expect(brokenIn(after)).toEqual([])
  })
  it('the charge of a bill whose principal alone was paid is fixed, stays to be paid, and does not grow', () => {
    const after = pay(owing(), { amount: fen(100_000) }, AUG12, late())
    expect(after.account.lateOwed).toMatchObject([{ billId: 'b', amount: 120 }])
    expect(after.account.outstanding).toBe(0)
    expect(brokenIn(after)).toEqual([])
    const later = addDays(AUG12, 60)
    expect(good(quote(after.account, {}, later, late())).lines).toEqual([{ billId: 'b', amount: 120, late: 120 }])
    const half = pay(after, { amount: fen(50) }, later, late())
    expect(half.account.lateOwed).toMatchObject([{ amount: 70 }])
    const done = pay(half, { billIds: ['b'] }, later, late())
    expect('lateOwed' in done.account).toBe(false)
    expect([...brokenIn(half), ...brokenIn(done)]).toEqual([])
  })
  it('P10 a charge that somebody else paid meanwhile waits as surplus', () => {
    const books = owing()
    const { lines, ...rest } = good(quote(books.account, {}, AUG12, late()))
    const first = pay(books, {}, AUG12, late())
    const twice = paidBy(first, orderOf(first, { ...rest, lines }, atHour(AUG12, 9)), atHour(AUG12, 11))
    expect(twice.orders[1]).toMatchObject({ placed: [], surplus: 100_120 })
    expect(brokenIn(twice)).toEqual([])
  })
  it('a part payment after the due day is remembered, one before it need not be', () => {
    const [left] = pay(owing(), { amount: fen(40_000) }, AUG12, late()).account.open
    expect(left).toMatchObject({ outstanding: 60_000, paidLate: [{ on: AUG12, amount: 40_000 }] })
    expect(pay(owing(), { amount: fen(40_000) }, DUE, late()).account.open[0]).not.toHaveProperty('paidLate')
  })
  it('books that say another charge are found', () => {
    const after = pay(owing(), { amount: fen(100_000) }, AUG12, late())
    const wrong = { ...after, account: { ...after.account, lateOwed: after.account.lateOwed?.map((one) => ({ ...one, amount: fen(119) })) ?? [] } }
    expect(brokenIn(wrong).map(({ rule }) => rule)).toEqual(['account_equals_entries'])
    const other = { ...after, orders: after.orders.map((order) => ({ ...order, placed: [{ billId: 'b', amount: fen(100_000), charge: fen(119) }] })) }
    expect(brokenIn(other).map(({ rule }) => rule)).toContain('order_equals_allocations')
  })
})

describe('a waiver', () => {
  const waiving = (amount: number, changed = {}) => ({
    id: 'waive:1', billId: 'b', amount: fen(amount), reason: '首次', at: atHour(AUG12, 9), today: AUG12, ...changed,
  })
  const kept = (books: Books, { account, entry: one }: { account: Account; entry: Entry }): Books => ({ ...books, account, entries: [...books.entries, one] })

  it('takes off what has grown, is booked, and what grows later is charged', () => {
    const books = owing()
    const after = kept(books, good(waive(books.account, waiving(120), late())))
    expect(lateOn(after.account, after.account.open[0] as OpenBill, AUG12, late())).toBe(0)
    expect(lateOn(after.account, after.account.open[0] as OpenBill, addDays(AUG12, 3), late())).toBe(30)
    expect([posted(after, 'income:late_charge'), posted(after, 'expense:late_waived'), posted(after, 'receivable:late')]).toEqual([-120, 120, 0])
    expect(brokenIn(pay(after, {}, addDays(AUG12, 3), late()))).toEqual([])
  })
  it.each([['more than there is', 121, {}, 'WAIVER_TOO_MUCH'], ['of a bill that is not there', 1, { billId: 'x' }, 'WAIVER_TOO_MUCH']])(
    'is refused: %s', (_, amount, changed, refusal) => expect(refusalOf(waive(owing().account, waiving(amount, changed), late()))).toBe(refusal),
  )
  it('waits while a payment is on its way', () => {
    const account = home([bill('b', 100_000)], { openOrders: [{ payeeId: 'p', outTradeNo: 'L', under: 'payment' }] })
    expect(refusalOf(waive(account, waiving(120), late()))).toBe('BILL_IN_PAYMENT')
  })
  it('of a charge that is fixed already takes it off, and coming back puts it there again', () => {
    const books = pay(owing(), { amount: fen(100_000) }, AUG12, late())
    const after = kept(books, good(waive(books.account, waiving(120), late())))
    expect('lateOwed' in after.account).toBe(false)
    const doc = { _id: 'b', item: 'property_fee', title: '物业服务费', period: '2026-07', payeeId: 'p', dueOn: DUE, void: false } as Bill
    const back = kept(after, good(unwaive(after.account, after.entries.at(-1) as Entry, doc, atHour(AUG12, 12))))
    expect(back.account.lateOwed).toEqual(books.account.lateOwed)
    expect([...brokenIn(after), ...brokenIn(back)]).toEqual([])
  })
  it('comes back while the bill is open, and not once it is paid', () => {
    const doc = { _id: 'b', payeeId: 'p', dueOn: DUE, void: false } as Bill
    const books = owing()
    const after = kept(books, good(waive(books.account, waiving(120), late())))
    const waived = after.entries.at(-1) as Entry
    const back = kept(after, good(unwaive(after.account, waived, doc, atHour(AUG12, 12))))
    expect(lateOn(back.account, back.account.open[0] as OpenBill, AUG12, late())).toBe(120)
    expect(brokenIn(back)).toEqual([])
    expect(refusalOf(unwaive(pay(after, {}, AUG12, late()).account, waived, doc, atHour(AUG12, 12)))).toBe('WAIVER_SETTLED')
  })
  it('given after an order was made is not taken by its late money, which waits', () => {
    const books = owing()
    const order = orderOf(books, good(quote(books.account, {}, AUG12, late())), atHour(AUG12, 8))
    const after = kept(books, good(waive(books.account, waiving(100), late())))
    const paid = paidBy(after, { ...order, state: 'closed' }, atHour(AUG12, 12))
    expect(paid.orders[0]).toMatchObject({ placed: [{ billId: 'b', amount: 100_020, late: 20, charge: 20 }], surplus: 100 })
    expect(brokenIn(paid)).toEqual([])
  })
})

describe('an on-time discount', () => {
  const two = { off: { percent: '2' } }
  it.each([['on its last day', '2026-07-31', 98_000], ['a day later', '2026-08-01', 100_000]])('%s', (_, today, total) => {
    expect(good(quote(owing().account, {}, day(today), discount(two))).total).toBe(total)
  })
  it.each([[-5, '2026-07-26', 98_000], [-5, '2026-07-27', 100_000], [3, '2026-08-03', 98_000], [3, '2026-08-04', 100_000]])(
    'until %i days from the due day, on %s', (days, today, total) => {
      expect(good(quote(owing().account, {}, day(today), discount({ ...two, days }))).total).toBe(total)
    },
  )
  it('what is taken off and what is paid are the principal, booked in the one entry', () => {
    const after = pay(owing(), {}, DUE, discount(two))
    expect(after.orders[0]?.placed).toEqual([{ billId: 'b', amount: 98_000, discount: 2_000 }])
    expect([posted(after, 'expense:discount'), posted(after, 'receivable'), after.account.outstanding]).toEqual([2_000, 0, 0])
    expect(brokenIn(after)).toEqual([])
  })
  it('a part of a bill gets none', () => {
    expect(good(quote(owing().account, { amount: fen(97_999) }, DUE, discount(two))).lines).toEqual([{ billId: 'b', amount: 97_999 }])
  })
  it('an amount is for all bills of a due day together, by largest remainder', () => {
    const { account } = owing(bill('c', 33_333, { item: 'parking' }), bill('d', 50_000, { dueOn: day('2026-08-31') }))
    const rule = discount({ off: { amount: fen(1_000) } })
    const together = good(quote(account, { billIds: ['b', 'c'] }, DUE, rule))
    expect(together.lines.map((one) => one.discount)).toEqual([750, 250])
    expect(good(quote(account, { billIds: ['b'] }, DUE, rule)).lines[0]).not.toHaveProperty('discount')
    expect(good(quote(account, { amount: together.total }, DUE, rule)).lines).toEqual(together.lines)
  })
  it('F05 the price that was shown is the price of the order, and the bill is settled by it', () => {
    const books = owing()
    const quoted = good(quote(books.account, {}, DUE, discount(two)))
    const order = orderOf(books, quoted, atHour(DUE, 23))
    expect(order.amount).toBe(quoted.total)
    expect(paidBy(books, order, atHour(addDays(DUE, 1), 0)).account.open).toEqual([])
  })
  it('F06 never takes all of a bill: something is always left to pay', () => {
    const { account } = booksOf([bill('b', 100), bill('c', 1)])
    expect(good(quote(account, {}, DUE, discount({ off: { amount: fen(1_000_000) } }))).total).toBe(51)
    expect(good(quote(account, { billIds: ['c'] }, DUE, discount({ off: { percent: '50' } }))).total).toBe(1)
  })
  it('not on bills of a plan that is kept, nor on what is not ours', () => {
    const plan = { planId: 'x', payeeId: 'p', total: fen(100_000), billIds: ['b'], instalments: [{ dueOn: day('2026-08-20'), amount: fen(100_000) }] }
    expect(good(quote(home([bill('b', 100_000)], { plans: [plan] }), { billIds: ['b'] }, DUE, discount(two))).total).toBe(100_000)
    expect(good(quote(home([bill('b', 100_000, { item: 'water' })]), {}, DUE, discount(two, { items: ['water'] }))).total).toBe(100_000)
  })
})

describe('a bill that is made void', () => {
  const doc = {
    _id: 'b', accountId: 'a', communityId: 'c', item: 'property_fee', payeeId: 'p', amount: fen(100_000), source: { kind: 'run', id: 'r' }, void: false,
  } as Bill
  const facts = { on: AUG12, by: 'm', reason: '面积有误', at: atHour(AUG12, 12) }
  const voided = (books: Books, given: { discount: number; late: number }) => {
    const { account, entry: one, back } = voidBill(books.account, doc, { discount: fen(given.discount), late: fen(given.late) }, facts)
    const after = { ...books, account, entries: [...books.entries, one] }
    const prepaid = sumFen(account.prepaid.map(({ amount }) => amount))
    return { back, prepaid, off: posted(after, 'expense:discount'), income: posted(after, 'income:late_charge'), broken: brokenIn(after) }
  }
  it('gives back what was really paid: not the discount, and the late charge too', () => {
    const early = pay(owing(), {}, DUE, discount({}))
    expect(voided(early, { discount: 2_000, late: 0 })).toEqual({ back: 98_000, prepaid: 98_000, off: 0, income: 0, broken: [] })
    const lately = pay(owing(), { amount: fen(100_050) }, AUG12, late())
    expect(voided(lately, { discount: 0, late: 50 })).toEqual({ back: 100_050, prepaid: 100_050, off: 0, income: 0, broken: [] })
  })
})

describe('any road of paying', () => {
  const both = under(policy({ discount: { basis: '公示', days: 5, off: { percent: '3.3' } } }))
  const amount = fc.integer({ min: 1, max: 200_000 })
  const step = fc.record({ wait: fc.integer({ min: 0, max: 40 }), part: fc.option(amount) })

  it('keeps the books, ends with nothing owed, and never costs more than waiting would', () => {
    fc.assert(fc.property(fc.array(amount, { minLength: 1, maxLength: 4 }), fc.array(step, { maxLength: 6 }), (owed, steps) => {
      let books = booksOf(owed.map((one, i) => bill(`b${i}`, one, { dueOn: addDays(DUE, i * 10) })))
      let today = addDays(DUE, -3)
      for (const { wait, part } of [...steps, { wait: 1, part: null }, { wait: 0, part: null }]) {
        today = addDays(today, wait)
        const asked = quote(books.account, part === null ? {} : { amount: fen(part) }, today, both)
        if (!asked.ok) continue
        expect(sumFen(asked.value.lines.map((one) => one.amount))).toBe(asked.value.total)
        books = pay(books, part === null ? {} : { amount: fen(part) }, today, both)
        expect(brokenIn(books)).toEqual([])
        expect(books.orders.at(-1)?.surplus).toBe(0)
        expect(books.orders.at(-1)?.placed).toEqual(asked.value.lines.map((one) => placedAs(one, books)))
      }
      expect([books.account.open, books.account.lateOwed ?? []]).toEqual([[], []])
      const waited = home(owed.map((one, i) => bill(`b${i}`, one, { dueOn: addDays(DUE, i * 10) })))
      const most = sumFen(waited.open.map((one) => lateOn(waited, one, today, both)))
      expect(-posted(books, 'income:late_charge')).toBeLessThanOrEqual(most)
      const paid = books.orders.reduce((sum, one) => sum + one.amount - sumFen(one.placed.map((line) => line.late ?? fen(0))), 0)
      expect(posted(books, 'expense:discount') + paid).toBe(sumFen(owed.map(fen)))
    }), { numRuns: 150 })
  })
  /** The charge of a part is fixed by its quote and booked only when the bill is settled. */
  const placedAs = (one: Quoted['lines'][number], { account }: Books) => {
    const { charge, ...rest } = one
    const isOpen = account.open.some(({ billId }) => billId === one.billId)
    return charge === undefined || isOpen || principalOf(one) === 0 ? rest : one
  }
})

