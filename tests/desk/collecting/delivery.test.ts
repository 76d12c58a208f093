import type { Instant } from '@contract/calendar'
import { deliverDue } from '@core/notify/deliver'
import { enqueue, reminderId } from '@core/notify/outbox'
import type { Message } from '@core/store/records'
import { bill, NEVER } from '../../domain/collecting/facts'
import { COMMUNITY, openTown, type Town } from './town'

/** The outbox under stress: two senders, a crash, a refusal, a busy WeChat. */
let town: Town
const HOMES = Array.from({ length: 12 }, (_, i) => String(101 + i))
beforeAll(async () => {
  town = await openTown('2026-07-08T00:10:00+08:00')
  await town.settle(HOMES.map((id) => ({ id, open: [bill('2026-06-30')] })))
  await town.bind(HOMES.map((id) => ({ openid: `o${id}`, accountId: id })))
  await town.settle(['t1', 't2', 't3'].map((id) => ({ id, open: [bill('2026-06-30')] })))
  await town.bind([{ openid: 'oThrice', accountId: 't1', accepts: 3 }, ...['t2', 't3'].map((accountId) => ({ openid: 'oThrice', accountId, accepts: 0 }))])
  await town.bind([{ openid: 'oShop', accountId: 's01', relation: 'company' }])
  await town.settle([{ id: 's01', kind: 'commercial', open: [bill('2026-07-07')] }])
}, 120_000)
afterEach(() => town.faults({ clear: true }))
afterAll(() => town.close())

const messageOf = async (accountId: string): Promise<Message> => {
  const message = (await town.messages(accountId)).at(-1)
  if (!message) throw new Error(`no message for ${accountId}`)
  return message
}
const mark = (id: string, fields: Partial<Message>) => town.store.setIf('messages', id, { state: 'queued' }, fields)
const TODAY = '2026-07-08' as Message['dueOn'] & string
const putOff = { notBefore: '2026-07-08T20:00:00.000+08:00' as Instant }

describe('delivery', () => {
  it('F28 three senders at one moment send each message once', async () => {
    await town.daily()
    // The rest of the town waits for its own tests.
    for (const id of [...HOMES.slice(4), 's01']) await mark(reminderId(id, TODAY, 'wechat'), putOff)
    await town.at('2026-07-08T09:00:00')
    const worlds = await Promise.all([town.world(), town.world()])
    await Promise.all([town.sweep(), ...worlds.map((world) => deliverDue(world, 20_000))])
    for (const id of HOMES.slice(0, 4)) {
      expect(await town.inbox(`o${id}`)).toHaveLength(1)
      expect(await messageOf(id)).toMatchObject({ state: 'sent', attempts: 1 })
    }
    // Three accounts of one person, with accepts enough: still one reminder that day.
    expect(await town.inbox('oThrice')).toHaveLength(1)
    expect(await town.store.get('consents', 'oThrice:bill_due')).toMatchObject({ quota: 2, used: 1, held: [], lastOn: TODAY })
  })

  it('F28 what was under way when its instance died is not sent again, and counts', async () => {
    const id = reminderId('105', TODAY, 'wechat')
    const died = { notBefore: '2026-07-08T09:00:00.000+08:00' as Instant, sendingSince: '2026-07-08T09:00:01.000+08:00' as Instant }
    await mark(id, { ...died, leaseUntil: '2026-07-08T09:03:00.000+08:00' as Instant, attempts: 1 })
    await town.at('2026-07-08T09:02:00')
    await town.sweep()
    expect(await messageOf('105')).toMatchObject({ state: 'queued' })
    await town.at('2026-07-08T09:04:00')
    await town.sweep()
    expect(await messageOf('105')).toMatchObject({ state: 'failed', why: 'FATE_UNKNOWN' })
    expect(await town.inbox('o105')).toHaveLength(0)
    expect((await town.store.get('accounts', '105'))?.reminded.episode?.lastStage).toBe('T+7')
  })

  it('43101 is final: nothing is left in the ledger, and a person is asked to call', async () => {
    await mark(reminderId('106', TODAY, 'wechat'), { notBefore: '2026-07-08T09:00:00.000+08:00' as Instant })
    await town.accept('o106', 'bill_due')
    await town.faults({ quotaRefusal: 1 })
    await town.sweep()
    expect(await messageOf('106')).toMatchObject({ state: 'fallback', why: '43101' })
    expect(await town.store.get('consents', 'o106:bill_due')).toMatchObject({ quota: 0, used: 0, voided: 2, accepted: 2, held: [] })
    expect(await town.store.get('tasks', `call:${reminderId('106', TODAY, 'wechat')}`)).toMatchObject({ kind: 'call', state: 'open', accountId: '106' })
    await town.sweep()
    expect(await town.store.count('contacts', { accountId: '106' })).toBe(0)
  })

  it('F29 a busy WeChat is tried later and later, and then a task says so', async () => {
    await mark(reminderId('107', TODAY, 'wechat'), { notBefore: '2026-07-08T09:00:00.000+08:00' as Instant })
    await town.faults({ busy: true })
    await town.sweep()
    expect(await messageOf('107')).toMatchObject({ state: 'queued', attempts: 1, why: '-1', notBefore: expect.stringContaining('2026-07-08T09:05:') })
    expect(await town.store.get('consents', 'o107:bill_due')).toMatchObject({ quota: 1, used: 0, held: [], lastOn: null })
    for (const clock of ['09:06', '09:09', '09:15', '09:31', '10:02']) {
      await town.at(`2026-07-08T${clock}:30`)
      await town.sweep()
    }
    expect(await messageOf('107')).toMatchObject({ state: 'failed', attempts: 6 })
    expect(await town.store.get('tasks', `message_failed:${reminderId('107', TODAY, 'wechat')}`)).toMatchObject({ state: 'open' })
  })

  it('a payment under way is waited for, and then asked again', async () => {
    const account = await town.store.get('accounts', '108')
    if (!account) throw new Error('108')
    await town.store.setIf('accounts', '108', {}, { openOrders: [{ payeeId: 'p1', outTradeNo: 'Lnone', under: 'payment' }] })
    await mark(reminderId('108', TODAY, 'wechat'), { notBefore: '2026-07-08T09:00:00.000+08:00' as Instant })
    await town.at('2026-07-08T11:00:00')
    await town.sweep()
    expect(await messageOf('108')).toMatchObject({ state: 'queued', notBefore: expect.stringContaining('2026-07-08T11:30:') })
    await town.store.setIf('accounts', '108', {}, { openOrders: [] })
    await town.at('2026-07-08T11:31:00')
    await town.sweep()
    expect(await messageOf('108')).toMatchObject({ state: 'sent' })
  })

  it('an over-long amount is our own fault: an alarm and a task, no retry and no accept spent', async () => {
    await town.store.setIf('accounts', '109', {}, { outstanding: 123_456_789_01 as never })
    await mark(reminderId('109', TODAY, 'wechat'), { notBefore: '2026-07-08T09:00:00.000+08:00' as Instant })
    await town.sweep()
    expect(await messageOf('109')).toMatchObject({ state: 'failed', why: 'FIELD_UNFIT' })
    expect(await town.store.get('consents', 'o109:bill_due')).toMatchObject({ quota: 1, used: 0, held: [] })
    expect(await town.store.get('tasks', `send_fault:${COMMUNITY}:bill_due:FIELD_UNFIT:2026-07-08`)).toMatchObject({ state: 'open', accountId: null })
  })

  it('do-not-contact, read again at sending, stops what the night had decided', async () => {
    await town.store.setIf('accounts', '110', {}, { reminded: { ...NEVER, doNotContact: true } })
    await mark(reminderId('110', TODAY, 'wechat'), { notBefore: '2026-07-08T09:00:00.000+08:00' as Instant })
    await town.sweep()
    expect(await messageOf('110')).toMatchObject({ state: 'skipped', why: 'DO_NOT_CONTACT' })
  })

  it('nothing is sent from 21:00 on, to a company from 18:00 on; what its day has passed is not sent late', async () => {
    await mark(reminderId('s01', TODAY, 'wechat'), { notBefore: '2026-07-08T09:00:00.000+08:00' as Instant })
    await town.at('2026-07-08T18:00:00')
    await town.sweep()
    expect(await messageOf('s01')).toMatchObject({ state: 'skipped', why: 'DAY_PASSED' })
    await town.at('2026-07-08T20:59:00')
    await mark(reminderId('112', TODAY, 'wechat'), { notBefore: '2026-07-08T21:00:00.000+08:00' as Instant })
    await town.sweep()
    expect(await messageOf('111')).toMatchObject({ state: 'sent' })
    await town.at('2026-07-08T21:00:00')
    await town.sweep()
    expect(await messageOf('112')).toMatchObject({ state: 'skipped', why: 'DAY_PASSED' })
  })
})

describe('receipts', () => {
  const receipt = (key: string) => ({
    _id: `receipt:${key}:o101`, communityId: COMMUNITY, accountId: '101', openid: 'o101', purpose: 'receipt' as const, templateKey: 'receipt',
    fields: { item: '金桂花园 物业缴费', amount: '¥123.45', paidAt: '2026年7月8日 22:10', receiptNo: 'SJ2026-000001', note: '1栋101' }, page: 'pages/home/index',
  })

  it('go at once, at any hour, and do not count as contacts', async () => {
    await town.accept('o101', 'receipt')
    await town.at('2026-07-08T22:10:00')
    await enqueue(town.store, [receipt('L1')], '2026-07-08T22:10:00.000+08:00' as Instant)
    await town.sweep()
    expect((await town.inbox('o101')).map(({ templateKey }) => templateKey)).toEqual(['bill_due', 'receipt'])
    expect(await town.store.count('contacts', { accountId: '101' })).toBe(1)
  })

  it('P01 queued twice are one message', async () => {
    expect(await enqueue(town.store, [receipt('L1')], '2026-07-08T22:11:00.000+08:00' as Instant)).toBe(0)
  })

  it('without an accept are not sent, quietly: the page has them', async () => {
    await enqueue(town.store, [receipt('L2')], '2026-07-08T22:10:00.000+08:00' as Instant)
    await town.at('2026-07-08T22:12:00')
    await town.sweep()
    expect(await town.store.get('messages', 'receipt:L2:o101')).toMatchObject({ state: 'skipped', why: 'NO_QUOTA' })
  })

  it('P39 refused by WeChat leave the payment paid and numbered', async () => {
    await town.at('2026-07-09T10:00:00')
    await town.accept('o102', 'receipt')
    await town.faults({ quotaRefusal: true })
    const quote = await town.resident<{ quoteId: string }>('o102', 'pay.quote', { accountId: '102' })
    const order = await town.resident<{ outTradeNo: string }>('o102', 'pay.start', { quoteId: quote.ok ? quote.value.quoteId : '' })
    const outTradeNo = order.ok ? order.value.outTradeNo : ''
    await town.local('pay', { outTradeNo, outcome: 'success' })
    await town.sweep()
    expect(await town.resident('o102', 'pay.status', { outTradeNo })).toMatchObject({ value: { state: 'paid', receiptNo: 'SJ2026-000001' } })
    expect(await town.store.get('messages', `receipt:${outTradeNo}:o102`)).toMatchObject({ state: 'skipped', why: '43101' })
    expect(await town.store.get('consents', 'o102:receipt')).toMatchObject({ quota: 0, voided: 1 })
  })
})
