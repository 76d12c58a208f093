import type { Day } from '@contract/calendar'
import { fen, sumFen } from '@contract/money'
import { chargesOf, monthsBehind, withTotal } from '@core/domain/billing/ledger/months'
import fc from 'fast-check'

const behind = (paidThrough: string, cutoff = '2026-06-30') => monthsBehind(paidThrough as Day, cutoff as Day)
const HOME = { area: '131.7', price: '2.35' }
const amounts = (months: readonly { amount: number }[]) => months.map(({ amount }) => amount)

describe('months of a debt', () => {
  it('counts from the day after 已缴至 to 统计截止', () => {
    expect(behind('2026-03-31').map(({ period }) => period)).toEqual(['2026-04', '2026-05', '2026-06'])
    expect(behind('2026-06-30')).toEqual([])
    expect(behind('2026-12-31')).toEqual([])
    expect(behind('2023-04-30')).toHaveLength(38)
  })

  // Both sides of the month's end: the day before leaves one more day owed, not a month.
  it('keeps the days of a month that was paid in part', () => {
    expect(behind('2026-05-30')[0]).toMatchObject({ period: '2026-05', from: '2026-05-31', to: '2026-05-31' })
    expect(behind('2026-05-31')[0]).toMatchObject({ period: '2026-06', from: '2026-06-01', to: '2026-06-30' })
    expect(behind('2026-05-31', '2026-06-15')[0]).toMatchObject({ from: '2026-06-01', to: '2026-06-15' })
  })

  it('rounds each month half up: 131.7 × 2.35 is 309.495', () => {
    expect(amounts(chargesOf(behind('2026-03-31'), HOME, fen(928_50)))).toEqual([309_50, 309_50, 309_50])
  })

  it('charges a cut month by its days, unless the ledger shows that it counted it whole', () => {
    const terms = { area: '100', price: '3.1' }
    expect(amounts(chargesOf(behind('2026-05-15'), terms, fen(1)))).toEqual([160_00, 310_00])
    expect(amounts(chargesOf(behind('2026-05-15'), terms, fen(620_00)))).toEqual([310_00, 310_00])
  })
})

describe('the ledger’s own total', () => {
  const charges = chargesOf(behind('2026-03-31'), HOME, fen(0))
  it('wins, and the difference goes to the last month', () => {
    expect(amounts(withTotal(charges, fen(928_47)))).toEqual([309_50, 309_50, 309_47])
    expect(amounts(withTotal(charges, fen(1000_00)))).toEqual([309_50, 309_50, 381_00])
    expect(amounts(withTotal(charges, fen(928_50)))).toEqual([309_50, 309_50, 309_50])
  })
  it('takes from the months before what the last cannot give, and leaves out what owes nothing', () => {
    expect(amounts(withTotal(charges, fen(500_00)))).toEqual([309_50, 190_50])
    expect(withTotal(charges, fen(0))).toEqual([])
  })
  it('is the sum of the months, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 1e6 }), (count, owed, monthly) => {
        const months = behind('2020-01-31', '2026-06-30').slice(0, count).map((month) => ({ ...month, amount: fen(monthly) }))
        const given = withTotal(months, fen(owed))
        expect(sumFen(given.map(({ amount }) => amount))).toBe(owed)
        expect(given.every(({ amount }) => amount > 0)).toBe(true)
      }),
    )
  })
})
