import type { Instant } from '@contract/calendar'
import { addMs } from '@core/domain/calendar'
import { createWechat } from '@core/wechat/client'
import { WechatFault } from '@core/wechat/wechat'
import { apiAnswer, NOW, openHosts, type Seen } from './platform'

let wechat: Awaited<ReturnType<typeof openHosts>>
let tokens: string[]
/** What the other addresses answer, by the token they were asked with. */
let answers: (seen: Seen, token: string) => object | null

// A host of its own for every test: the token is remembered by address.
beforeEach(async () => {
  wechat = await openHosts()
  tokens = ['TOKEN-1', 'TOKEN-2', 'TOKEN-3']
  answers = () => ({ errcode: 0, errmsg: 'ok' })
  wechat.hosts.reply = (seen, res) => {
    const url = new URL(seen.url, wechat.url)
    if (url.pathname === '/cgi-bin/stable_token') return apiAnswer(res, { access_token: tokens.shift() ?? 'LAST', expires_in: 7200 })
    const answer = answers(seen, url.searchParams.get('access_token') ?? '')
    if (answer === null) res.destroy()
    else apiAnswer(res, answer)
  }
})
afterEach(() => wechat.close())

const at = (now: Instant = NOW) => createWechat(wechat.settings, now)
const MESSAGE = { openid: 'oWang_0001', templateKey: 'receipt', fields: { item: '物业费', amount: '￥123.45' }, page: 'pages/home/index' }
const asked = (path: string) => wechat.seen.filter(({ url }) => url.startsWith(path))
const TOKEN = '/cgi-bin/stable_token'
const SEND = '/cgi-bin/message/subscribe/send'

describe('the access token', () => {
  it('is fetched without force, once, for every process and call until its life ends', async () => {
    await at().send(MESSAGE)
    await at(addMs(NOW, 7_199_000)).send(MESSAGE)
    expect(asked(TOKEN).map(({ body }) => JSON.parse(body) as object)).toEqual([
      { grant_type: 'client_credential', appid: 'wx0123456789abcdef', secret: 'secret', force_refresh: false },
    ])
    expect(asked(SEND).every(({ url }) => url === `${SEND}?access_token=TOKEN-1`)).toBe(true)
  })

  it('ends by the world’s clock', async () => {
    await at().send(MESSAGE)
    await at(addMs(NOW, 7_200_000)).send(MESSAGE)
    expect(asked(SEND).map(({ url }) => url.split('=')[1])).toEqual(['TOKEN-1', 'TOKEN-2'])
  })

  it('is fetched by one request for messages that leave together', async () => {
    const one = at()
    await Promise.all(Array.from({ length: 12 }, () => one.send(MESSAGE)))
    expect(asked(TOKEN)).toHaveLength(1)
    expect(asked(SEND)).toHaveLength(12)
  })

  it.each([40001, 40014, 42001])('after %i is fetched once more, and the call repeated once', async (errcode) => {
    answers = (_, token) => (token === 'TOKEN-1' ? { errcode, errmsg: 'expired' } : { errcode: 0 })
    await expect(at().send(MESSAGE)).resolves.toEqual({ state: 'sent' })
    expect([asked(TOKEN).length, asked(SEND).length]).toEqual([2, 2])
    expect(JSON.parse(asked(TOKEN)[1]?.body ?? '')).toMatchObject({ force_refresh: false })
  })

  it('refused twice leaves the message for later', async () => {
    answers = () => ({ errcode: 42001, errmsg: 'expired' })
    await expect(at().send(MESSAGE)).resolves.toEqual({ state: 'later', code: '42001' })
    expect([asked(TOKEN).length, asked(SEND).length]).toEqual([2, 2])
  })

  it('spent under many messages at once is fetched once', async () => {
    await at().send(MESSAGE)
    answers = (_, token) => (token === 'TOKEN-1' ? { errcode: 42001 } : { errcode: 0 })
    const one = at()
    const results = await Promise.all(Array.from({ length: 8 }, () => one.send(MESSAGE)))
    expect(results).toEqual(Array.from({ length: 8 }, () => ({ state: 'sent' })))
    expect(asked(TOKEN)).toHaveLength(2)
  })

  it('that cannot be had leaves the message for later, and the next call asks again', async () => {
    const { reply } = wechat.hosts
    wechat.hosts.reply = (_, res) => apiAnswer(res, { errcode: -1, errmsg: 'system error' })
    await expect(at().send(MESSAGE)).resolves.toEqual({ state: 'later', code: 'TOKEN_-1' })
    wechat.hosts.reply = reply
    await expect(at().send(MESSAGE)).resolves.toEqual({ state: 'sent' })
  })
})

describe('a message', () => {
  it('goes out as an object of values under the template’s own keys', async () => {
    await at().send(MESSAGE)
    expect(JSON.parse(asked(SEND)[0]?.body ?? '')).toEqual({
      touser: 'oWang_0001', template_id: 'TEMPLATE-1', page: 'pages/home/index',
      data: { thing1: { value: '物业费' }, amount2: { value: '￥123.45' } },
    })
  })

  it('leaves out what its template has no field for', async () => {
    await at().send({ ...MESSAGE, fields: { ...MESSAGE.fields, note: '多谢' } })
    expect(Object.keys((JSON.parse(asked(SEND)[0]?.body ?? '') as { data: object }).data)).toEqual(['thing1', 'amount2'])
  })

  it('F25 that lacks a field of its template, or has no template, is our fault and never leaves', async () => {
    const lacking = { ...MESSAGE, fields: { item: '物业费' } }
    await expect(at().send(lacking)).resolves.toEqual({ state: 'our_fault', code: 'FIELD_MISSING', message: 'amount' })
    for (const templateKey of ['bill_due', 'constructor']) {
      await expect(at().send({ ...MESSAGE, templateKey })).resolves.toMatchObject({ state: 'our_fault', code: 'TEMPLATE_UNKNOWN' })
    }
    expect(wechat.seen).toHaveLength(0)
  })

  it.each([
    [0, { state: 'sent' }],
    [43101, { state: 'unreachable', code: '43101' }],
    [40003, { state: 'unreachable', code: '40003' }],
    [47003, { state: 'our_fault', code: '47003', message: 'why' }],
    [40037, { state: 'our_fault', code: '40037', message: 'why' }],
    [41030, { state: 'our_fault', code: '41030', message: 'why' }],
    [43102, { state: 'our_fault', code: '43102', message: 'why' }],
    [43104, { state: 'our_fault', code: '43104', message: 'why' }],
    [-1, { state: 'later', code: '-1' }],
    [45009, { state: 'later', code: '45009' }],
    // A code nobody has told us of: a person reads it before anything is sent again.
    [49999, { state: 'our_fault', code: '49999', message: 'why' }],
  ])('errcode %i is classified', async (errcode, expected) => {
    answers = () => ({ errcode, errmsg: 'why' })
    await expect(at().send(MESSAGE)).resolves.toEqual(expected)
    expect(asked(SEND)).toHaveLength(1)
  })

  it('without an answer goes out later', async () => {
    answers = () => null
    await expect(at().send(MESSAGE)).resolves.toEqual({ state: 'later', code: 'NO_ANSWER' })
    const { reply } = wechat.hosts
    wechat.hosts.reply = (seen, res) => (seen.url.startsWith(SEND) ? apiAnswer(res, {}, 502) : reply(seen, res))
    await expect(at().send(MESSAGE)).resolves.toEqual({ state: 'later', code: 'HTTP_502' })
    wechat.hosts.reply = (seen, res) => (seen.url.startsWith(SEND) ? apiAnswer(res, {}) : reply(seen, res))
    await expect(at().send(MESSAGE)).resolves.toEqual({ state: 'later', code: 'ANSWER_NOT_READABLE' })
  })
})

describe('the phone button’s code', () => {
  const phone = (purePhoneNumber: string, countryCode: string | number) => () => ({
    errcode: 0, errmsg: 'ok', phone_info: { phoneNumber: `+${countryCode}${purePhoneNumber}`, purePhoneNumber, countryCode },
  })

  it.each([
    ['13800000001', '86', '13800000001'],
    ['13800000001', 86, '13800000001'],
    // 11 digits beginning with 1, and no mainland number: it must match nobody's here.
    ['3800000001', 1, '+13800000001'],
    ['91234567', '852', '+85291234567'],
  ])('%s in country %s: %s', async (pure, country, expected) => {
    answers = phone(pure, country)
    await expect(at().phoneOf('CODE-1')).resolves.toBe(expected)
    expect(asked('/wxa/business/getuserphonenumber')[0]).toMatchObject({ method: 'POST', body: '{"code":"CODE-1"}' })
  })

  it.each([40029, 40163])('%i: spent or false, an answer and no accident', async (errcode) => {
    answers = () => ({ errcode, errmsg: 'invalid code' })
    await expect(at().phoneOf('CODE-1')).resolves.toBeNull()
  })

  it('anything else is a fault that may pass', async () => {
    answers = () => ({ errcode: 45009, errmsg: 'reach max api daily quota limit' })
    const error = await at().phoneOf('CODE-1').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(WechatFault)
    expect(error).toMatchObject({ code: '45009', final: false })
  })
})
