import type { Bill, Premises } from '@core/store/records'
import { COMMUNITY, openTown, type Town, value } from '../../town'

describe('tariffs, through the real functions', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown()
  })
  afterAll(() => town.stop())

  const tariffs = async () => value(await town.staffed(town.staff.manager, 'tariff.list', { communityId: COMMUNITY })).tariffs
  const terms = { communityId: COMMUNITY, item: 'property_fee', kind: 'area', price: '2.50', effectiveFrom: '2026-09-01' }
  const draft = (more: object = {}) => town.staffed(town.staff.finance, 'tariff.draft', { ...terms, ...more } as never)

  it('a draft is meant for every residential premises, or for those named', async () => {
    const { tariffId } = value(await draft()) as { tariffId: string }
    expect((await tariffs()).find((tariff) => tariff.tariffId === tariffId)).toMatchObject({
      says: '物业服务费 2.5 元/㎡·月', state: 'draft', basis: null, premises: 5, title: '物业服务费',
    })
    const [home] = await town.look<Premises>('premises', { communityId: COMMUNITY })
    const parking = { item: 'parking', kind: 'flat', price: '150', effectiveFrom: '2026-08-01' }
    const named = value(await draft({ ...parking, premisesIds: [home?._id] })) as { tariffId: string }
    expect((await tariffs()).find((tariff) => tariff.tariffId === named.tariffId)).toMatchObject({ premises: 1, says: '停车费 150 元/月' })
    const nobody = value(await draft({ ...parking, price: '200' })) as { tariffId: string }
    expect((await tariffs()).find((tariff) => tariff.tariffId === nobody.tariffId)).toMatchObject({ premises: 0 })
  })

  it('the same terms asked again are the same draft', async () => {
    const before = await tariffs()
    const first = value(await draft()) as { tariffId: string }
    expect(value(await draft({ price: '2.5' }))).toEqual(first)
    expect(await tariffs()).toEqual(before)
  })

  it('two drafts at once lose none of the premises', async () => {
    const asked = await Promise.all(['2.6', '2.7'].map((price) => draft({ price, effectiveFrom: '2030-01-01' })))
    for (const [i, reply] of asked.entries()) if (!reply.ok) value(await draft({ price: ['2.6', '2.7'][i], effectiveFrom: '2030-01-01' }))
    expect((await tariffs()).filter(({ price }) => price === '2.6' || price === '2.7').map(({ premises }) => premises)).toEqual([5, 5])
  })

  it('refuses a price of nothing, a stranger’s premises, and whoever may not', async () => {
    expect(await draft({ price: '0.00' })).toMatchObject({ refusal: 'TARIFF_PRICE_MISSING' })
    expect(await draft({ premisesIds: ['premises-none'] })).toMatchObject({ refusal: 'ASK_MALFORMED' })
    const { tariffId } = value(await draft()) as { tariffId: string }
    expect(await town.staffed(town.staff.collector, 'tariff.publish', { tariffId, basis: '合同' })).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
    expect(await town.staffed(town.staff.manager, 'tariff.publish', { tariffId: 'tariff-none', basis: '合同' })).toMatchObject({ refusal: 'TARIFF_NOT_FOUND' })
  })

  it('F12 a new price bills from its day on, once, and the old one until then', async () => {
    const { tariffId } = value(await draft()) as { tariffId: string }
    expect(value(await town.staffed(town.staff.manager, 'tariff.publish', { tariffId, basis: '业主大会决议 2026-3 号' }))).toEqual({ publishedOn: '2026-07-01' })
    expect(await town.staffed(town.staff.manager, 'tariff.publish', { tariffId, basis: '另一份' })).toMatchObject({ refusal: 'TARIFF_PUBLISHED' })
    expect(await draft()).toMatchObject({ refusal: 'TARIFF_PUBLISHED' })
    const amounts = async (period: string) => {
      const { runId } = value(await town.staffed(town.staff.manager, 'billing.preview', { communityId: COMMUNITY, period, items: ['property_fee'] }))
      expect(value(await town.staffed(town.staff.manager, 'billing.publish', { runId }))).toEqual({ published: 5 })
      return (await town.look<Bill>('bills', { communityId: COMMUNITY, period })).map(({ amount }) => amount)
    }
    expect(await amounts('2026-08')).toEqual(Array(5).fill(200_00))
    expect(await amounts('2026-09')).toEqual(Array(5).fill(250_00))
    expect(await town.holds()).toEqual([])
  })
})
