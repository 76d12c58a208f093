import type { Day, Instant } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { showBill } from '@core/desk/billing/showBill'
import type { World } from '@core/shell/world'
import { cloudApp, cloudbaseStore } from '@core/store/cloudbase'
import { cloudFiles } from '@core/store/files'
import type { Bill, Premises } from '@core/store/records'
import { functionEnvironment } from '../../../local/cloudbase/functions/platform'
import { COMMUNITY, openTown, pay, type Town, value } from '../../town'

const PHOTO = Buffer.from('a photo of a meter')
/** Opened for every tap on a bill: the bill, who asks, the account, then side by side its history, holds, payments, the community and its charges. */
const REQUESTS_MAX = 8

describe('why this amount, through the real functions', () => {
  let town: Town
  let owner: { openid: string; accountId: string }
  let premisesId = ''
  let meterId = ''
  let photo = ''
  const staff = async <T>(action: Parameters<Town['staffed']>[1], ask: object) => value(await town.staffed(town.staff.manager, action, ask as never)) as T
  const publish = async (terms: object, basis: string) => {
    const { tariffId } = await staff<{ tariffId: string }>('tariff.draft', { communityId: COMMUNITY, ...terms })
    await staff('tariff.publish', { tariffId, basis })
  }
  const bill = async (period: string, items: readonly string[]) => {
    const { runId } = await staff<{ runId: string }>('billing.preview', { communityId: COMMUNITY, period, items })
    await staff('billing.publish', { runId })
  }
  const idOf = async (item: string, period: string) => {
    const [found] = await town.look<Bill>('bills', { accountId: owner.accountId, item, period, void: false })
    return found?._id ?? ''
  }
  const shown = async (item: string, period: string, openid = owner.openid): Promise<ResidentAnswer<'bill.show'>> =>
    value(await town.resident(openid, 'bill.show', { billId: await idOf(item, period) }))

  beforeAll(async () => {
    town = await openTown({ clockStartsAt: '2026-07-31T09:00:00+08:00' })
    owner = await town.moveIn('103')
    const [home] = await town.look<Premises>('premises', { communityId: COMMUNITY, room: '103' })
    premisesId = home?._id ?? ''
    Object.assign(process.env, functionEnvironment(`${town.cloud.database.url()}/admin`, {}))
    photo = (await cloudApp().uploadFile({ cloudPath: 'reading-photos/w-103.jpg', fileContent: PHOTO })).fileID
    await publish({ item: 'water', kind: 'metered', price: '2.9', unit: 'ton', premisesIds: [premisesId], effectiveFrom: '2026-07-01' }, '水价批复 2026-1')
    meterId = (await staff<{ meterId: string }>('meter.add', {
      premisesId, item: 'water', serial: 'W-103', unit: 'ton', on: '2026-07-01', base: '500',
    })).meterId
  })
  afterAll(() => town.stop())

  it('the looks at the meter stand on the bill, with the photo by an address that runs out', async () => {
    await staff('reading.enter', { meterId, day: '2026-07-31', value: '510', photo })
    await bill('2026-07', ['water'])
    const { readings } = await shown('water', '2026-07')
    expect(readings).toMatchObject([{ serial: 'W-103', day: '2026-07-31', value: '510', used: '10', unit: '吨', before: { day: '2026-07-01', value: '500' } }])
    const address = readings?.[0]?.photo ?? ''
    expect(Buffer.from(await (await fetch(address)).arrayBuffer())).toEqual(PHOTO)
    await town.cloud.clock.jump('2026-07-31T09:30:00+08:00', { timers: false })
    expect((await fetch(address)).status).toBe(403)
  })

  it('P40 nobody else is given the address, and no other file may pass for a photo', async () => {
    const billId = await idOf('water', '2026-07')
    const { openid: neighbour } = await town.moveIn('102')
    for (const openid of ['stranger', neighbour]) {
      const answer = await town.resident(openid, 'bill.show', { billId })
      expect(answer).toMatchObject({ ok: false })
      expect(JSON.stringify(answer)).not.toContain('reading-photos')
    }
    const disk = 'cloud://nuancui-local.files'
    for (const file of [`${disk}/ledgers/all.xlsx`, `${disk}/reading-photos/../ledgers/all.xlsx`, 'https://example.com/a.jpg']) {
      expect(await town.staffed(town.staff.manager, 'reading.enter', { meterId, value: '511', photo: file })).toMatchObject({ refusal: 'ASK_MALFORMED' })
    }
  })

  it('more water is said in tons, the other way round in tons too', async () => {
    await town.cloud.clock.jump('2026-09-30T09:00:00+08:00', { timers: false })
    await staff('reading.enter', { meterId, day: '2026-08-31', value: '523' })
    await bill('2026-08', ['water'])
    await staff('reading.enter', { meterId, day: '2026-09-30', value: '530.5' })
    await bill('2026-09', ['water'])
    expect((await shown('water', '2026-08')).compared).toEqual({ period: '2026-07', amount: 29_00, says: '比2026年7月多 ¥8.70：多用了 3 吨' })
    expect((await shown('water', '2026-09')).compared?.says).toBe('比2026年8月少 ¥15.95：少用了 5.5 吨')
    expect((await shown('water', '2026-08')).history).toEqual([{ period: '2026-07', amount: 29_00 }, { period: '2026-08', amount: 37_70 }])
  })

  it('a year of the property fee: twelve bars, the month before and the same month of last year', async () => {
    await publish({ item: 'property_fee', kind: 'area', price: '2.123', effectiveFrom: '2027-07-01' }, '业主大会决议 2027-1')
    for (let month = 7; month < 20; month += 1) await bill(`${month > 12 ? 2027 : 2026}-${String(((month - 1) % 12) + 1).padStart(2, '0')}`, ['property_fee'])
    const july = await shown('property_fee', '2027-07')
    expect(july.compared).toMatchObject({ period: '2027-06', says: '比2027年6月多 ¥12.30：单价由 2 元调为 2.123 元' })
    expect(july.lastYear).toMatchObject({ period: '2026-07', amount: 200_00, says: '比2026年7月多 ¥12.30：单价由 2 元调为 2.123 元' })
    expect(july.tariff).toMatchObject({ basis: '业主大会决议 2027-1', since: '2027-07-01' })
    expect(july.history).toHaveLength(12)
    expect([july.history?.[0], july.history?.[11]]).toEqual([{ period: '2026-08', amount: 200_00 }, { period: '2027-07', amount: 212_30 }])
    expect((await shown('property_fee', '2027-06')).history).toHaveLength(12)
  })

  it('F44 a tenant sees no bar of the time before the tenancy', async () => {
    await town.cloud.clock.jump('2027-06-01T09:00:00+08:00', { timers: false })
    const { code } = value(await town.resident(owner.openid, 'family.invite', { accountId: owner.accountId, relation: 'tenant' }))
    value(await town.resident('guest-a', 'privacy.accept', { version: '1' }))
    value(await town.resident('guest-a', 'bind.invited', { code }))
    const july = await shown('property_fee', '2027-07', 'guest-a')
    expect(july.history).toEqual([{ period: '2027-06', amount: 200_00 }, { period: '2027-07', amount: 212_30 }])
    expect(july.lastYear).toBeNull()
  })

  it('a void bill is compared with nothing and is in nobody’s bars', async () => {
    const billId = await idOf('water', '2026-09')
    await staff('bill.void', { billId, reason: '抄表更正', reissue: true })
    const gone = value(await town.resident(owner.openid, 'bill.show', { billId }))
    expect([gone.state, gone.compared, gone.history]).toEqual(['void', null, []])
    const [anew] = await town.look<Bill>('bills', { accountId: owner.accountId, item: 'water', period: '2026-09', void: false })
    expect(anew?.amount).toBe(21_75)
    expect((await shown('water', '2026-09')).history?.map(({ amount }) => amount)).toEqual([29_00, 37_70, 21_75])
  })

  it('asks the database eight times at most, paid or not', async () => {
    const outTradeNo = await town.order(owner.openid, { accountId: owner.accountId, billIds: [await idOf('water', '2026-07')] })
    await pay(town, outTradeNo)
    const requests: string[] = []
    const store = new Proxy(cloudbaseStore(), {
      get: (door, verb) => (collection: string, ...more: unknown[]) => {
        requests.push(`${String(verb)} ${collection}`)
        return (Reflect.get(door, verb) as (...args: unknown[]) => unknown)(collection, ...more)
      },
    })
    const now = town.cloud.clock.now() as Instant
    const world = { store, files: cloudFiles(), now, today: now.slice(0, 10) as Day } as World
    const paid = await showBill({ billId: await idOf('water', '2026-07') }, { openid: owner.openid }, world)
    expect(paid).toMatchObject({ ok: true, value: { state: 'settled', payments: [{ amount: 29_00, says: '微信支付' }], readings: [{ value: '510' }] } })
    expect(requests.length).toBeLessThanOrEqual(REQUESTS_MAX)
    expect(requests).toContain('find entries')
  })
})
