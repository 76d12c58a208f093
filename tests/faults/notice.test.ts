import { FORGERY_KINDS, type ForgeryKind } from '../../local/wechat/forgeries'
import { openTown, pay, type Town, value } from '../town'
import { uproot } from './plant'

type Delivery = { status: number; as?: string }
type Waiting = { notices: { state: string; deliveries: Delivery[] }[] }

describe('faults of notices, over HTTP with the raw body', () => {
  let town: Town
  let openid: string
  let outTradeNo: string
  beforeAll(async () => {
    town = await openTown()
    openid = (await town.moveIn('101')).openid
  })
  afterAll(() => town.stop())

  const post = async (path: string, body: object) =>
    (await town.cloud.http(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json()
  const forge = async (kind: ForgeryKind) => ((await post('/local/wechat/forge', { outTradeNo, kind })) as { delivery: Delivery }).delivery
  const deliveries = async () =>
    ((await (await town.cloud.http(`/local/wechat/notices?outTradeNo=${outTradeNo}`)).json()) as Waiting).notices.flatMap((notice) => notice.deliveries)
  const state = async () => (await town.look<{ state: string }>('orders', { _id: outTradeNo }))[0]?.state
  const seconds = (n: number) => new Date(town.cloud.clock.nowMs() + n * 1000).toISOString().replace('Z', '+00:00')

  describe('a notice that must not be believed', () => {
    beforeAll(async () => {
      outTradeNo = await town.order(openid)
    })
    const CODES: Record<ForgeryKind, string> = {
      bad_signature: 'P22', no_headers: 'P29', parsed_content: 'P29', signtest: 'P23', old_timestamp: 'P24', odd_timestamp: 'P24',
      unknown_serial: 'P26', wrong_key: 'P27',
    }
    it.each(FORGERY_KINDS.map((kind) => [CODES[kind], kind] as const))('%s %s: refused, and nothing changes', async (_, kind) => {
      const { status } = await forge(kind)
      // A right signature over something unreadable is a fault of ours: WeChat shall come again.
      if (kind === 'wrong_key') expect(status).toBe(500)
      else expect([401, 403]).toContain(status)
      expect(await state()).toBe('awaiting_payer')
      expect(await town.look('entries', { communityId: 'c-test', kind: 'payment' })).toEqual([])
    })

    it('F03 an address that is not ours answers 404, never 200', async () => {
      for (const path of ['/notify/wechatpay2', '/notify/', '/notify/wechatpay/refund']) {
        const answer = await town.cloud.http(path, { method: 'POST', body: '{}' })
        expect(answer.status).toBe(404)
      }
      for (const method of ['GET', 'PUT', 'DELETE']) expect((await town.cloud.http('/notify/wechatpay', { method })).status).toBe(404)
    })

    it('F48 garbage on the open address is refused in words, never a crash', async () => {
      for (const body of ['', '{', 'null', '[]', 'x'.repeat(100_000), '\u0000']) {
        const answer = await town.cloud.http('/notify/wechatpay', { method: 'POST', body })
        expect([400, 401, 413]).toContain(answer.status)
      }
    })
  })

  it.each(['lower', 'upper', 'mixed'])('F04 P22 the true notice over HTTP, raw body kept, header names in %s case, is taken', async (headerCase) => {
    const household = { lower: '101', upper: '102', mixed: '201' }[headerCase] ?? ''
    const resident = await town.moveIn(household)
    outTradeNo = await town.order(resident.openid)
    await town.faults({ headerCase })
    await pay(town, outTradeNo)
    expect((await deliveries()).map((delivery) => delivery.status)).toEqual([200])
    expect(await state()).toBe('paid')
  })

  it('P26 notices in certificate mode and in public-key mode are both taken while WeChat changes over', async () => {
    await town.bill('2026-07')
    for (const [certificateShare, room] of [[1, '101'], [0, '102']] as const) {
      outTradeNo = await town.order((await town.moveIn(room)).openid)
      await town.faults({ certificateShare })
      await pay(town, outTradeNo)
      expect(await state()).toBe('paid')
    }
  })

  it('P20 F02 the database is down during the notice: 5xx, and WeChat’s retry settles it', async () => {
    outTradeNo = await town.order((await town.moveIn('201')).openid)
    await town.faults({})
    await town.cloud.withoutDatabase(() => pay(town, outTradeNo))
    expect((await deliveries()).map((delivery) => delivery.status)).toEqual([503])
    await town.cloud.clock.jump(seconds(60))
    expect(await state()).toBe('paid')
    expect((await town.look('entries', { communityId: 'c-test', kind: 'payment', memo: outTradeNo })).length).toBe(1)
    expect(await town.holds()).toEqual([])
  })

  it('P03 a notice of an order number we never wrote: 5xx so that WeChat comes again; booked unplaced once a query confirms it', async () => {
    const resident = await town.moveIn('103')
    outTradeNo = await town.order(resident.openid)
    await town.faults({ loseDelivery: 1 })
    await pay(town, outTradeNo)
    // As if our insert had never committed: the order is WeChat's alone.
    await uproot(town.cloud, 'orders', outTradeNo)
    await town.cloud.clock.jump(seconds(70))
    expect((await deliveries()).map((delivery) => delivery.status).filter(Boolean)).toEqual([500, 500, 500])
    expect(await town.look('entries', { communityId: 'unknown' })).toEqual([])
    await town.cloud.clock.jump(seconds(20 * 60))
    expect((await deliveries()).map((delivery) => delivery.status).pop()).toBe(200)
    const [booked] = await town.look<{ postings: { account: string }[] }>('entries', { communityId: 'unknown' })
    expect(booked?.postings.map((posting) => posting.account)).toEqual(['cash:wechat:unknown', 'liability:unplaced'])
  })

  it('P37 a payment of 1.15 yuan is 115 fen all the way', async () => {
    const resident = await town.moveIn('104')
    // Five hundred prepaid cover two months and half of the third.
    await town.bill('2026-08')
    await town.bill('2026-09')
    const { quoteId, total } = value(await town.resident(resident.openid, 'pay.quote', { amount: 115 }))
    expect(total).toBe(115)
    const started = value(await town.resident(resident.openid, 'pay.start', { quoteId }))
    outTradeNo = 'outTradeNo' in started ? started.outTradeNo : ''
    await pay(town, outTradeNo)
    expect(value(await town.resident(resident.openid, 'pay.status', { outTradeNo })).amount).toBe(115)
    expect(await town.holds()).toEqual([])
  })
})
