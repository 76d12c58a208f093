import type { LocalCloud } from '../../local/cloud'
import { json, raw, testWorld } from './gatewayWorld'

const world = testWorld()
let cloud: LocalCloud

beforeAll(async () => {
  cloud = await world.start({ clockStartsAt: '2026-06-30T08:00:00+08:00' })
})
afterAll(() => cloud.stop())

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  raw(cloud, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe('POST /call', () => {
  it('hands over the question, the openid of the header, and the field that the platform adds', async () => {
    const answered = await post(
      '/call/resident',
      { action: 'home.show', ask: { a: 1 } },
      { 'x-local-openid': 'ann' },
    )
    expect(answered.status).toBe(200)
    const { value } = json(answered)
    expect(value.openid).toBe('ann')
    expect(value.event).toMatchObject({ action: 'home.show', ask: { a: 1 }, userInfo: { openId: 'ann' } })
  })

  it('vouches for nobody without the header, whatever the body claims', async () => {
    const answered = await post('/call/resident', { action: 'home.show', userInfo: { openId: 'forged' } })
    expect(json(answered).value.openid).toBeNull()
  })

  it.each(['payNotify', 'sweep', 'nobody', ''])('does not reach %p', async (fn) => {
    expect((await post(`/call/${fn}`, {})).status).toBe(404)
  })

  it.each(['{"action":', '[1]', '"text"', 'null'])(
    'F48 answers a body of %s in words, as a refusal',
    async (body) => {
      const answered = await raw(cloud, '/call/resident', {
        method: 'POST',
        body,
        headers: { 'x-local-openid': 'ann' },
      })
      expect([answered.status, json(answered)]).toEqual([
        400,
        expect.objectContaining({ ok: false, refusal: 'ASK_MALFORMED', says: expect.any(String) }),
      ])
    },
  )

  it('answers a crash with the platform’s code and in words', async () => {
    const answered = await post('/call/staff', { ask: { crash: true } }, { 'x-local-openid': 'ann' })
    expect([answered.status, json(answered)]).toEqual([
      500,
      expect.objectContaining({
        ok: false,
        errCode: -504002,
        errMsg: expect.stringContaining('staff crashed'),
      }),
    ])
  })

  it('refuses an event over 6 MB with the platform’s limit in words', async () => {
    const answered = await post(
      '/call/staff',
      { ask: 'x'.repeat(7 * 1024 * 1024) },
      { 'x-local-openid': 'ann' },
    )
    expect([answered.status, json(answered).errCode]).toEqual([413, -501007])
  })

  it('gives functions the environment of the platform and nothing of this shell', async () => {
    const { value } = await cloud.call<{ value: { env: Record<string, string> } }>('staff', 'ann', 'any')
    expect(value.env).toMatchObject({
      TENCENTCLOUD_RUNENV: 'SCF',
      NUANCUI_MODE: 'local',
      TCB_ENV: 'nuancui-local',
      WECHAT_APPID: expect.any(String),
    })
    expect(JSON.parse(value.env['TCB_CONTEXT_CNFG'] ?? '{}').URL).toContain(
      `${cloud.database.url()}/admin/staff-`,
    )
    expect(value.env['PATH']).toBeUndefined()
  })
})

describe('HTTP access', () => {
  const body = '{"id" : "EV-1",\r\n "summary":"支付成功"}\n'
  const notice = (headers: Record<string, string> = {}, path = '/notify/wechatpay?from=wx') =>
    raw(cloud, path, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', 'Wechatpay-Nonce': 'n1', ...headers },
    })

  it('P22 keeps the raw body, byte for byte, plain or as base64', async () => {
    const plain = json(await notice())
    expect([plain.isBase64Encoded, plain.body]).toEqual([false, body])
    const encoded = json(await notice({ 'x-local-body': 'base64' }))
    expect([encoded.isBase64Encoded, Buffer.from(encoded.body, 'base64').toString('utf8')]).toEqual([
      true,
      body,
    ])
  })

  it('sends bytes that are no text as base64, whatever the type says', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0xfe])
    const event = json(
      await raw(cloud, '/notify/wechatpay', {
        method: 'POST',
        body: bytes,
        headers: { 'content-type': 'application/json' },
      }),
    )
    expect([event.isBase64Encoded, event.body]).toEqual([true, bytes.toString('base64')])
  })

  it('hands header names over as they were sent, or in lower case', async () => {
    const asSent = json(await notice()).headers
    expect([asSent['Wechatpay-Nonce'], asSent['wechatpay-nonce']]).toEqual(['n1', undefined])
    const lower = json(await notice({ 'x-local-headers': 'lower' })).headers
    expect([lower['Wechatpay-Nonce'], lower['wechatpay-nonce'], lower['x-local-headers']]).toEqual([
      undefined,
      'n1',
      undefined,
    ])
  })

  it('tells path, method and query, and takes status and headers from the function', async () => {
    const answered = await notice()
    expect([answered.status, answered.headers['x-mine']]).toEqual([201, 'yes'])
    expect(json(answered)).toMatchObject({
      path: '/notify/wechatpay',
      httpMethod: 'POST',
      queryStringParameters: { from: 'wx' },
    })
  })

  it('sends a base64 answer as bytes, and a plain value as JSON with 200', async () => {
    const picture = await notice({}, '/notify/wechatpay?binary=1')
    expect([picture.headers['content-type'], picture.body.toString('base64')]).toEqual([
      'image/png',
      'iVBORw==',
    ])
    const plain = await notice({}, '/notify/plain')
    expect([plain.status, json(plain)]).toEqual([200, { took: 'POST' }])
  })

  it('F03 leaves the answer to an unknown route under /notify to the function', async () => {
    expect((await notice({}, '/notify/other')).status).toBe(404)
    expect((await raw(cloud, '/notifywechatpay', { method: 'POST' })).status).toBe(404)
  })
})

describe('the door', () => {
  it.each(['evil.example', 'evil.example:5700', '127.0.0.1.evil.example'])(
    'refuses Host %p',
    async (host) => {
      expect((await raw(cloud, '/healthz', { headers: { host } })).status).toBe(403)
    },
  )

  it.each(['localhost', '127.0.0.1:1', '[::1]:5700'])('lets Host %p in', async (host) => {
    expect((await raw(cloud, '/healthz', { headers: { host } })).status).toBe(200)
  })

  it('refuses a POST from a page of another site, and takes one from its own', async () => {
    const own = `http://127.0.0.1:${cloud.port}`
    expect((await post('/call/resident', {}, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await post('/call/resident', {}, { origin: 'null' })).status).toBe(403)
    expect((await post('/call/resident', {}, { origin: own })).status).toBe(200)
  })

  it.each([
    ['GET', '/call/resident', 405],
    ['POST', '/nowhere', 404],
    ['GET', '/nowhere.js', 404],
    ['POST', '/local/clock', 400],
    ['GET', '/wechat/unknown', 404],
  ])('answers %s %s with %i and a sentence', async (method, path, status) => {
    const answered = await raw(cloud, path, { method })
    expect([answered.status, json(answered)]).toEqual([status, expect.any(Object)])
  })
})
