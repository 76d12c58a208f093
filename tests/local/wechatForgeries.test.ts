import { decrypted, headerOf, type Letter, letterHolds, NOON, openWorld, type World } from './wechatKit'
import { jump, noticeWorld } from './wechatNoticeKit'

const { get, paid, signatures, stamps } = noticeWorld()
let world: World
beforeEach(() => {
  world = get()
})

describe('faults at delivery', () => {
  it('loseDelivery: two deliveries are lost, the third arrives on schedule', async () => {
    await world.faults({ loseDelivery: 2 })
    await paid()
    await jump(world, NOON + 3_600_000)
    expect(stamps()).toEqual([NOON / 1000 + 30])
  })

  it.each([299, 301])('noticeAgeSeconds: a timestamp %i s old, rightly signed', async (age) => {
    await world.faults({ noticeAgeSeconds: age })
    await paid()
    expect([stamps(), signatures()]).toEqual([[NOON / 1000 - age], [true]])
  })

  it.each([
    [0, [0, 0, 0, 0]],
    [0.25, [0, 0, 0, 1]],
    [0.5, [0, 1, 0, 1]],
    [1, [1, 1, 1, 1]],
  ])('certificateShare %f: both kinds of key verify', async (share, certified) => {
    // A world of its own, since the share is spread over all notices ever sent.
    const other = await openWorld()
    await other.faults({ certificateShare: share })
    for (let i = 0; i < 4; i += 1) await paid({}, 'success', other)
    const modes = other.letters.map((letter) => Number(!headerOf(letter, 'serial').startsWith('PUB_KEY_ID_')))
    const valid = other.letters.map((letter) => letterHolds(other.env, letter))
    await other.close()
    expect([modes, valid]).toEqual([certified, [true, true, true, true]])
  })

  it.each([
    ['mixed', 'Wechatpay-Serial'],
    ['lower', 'wechatpay-serial'],
    ['upper', 'WECHATPAY-SERIAL'],
  ])('headerCase %s: names arrive as written', async (headerCase, name) => {
    const seen: string[] = []
    const notify = (_url: string, headers: Record<string, string>) => {
      seen.push(...Object.keys(headers))
      return Promise.resolve({ status: 200 })
    }
    const other = await openWorld({ notify })
    await other.faults({ headerCase })
    await paid({}, 'success', other)
    await other.close()
    expect(seen).toContain(name)
  })
})

describe('a forged notice just before the true one', () => {
  // Whether the signature holds, and what else is wrong with it.
  it.each<[string, boolean, (letter: Letter) => boolean]>([
    ['bad_signature', false, (letter) => headerOf(letter, 'signature').length === 344],
    ['no_headers', false, ({ headers }) => !Object.keys(headers).join().includes('wechatpay')],
    ['parsed_content', false, ({ body }) => JSON.parse(body).ParsedContent?.trade_state === 'SUCCESS'],
    ['signtest', false, (letter) => headerOf(letter, 'signature').startsWith('WECHATPAY/SIGNTEST/')],
    ['old_timestamp', true, (letter) => Number(headerOf(letter, 'timestamp')) === NOON / 1000 - 301],
    ['odd_timestamp', true, (letter) => Number.isNaN(Number(headerOf(letter, 'timestamp')))],
    ['unknown_serial', false, (letter) => headerOf(letter, 'serial').startsWith('PUB_KEY_ID_9')],
    ['wrong_key', true, (letter) => !opens(letter)],
  ])('%s', async (kind, isSigned, isAsNamed) => {
    world.merchant.answers = () => (world.letters.length === 1 ? 401 : 200)
    await world.faults({ forge: kind })
    const no = await paid()
    const [forged, genuine] = world.letters as [Letter, Letter]
    expect(world.letters).toHaveLength(2)
    expect(signatures()).toEqual([isSigned, true])
    expect([isAsNamed(forged), isAsNamed(genuine)]).toEqual([true, kind === 'bad_signature'])
    expect(await world.notices(no)).toMatchObject([
      { state: 'accepted', deliveries: [{ as: kind, status: 401 }, { as: 'genuine', status: 200 }] },
    ])
  })

  it('several kinds may come, and none of them again at a retry', async () => {
    world.merchant.answers = () => (world.letters.length < 4 ? 500 : 200)
    await world.faults({ forge: ['signtest', 'no_headers'] })
    await paid()
    await jump(world, NOON + 60_000)
    expect(signatures()).toEqual([false, false, true, true])
  })
})

it('a forged notice can claim that an unpaid order was paid', async () => {
  const outTradeNo = 'L2026800001'
  await world.place(outTradeNo)
  const answer = await world.local('forge', { outTradeNo, kind: 'parsed_content' })
  expect(answer.body['delivery']).toMatchObject({ as: 'parsed_content', status: 200 })
  const claim = JSON.parse(world.letters[0]?.body ?? '{}') as Record<string, unknown>
  expect(claim['ParsedContent']).toMatchObject({ out_trade_no: outTradeNo, trade_state: 'SUCCESS' })
  expect((await world.query(outTradeNo)).body['trade_state']).toBe('NOTPAY')
  expect((await world.local('forge', { outTradeNo: 'L0000', kind: 'signtest' })).status).toBe(404)
  expect((await world.local('forge', { outTradeNo, kind: 'cheque' })).status).toBe(400)
})

function opens(letter: Letter): boolean {
  try {
    return decrypted(world.env, letter)['trade_state'] === 'SUCCESS'
  } catch {
    return false
  }
}
