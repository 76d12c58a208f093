import type { Account, Bill, Pool, PoolShare, Premises, Reading } from '@core/store/records'
import { COMMUNITY, openTown, type Town, value } from '../../town'

describe('meters and shared costs, through the real functions', () => {
  let town: Town
  let homes: readonly Premises[] = []
  const home = (room: string) => homes.find((one) => one.room === room)?._id ?? ''
  const manager = <A extends Parameters<Town['staffed']>[1]>(
    action: A, ask: Parameters<Town['staffed']>[2],
  ) => town.staffed(town.staff.manager, action, ask as never)
  beforeAll(async () => {
    town = await openTown({ clockStartsAt: '2026-07-31T09:00:00+08:00' })
    homes = await town.look<Premises>('premises', { communityId: COMMUNITY })
    const publish = async (terms: object, basis: string) => {
      const { tariffId } = value(await manager('tariff.draft', { communityId: COMMUNITY, effectiveFrom: '2026-07-01', ...terms })) as { tariffId: string }
      value(await manager('tariff.publish', { tariffId, basis }))
    }
    await publish({ item: 'water', kind: 'metered', price: '2.9', unit: 'ton', premisesIds: ['101', '102'].map(home) }, '水价批复 2026-1')
    await publish({ item: 'public_energy', kind: 'pool', price: '0', sharedBy: 'area' }, '公摊办法')
  })
  afterAll(() => town.stop())

  let meterId = ''
  it('F14 a meter begins with a base, up to which nothing is charged', async () => {
    const ask = { premisesId: home('101'), item: 'water', serial: 'W-101', unit: 'ton', on: '2026-07-01', base: '500' }
    meterId = (value(await manager('meter.add', ask)) as { meterId: string }).meterId
    expect(value(await manager('meter.add', ask))).toEqual({ meterId })
    expect(await manager('meter.add', { ...ask, premisesId: home('102') })).toMatchObject({ refusal: 'METER_KNOWN' })
    expect(await town.look('readings', { meterId })).toMatchObject([{ kind: 'base', value: '500', used: null }])
  })

  it('F15 a lower value, a day to come and a foreign building are refused in words', async () => {
    const enter = (who: string, day: string, text: string) => town.staffed(who, 'reading.enter', { meterId, day, value: text })
    expect(await enter(town.staff.collector, '2026-07-15', '499')).toMatchObject({ refusal: 'READING_LOWER' })
    expect(await enter(town.staff.collector, '2026-08-01', '510')).toMatchObject({ refusal: 'READING_AHEAD' })
    expect(await enter('guest-a', '2026-07-15', '510')).toMatchObject({ refusal: 'NOT_STAFF' })
    const far = value(
      await manager('meter.add', { premisesId: home('201'), item: 'water', serial: 'W-201', unit: 'ton', on: '2026-07-01', base: '0' }),
    ) as { meterId: string }
    expect(
      await town.staffed(town.staff.collector, 'reading.enter', { meterId: far.meterId, day: '2026-07-15', value: '1' }),
    ).toMatchObject({ refusal: 'BUILDING_NOT_YOURS' })
  })

  it('a look put in between re-links the next, and one entered twice is one', async () => {
    const enter = (day: string, text: string) => town.staffed(town.staff.collector, 'reading.enter', { meterId, day, value: text })
    expect(value(await enter('2026-07-20', '510'))).toMatchObject({ used: '10', unusual: false })
    expect(value(await enter('2026-07-10', '504'))).toMatchObject({ used: '4' })
    expect(value(await enter('2026-07-10', '505'))).toMatchObject({ used: '5' })
    const readings = await town.look<Reading>('readings', { meterId })
    expect([...readings].sort((a, b) => (a.day < b.day ? -1 : 1)).map(({ day, used }) => [day, used])).toEqual([
      ['2026-07-01', null], ['2026-07-10', '5'], ['2026-07-20', '5'],
    ])
  })

  it('a replaced meter loses no unit, and the round shows the new one', async () => {
    const ask = { meterId, on: '2026-07-25', last: '512', serial: 'W-101b', base: '3' }
    const replaced = value(await manager('meter.replace', ask)) as { meterId: string; used: string }
    expect(replaced.used).toBe('2')
    expect(value(await manager('meter.replace', ask))).toEqual(replaced)
    value(await town.staffed(town.staff.collector, 'reading.enter', { meterId: replaced.meterId, day: '2026-07-31', value: '4.5' }))
    const round = value(await town.staffed(town.staff.collector, 'meter.list', { communityId: COMMUNITY, item: 'water', month: '2026-07' }))
    expect(round.rows.map(({ serial, done, last }) => [serial, done, last?.value])).toEqual([['W-101', true, '512'], ['W-101b', true, '4.5']])
  })

  it('bills what both meters counted, once, and says so; from then on the readings stand', async () => {
    const preview = value(
      await manager('billing.preview', { communityId: COMMUNITY, period: '2026-07', items: ['water'] }),
    ) as { runId: string; skipped: object[] }
    expect(preview).toMatchObject(
      { count: 1, total: 39_15, skipped: expect.arrayContaining([expect.objectContaining({ premises: '1栋1单元102', code: 'NO_PREVIOUS_READING' })]) },
    )
    value(await manager('billing.publish', { runId: preview.runId }))
    const [bill] = await town.look<Bill>('bills', { item: 'water' })
    expect(bill).toMatchObject({ amount: 39_15, working: [{ says: '13.5 吨 × 2.9 元', amount: 39_15 }], facts: { quantity: '13.5', unit: 'ton' } })
    const charged = (await town.look<Reading>('readings', { item: 'water' })).filter(({ billId }) => billId === bill?._id)
    expect(charged).toHaveLength(4)
    expect(await town.staffed(town.staff.collector, 'reading.enter', { meterId, day: '2026-07-22', value: '511' })).toMatchObject({ refusal: 'READING_BILLED' })
  })

  it('a void bill frees its readings, and the bill in its place charges them again', async () => {
    const [bill] = await town.look<Bill>('bills', { item: 'water', void: false })
    const correct = (reissue: boolean) => manager('bill.void', { billId: bill?._id ?? '', reason: '读数核对', reissue })
    value(await correct(false))
    expect((await town.look<Reading>('readings', { item: 'water' })).filter(({ billId }) => billId !== null)).toEqual([])
    expect(value(await correct(true))).toMatchObject({ issued: [{ amount: 39_15 }] })
    expect(await town.holds()).toEqual([])
  })

  let poolId = ''
  const cost = { communityId: COMMUNITY, item: 'public_energy', period: '2026-07', cost: 100_01, says: '楼道照明电费', by: 'area' }
  it('a shared cost is looked at before it is divided, and its shares add up', async () => {
    poolId = (value(await manager('pool.enter', cost)) as { poolId: string }).poolId
    expect(value(await manager('pool.preview', { poolId }))).toMatchObject({ total: 100_01, count: 5, smallest: 20_00, largest: 20_01, left: [] })
    expect(await town.look('pool_shares', { poolId })).toEqual([])
    const none = value(
      await manager('billing.preview', { communityId: COMMUNITY, period: '2026-07', items: ['public_energy'] }),
    ) as { count: number; skipped: object[] }
    expect(none).toMatchObject({ count: 0 })
    expect(none.skipped[0]).toMatchObject({ code: 'NO_SHARE' })
    expect(value(await manager('pool.divide', { poolId }))).toEqual({ divided: 5, count: 5, done: true })
    const shares = await town.look<PoolShare>('pool_shares', { poolId })
    expect(shares.map(({ amount }) => amount).sort()).toEqual([20_00, 20_00, 20_00, 20_00, 20_01])
  })

  it('F16 once billed it is never divided again, and each bill tells the whole and its part', async () => {
    value(await manager('pool.enter', { ...cost, cost: 100_02 }))
    expect(value(await manager('pool.divide', { poolId }))).toMatchObject({ done: true })
    const { runId } = value(await manager('billing.preview', { communityId: COMMUNITY, period: '2026-07', items: ['public_energy'] })) as { runId: string }
    expect(value(await manager('billing.publish', { runId }))).toEqual({ published: 5 })
    expect((await town.look<Pool>('pools', { _id: poolId }))[0]?.state).toBe('billed')
    expect(await manager('pool.divide', { poolId })).toMatchObject({ refusal: 'POOL_BILLED' })
    expect(await manager('pool.enter', cost)).toMatchObject({ refusal: 'POOL_BILLED' })
    const [bill] = await town.look<Bill>('bills', { item: 'public_energy', accountId: (await town.moveIn('101')).accountId })
    expect(bill?.working[0]?.says).toBe('公摊总额 100.02 元，按面积分摊，本户 100 / 全部 500')
    const accounts = await town.look<Account>('accounts', { communityId: COMMUNITY })
    expect(accounts.length).toBe(5)
    expect(await town.holds()).toEqual([])
  })
})
