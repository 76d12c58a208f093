import { decrypted, headerOf, type Letter, letterHolds, NOON, told, type World } from './wechatKit'
import { jump, noticeWorld } from './wechatNoticeKit'

const SECOND = 1000
const HOUR = 3600 * SECOND

const { get, paid, says, signatures, stamps } = noticeWorld()
let world: World
beforeEach(() => {
  world = get()
})
const numbers = () => world.letters.map((letter) => says(letter)['out_trade_no'])

describe('a notice', () => {
  it('is signed over its raw body and says everything that is documented', async () => {
    const no = await paid({ attach: 'community=1' })
    const letter = world.letters[0] as Letter
    expect(letterHolds(world.env, letter)).toBe(true)
    expect(letterHolds(world.env, { ...letter, body: `${letter.body}\n` })).toBe(false)
    expect(letter.headers['content-type']).toBe('application/json')
    expect(headerOf(letter, 'serial')).toMatch(/^PUB_KEY_ID_/)
    expect(headerOf(letter, 'signature-type')).toBe('WECHATPAY2-SHA256-RSA2048')
    expect(headerOf(letter, 'timestamp')).toBe(String(NOON / 1000))
    const { id, resource, ...rest } = told(letter)
    expect(id).toHaveLength(36)
    expect(rest).toEqual({
      create_time: '2026-07-01T12:00:00+08:00',
      resource_type: 'encrypt-resource',
      event_type: 'TRANSACTION.SUCCESS',
      summary: '支付成功',
    })
    expect(resource).toMatchObject({ algorithm: 'AEAD_AES_256_GCM', original_type: 'transaction' })
    expect(resource.nonce).toHaveLength(12)
    expect(resource.nonce).not.toBe(headerOf(letter, 'nonce'))
    expect(Buffer.byteLength(resource.associated_data)).toBeLessThan(16)
    expect(says(letter)).toEqual((await world.query(no)).body)
    expect(says(letter)).toMatchObject({ trade_state: 'SUCCESS', attach: 'community=1' })
  })

  it.each([200, 204])('answered %i is not sent again', async (status) => {
    world.merchant.answers = () => status
    await paid()
    await jump(world, NOON + 25 * HOUR)
    expect([world.letters.length, world.wechat.nextDueMs()]).toEqual([1, null])
  })

  it('refused is repeated 15 times on schedule, same id and bytes, fresh signature', async () => {
    world.merchant.answers = () => 500
    const no = await paid()
    await jump(world, NOON + 48 * HOUR)
    const after = stamps().map((stamp) => stamp - NOON / 1000)
    const pauses = after.slice(1).map((at, i) => at - (after[i] ?? 0))
    const [m, h] = [60, 3600]
    const inTheFirstTwoHours = [15, 15, 30, 3 * m, 10 * m, 20 * m, 30 * m, 30 * m, 30 * m]
    expect(pauses).toEqual([...inTheFirstTwoHours, h, 3 * h, 3 * h, 3 * h, 6 * h, 6 * h])
    expect(after.at(-1)).toBe(24 * h + 4 * m)
    expect(new Set(world.letters.map(({ body }) => body)).size).toBe(1)
    expect(new Set(world.letters.map((letter) => headerOf(letter, 'nonce'))).size).toBe(16)
    expect(signatures()).toEqual(Array(16).fill(true))
    expect(await world.notices(no)).toMatchObject([{ state: 'given_up', attempts: 16, dueAt: null }])
  })

  it('refused twice and then taken ends there', async () => {
    world.merchant.answers = () => (world.letters.length > 2 ? 200 : 401)
    await paid()
    expect(world.wechat.nextDueMs()).toBe(NOON + 15 * SECOND)
    expect(world.wechat.snapshot().notices).toHaveLength(1)
    await jump(world, NOON + HOUR)
    expect(world.letters).toHaveLength(3)
  })

  it('goes nowhere outside this machine', async () => {
    const no = await paid({ notify_url: 'https://pay.example.com/notify' })
    expect(await world.notices(no)).toMatchObject([{ state: 'waiting', deliveries: [{ status: null }] }])
  })

  it('does not exist for a silent payment or a cancelled one', async () => {
    await paid({}, 'silent')
    await paid({}, 'cancel')
    expect([world.letters.length, world.wechat.nextDueMs()]).toEqual([0, null])
  })

  it('is under way when fingertip() answers, and answered when idle() ends', async () => {
    const outTradeNo = 'L2026800000'
    await world.place(outTradeNo)
    expect(await world.wechat.fingertip({ outTradeNo, outcome: 'success' })).toMatchObject({ ok: true })
    await world.wechat.idle()
    expect(numbers()).toEqual([outTradeNo])
  })
})

describe('faults at payment', () => {
  it('repeat: five copies, one after another', async () => {
    await world.faults({ repeat: 5 })
    await paid()
    expect([world.letters.length, new Set(world.letters.map(({ body }) => body)).size]).toEqual([5, 1])
  })

  it('repeat at once: all copies are on their way before one is answered', async () => {
    await world.faults({ repeat: 6, atOnce: true })
    let open = () => {}
    const all = new Promise<void>((resolve) => {
      open = resolve
    })
    // Nobody is answered before everybody is there.
    world.merchant.answers = async () => {
      if (world.letters.length === 18) open()
      await all
      return 200
    }
    await Promise.all([paid(), paid(), paid()])
    expect([world.letters.length, world.wechat.nextDueMs()]).toEqual([18, null])
  })

  it('delayMs: the first notice comes that much later by the world’s clock', async () => {
    await world.faults({ delayMs: 90 * SECOND })
    await paid()
    await world.faults({ clear: true })
    await jump(world, NOON + 89 * SECOND)
    expect(world.letters).toHaveLength(0)
    await jump(world, NOON + 90 * SECOND)
    expect(stamps()).toEqual([NOON / 1000 + 90])
  })

  it('reorder: the newest of three payments is told first', async () => {
    await world.faults({ reorder: 3 })
    const [first, second] = [await paid(), await paid()]
    expect(world.letters).toHaveLength(0)
    const third = await paid()
    await world.wechat.idle()
    expect(numbers()).toEqual([third, second, first])
  })

  it('reorder: one that stays alone goes after a minute', async () => {
    await world.faults({ reorder: 2 })
    await paid()
    await jump(world, NOON + 59 * SECOND)
    expect(world.letters).toHaveLength(0)
    await jump(world, NOON + 60 * SECOND)
    expect(world.letters).toHaveLength(1)
  })

  it('drop: the notices of the next two payments never come', async () => {
    await world.faults({ drop: 2 })
    const lost = await paid()
    await paid()
    const third = await paid()
    await jump(world, NOON + 48 * HOUR)
    expect(numbers()).toEqual([third])
    expect(await world.notices(lost)).toMatchObject([{ state: 'lost', attempts: 0 }])
  })

  it('amountOff and noticeSays: a true signature under other facts, while the query stays true', async () => {
    const changed = { payer: { openid: 'oLi' }, amount: { currency: 'USD' }, trade_state: 'NOTPAY' }
    await world.faults({ amountOff: -45, noticeSays: changed })
    const no = await paid()
    expect(signatures()).toEqual([true])
    expect(decrypted(world.env, world.letters[0] as Letter)).toMatchObject({
      out_trade_no: no,
      payer: { openid: 'oLi' },
      trade_state: 'NOTPAY',
      amount: { total: 12300, payer_total: 12300, currency: 'USD', payer_currency: 'CNY' },
    })
    expect((await world.query(no)).body).toMatchObject({ trade_state: 'SUCCESS', amount: { total: 12345 } })
  })
})
