import { type Fen, fen } from '@contract/money'
import { lastKeyOf, NO_SUMS, type RunPageFacts, withPage } from '@core/domain/billing/runSums'
import { draftOf } from './runPage'
import fc from 'fast-check'

const page = (amounts: readonly number[], last: readonly (number | null)[] = [], from = 0): RunPageFacts => {
  const drafts = amounts.map((amount, i) => draftOf(from + i, amount))
  const before = drafts.flatMap((draft, i) => {
    const amount = last[i]
    return amount === undefined || amount === null ? [] : [[lastKeyOf(draft), fen(amount)] as const]
  })
  return {
    drafts, skips: [], homes: amounts.length, accounts: [], last: new Map<string, Fen>(before),
    labels: new Map(drafts.map(({ premisesId }) => [premisesId, `1栋${premisesId}`])),
  }
}

describe('what a run comes to', () => {
  it('is the same, however its homes are cut into pages', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 1_000_00 }), { maxLength: 60 }), fc.nat(60), (amounts, cut) => {
      const whole = withPage(NO_SUMS, page(amounts))
      const parts = withPage(withPage(NO_SUMS, page(amounts.slice(0, cut))), page(amounts.slice(cut), [], cut))
      expect({ ...parts, outliers: [] }).toEqual({ ...whole, outliers: [] })
      expect(whole.total).toBe(amounts.reduce((sum, one) => sum + one, 0))
      expect(whole.items).toEqual(amounts.length === 0 ? {} : { property_fee: { count: amounts.length, total: whole.total } })
    }))
  })

  it('names the homes whose amount moved most, whichever way, and none that stayed or is new', () => {
    const { moved } = withPage(NO_SUMS, page([200_00, 260_00, 100_00, 300_00], [200_00, 200_00, 250_00, null]))
    expect(moved.map(({ label, amount, last }) => [label, amount, last])).toEqual([['1栋h2', 100_00, 250_00], ['1栋h1', 260_00, 200_00]])
  })

  it('takes two payers of a home together, so that a sale alone moves nothing', () => {
    const [first, second] = [draftOf(0, 80_00), draftOf(0, 120_00, 'buyer')]
    const facts = { ...page([200_00], [200_00]), drafts: [first, second] }
    expect(withPage(NO_SUMS, facts).moved).toEqual([])
  })

  it('says a bill of more than three times its tariff’s usual one, and not one of three times', () => {
    expect(withPage(NO_SUMS, page([200_00, 200_00, 600_00])).outliers).toEqual([])
    expect(withPage(NO_SUMS, page([200_00, 200_00, 600_01])).outliers).toEqual([
      { premisesId: 'h2', label: '1栋h2', amount: 600_01, says: '是同标准常见金额的 3 倍，请核对' },
    ])
  })

  it('counts every skip and keeps five hundred rows of them', () => {
    const skips = Array.from({ length: 501 }, (_, i) => ({ premisesId: `h${i}`, premises: `${i}`, code: 'NO_READING' as const }))
    const sums = withPage(NO_SUMS, { ...page([]), skips })
    expect([sums.skipped, sums.skips.length]).toEqual([{ NO_READING: 501 }, 500])
  })
})
