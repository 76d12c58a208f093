import type { Day, Instant } from '@contract/calendar'
import { sampleBill } from '@core/domain/billing/sample'
import { ROUND_EACH_MONTH_TO_FEN, type TariffVersion } from '@core/domain/billing/tariff'

const TODAY = '2026-07-15' as Day
const tariff = (changed: Partial<TariffVersion> = {}): TariffVersion => ({
  _id: 't', communityId: 'c', item: 'property_fee', kind: 'area', price: '2.35', rounding: ROUND_EACH_MONTH_TO_FEN, effectiveFrom: '2026-01-01' as Day,
  basis: '合同第六条', publishedOn: '2026-01-01' as Day, publishedBy: 'o', createdAt: '2026-01-01T09:00:00.000+08:00' as Instant, ...changed,
})
const EXAMPLE = { amount: 161_10, tariff: { says: '物业服务费 1.8 元/㎡·月' } }

describe('the sample bill', () => {
  it('is worked out by the community’s own published price', () => {
    const bill = sampleBill([tariff()], '桂湖物业', TODAY)
    // 89.50 × 2.35 = 210.325, half up
    expect(bill).toMatchObject({ period: '2026-07', dueOn: '2026-07-31', amount: 210_33, payee: '桂湖物业', tariff: { basis: '合同第六条' } })
    expect(bill.steps.map(({ says }) => says)).toContain('89.50 ㎡ × 2.35 元/㎡·月')
  })
  it.each([
    ['nothing is published', []],
    ['a price is a draft', [tariff({ basis: null, publishedOn: null })]],
    ['a price is not in force yet', [tariff({ effectiveFrom: '2026-07-16' as Day })]],
    ['only parking is published', [tariff({ item: 'parking' })]],
  ])('is an example, and says so, where %s', (_where, tariffs) => {
    const bill = sampleBill(tariffs, '桂湖物业', TODAY)
    expect(bill).toMatchObject(EXAMPLE)
    expect(bill.tariff.basis).toContain('示例')
  })
  it('takes a price that begins today', () => {
    expect(sampleBill([tariff({ effectiveFrom: TODAY })], '桂湖物业', TODAY).amount).toBe(210_33)
  })
})
