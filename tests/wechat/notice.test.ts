import { createWechat } from '@core/wechat/client'
import { ForgedNotice, type HttpEvent, type Notice } from '@core/wechat/wechat'
import {
  byCertificate, byPublicKey, eventOf, headersFor, NOW, NOW_S, noticeBody, paidTransaction, seal, settingsWith, STRANGER,
} from './platform'

const settings = settingsWith()
const open = (event: HttpEvent): Notice => createWechat(settings, NOW).pay.openNotice(event)

/** `forged` is answered 4xx, `unreadable` 5xx, so that WeChat repeats it. */
function verdict(event: HttpEvent): string {
  try {
    return open(event).kind
  } catch (error) {
    return error instanceof ForgedNotice ? `forged: ${error.message}` : 'unreadable'
  }
}

describe('a true notice', () => {
  it('tells the payment as a fact, in our own words', () => {
    expect(open(eventOf(noticeBody()))).toEqual({
      id: 'EV-2026070109000000001',
      eventType: 'TRANSACTION.SUCCESS',
      kind: 'paid',
      fact: {
        outTradeNo: 'T20260701000001', transactionId: '4200000001202607011234567890', amount: 12345, currency: 'CNY',
        openid: 'oWang_0001', appid: 'wx0123456789abcdef', mchid: '1900000001', paidAt: '2026-07-01T08:59:58.000+08:00',
      },
    })
  })

  it('P07 speaks of what the order was for, not of what a coupon left to pay', () => {
    const notice = open(eventOf(noticeBody(paidTransaction({ amount: { total: 500, payer_total: 1, currency: 'CNY' } }))))
    expect(notice.kind === 'paid' && notice.fact.amount).toBe(500)
  })

  it('may tell its instant in another zone', () => {
    const notice = open(eventOf(noticeBody(paidTransaction({ success_time: '2026-07-01T00:59:58Z' }))))
    expect(notice.kind === 'paid' && notice.fact.paidAt).toBe('2026-07-01T08:59:58.000+08:00')
  })

  it.each(['mixed', 'lower', 'upper'])('is read with header names in %s case', (style) => {
    const body = noticeBody()
    const renamed = Object.entries(headersFor(body)).map(([name, value]) => [
      style === 'lower' ? name.toLowerCase() : style === 'upper' ? name.toUpperCase() : name, value,
    ])
    expect(verdict(eventOf(body, Object.fromEntries(renamed)))).toBe('paid')
  })

  it('P26 is believed under a certificate and under a public key, both held at once', () => {
    const body = noticeBody()
    expect(verdict(eventOf(body, headersFor(body, byPublicKey())))).toBe('paid')
    expect(verdict(eventOf(body, headersFor(body, byCertificate())))).toBe('paid')
  })

  it('P09 of a payment that is no success is no payment', () => {
    expect(open(eventOf(noticeBody(paidTransaction({ trade_state: 'NOTPAY' }))))).toMatchObject({ kind: 'other', outTradeNo: 'T20260701000001' })
  })

  it('of a refund names the order and no payment', () => {
    const refund = { mchid: '1900000001', out_trade_no: 'T20260701000001', out_refund_no: 'R1', refund_status: 'SUCCESS' }
    const notice = open(eventOf(noticeBody(refund, { event_type: 'REFUND.SUCCESS' })))
    expect(notice).toEqual({ id: 'EV-2026070109000000001', eventType: 'REFUND.SUCCESS', kind: 'other', outTradeNo: 'T20260701000001' })
  })
})

describe('P22 the signature covers the bytes that arrived', () => {
  it('holds over a base64 body', () => {
    const body = noticeBody()
    const encoded = { ...eventOf(body), body: Buffer.from(body).toString('base64'), isBase64Encoded: true }
    expect(verdict(encoded)).toBe('paid')
  })

  it.each([
    ['written again', (body: string) => JSON.stringify(JSON.parse(body))],
    ['trimmed', (body: string) => body.replace('  ', '')],
    ['with a newline more', (body: string) => `${body}\n`],
    ['as another encoding', (body: string) => Buffer.from(body, 'utf8').toString('latin1')],
  ])('does not hold over the same notice %s', (_, again) => {
    const body = noticeBody()
    expect(verdict(eventOf(again(body), headersFor(body)))).toBe('forged: signature wrong')
  })

  it('is not looked for in a body that somebody has already parsed', () => {
    const body = noticeBody()
    const parsed = { ...eventOf(body), body: JSON.parse(body) as string }
    expect(verdict(parsed)).toBe('forged: no body as text')
  })
})

describe('P24 the window of five minutes', () => {
  // Both sides of each edge; 300 itself is left free, since their own libraries disagree about it.
  it.each([
    [-301, 'forged: timestamp outside five minutes'],
    [-299, 'paid'],
    [299, 'paid'],
    [301, 'forged: timestamp outside five minutes'],
  ])('a timestamp %i s from now: %s', (awayS, expected) => {
    const body = noticeBody()
    expect(verdict(eventOf(body, headersFor(body, { ...byPublicKey(), timestamp: String(NOW_S + awayS) })))).toBe(expected)
  })

  it.each(['soon', '', 'NaN', '1e9', `${NOW_S}.0`, `-${NOW_S}`])('a timestamp "%s" never passes', (timestamp) => {
    const body = noticeBody()
    expect(verdict(eventOf(body, headersFor(body, { ...byPublicKey(), timestamp })))).toMatch(/^forged: (timestamp|headers)/)
  })
})

describe('what is not from WeChat Pay', () => {
  const body = noticeBody()
  const without = (name: string) => Object.fromEntries(Object.entries(headersFor(body)).filter(([key]) => key !== name))

  it('P29 no headers', () => {
    expect(verdict(eventOf(body, {}))).toBe('forged: headers missing')
  })

  it.each(['Wechatpay-Serial', 'Wechatpay-Signature', 'Wechatpay-Timestamp', 'Wechatpay-Nonce'])('P29 no %s', (name) => {
    expect(verdict(eventOf(body, without(name)))).toBe('forged: headers missing')
  })

  it('P29 the plain text laid beside the resource as ParsedContent', () => {
    const forged = JSON.stringify({ ...(JSON.parse(body) as object), ParsedContent: paidTransaction({ out_trade_no: 'T-FORGED' }) })
    expect(verdict(eventOf(forged, {}))).toBe('forged: headers missing')
    expect(verdict(eventOf(forged, headersFor(body)))).toBe('forged: signature wrong')
    // Even under a true signature the sealed text counts and nothing beside it.
    const notice = open(eventOf(forged))
    expect(notice.kind === 'paid' && notice.fact.outTradeNo).toBe('T20260701000001')
  })

  it('P23 a signature probe', () => {
    const headers = { ...headersFor(body), 'Wechatpay-Signature': `WECHATPAY/SIGNTEST/${Buffer.alloc(237).toString('base64')}` }
    expect(verdict(eventOf(body, headers))).toBe('forged: signature probe')
  })

  it('P26 a serial we do not hold, although the key is one of ours', () => {
    for (const serial of ['PUB_KEY_ID_0199999999999999999999999999', 'constructor', '__proto__']) {
      expect(verdict(eventOf(body, headersFor(body, { ...byPublicKey(), serial })))).toBe('forged: serial unknown')
    }
  })

  it('P26 one key under the serial of the other', () => {
    const crossed = { ...byPublicKey(), serial: byCertificate().serial }
    expect(verdict(eventOf(body, headersFor(body, crossed)))).toBe('forged: signature wrong')
  })

  it('somebody else’s key', () => {
    expect(verdict(eventOf(body, headersFor(body, { ...byPublicKey(), key: STRANGER.privateKey })))).toBe('forged: signature wrong')
  })

  it('a signature that is no base64, another scheme, an empty body', () => {
    expect(verdict(eventOf(body, { ...headersFor(body), 'Wechatpay-Signature': '%%%' }))).toBe('forged: signature wrong')
    expect(verdict(eventOf(body, { ...headersFor(body), 'Wechatpay-Signature-Type': 'NONE' }))).toBe('forged: scheme unknown')
    expect(verdict({ ...eventOf(body), body: '' })).toBe('forged: signature wrong')
  })
})

describe('what is from WeChat Pay and not for us', () => {
  it.each([
    ['P08 another merchant', { mchid: '1900000002' }, 'forged: another merchant'],
    ['P08 another app', { appid: 'wxffffffffffffffff' }, 'forged: another app'],
    ['P28 an order of another environment', { out_trade_no: 'P20260701000001' }, 'forged: another environment'],
  ])('%s', (_, more, expected) => {
    expect(verdict(eventOf(noticeBody(paidTransaction(more))))).toBe(expected)
  })
})

describe('what is true and cannot be read: WeChat Pay must repeat it', () => {
  it('P27 sealed with an APIv3 key that is not ours any more', () => {
    const body = noticeBody(undefined, { resource: seal(paidTransaction(), 'x'.repeat(32)) })
    expect(verdict(eventOf(body))).toBe('unreadable')
  })

  it.each([
    ['an amount that is no whole number', { amount: { total: 123.45, currency: 'CNY' } }],
    ['an amount of nothing', { amount: { total: 0, currency: 'CNY' } }],
    ['an amount as text', { amount: { total: '12345', currency: 'CNY' } }],
    ['a negative amount', { amount: { total: -1, currency: 'CNY' } }],
    ['no transaction number', { transaction_id: undefined }],
    ['no payer', { payer: undefined }],
    ['an instant without a zone', { success_time: '2026-07-01T08:59:58' }],
  ])('a payment with %s', (_, more) => {
    expect(verdict(eventOf(noticeBody(paidTransaction(more))))).toBe('unreadable')
  })

  it('a body that is no JSON, no envelope, or sealed by another algorithm', () => {
    expect(verdict(eventOf('paid!'))).toBe('unreadable')
    expect(verdict(eventOf('{}'))).toBe('unreadable')
    expect(verdict(eventOf(noticeBody(undefined, { resource: { ...seal(paidTransaction()), algorithm: 'NONE' } })))).toBe('unreadable')
    expect(verdict(eventOf(noticeBody(undefined, { resource: { ...seal(paidTransaction()), ciphertext: 'AAAA' } })))).toBe('unreadable')
  })
})
