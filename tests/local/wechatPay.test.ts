import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { request } from 'node:http'
import { holds, NOON, openWorld, PLACE, type World } from './wechatKit'

let world: World
let serial = 0
/** A fresh order number. */
const number = () => `L2026${String((serial += 1)).padStart(6, '0')}`
const idOf = (headers: Headers) => headers.get('request-id')?.split('-')[1]

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const verifyKeys = () => JSON.parse(world.env['WXPAY_VERIFY_KEYS'] ?? '{}') as Record<string, string>

describe('what functions are told', () => {
  it('names every variable, and both kinds of verification key', () => {
    expect(Object.keys(world.env).sort()).toEqual([
      'WECHAT_API_URL', 'WECHAT_APPID', 'WECHAT_SECRET', 'WECHAT_TEMPLATES',
      'WXPAY_APIV3_KEY', 'WXPAY_API_URL', 'WXPAY_MCHID', 'WXPAY_NOTIFY_URL',
      'WXPAY_PRIVATE_KEY', 'WXPAY_SERIAL', 'WXPAY_VERIFY_KEYS',
    ])
    expect(Buffer.byteLength(world.env['WXPAY_APIV3_KEY'] ?? '')).toBe(32)
    const [plain, certified] = Object.keys(verifyKeys())
    expect(plain).toMatch(/^PUB_KEY_ID_\d{29}$/)
    expect(certified).toMatch(/^[0-9A-F]{40}$/)
  })

  it('holds a real certificate, signed by its own key, under its own serial', () => {
    const held = Object.entries(verifyKeys()).find(([, text]) => text.includes('CERTIFICATE'))
    const [name, pem] = held ?? ['', '']
    const certificate = new X509Certificate(pem)
    expect(certificate.serialNumber).toBe(name)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.parse('2045-01-01'))
  })
})

describe('signatures', () => {
  it('answers are signed with the key the merchant asks for, empty ones too', async () => {
    for (const asked of Object.keys(verifyKeys())) {
      const no = number()
      const headers = { 'Wechatpay-Serial': asked }
      const placed = await world.pay('POST', PLACE, world.order(no), { headers })
      const closed = await world.closeOrder(no, { headers })
      expect([placed.status, closed.status, closed.text]).toEqual([200, 204, ''])
      for (const answer of [placed, closed]) {
        expect(answer.headers.get('wechatpay-serial')).toBe(asked)
        expect(answer.headers.get('wechatpay-signature-type')).toBe('WECHATPAY2-SHA256-RSA2048')
        expect(answer.headers.get('wechatpay-timestamp')).toBe(String(NOON / 1000))
        expect(holds(world.env, answer.headers, answer.text)).toBe(true)
        expect(holds(world.env, answer.headers, `${answer.text} `)).toBe(false)
      }
    }
  })

  it('refusals are signed too, and an unknown Wechatpay-Serial is refused', async () => {
    const missing = await world.query('nobody_knows')
    expect([missing.status, holds(world.env, missing.headers, missing.text)]).toEqual([404, true])
    const odd = await world.closeOrder('nobody_knows', { headers: { 'Wechatpay-Serial': 'PUB_KEY_ID_0' } })
    expect([odd.status, odd.body['code']]).toEqual([400, 'PARAM_ERROR'])
  })

  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  it.each([
    ['over another body', { signs: '{}' }, 'signature'],
    ['by another key', { key: stranger.export({ type: 'pkcs8', format: 'pem' }).toString() }, 'signature'],
    ['by an unknown merchant', { mchid: '1900999999' }, 'mchid'],
    ['under another serial', { serial: 'A'.repeat(40) }, 'serial_no'],
    ['in another scheme', { scheme: 'WECHATPAY2-SM2-WITH-SM3' }, 'authorization'],
    ['301 s ago', { timestamp: NOON / 1000 - 301 }, 'timestamp'],
    ['301 s ahead', { timestamp: NOON / 1000 + 301 }, 'timestamp'],
    ['at no time', { timestamp: Number.NaN }, 'timestamp'],
  ])('a call signed %s is answered 401 SIGN_ERROR', async (_how, tweak, field) => {
    const answer = await world.pay('POST', PLACE, world.order(number()), tweak)
    expect([answer.status, answer.body['code']]).toEqual([401, 'SIGN_ERROR'])
    expect(answer.body['detail']).toMatchObject({ location: 'authorization', field })
    expect(idOf(answer.headers)).toBe('268443699')
  })

  it.each([-300, 300])('a call signed %i s away is still taken', async (away) => {
    const answer = await world.pay('POST', PLACE, world.order(number()), { timestamp: NOON / 1000 + away })
    expect(answer.status).toBe(200)
  })

  it('a call without Accept or User-Agent is told so', async () => {
    const answer = await new Promise<string>((resolve) => {
      const sent = request(`${world.env['WXPAY_API_URL']}/v3/pay/transactions/id/1`, (res) => {
        res.setEncoding('utf8').on('data', resolve)
      })
      sent.end()
    })
    expect(JSON.parse(answer)).toEqual({ code: 'INVALID_REQUEST', message: 'Http头缺少Accept或User-Agent' })
  })

  it('an address that does not exist is a 404', async () => {
    expect((await world.pay('POST', '/v3/refund/domestic/refunds', {})).status).toBe(404)
  })
})

describe('the order call', () => {
  const fine = null
  const bad = ['PARAM_ERROR', '268435461']
  const noOpenid = ['PARAM_ERROR', '268501013']
  const extra = ['PARAM_ERROR', '270924358']

  // Both sides of every limit.
  it.each<[string, object, string[] | null]>([
    ['description of 127', { description: '费'.repeat(127) }, fine],
    ['description of 128', { description: '费'.repeat(128) }, bad],
    ['description of 0', { description: '' }, bad],
    ['description with an emoji', { description: '物业费🏠' }, bad],
    ['number of 6', { out_trade_no: 'a_-|*9' }, fine],
    ['number of 5', { out_trade_no: 'a_-|*' }, bad],
    ['number of 32', { out_trade_no: 'B'.repeat(32) }, fine],
    ['number of 33', { out_trade_no: 'B'.repeat(33) }, bad],
    ['number with another letter', { out_trade_no: 'abcdef#' }, bad],
    ['attach of 128', { attach: '附'.repeat(128) }, fine],
    ['attach of 129', { attach: '附'.repeat(129) }, bad],
    ['total of 1', { amount: { total: 1 } }, fine],
    ['total of 0', { amount: { total: 0 } }, bad],
    ['total of 1.5', { amount: { total: 1.5 } }, bad],
    ['total as text', { amount: { total: '100' } }, bad],
    ['another currency', { amount: { total: 1, currency: 'USD' } }, bad],
    ['openid of 128', { payer: { openid: 'o'.repeat(128) } }, fine],
    ['openid of 129', { payer: { openid: 'o'.repeat(129) } }, noOpenid],
    ['no openid', { payer: {} }, noOpenid],
    ['no payer', { payer: undefined }, noOpenid],
    ['support_fapiao', { support_fapiao: true }, fine],
    ['support_fapiao as text', { support_fapiao: 'true' }, bad],
    ['an extra field', { total_fee: 1 }, extra],
    ['an extra field inside', { amount: { total: 1, fee: 1 } }, extra],
    ['time_expire without a zone', { time_expire: '2026-07-01T13:00:00' }, bad],
    ['time_expire with milliseconds', { time_expire: '2026-07-01T13:00:00.000+08:00' }, fine],
    ['time_expire in words', { time_expire: 'tomorrow' }, bad],
    ['another merchant', { mchid: '1900000000' }, bad],
    ['another appid', { appid: 'wx0000000000000000' }, ['APPID_MCHID_NOT_MATCH', '268445527']],
  ])('%s', async (_name, more, refusal) => {
    const answer = await world.place(number(), more)
    if (refusal === fine) {
      expect(answer.status).toBe(200)
      expect(answer.body['prepay_id']).toMatch(/^wx20260701120000[0-9a-f]{20}$/)
    } else {
      expect([answer.status, answer.body['code'], idOf(answer.headers)]).toEqual([400, ...refusal])
      expect(answer.body['message']).not.toBe('')
    }
  })

  const ofLength = (length: number) => 'https://pay.example.com/'.padEnd(length, 'n')
  it.each([
    ['https://pay.example.com/notify', 200],
    [ofLength(255), 200],
    [ofLength(256), 400],
    ['http://127.0.0.1:5700/notify/wechatpay', 200],
    ['http://pay.example.com/notify', 400],
    ['https://pay.example.com/notify?order=1', 400],
    ['https://pay.example.com', 400],
    ['https://192.168.1.8/notify', 400],
    ['https://localhost/notify', 400],
    ['./notify', 400],
  ])('notify_url %s: %i', async (notifyUrl, status) => {
    expect((await world.place(number(), { notify_url: notifyUrl })).status).toBe(status)
  })

  it('what is not JSON is refused, not crashed on', async () => {
    expect((await world.pay('POST', PLACE, '{"appid":')).body['code']).toBe('PARAM_ERROR')
  })
})
