import { holds, NOON, openWorld, type World } from './wechatKit'

const HANG_MS = 40

let world: World
let serial = 0
const number = () => `L2026${String((serial += 1)).padStart(6, '0')}`
const faults = (body: unknown) => world.faults(body)
const place = (no: string) => world.place(no)
const query = (no: string) => world.query(no)
const shut = (no: string) => world.closeOrder(no)
const state = async (no: string) => {
  const { body } = await query(no)
  return body['trade_state'] ?? body['code']
}

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(() => faults({ clear: true }))

describe('a call that fails on the way', () => {
  it('orderTimeout: the order is there, although nobody was told', async () => {
    await faults({ orderTimeout: 1, hangMs: HANG_MS })
    const no = number()
    const began = Date.now()
    await expect(place(no)).rejects.toThrow()
    expect(Date.now() - began).toBeGreaterThanOrEqual(HANG_MS - 1)
    expect(await state(no)).toBe('NOTPAY')
    expect((await place(no)).status).toBe(200)
  })

  it('closeTimeout: closed, although nobody was told; queryTimeout: nothing is known', async () => {
    await faults({ closeTimeout: 1, queryTimeout: 2, hangMs: HANG_MS })
    const no = number()
    await place(no)
    await expect(shut(no)).rejects.toThrow()
    await expect(query(no)).rejects.toThrow()
    await expect(query(no)).rejects.toThrow()
    expect(await state(no)).toBe('CLOSED')
  })

  it('orderError, closeError, queryError: 500, and nothing was done', async () => {
    const no = number()
    await faults({ orderError: 1 })
    const failed = await place(no)
    expect([failed.status, failed.body['code']]).toEqual([500, 'SYSTEM_ERROR'])
    expect(await state(no)).toBe('ORDER_NOT_EXIST')
    await place(no)
    await faults({ closeError: 1, queryError: 1 })
    expect([(await shut(no)).status, (await query(no)).status]).toEqual([500, 500])
    expect(await state(no)).toBe('NOTPAY')
  })

  it('true stays until it is taken out', async () => {
    await faults({ queryError: true })
    const no = number()
    await place(no)
    for (let i = 0; i < 5; i += 1) expect((await query(no)).status).toBe(500)
    await faults({ queryError: null })
    expect(await state(no)).toBe('NOTPAY')
  })
})

describe('an answer that must not be believed', () => {
  it('wrongSignature: the probe, for as many answers as asked', async () => {
    const no = number()
    await place(no)
    await faults({ wrongSignature: 2 })
    const answers = [await query(no), await query(no), await query(no)]
    expect(answers.map(({ headers, text }) => holds(world.env, headers, text))).toEqual([false, false, true])
    expect(answers[0]?.headers.get('wechatpay-signature')).toMatch(/^WECHATPAY\/SIGNTEST\//)
  })

  it('unsignedAnswer: no Wechatpay header at all', async () => {
    const no = number()
    await place(no)
    await faults({ unsignedAnswer: 1 })
    const { headers } = await query(no)
    expect([...headers.keys()].filter((name) => name.startsWith('wechatpay'))).toEqual([])
  })
})

it('closeRaces: the payer is quicker than the close, which answers ORDERPAID; the notice comes', async () => {
  world.letters.length = 0
  await faults({ closeRaces: 1 })
  const no = number()
  await place(no)
  const answer = await shut(no)
  expect([answer.status, answer.body['code'], await state(no)]).toEqual([400, 'ORDERPAID', 'SUCCESS'])
  await world.wechat.idle()
  expect(world.letters).toHaveLength(1)
})

it('closeRaces: nobody is quick enough after time_expire', async () => {
  const no = number()
  await world.place(no, { time_expire: '2026-07-01T12:01:00+08:00' })
  world.clock.ms = NOON + 61_000
  await faults({ closeRaces: 1 })
  expect((await shut(no)).status).toBe(204)
})

describe('the faults’ own address', () => {
  it('merges, shows, takes out and clears', async () => {
    await faults({ repeat: 3, drop: 2 })
    await faults({ busy: true, drop: null })
    const shown = (await world.local('faults')).body
    expect(shown['faults']).toEqual({ repeat: 3, busy: true })
    expect(shown['known']).toMatchObject({ repeat: expect.any(String), closeRaces: expect.any(String) })
    expect(world.wechat.snapshot().faults).toEqual({ repeat: 3, busy: true })
    expect((await faults({ clear: true, atOnce: true })).body['faults']).toEqual({ atOnce: true })
  })

  it.each([
    [{ explode: 1 }, 'explode is no fault; known are repeat'],
    [{ toString: 1 }, 'toString is no fault'],
    [{ repeat: 0 }, 'repeat: '],
    [{ repeat: 'often' }, 'repeat: '],
    [{ forge: 'a_cheque' }, 'forge: '],
    [{ clear: 'yes' }, 'clear takes only true'],
    [[], 'not a JSON object'],
  ])('%j changes nothing and is answered in words', async (body, words) => {
    await faults({ repeat: 2 })
    const answer = await faults(body)
    expect(answer.status).toBe(400)
    expect(answer.body['says']).toContain(words)
    expect(world.wechat.snapshot().faults).toEqual({ repeat: 2 })
  })
})

it('what is not WeChat’s is left to others; what does not exist under it is a 404', async () => {
  expect((await world.local('nonsense')).status).toBe(404)
  expect((await world.local('pay')).status).toBe(404)
  // The test's merchant stands behind WeChat and takes what WeChat leaves.
  world.letters.length = 0
  await fetch(`${world.base}/local/wechatter`, { method: 'POST', body: 'untouched' })
  expect(world.letters.map(({ body }) => body)).toEqual(['untouched'])
})
