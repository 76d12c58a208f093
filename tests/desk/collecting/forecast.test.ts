import type { StaffAnswer } from '@contract/contract/staff'
import { forecastReach, resumeForecast } from '@core/desk/collecting/forecastReach'
import { COLLECTIONS } from '@core/store/indexes'
import { bill, NEVER } from '../../domain/collecting/facts'
import { COMMUNITY, marksOf, openTown, type Town } from './town'

type Shown = StaffAnswer<'forecast.show'>
const PHONE = { phones: ['19900010101'] }
const SOON = '2026-07-15'
const LATER = '2026-07-22'
const FAR = '2026-07-23' // fifteen days ahead

let town: Town
beforeAll(async () => {
  town = await openTown('2026-07-08T00:10:00+08:00')
  await town.settle([
    { id: '101', open: [bill(SOON, 100_00)] }, // bound, with an accept
    { id: '102', open: [bill('2026-05-31'), bill(SOON, 200_00)], more: PHONE }, // a phone alone, and an old debt
    { id: '103', open: [bill(SOON, 300_00), bill(LATER, 30_00)] }, // nobody, nothing
    { id: '104', open: [bill(SOON, 400_00)] }, // bound, no accept, no phone
    { id: '201', open: [bill(SOON, 500_00)], building: '2栋' }, // nobody, nothing
    { id: '202', open: [bill(LATER, 600_00)], building: '2栋', more: { ...PHONE, reminded: { ...NEVER, doNotContact: true } } },
    { id: '203', open: [bill(FAR)], building: '2栋' },
    { id: '204', open: [bill('2026-06-30')], building: '2栋' }, // overdue only: that is 欠费's
  ])
  await town.bind([{ openid: 'oWang', accountId: '101' }, { openid: 'oLi', accountId: '104', accepts: 0 }])
}, 120_000)
afterAll(() => town.close())

const show = async (openid = 'oManager', more: object = {}): Promise<Shown> => {
  const said = await town.staff<Shown>(openid, 'forecast.show', { communityId: COMMUNITY, ...more })
  if (!said.ok) throw new Error(said.refusal)
  return said.value
}
const of = (accounts: number, amount: number) => ({ accounts, amount })

describe('the reach forecast', () => {
  it('before the first night it says so, and already lists whom nothing can reach', async () => {
    const { days, takenAt, rows } = await show()
    expect([days, takenAt]).toEqual([[], null])
    expect(rows.map(({ accountId, dueOn }) => `${accountId} ${dueOn}`)).toEqual([`103 ${SOON}`, `103 ${LATER}`, `104 ${SOON}`, `201 ${SOON}`, `202 ${LATER}`])
  })

  it('counts each coming due day once, by what can reach its accounts', async () => {
    await town.at('2026-07-08T00:30:00')
    await town.daily()
    const { days, takenAt } = await show()
    expect(days).toEqual([
      { dueOn: SOON, ...of(5, 1500_00), wechat: of(1, 100_00), phone: of(1, 200_00), none: of(3, 1200_00) },
      { dueOn: LATER, ...of(2, 630_00), wechat: of(0, 0), phone: of(0, 0), none: of(2, 630_00) },
    ])
    expect(takenAt?.slice(0, 16)).toBe('2026-07-08T00:30')
  })

  it('F47 its totals are the sums of its parts, and the list has as many lines as the figures say', async () => {
    const { days = [], rows } = await show()
    for (const { accounts, amount, wechat, phone, none } of days) {
      expect(wechat.accounts + phone.accounts + none.accounts).toBe(accounts)
      expect(wechat.amount + phone.amount + none.amount).toBe(amount)
    }
    expect(rows).toHaveLength(days.reduce((sum, { none }) => sum + none.accounts, 0))
    expect(rows.reduce((sum, { amount }) => sum + amount, 0)).toBe(days.reduce((sum, { none }) => sum + none.amount, 0))
  })

  it('says of each what would make it reachable', async () => {
    const next = Object.fromEntries((await show()).rows.map((row) => [row.accountId, row.next]))
    expect(next).toEqual({
      103: '邀请绑定，或补登电话', 104: '请对方点“到期前提醒我”，或补登电话', 201: '邀请绑定，或补登电话', 202: '只能寄送信函，或等对方来询问',
    })
  })

  it('a collector sees the figures and the households of own buildings alone', async () => {
    const { days, rows } = await show('oCollector')
    expect(days).toEqual([
      { dueOn: SOON, ...of(1, 500_00), wechat: of(0, 0), phone: of(0, 0), none: of(1, 500_00) },
      { dueOn: LATER, ...of(1, 600_00), wechat: of(0, 0), phone: of(0, 0), none: of(1, 600_00) },
    ])
    expect(rows.map(({ accountId }) => accountId)).toEqual(['201', '202'])
    expect(await town.staff('stranger', 'forecast.show', { communityId: COMMUNITY })).toMatchObject({ ok: false, refusal: 'NOT_STAFF' })
  })

  it('goes on after a page exactly where it ended', async () => {
    const { rows, days } = await show('oManager', { after: `${SOON}_103` })
    expect(days).toBeUndefined()
    expect(rows.map(({ accountId }) => accountId)).toEqual(['104', '201', '202'])
  })

  it('今日 shows the next due day', async () => {
    const said = await town.staff<StaffAnswer<'today.show'>>('oManager', 'today.show')
    expect(said.ok && said.value.forecast).toMatchObject({ dueOn: SOON, accounts: 5, none: of(3, 1200_00) })
  })

  it('F38 a night with nothing new writes nothing but its row of bookkeeping', async () => {
    const quiet = COLLECTIONS.filter((name) => name !== 'duties')
    await town.at('2026-07-08T02:00:00')
    const before = await marksOf(town.cloud, quiet)
    await town.daily()
    await town.sweep()
    expect(await marksOf(town.cloud, quiet)).toEqual(before)
  })

  it('an accept and a payment change the list at once, and the figures the next night', async () => {
    await town.accept('oLi', 'bill_due')
    await town.store.setIf('accounts', '201', {}, { open: [], oldestDueOn: null })
    expect((await show()).rows.map(({ accountId }) => accountId)).toEqual(['103', '103', '202'])
    await town.at('2026-07-09T00:30:00')
    await town.daily()
    expect((await show()).days).toEqual([
      { dueOn: SOON, ...of(4, 1000_00), wechat: of(2, 500_00), phone: of(1, 200_00), none: of(1, 300_00) },
      { dueOn: LATER, ...of(2, 630_00), wechat: of(0, 0), phone: of(0, 0), none: of(2, 630_00) },
      // Fourteen days ahead by now.
      { dueOn: FAR, ...of(1, 100_00), wechat: of(0, 0), phone: of(0, 0), none: of(1, 100_00) },
    ])
    // Paid in full: the day is over for everybody in the second building.
    expect((await show('oCollector')).days?.map(({ dueOn }) => dueOn)).toEqual([LATER, FAR])
  })
})

describe('F50 a walk that is cut off', () => {
  /** More than one page of a hundred, so that there is a middle to stop in. */
  const CROWD = Array.from({ length: 130 }, (_, i) => ({ id: `c${String(i).padStart(3, '0')}`, open: [bill('2026-07-20', 1_00)], building: '3栋' }))
  const counted = async () => (await show()).days?.find(({ dueOn }) => dueOn === '2026-07-20')

  it('by time goes on where it stood, and counts nobody twice', async () => {
    await town.settle(CROWD)
    await town.at('2026-07-10T00:30:00')
    const world = await town.world()
    let pages = 0
    expect(await forecastReach(world, () => pages++ < 1)).toBe('to be continued')
    expect(await town.store.get('duties', 'forecast')).toMatchObject({ cursor: { communityId: COMMUNITY } })
    expect(await counted()).toBeUndefined()
    expect(await resumeForecast(await town.world(), () => true)).toBe('done')
    expect(await counted()).toMatchObject(of(130, 130_00))
    expect(await resumeForecast(await town.world(), () => true)).toBe('nothing to resume')
  })

  it('by a crash is taken up by the sweep once its lease is over', async () => {
    await town.settle([{ id: 'c999', open: [bill('2026-07-20', 1_00)], building: '3栋' }])
    await town.at('2026-07-11T00:30:00')
    const world = await town.world()
    await expect(forecastReach(world, () => { throw new Error('killed') })).rejects.toThrow('killed')
    expect(await forecastReach(await town.world(), () => true)).toBe('under way elsewhere')
    await town.at('2026-07-11T00:32:00')
    await town.sweep()
    expect(await counted()).toMatchObject(of(131, 131_00))
  })

  it('whose time was used up before it began, begins in the sweep', async () => {
    await town.at('2026-07-12T00:30:00')
    expect(await forecastReach(await town.world(), () => false)).toBe('to be continued')
    await town.sweep()
    expect(await town.store.get('duties', 'forecast')).toMatchObject({ cursor: null, lastSays: 'done', counted: [] })
  })
})
