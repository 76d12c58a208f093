import type { ResidentAnswer } from '@contract/contract/resident'
import type { StaffAnswer } from '@contract/contract/staff'
import { reminderId } from '@core/notify/outbox'
import { bill, day } from '../../domain/collecting/facts'
import { COMMUNITY, openTown, type Town } from '../collecting/town'

/** A person's own wish, from the page to the moment of sending. */
const TODAY = day('2026-07-07')
const HOMES = ['101', '102', '103', '104', '105', '106'] as const

let town: Town
beforeAll(async () => {
  town = await openTown('2026-07-06T20:00:00+08:00')
  await town.settle([...HOMES.map((id) => ({ id, open: [bill('2026-06-30')] })), { id: '107', open: [bill('2026-05-31')] }])
  await town.bind([
    ...HOMES.map((id) => ({ openid: `o${id}`, accountId: id })),
    { openid: 'oSon', accountId: '103', relation: 'family' }, { openid: 'o107', accountId: '107' },
  ])
}, 120_000)
afterAll(() => town.close())

const save = (openid: string, on: boolean, hour: number) => town.resident<{ on: boolean; hour: number }>(openid, 'reminders.save', { on, hour })
const show = async (openid: string) => {
  const said = await town.resident<ResidentAnswer<'reminders.show'>>(openid, 'reminders.show')
  if (!said.ok) throw new Error(said.refusal)
  return said.value
}
const got = async (openid: string) => (await town.inbox(openid)).length
const message = (accountId: string) => town.store.get('messages', reminderId(accountId, TODAY, 'wechat'))

describe('the page', () => {
  it('says what holds before anybody chose, the hours there are, and how many messages may still come', async () => {
    expect(await show('o101')).toMatchObject({ on: true, hour: 9, hours: { first: 9, last: 20 }, quota: { bill_due: 1, receipt: 0 } })
    expect((await show('o101')).templates).toHaveProperty('bill_due')
    expect(await show('oStranger')).toMatchObject({ on: true, hour: 9, quota: { bill_due: 0 } })
  })

  it('keeps a wish; the same wish again writes nothing', async () => {
    await save('o101', true, 19)
    const kept = await town.store.get('persons', 'o101')
    expect(await save('o101', true, 19)).toEqual({ ok: true, value: { on: true, hour: 19 } })
    expect(await town.store.get('persons', 'o101')).toEqual(kept)
    expect(await show('o101')).toMatchObject({ on: true, hour: 19 })
  })

  it.each([[8, 'HOUR_NOT_OPEN'], [21, 'HOUR_NOT_OPEN'], [-1, 'ASK_MALFORMED'], [9.5, 'ASK_MALFORMED'], [24, 'ASK_MALFORMED']])(
    'refuses the hour %s: a wish never loosens the hours', async (hour, refusal) => {
      expect(await save('o102', true, hour)).toMatchObject({ ok: false, refusal })
      expect((await show('o102')).hour).toBe(9)
    },
  )

  it('P40 is one’s own: it takes no openid, and a stranger has nothing to be reminded of', async () => {
    const asked = await town.resident('oStranger', 'reminders.save', { on: false, hour: 9, openid: 'o102' })
    expect(asked).toMatchObject({ ok: false, refusal: 'ASK_MALFORMED' })
    expect(await save('oStranger', false, 9)).toMatchObject({ ok: false, refusal: 'NOT_BOUND' })
    expect((await show('o102')).on).toBe(true)
  })
})

describe('a reminder', () => {
  it('waits until the hour that the person chose', async () => {
    await save('o103', false, 9)
    await save('o104', true, 10)
    await save('o105', true, 10)
    await save('o107', false, 9)
    await town.at('2026-07-07T00:30:00')
    await town.daily()
    expect(await message('101')).toMatchObject({ state: 'queued', notBefore: '2026-07-07T19:00:00.000+08:00', goodUntil: '2026-07-07T21:00:00.000+08:00' })
    expect(await message('102')).toMatchObject({ state: 'queued', notBefore: '2026-07-07T09:00:00.000+08:00' })
    // Read again at sending: later than queued for one, switched off for another.
    await save('o102', true, 12)
    await save('o106', false, 9)
    await town.at('2026-07-07T09:00:30')
    await town.sweep()
    expect([await got('o101'), await got('o102'), await got('o104')]).toEqual([0, 0, 0])
    expect(await message('102')).toMatchObject({ state: 'queued', notBefore: '2026-07-07T12:00:00.000+08:00' })
    await town.at('2026-07-07T10:00:30')
    await town.sweep()
    expect([await got('o104'), await got('o105'), await got('o102')]).toEqual([1, 1, 0])
    await town.at('2026-07-07T12:00:30')
    await town.sweep()
    expect([await got('o102'), await got('o101')]).toEqual([1, 0])
    await town.at('2026-07-07T18:59:00')
    await town.sweep()
    expect(await got('o101')).toBe(0)
    await town.at('2026-07-07T19:00:30')
    await town.sweep()
    expect(await got('o101')).toBe(1)
  })

  it('passes over who chose 免打扰: the next of the household is told, or nobody, with the reason', async () => {
    expect([await got('o103'), await got('oSon')]).toEqual([0, 1])
    expect(await got('o106')).toBe(0)
    expect(await message('106')).toMatchObject({ state: 'skipped', why: 'PERSON_OFF' })
    expect(await message('107')).toBeNull()
    expect((await town.store.get('consents', 'o106:bill_due'))?.quota).toBe(1)
  })

  it('leaves a person’s call, once the debt is thirty days old', async () => {
    const seen = await town.staff<StaffAnswer<'dunning.preview'>>('oManager', 'dunning.preview', { communityId: COMMUNITY, accountIds: ['106', '107'] })
    if (!seen.ok) throw new Error(seen.refusal)
    expect(seen.value.lines.map(({ accountId, channel }) => [accountId, channel])).toEqual([['107', 'call_task']])
    expect(seen.value.skipped).toMatchObject([{ accountId: '106', code: 'PERSON_OFF' }])
    expect(seen.value.skipped[0]?.says).toContain('免打扰')
  })

  it('comes again after the switch is turned back', async () => {
    await save('o106', true, 9)
    await town.at('2026-07-08T00:30:00')
    await town.daily()
    await town.at('2026-07-08T09:00:30')
    await town.sweep()
    expect(await got('o106')).toBe(1)
  })

  it('is all that 免打扰 stops: a receipt still comes', async () => {
    await save('o102', false, 9)
    await town.accept('o102', 'receipt')
    const quote = await town.resident<{ quoteId: string }>('o102', 'pay.quote', {})
    const order = await town.resident<{ outTradeNo: string }>('o102', 'pay.start', { quoteId: quote.ok ? quote.value.quoteId : '' })
    await town.local('pay', { outTradeNo: order.ok ? order.value.outTradeNo : '', outcome: 'success' })
    await town.sweep()
    expect((await town.inbox('o102')).map(({ templateKey }) => templateKey)).toEqual(['bill_due', 'receipt'])
  })
})
