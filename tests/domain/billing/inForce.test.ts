import type { Day, Instant } from '@contract/calendar'
import { inForce } from '@core/domain/billing/inForce'
import { ROUND_EACH_MONTH_TO_FEN, type TariffVersion } from '@core/domain/billing/tariff'

const version = (id: string, effectiveFrom: string, more: Partial<TariffVersion> = {}): TariffVersion => ({
  _id: id, communityId: 'c', item: 'property_fee', kind: 'area', price: '2', rounding: ROUND_EACH_MONTH_TO_FEN, effectiveFrom: effectiveFrom as Day,
  basis: '合同', publishedOn: '2026-01-01' as Day, publishedBy: 'm', createdAt: '2026-01-01T09:00:00.000+08:00' as Instant, ...more,
})
const DRAFT = { basis: null, publishedOn: null, publishedBy: null }
const ids = (versions: readonly TariffVersion[], on: string) => inForce(versions, on as Day).map(({ _id }) => _id)

describe('the tariff in force', () => {
  const old = version('old', '2026-07-01')
  const next = version('next', '2027-01-01')
  it('F12 is one of each item, the old until the day the new takes effect', () => {
    expect(ids([old, next], '2026-12-01')).toEqual(['old'])
    expect(ids([next, old], '2027-01-01')).toEqual(['next'])
  })
  it('is never a draft while a published one charges', () => {
    expect(ids([old, version('draft', '2026-08-01', DRAFT)], '2026-09-01')).toEqual(['old'])
  })
  it('is whichever explains the skip where none charges', () => {
    expect(ids([version('draft', '2026-08-01', DRAFT)], '2026-09-01')).toEqual(['draft'])
    expect(ids([next], '2026-12-01')).toEqual(['next'])
    expect(ids([], '2026-12-01')).toEqual([])
  })
  it('keeps items apart', () => {
    expect(ids([old, version('park', '2026-07-01', { item: 'parking' })], '2026-12-01')).toEqual(['old', 'park'])
  })
})
