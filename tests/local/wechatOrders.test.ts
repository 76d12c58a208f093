import { type Answer, NOON, openWorld, sheetFor, type World } from './wechatKit'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let world: World
let serial = 0
const number = () => `L2026${String((serial += 1)).padStart(6, '0')}`
/** Status, code and the number at the end of Request-ID. */
const refusal = ({ status, body, headers }: Answer) =>
  [status, body['code'], headers.get('request-id')?.split('-')[1]]
const HALF_PAST = { time_expire: '2026-07-01T12:30:00+08:00' }

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(() => {
  world.clock.ms = NOON
})

describe('the same number again', () => {
  it('with the same parameters gets a fresh prepay_id, with others it is refused', async () => {
    const no = number()
    const first = await world.place(no, HALF_PAST)
    const again = await world.place(no, HALF_PAST)
    expect(again.status).toBe(200)
    expect(again.body['prepay_id']).not.toBe(first.body['prepay_id'])
    const dearer = { ...HALF_PAST, amount: { total: 12346, currency: 'CNY' } }
    for (const change of [dearer, {}, { time_expire: '2026-07-01T12:31:00+08:00' }]) {
      const answer = await world.place(no, change)
      expect(refusal(answer)).toEqual([400, 'INVALID_REQUEST', '268498688'])
    }
  })

  it('is refused once it is paid, closed or past its time', async () => {
    const [paid, closed, late] = [number(), number(), number()]
    await world.place(paid)
    await world.touch(paid)
    await world.place(closed)
    await world.closeOrder(closed)
    await world.place(late, HALF_PAST)
    world.clock.ms = NOON + 31 * MINUTE
    const answers = [await world.place(paid), await world.place(closed), await world.place(late, HALF_PAST)]
    expect(answers.map(refusal)).toEqual([
      [400, 'ORDERPAID', '268449538'],
      [400, 'ORDER_CLOSED', '268447914'],
      [400, 'ORDER_CLOSED', '268447914'],
    ])
  })
})

describe('query and close', () => {
  it('before the payment only the number finds the order, and nothing speaks of a payer', async () => {
    const no = number()
    await world.place(no, { attach: 'a' })
    const { status, body } = await world.query(no)
    expect(status).toBe(200)
    expect(body).toEqual({
      appid: world.env['WECHAT_APPID'],
      mchid: world.env['WXPAY_MCHID'],
      out_trade_no: no,
      trade_state: 'NOTPAY',
      trade_state_desc: '订单未支付',
      amount: { total: 12345, payer_currency: 'CNY' },
      promotion_detail: [],
      scene_info: { device_id: '' },
    })
  })

  it('after it both names find it, with every documented field', async () => {
    const no = number()
    await world.place(no, { attach: 'a' })
    await world.touch(no)
    const { body } = await world.query(no)
    expect(body).toEqual({
      appid: world.env['WECHAT_APPID'],
      mchid: world.env['WXPAY_MCHID'],
      out_trade_no: no,
      transaction_id: expect.stringMatching(/^4200\d{6}20260701\d{10}$/) as string,
      trade_type: 'JSAPI',
      trade_state: 'SUCCESS',
      trade_state_desc: '支付成功',
      bank_type: 'OTHERS',
      attach: 'a',
      success_time: '2026-07-01T12:00:00+08:00',
      payer: { openid: 'oWang' },
      amount: { total: 12345, payer_total: 12345, currency: 'CNY', payer_currency: 'CNY' },
      promotion_detail: [],
    })
    const path = `/v3/pay/transactions/id/${String(body['transaction_id'])}?mchid=${world.env['WXPAY_MCHID']}`
    expect((await world.pay('GET', path)).body).toEqual(body)
  })

  it('an unknown order is 404 ORDER_NOT_EXIST, asked about or closed', async () => {
    for (const answer of [await world.query('L00000000'), await world.closeOrder('L00000000')]) {
      expect(refusal(answer)).toEqual([404, 'ORDER_NOT_EXIST', '268512771'])
    }
  })

  it('mchid must be there, must be ours, and must be alone', async () => {
    const no = number()
    await world.place(no)
    const path = `/v3/pay/transactions/out-trade-no/${no}`
    const answers = [
      await world.pay('GET', path),
      await world.pay('GET', `${path}?mchid=1900000000`),
      await world.pay('POST', `${path}/close`, {}),
      await world.pay('POST', `${path}/close`, { mchid: '1900000000' }),
      await world.pay('POST', `${path}/close`, { mchid: world.env['WXPAY_MCHID'], appid: 'x' }),
    ]
    const refused = answers.map(({ status, body }) => [status, body['code']])
    expect(refused).toEqual(Array(5).fill([400, 'PARAM_ERROR']))
    expect((await world.query(no)).body['trade_state']).toBe('NOTPAY')
  })

  it('a percent-encoded number is the same number', async () => {
    const no = `a|b*${number()}`
    await world.place(no)
    expect((await world.query(no)).body['out_trade_no']).toBe(no)
  })

  it('past time_expire the order is still NOTPAY; closing it makes it CLOSED, once', async () => {
    const no = number()
    await world.place(no, HALF_PAST)
    world.clock.ms = NOON + 40 * MINUTE
    expect((await world.query(no)).body['trade_state']).toBe('NOTPAY')
    expect((await world.closeOrder(no)).status).toBe(204)
    expect((await world.query(no)).body['trade_state']).toBe('CLOSED')
    expect((await world.closeOrder(no)).body['code']).toBe('ORDER_CLOSED')
  })

  it('a paid order cannot be closed', async () => {
    const no = number()
    await world.place(no)
    await world.touch(no)
    const answer = await world.closeOrder(no)
    expect([answer.status, answer.body['code']]).toEqual([400, 'ORDERPAID'])
  })
})

describe('the payer', () => {
  it('pays at most once, and never what is closed or unknown', async () => {
    const [paid, closed] = [number(), number()]
    await world.place(paid)
    await world.place(closed)
    await world.closeOrder(closed)
    const twice = await Promise.all([world.touch(paid), world.touch(paid)])
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 409])
    expect([(await world.touch(closed)).status, (await world.touch('L00000000')).status]).toEqual([409, 404])
    expect((await world.touch(paid, 'maybe')).status).toBe(400)
  })

  it('may cancel, and pay later', async () => {
    const no = number()
    await world.place(no)
    expect((await world.touch(no, 'cancel')).body['errMsg']).toBe('requestPayment:fail cancel')
    expect((await world.query(no)).body['trade_state']).toBe('NOTPAY')
    expect((await world.touch(no)).body['errMsg']).toBe('requestPayment:ok')
  })

  // time_expire, and how long after the order the last touch is still taken.
  it.each([
    ['2026-07-01T12:30:00+08:00', 30 * MINUTE],
    ['2026-07-01T12:00:10+08:00', MINUTE],
    ['2026-06-30T12:00:00+08:00', MINUTE],
    ['2027-07-01T12:00:00+08:00', 90 * DAY],
    [undefined, 7 * DAY],
  ])('time_expire %s ends the window after %i ms', async (expire, windowMs) => {
    const more = expire === undefined ? {} : { time_expire: expire }
    for (const [lateMs, expected] of [[0, '可以支付'], [1, '订单已超过支付时间']] as const) {
      const no = number()
      world.clock.ms = NOON
      await world.place(no, more)
      // A young prepay_id, so that its two hours are not what is measured.
      world.clock.ms = NOON + windowMs - MINUTE
      await world.place(no, more)
      world.clock.ms = NOON + windowMs + lateMs
      expect((await world.touch(no)).body['says'] ?? '可以支付').toBe(expected)
    }
  })

  it('a prepay_id lives two hours, and the order goes on with a fresh one', async () => {
    const [young, old] = [number(), number()]
    await world.place(young)
    await world.place(old)
    world.clock.ms = NOON + 120 * MINUTE
    expect((await world.touch(young)).status).toBe(200)
    world.clock.ms += 1
    expect((await world.touch(old)).body['says']).toBe('prepay_id 已过期')
    await world.place(old)
    expect((await world.touch(old)).status).toBe(200)
  })

  it('sees a sheet only when it is signed as a phone checks it', async () => {
    const no = number()
    const { body } = await world.place(no)
    const sheet = sheetFor(world.env, body['prepay_id'], NOON)
    const shown = await world.local('sheet', { openid: 'oWang', sheet })
    expect(shown.body).toEqual({ ok: true, outTradeNo: no, total: 12345, description: '翠苑小区 物业费' })
    const other = sheet.paySign.startsWith('A') ? 'B' : 'A'
    const wrong: [object, string][] = [
      [{ sheet: { ...sheet, paySign: `${other}${sheet.paySign.slice(1)}` } }, '支付验证签名失败'],
      [{ sheet: { ...sheet, timeStamp: String(Number(sheet.timeStamp) + 1) } }, '支付验证签名失败'],
      [{ sheet: { ...sheet, signType: 'MD5' } }, 'signType 须为 RSA'],
      [{ sheet: { ...sheet, timeStamp: `${sheet.timeStamp}000` } }, 'timeStamp 须为秒数'],
      [{ sheet: sheetFor(world.env, 'wx00000000000000000000000000000000', NOON) }, 'prepay_id 无效'],
      [{ sheet: { ...sheet, package: '' } }, '缺少参数 prepay_id'],
      [{ sheet, openid: 'oLi' }, '下单账号与支付账号不一致'],
    ]
    for (const [ask, says] of wrong) {
      const answer = await world.local('sheet', ask)
      expect([answer.status, answer.body['says']]).toEqual([400, says])
    }
    await world.touch(no)
    expect((await world.local('sheet', { sheet })).body['says']).toBe('该订单已支付')
  })

  it('is offered the orders that still wait for a finger', async () => {
    const [waiting, late] = [number(), number()]
    await world.place(waiting)
    await world.place(late, HALF_PAST)
    world.clock.ms = NOON + 31 * MINUTE
    const orders = (await world.local('orders')).body['orders'] as { outTradeNo: string }[]
    const names = orders.map(({ outTradeNo }) => outTradeNo)
    expect([names.includes(waiting), names.includes(late)]).toEqual([true, false])
    expect(world.wechat.snapshot().orders).toEqual(orders)
  })
})
