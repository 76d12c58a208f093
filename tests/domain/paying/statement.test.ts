import type { Day, Instant } from '@contract/calendar'
import { type Fen, fen } from '@contract/money'
import { addDays } from '@core/domain/calendar'
import { entry, type Entry, type Posting } from '@core/domain/paying/ledger'
import { statementOf } from '@core/domain/paying/statement'
import fc from 'fast-check'

const FIRST = '2026-01-01' as Day
const bills = new Map(['a', 'b', 'c'].map((_id) => [_id, { _id, title: _id === 'c' ? '停车费' : '物业服务费', period: '2026-01' }]))
const at = (offset: number) => `${addDays(FIRST, offset)}T09:00:00.000+08:00` as Instant
const book = (_id: string, offset: number, kind: Entry['kind'], postings: Posting[]): Entry =>
  entry({ _id, communityId: 'c', accountId: 'x', kind, at: at(offset), postings, memo: '' })
const charge = (billId: string, amount: number, offset: number, i: number) =>
  book(`charge-${i}`, offset, 'charge', [{ account: 'receivable', billId, amount: fen(amount) }, { account: 'income:x', amount: fen(-amount) }])
const pay = (billId: string, amount: number, offset: number, i: number) =>
  book(`pay-${i}`, offset, 'payment', [{ account: 'cash:wechat:p', amount: fen(amount) }, { account: 'receivable', billId, amount: fen(-amount) }])

const move = fc.record({
  billId: fc.constantFrom('a', 'b', 'c', 'hidden'), amount: fc.integer({ min: 1, max: 100_000 }), offset: fc.integer({ min: 0, max: 60 }), isPaid: fc.boolean(),
})

it('opening and what happened make the closing, wherever the span is cut, and the sums are the lines’', () => {
  fc.assert(fc.property(fc.array(move, { maxLength: 20 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (moves, x, y) => {
    const entries = moves.map(({ billId, amount, offset, isPaid }, i) => (isPaid ? pay : charge)(billId, amount, offset, i))
    const [from, to] = [addDays(FIRST, Math.min(x, y)), addDays(FIRST, Math.max(x, y))]
    const { opening, closing, lines, sums } = statementOf(entries, bills, from, to)
    const total = (of: (line: (typeof lines)[number]) => Fen) => lines.reduce((sum, line) => sum + of(line), 0)
    expect(opening + total(({ charged }) => charged) - total(({ paid }) => paid)).toBe(closing)
    expect(lines.at(-1)?.balance ?? opening).toBe(closing)
    expect(sums.reduce((sum, { charged }) => sum + charged, 0)).toBe(total(({ charged }) => charged))
    expect(sums.reduce((sum, { paid }) => sum + paid, 0)).toBe(total(({ paid }) => paid))
    expect(statementOf(entries, bills, addDays(to, 1), addDays(to, 90)).opening).toBe(closing)
    const seen = moves.filter(({ billId, offset }) => billId !== 'hidden' && addDays(FIRST, offset) <= to)
    expect(closing).toBe(seen.reduce((sum, { amount, isPaid }) => sum + (isPaid ? -amount : amount), 0))
  }))
})
