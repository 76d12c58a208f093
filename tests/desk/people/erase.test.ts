import type { Instant } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { bindingId } from '@core/desk/people/ids'
import { COLLECTIONS } from '@core/store/indexes'
import { bill } from '../../domain/collecting/facts'
import { marksOf, openTown, type Said, type Town } from '../collecting/town'

/** 注销: what goes, what stays without a name, and money that is never lost on the way. */
let town: Town
const HOMES = ['101', '102', '103', '104', '105', '106', '107', '108'] as const
beforeAll(async () => {
  town = await openTown('2026-07-07T00:10:00+08:00')
  await town.settle(HOMES.map((id) => ({ id, open: [bill('2026-06-30', 123_45)] })))
  await town.bind([
    ...HOMES.map((id) => ({ openid: `owner${id}`, accountId: id })),
    { openid: 'daughter', accountId: '101', relation: 'family' as const }, { openid: 'daughter', accountId: '102', relation: 'family' as const, accepts: 0 },
  ])
}, 120_000)
afterEach(() => town.faults({ clear: true }))
afterAll(() => town.close())

const refusalOf = (said: Said<unknown>) => (said.ok ? 'accepted' : said.refusal)
const erase = (openid: string) => town.resident(openid, 'privacy.erase', { confirm: '注销' })
const me = (openid: string) => town.resident<ResidentAnswer<'me.show'>>(openid, 'me.show')
const exported = async (openid: string) => {
  const said = await town.resident<ResidentAnswer<'privacy.export'>>(openid, 'privacy.export')
  if (!said.ok) throw new Error(said.refusal)
  return said.value
}
const order = async (openid: string) => {
  const quote = await town.resident<{ quoteId: string }>(openid, 'pay.quote', {})
  const started = await town.resident<{ outTradeNo: string }>(openid, 'pay.start', { quoteId: quote.ok ? quote.value.quoteId : '' })
  if (!started.ok) throw new Error(started.refusal)
  return started.value.outTradeNo
}
const pays = (outTradeNo: string, outcome = 'success') => town.local('pay', { outTradeNo, outcome })
const orderDoc = (outTradeNo: string) => town.store.get('orders', outTradeNo)
/** Where in the whole database these letters stand. */
async function standsIn(letters: string): Promise<readonly string[]> {
  const all = await Promise.all(COLLECTIONS.map(async (name) => {
    const text = await (await town.cloud.http(`/local/db/${name}?limit=1000`)).text()
    return text.includes(letters) ? [name] : []
  }))
  return all.flat()
}
const marks = () => marksOf(town.cloud, COLLECTIONS)

describe('what we hold', () => {
  it('is told whole: homes, wishes, accepts, messages in full, payments, codes given out', async () => {
    await town.resident('owner101', 'privacy.accept', { version: '2026-06' })
    await town.resident('owner101', 'reminders.save', { on: true, hour: 9 })
    await town.resident('owner101', 'family.invite', { accountId: '101', relation: 'tenant' })
    await town.accept('owner101', 'receipt')
    await town.accept('daughter', 'receipt')
    await town.daily()
    await town.at('2026-07-07T09:00:30')
    await town.sweep()
    await pays(await order('owner101'))
    await town.sweep()
    const told = await exported('owner101')
    expect(told.person).toMatchObject({ openid: 'owner101', phone: null, privacy: { version: '2026-06' }, reminders: { on: true, hour: 9 }, wrongProofs: 0 })
    expect(told.bindings).toMatchObject([{ place: '1栋101', community: '金桂花园', relation: '业主', active: true, how: '邀请码' }])
    expect(told.consents).toEqual(expect.arrayContaining([
      { message: '缴费提醒', left: 0, accepted: 1, used: 1, refused: 0, voided: 0 }, expect.objectContaining({ message: '缴费通知', used: 1 }),
    ]))
    expect(told.messages.map(({ message, state }) => [message, state])).toEqual(expect.arrayContaining([['缴费提醒', '已发送'], ['缴费通知', '已发送']]))
    expect(told.messages.find(({ message }) => message === '缴费提醒')?.text).toContain('房屋：1栋101；金额：¥123.45；缴费日：2026年6月30日')
    expect(told.payments).toMatchObject([{ amount: 123_45, place: '1栋101', receiptNo: 'SJ2026-000001' }])
    expect(told.invitations).toMatchObject([{ place: '1栋101', relation: '租客', used: false }])
    expect([told.quotes, told.contacts]).toEqual([1, 1])
  })

  it('F46 has no internal note in it, and nobody else', async () => {
    const told = JSON.stringify(await exported('owner101'))
    expect(told).not.toContain('内部备注')
    expect(told).not.toMatch(/daughter|owner102|王建国/)
    expect((await exported('daughter')).payments).toEqual([])
  })

  it('F44 of a home that one may no longer see is told without its address', async () => {
    await town.settle([{ id: '199', open: [bill('2026-06-30')] }])
    await town.bind([{ openid: 'tenantGone', accountId: '199', relation: 'family' }])
    await town.at('2026-07-08T00:10:00')
    await town.daily()
    await town.at('2026-07-08T09:00:30')
    await town.sweep()
    expect((await exported('tenantGone')).messages).toMatchObject([{ text: expect.stringContaining('1栋199') }])
    const [binding] = await town.store.find('bindings', { where: { openid: 'tenantGone' }, limit: 1 })
    await town.store.setIf('bindings', binding?._id ?? '', {}, { state: 'revoked' })
    const told = await exported('tenantGone')
    expect(told.bindings).toMatchObject([{ place: null, relation: '家人', active: false }])
    expect(told.messages).toMatchObject([{ text: '', state: '已发送' }])
    expect(JSON.stringify(told)).not.toContain('1栋199')
  })

  it('of a stranger is nothing', async () => {
    expect(await exported('stranger')).toMatchObject({
      person: { openid: 'stranger', phone: null, since: null, privacy: null, reminders: null },
      bindings: [], posts: [], consents: [], messages: [], payments: [],
    })
  })
})

describe('注销', () => {
  it('is not done without the word', async () => {
    for (const confirm of ['', '确认', '注销 ', true, null]) {
      expect(refusalOf(await town.resident('owner101', 'privacy.erase', { confirm }))).toBe('ASK_MALFORMED')
    }
    expect(await me('owner101')).toMatchObject({ value: { accounts: [{ accountId: '101' }] } })
  })

  it('leaves no trace of the openid anywhere, and the books as they were', async () => {
    const given = await town.resident<{ code: string }>('owner101', 'family.invite', { accountId: '101', relation: 'family' })
    const kept = ['entries', 'bills', 'receipts', 'accounts', 'holdings'] as const
    const before = await marksOf(town.cloud, kept)
    const people = await standsIn('owner101')
    expect(people).toEqual(expect.arrayContaining(['persons', 'bindings', 'consents', 'orders', 'quotes', 'messages', 'contacts', 'dunning_lines']))
    expect(await erase('owner101')).toEqual({ ok: true, value: { erased: true } })
    expect(await standsIn('owner101')).toEqual([])
    expect(await marksOf(town.cloud, kept)).toEqual(before)
    expect(await me('owner101')).toEqual(await me('stranger'))
    expect(refusalOf(await town.resident('owner101', 'home.show'))).toBe('NOT_BOUND')
    // Codes of theirs die with them; those whom they had let in stay.
    expect(refusalOf(await town.resident('newcomer', 'bind.invited', { code: given.ok ? given.value.code : '' }))).toBe('INVITATION_INVALID')
    expect(await town.resident('daughter', 'home.show', { accountId: '101' })).toMatchObject({ ok: true })
    const rows = await town.store.find('audit', { where: { communityId: 'c1' }, limit: 1000 })
    expect(rows.filter(({ act }) => act === 'privacy.erase')).toMatchObject([{ on: '101', detail: 'owner', by: bindingId('101', 'owner101') }])
  })

  it('said twice is done once: the second call changes nothing', async () => {
    const before = await marks()
    expect(await erase('owner101')).toEqual({ ok: true, value: { erased: true } })
    expect(await erase('stranger')).toEqual({ ok: true, value: { erased: true } })
    expect(await marks()).toEqual(before)
  })

  it('is not held up by what is owed, and drops what was queued for them alone', async () => {
    await town.at('2026-07-15T00:10:00')
    await town.accept('owner102', 'bill_due')
    await town.accept('daughter', 'bill_due')
    await town.settle([{ id: '110', open: [bill('2026-07-14')] }, { id: '111', open: [bill('2026-07-20')] }])
    await town.bind([{ openid: 'leaver', accountId: '111', accepts: 2 }])
    await town.daily()
    expect(await town.store.find('messages', { where: { openid: 'leaver' }, limit: 10 })).toMatchObject([{ state: 'queued' }])
    expect((await erase('leaver')).ok).toBe(true)
    expect(await standsIn('leaver')).toEqual([])
    await town.at('2026-07-15T09:00:30')
    await town.sweep()
    expect(await town.inbox('leaver')).toEqual([])
    expect((await town.messages('111')).at(-1)).toMatchObject({ state: 'skipped', why: 'NOT_BOUND', openid: null })
    expect((await town.store.get('accounts', '111'))?.outstanding).toBe(100_00)
  })

  it('what waits for the household goes to the one who is left', async () => {
    await town.settle([{ id: '112', open: [bill('2026-07-23')] }])
    await town.bind([{ openid: 'first', accountId: '112' }, { openid: 'second', accountId: '112', relation: 'family' }])
    await town.at('2026-07-16T00:10:00')
    await town.daily()
    await erase('first')
    await town.at('2026-07-16T09:00:30')
    await town.sweep()
    expect([(await town.inbox('first')).length, (await town.inbox('second')).length]).toEqual([0, 1])
  })

  it('of somebody who accepted a plan leaves the plan, and who accepted it under another name', async () => {
    await town.settle([{ id: '120', open: [bill('2026-07-31', 900_00)] }])
    await town.bind([{ openid: 'planner', accountId: '120' }])
    type Offer = { quoteId: string; termsHash: string }
    const offer = await town.resident<Offer>('planner', 'plan.simulate', { parts: 3 })
    if (!offer.ok) throw new Error(offer.refusal)
    const { quoteId, termsHash } = offer.value
    await town.resident('planner', 'plan.simulate', { parts: 2 })
    expect((await town.resident('planner', 'plan.request', { quoteId, termsHash })).ok).toBe(true)
    expect((await exported('planner')).plans).toMatchObject([{ place: '1栋120', total: 900_00, parts: 3, accepted: true }])
    const [plan] = await town.store.find('plans', { where: { accountId: '120' }, limit: 10 })
    expect((await erase('planner')).ok).toBe(true)
    expect(await standsIn('planner')).toEqual([])
    const planId = plan?._id ?? ''
    // Its parties stand in it as bindings, which the same person could still be held against.
    expect(await town.store.get('plans', planId)).toEqual(plan)
    expect(plan?.accepted?.by).toBe(bindingId('120', 'planner'))
  })

  it('cut off half-way is ended by the sweep, to the last trace', async () => {
    await town.accept('owner103', 'receipt')
    await town.resident('owner103', 'reminders.save', { on: true, hour: 9 })
    await town.store.setIf('persons', 'owner103', {}, { leavingSince: '2026-07-16T09:00:31.000+08:00' as Instant })
    await town.at('2026-07-16T09:01:30')
    await town.sweep()
    expect(await standsIn('owner103')).toEqual([])
    expect(await me('owner103')).toEqual(await me('stranger'))
  })
})

describe('注销 with a payment under way', () => {
  it('ends an order that nobody paid, at WeChat too', async () => {
    const outTradeNo = await order('owner104')
    expect((await erase('owner104')).ok).toBe(true)
    expect(await orderDoc(outTradeNo)).toMatchObject({ state: 'closed', openid: expect.stringMatching(/^gone-/) })
    expect((await town.store.get('accounts', '104'))?.openOrders).toEqual([])
    expect(await standsIn('owner104')).toEqual([])
  })

  it('books money that WeChat already has, and then forgets', async () => {
    const outTradeNo = await order('owner105')
    await pays(outTradeNo, 'silent')
    expect((await erase('owner105')).ok).toBe(true)
    expect(await orderDoc(outTradeNo)).toMatchObject({ state: 'paid', surplus: 0, openid: expect.stringMatching(/^gone-/) })
    expect((await town.store.get('accounts', '105'))?.outstanding).toBe(0)
  })

  it.each(['queryError', 'closeError'])('waits while WeChat does not say (%s): refused with the next step, and nothing is gone', async (fault) => {
    const outTradeNo = await order('owner106')
    await town.faults({ [fault]: true })
    const before = await marks()
    expect(await erase('owner106')).toMatchObject({ ok: false, refusal: 'ERASE_PAYMENT_UNDER_WAY', next: expect.stringContaining('再来注销') })
    expect(await marks()).toEqual(before)
    expect((await orderDoc(outTradeNo))?.openid).toBe('owner106')
  })

  it('P06 P08 money that comes after it is booked to its order, and another payer’s is still looked at by a person', async () => {
    const [mine, others] = [await order('owner107'), await order('owner108')]
    for (const [outTradeNo, id] of [[mine, '107'], [others, '108']] as const) {
      // Given up by us while the payer still stands before the sheet.
      await town.store.setIf('orders', outTradeNo, {}, { state: 'closed', checkAt: null })
      await town.store.setIf('accounts', id, {}, { openOrders: [] })
      expect((await erase(`owner${id}`)).ok).toBe(true)
    }
    await pays(mine)
    await town.cloud.wechat.idle()
    expect(await orderDoc(mine)).toMatchObject({ state: 'paid', surplus: 0, review: null })
    expect((await town.store.get('accounts', '107'))?.outstanding).toBe(0)
    await town.faults({ noticeSays: { payer: { openid: 'somebodyElse' } } })
    await pays(others)
    await town.cloud.wechat.idle()
    expect(await orderDoc(others)).toMatchObject({ state: 'closed', review: expect.stringContaining('付款人与下单人不一致') })
    await town.sweep()
    expect(await standsIn('owner107')).toEqual([])
  })
})
