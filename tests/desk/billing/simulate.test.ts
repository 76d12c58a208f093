import type { Bill } from '@core/store/records'
import { COMMUNITY, openTown, type Town, value } from '../../town'

describe('a draft of a tariff, tried over a period, through the real functions', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown()
    await town.bill('2026-07')
  })
  afterAll(() => town.stop())
  const draft = async (terms: object) => {
    const ask = { communityId: COMMUNITY, item: 'property_fee', kind: 'area', effectiveFrom: '2027-01-01', ...terms } as never
    return (value(await town.staffed(town.staff.finance, 'tariff.draft', ask)) as { tariffId: string }).tariffId
  }
  const tried = async (tariffId: string) => value(await town.staffed(town.staff.finance, 'tariff.simulate', { tariffId, period: '2026-07' }))

  it('says who pays more, beside what the period came to, and writes nothing', async () => {
    const tariffId = await draft({ price: '2.3' })
    const before = await town.look<Bill>('bills', { communityId: COMMUNITY })
    const seen = await tried(tariffId)
    expect(seen).toMatchObject({
      homes: 5, before: 1000_00, after: 1150_00, more: { count: 5, total: 150_00 }, less: { count: 0, total: 0 }, same: 0, whole: true,
    })
    expect(seen.biggest[0]).toMatchObject({ before: 200_00, after: 230_00 })
    expect(await town.look<Bill>('bills', { communityId: COMMUNITY })).toEqual(before)
  })

  it('says who pays less by another kind, and that nobody’s amount changes by the same price', async () => {
    expect(await tried(await draft({ kind: 'flat', price: '150' }))).toMatchObject({ after: 750_00, less: { count: 5, total: 250_00 }, more: { count: 0 } })
    expect(await tried(await draft({ price: '2' }))).toMatchObject({ after: 1000_00, same: 5, biggest: [] })
  })

  it('leaves out homes that cannot be worked out, and says how many: an unknown amount is no zero', async () => {
    const tariffId = await draft({ item: 'water', kind: 'metered', price: '2.9', unit: 'ton' })
    expect(await tried(tariffId)).toMatchObject({ homes: 0, unknown: 5, before: 0, after: 0, more: { count: 0 }, same: 0 })
  })

  it('is not for whoever may not draft', async () => {
    const tariffId = await draft({ price: '2.4' })
    expect(await town.staffed(town.staff.collector, 'tariff.simulate', { tariffId, period: '2026-07' })).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
  })
})
