import { openWorld, type World } from './wechatKit'

const SECOND = 1000
const MINUTE = 60 * SECOND
const SEND = '/cgi-bin/message/subscribe/send'
const TOKEN = '/cgi-bin/stable_token'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(() => {
  // A day later than the test before: nobody else's token, code or daily count is left.
  world.clock.ms += 25 * 60 * MINUTE
})

const credentials = () => ({ appid: world.env['WECHAT_APPID'], secret: world.env['WECHAT_SECRET'] })
async function issue(more: object = {}): Promise<Record<string, unknown>> {
  return (await world.api(TOKEN, { grant_type: 'client_credential', ...credentials(), ...more })).body
}
const token = async (more: object = {}) => String((await issue(more))['access_token'])
/** What a call answers whose only merit is its token: 40003 when the door was open. */
async function knock(held: string): Promise<unknown> {
  return (await world.api(`${SEND}?access_token=${held}`, {})).body['errcode']
}

describe('stable_token', () => {
  it('gives the same token while it lives, with the time it has left', async () => {
    const first = await issue()
    world.clock.ms += 100 * MINUTE
    expect(await issue()).toEqual({ access_token: first['access_token'], expires_in: 1200 })
    expect([first['expires_in'], String(first['access_token']).length <= 512]).toEqual([7200, true])
  })

  it('renews in the last five minutes', async () => {
    const old = await token()
    world.clock.ms += 115 * MINUTE - SECOND
    expect(await token()).toBe(old)
    world.clock.ms += SECOND
    expect(await token()).not.toBe(old)
  })

  it('the renewed token goes on for five minutes, even when fewer were left', async () => {
    const old = await token()
    world.clock.ms += 117 * MINUTE
    const young = await token()
    world.clock.ms += 5 * MINUTE - SECOND
    expect([await knock(old), await knock(young)]).toEqual([40003, 40003])
    world.clock.ms += SECOND
    expect([await knock(old), await knock(young)]).toEqual([42001, 40003])
  })

  it('force_refresh kills the old token at once, 30 s apart, 20 times a day', async () => {
    // From midnight on, so that the twenty fall on one day.
    world.clock.ms = Date.parse('2027-01-01T00:00:00+08:00')
    const first = await token()
    const second = await token({ force_refresh: true })
    expect([await knock(first), await knock(second)]).toEqual([40001, 40003])
    world.clock.ms += 29 * SECOND
    expect(await token({ force_refresh: true })).toBe(second)
    for (let i = 2; i <= 20; i += 1) {
      world.clock.ms += 30 * SECOND
      expect((await issue({ force_refresh: true }))['expires_in']).toBe(7200)
    }
    world.clock.ms += 30 * SECOND
    expect((await issue({ force_refresh: true }))['errcode']).toBe(45009)
    world.clock.ms = Date.parse('2027-01-02T00:00:00+08:00')
    expect((await issue({ force_refresh: true }))['expires_in']).toBe(7200)
  })

  it.each<[string, object, number]>([
    ['another grant', { grant_type: 'authorization_code' }, 40002],
    ['no appid', { appid: undefined }, 41002],
    ['another appid', { appid: 'wx0000000000000000' }, 40013],
    ['no secret', { secret: undefined }, 41004],
    ['another secret', { secret: 'guess' }, 40125],
    ['force_refresh as text', { force_refresh: 'false' }, 47001],
  ])('%s', async (_name, more, errcode) => {
    expect((await issue(more))['errcode']).toBe(errcode)
  })

  it('is asked for by POST and with JSON', async () => {
    expect((await world.api(TOKEN)).body['errcode']).toBe(43002)
    expect((await world.api(TOKEN, 'text')).body['errcode']).toBe(47001)
  })
})

describe('a call with a token', () => {
  it('is refused without one, with an odd one, with an unknown one', async () => {
    const answers = [await knock(''), await knock('short'), await knock('A'.repeat(136))]
    expect(answers).toEqual([41001, 40014, 40001])
  })

  it('must exist, be a POST and carry JSON', async () => {
    const held = await token()
    expect((await world.api(`/cgi-bin/message/send?access_token=${held}`, {})).body['errcode']).toBe(40066)
    expect((await world.api(`${SEND}?access_token=${held}`)).body['errcode']).toBe(43002)
    expect((await world.api(`${SEND}?access_token=${held}`, 'text')).body['errcode']).toBe(47001)
  })
})

describe('phone codes', () => {
  const code = async () => (await world.local('phone', { openid: 'oWang' })).body['code']
  async function trade(given: unknown): Promise<Record<string, unknown>> {
    const path = `/wxa/business/getuserphonenumber?access_token=${await token()}`
    return (await world.api(path, { code: given })).body
  }

  it('give the number once', async () => {
    const used = await code()
    const { phone_info: told, errcode } = await trade(used)
    expect(errcode).toBe(0)
    const phone = '13800000001'
    expect(told).toMatchObject({ phoneNumber: phone, purePhoneNumber: phone, countryCode: '86' })
    expect((await trade(used))['errcode']).toBe(40029)
  })

  it.each([
    [5 * MINUTE, 0],
    [5 * MINUTE + 1, 40029],
  ])('after %i ms answer %i', async (ageMs, errcode) => {
    const issued = await code()
    world.clock.ms += ageMs
    expect((await trade(issued))['errcode']).toBe(errcode)
  })

  it('cannot be guessed, and a login code is none', async () => {
    const login = (await world.local('login', { openid: 'oWang' })).body['code']
    for (const given of ['guess', undefined, 7, login]) expect((await trade(given))['errcode']).toBe(40029)
  })

  it('are not given by a WeChat without a number, nor by nobody', async () => {
    expect((await world.local('phone', { openid: 'oLi' })).status).toBe(409)
    expect((await world.local('phone', { openid: 'oNobody' })).status).toBe(404)
  })
})

describe('login codes', () => {
  async function trade(more: object): Promise<Record<string, unknown>> {
    const asked = { ...credentials(), grant_type: 'authorization_code', ...more } as Record<string, string>
    return (await world.api(`/sns/jscode2session?${new URLSearchParams(asked)}`)).body
  }

  it('give the openid once, to who knows the secret', async () => {
    const { code } = (await world.local('login', { openid: 'oLi' })).body
    const refused: [object, number][] = [
      [{ js_code: code, secret: 'guess' }, 40125],
      [{ js_code: code, appid: 'wx0' }, 40013],
      [{ js_code: code, grant_type: 'x' }, 40002],
      [{}, 41008],
      [{ js_code: 'guess' }, 40029],
    ]
    for (const [more, errcode] of refused) expect((await trade(more))['errcode']).toBe(errcode)
    expect(await trade({ js_code: code })).toMatchObject({ openid: 'oLi' })
    expect((await trade({ js_code: code }))['errcode']).toBe(40163)
  })

  it('are given by people alone', async () => {
    expect((await world.local('login', { openid: 'oNobody' })).status).toBe(404)
    world.wechat.setPeople([{ openid: 'oNew', name: '新人' }])
    expect((await world.local('login', { openid: 'oNew' })).status).toBe(200)
    expect((await world.local('login', { openid: 'oLi' })).status).toBe(404)
  })
})
