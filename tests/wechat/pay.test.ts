import type { Instant } from '@contract/calendar'
import { fen } from '@contract/money'
import { createWechat } from '@core/wechat/client'
import { createPublicKey, verify } from 'node:crypto'
import {
  byCertificate, byPublicKey, faultOf, headersFor, MERCHANT, NOW, NOW_S, openHosts, paidTransaction,
  payAnswer, PUBLIC_KEY_SERIAL, type Seen, STRANGER,
} from './platform'

const NO = 'T20260701000001'
const ASK = {
  outTradeNo: NO, openid: 'oWang_0001', amount: fen(12345), description: '翠苑小区 物业费', payBefore: '2026-07-01T09:30:00.000+08:00' as Instant,
}

let wechat: Awaited<ReturnType<typeof openHosts>>
beforeAll(async () => {
  wechat = await openHosts()
})
afterAll(() => wechat.close())
beforeEach(() => {
  wechat.seen.length = 0
})

const pay = () => createWechat(wechat.settings, NOW).pay
const answering = (status: number, body: object | null, signing = byPublicKey()) => {
  wechat.hosts.reply = (_, res) => payAnswer(res, status, body, signing)
}
const unsigned = (status: number, body: object | null) => {
  wechat.hosts.reply = (_, res) => payAnswer(res, status, body, null)
}
/** What a merchant's request must hold to, checked over the very bytes. */
function wasSignedByUs({ method, url, headers, body }: Seen): boolean {
  const [scheme, claim = ''] = (headers.authorization ?? '').split(' ')
  const { mchid, serial_no, nonce_str, timestamp, signature } = Object.fromEntries(
    [...claim.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  ) as Record<string, string>
  const text = `${method}\n${url}\n${timestamp}\n${nonce_str}\n${body}\n`
  return (
    scheme === 'WECHATPAY2-SHA256-RSA2048' && mchid === '1900000001' && serial_no === 'MERCHANTSERIAL' && timestamp === String(NOW_S) &&
    verify('sha256', Buffer.from(text), MERCHANT.publicKey, Buffer.from(signature ?? '', 'base64'))
  )
}

describe('order', () => {
  it('sends exactly the documented fields, signed, and brings the prepay id back', async () => {
    answering(200, { prepay_id: 'wx2611215250487459928b659bd466620000' })
    await expect(pay().order(ASK)).resolves.toEqual({ prepayId: 'wx2611215250487459928b659bd466620000' })
    const [asked] = wechat.seen as [Seen]
    expect([asked.method, asked.url]).toEqual(['POST', '/v3/pay/transactions/jsapi'])
    expect(JSON.parse(asked.body)).toEqual({
      appid: 'wx0123456789abcdef', mchid: '1900000001', description: '翠苑小区 物业费', out_trade_no: NO,
      time_expire: '2026-07-01T09:30:00+08:00', notify_url: 'https://example.com/notify/wechatpay',
      amount: { total: 12345, currency: 'CNY' }, payer: { openid: 'oWang_0001' },
    })
    expect(wasSignedByUs(asked)).toBe(true)
    // So that answers are signed with a key we hold, whatever WeChat Pay would choose by itself.
    expect(asked.headers['wechatpay-serial']).toBe(PUBLIC_KEY_SERIAL)
    expect(asked.headers.accept).toBe('application/json')
    expect(asked.headers['user-agent']).toBe('NuanCui')
  })

  it('P14 asks for the same number with the same bytes', async () => {
    answering(200, { prepay_id: 'wx1' })
    await pay().order(ASK)
    await createWechat(wechat.settings, '2026-07-01T09:04:00.000+08:00' as Instant).pay.order(ASK).catch(() => undefined)
    expect(wechat.seen[1]?.body).toBe(wechat.seen[0]?.body)
  })

  it.each([
    [400, 'ORDERPAID', true],
    [400, 'ORDER_CLOSED', true],
    [400, 'INVALID_REQUEST', true],
    [403, 'NO_AUTH', true],
    [401, 'SIGN_ERROR', false],
    [429, 'RATELIMIT_EXCEEDED', false],
    [500, 'SYSTEM_ERROR', false],
    [502, 'BANK_ERROR', false],
  ])('%i %s is final: %s', async (status, code, final) => {
    answering(status, { code, message: 'says why' })
    expect(await faultOf(pay().order(ASK))).toEqual([code, final])
  })

  it('is an accident of ours when it could never be accepted', async () => {
    for (const wrong of [{ amount: fen(0) }, { outTradeNo: 'T1' }, { description: '' }, { description: '字'.repeat(128) }]) {
      await expect(pay().order({ ...ASK, ...wrong })).rejects.toThrow('broken invariant')
    }
    expect(wechat.seen).toHaveLength(0)
  })
})

describe('the payment sheet', () => {
  it('carries the five fields, signed without signType', () => {
    const sheet = pay().sheet('wx26112221580621e9b071c00d9e093b0000')
    expect(sheet).toMatchObject({ timeStamp: String(NOW_S), package: 'prepay_id=wx26112221580621e9b071c00d9e093b0000', signType: 'RSA' })
    const text = `wx0123456789abcdef\n${sheet.timeStamp}\n${sheet.nonceStr}\n${sheet.package}\n`
    expect(verify('sha256', Buffer.from(text), createPublicKey(MERCHANT.privateKey), Buffer.from(sheet.paySign, 'base64'))).toBe(true)
  })

  it('is never the same twice', () => {
    expect(pay().sheet('wx1').nonceStr).not.toBe(pay().sheet('wx1').nonceStr)
  })
})

describe('query', () => {
  it('names our merchant in the address and signs the address with its query', async () => {
    answering(200, paidTransaction())
    await pay().query(NO)
    const [asked] = wechat.seen as [Seen]
    expect([asked.method, asked.url, asked.body]).toEqual(['GET', `/v3/pay/transactions/out-trade-no/${NO}?mchid=1900000001`, ''])
    expect(wasSignedByUs(asked)).toBe(true)
  })

  it('tells a payment as a notice does', async () => {
    answering(200, paidTransaction(), byCertificate())
    await expect(pay().query(NO)).resolves.toMatchObject({
      state: 'paid', fact: { outTradeNo: NO, amount: 12345, openid: 'oWang_0001', paidAt: '2026-07-01T08:59:58.000+08:00' },
    })
  })

  it.each([
    ['SUCCESS', 'paid'],
    ['REFUND', 'paid'], // even a partial refund: the payment happened
    ['NOTPAY', 'not_paid'],
    ['USERPAYING', 'not_paid'],
    ['PAYERROR', 'not_paid'],
    ['CLOSED', 'closed'],
    ['REVOKED', 'closed'],
  ])('trade_state %s: %s', async (tradeState, expected) => {
    answering(200, paidTransaction({ trade_state: tradeState }))
    expect((await pay().query(NO)).state).toBe(expected)
  })

  it('an order that nobody has paid has no payer and no number', async () => {
    const { appid, mchid, out_trade_no } = paidTransaction()
    const bare = { payer: {}, success_time: '', amount: { total: 12345, payer_currency: 'CNY' } }
    answering(200, { appid, mchid, out_trade_no, trade_state: 'NOTPAY', ...bare })
    await expect(pay().query(NO)).resolves.toEqual({ state: 'not_paid' })
  })

  it('404 ORDER_NOT_EXIST: unknown; a wrong address: a fault', async () => {
    answering(404, { code: 'ORDER_NOT_EXIST', message: '订单不存在' })
    await expect(pay().query(NO)).resolves.toEqual({ state: 'unknown' })
    answering(404, { code: 'RESOURCE_NOT_EXISTS', message: '请求的资源不存在' })
    expect(await faultOf(pay().query(NO))).toEqual(['RESOURCE_NOT_EXISTS', true])
  })

  it.each([
    ['a state not in the documentation', { trade_state: 'MAYBE' }, 'TRADE_STATE_UNKNOWN'],
    ['a state named like an object’s own', { trade_state: 'constructor' }, 'TRADE_STATE_UNKNOWN'],
    ['another order', { out_trade_no: 'T20260701000002' }, 'ANSWER_NOT_OURS'],
    ['another merchant', { mchid: '1900000002' }, 'ANSWER_NOT_OURS'],
    ['another app', { appid: 'wxffff' }, 'ANSWER_NOT_OURS'],
    ['no state at all', { trade_state: undefined }, 'ANSWER_NOT_READABLE'],
  ])('an answer with %s decides nothing', async (_, more, code) => {
    answering(200, paidTransaction(more))
    expect(await faultOf(pay().query(NO))).toEqual([code, false])
  })
})

describe('close', () => {
  it('204 over an empty body, signed: closed', async () => {
    answering(204, null)
    await expect(pay().close(NO)).resolves.toBe('closed')
    const asked = wechat.seen[0] as Seen
    expect([asked.url, asked.body]).toEqual([`/v3/pay/transactions/out-trade-no/${NO}/close`, '{"mchid":"1900000001"}'])
    expect(wasSignedByUs(asked)).toBe(true)
  })

  it.each([
    ['ORDERPAID', 400, 'paid'], // P18: the payer was quicker
    ['ORDER_CLOSED', 400, 'closed'],
    ['ORDER_NOT_EXIST', 404, 'closed'],
  ])('%s: %s %s', async (code, status, expected) => {
    answering(status, { code, message: '' })
    await expect(pay().close(NO)).resolves.toBe(expected)
  })

  it('anything else is a fault, and the order stays as it was', async () => {
    answering(500, { code: 'SYSTEM_ERROR', message: '' })
    expect(await faultOf(pay().close(NO))).toEqual(['SYSTEM_ERROR', false])
  })
})

describe('P38 an answer that is not signed as it should be decides nothing', () => {
  const asked = [
    ['order', () => pay().order(ASK), 200, { prepay_id: 'wx1' }],
    ['query', () => pay().query(NO), 200, paidTransaction()],
    ['close', () => pay().close(NO), 204, null],
  ] as const

  it.each(asked)('%s: unsigned, by a stranger, of another text, or old', async (_, ask, status, body) => {
    unsigned(status, body)
    expect(await faultOf(ask())).toEqual(['ANSWER_NOT_TRUSTED', false])
    answering(status, body, { ...byPublicKey(), key: STRANGER.privateKey })
    expect(await faultOf(ask())).toEqual(['ANSWER_NOT_TRUSTED', false])
    wechat.hosts.reply = (_seen, res) => {
      res.writeHead(status, headersFor('{"prepay_id":"other"}'))
      res.end(body === null ? '' : JSON.stringify(body))
    }
    expect(await faultOf(ask())).toEqual(['ANSWER_NOT_TRUSTED', false])
    answering(status, body, { ...byPublicKey(), timestamp: String(NOW_S - 301) })
    expect(await faultOf(ask())).toEqual(['ANSWER_NOT_TRUSTED', false])
  })

  it('an unsigned refusal is never final: nobody in between may end or settle an order', async () => {
    unsigned(404, { code: 'ORDER_NOT_EXIST', message: '' })
    expect(await faultOf(pay().query(NO))).toEqual(['ORDER_NOT_EXIST', false])
    unsigned(400, { code: 'ORDERPAID', message: '' })
    expect(await faultOf(pay().close(NO))).toEqual(['ORDERPAID', false])
    unsigned(503, null)
    expect(await faultOf(pay().query(NO))).toEqual(['HTTP_503', false])
  })
})
