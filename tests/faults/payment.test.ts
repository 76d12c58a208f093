import { openTown, pay, type Town, value } from '../town'

type OrderDoc = { _id: string; state: string; surplus: number; receiptNo: string | null; review: string | null }
type EntryDoc = { _id: string; kind: string; postings: { account: string; amount: number }[] }

describe('faults of payment, through the real functions', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown()
  })
  afterAll(() => town.stop())
  beforeEach(() => town.faults({}))
  afterEach(async () => expect(await town.holds()).toEqual([]))

  const payments = async (outTradeNo: string) => {
    const booked = await town.look<EntryDoc & { memo: string }>('entries', { communityId: 'c-test', kind: 'payment' })
    return booked.filter((entry) => entry.memo === outTradeNo)
  }
  const orderDoc = async (outTradeNo: string) => (await town.look<OrderDoc>('orders', { _id: outTradeNo }))[0]
  const status = async (openid: string, outTradeNo: string) => value(await town.resident(openid, 'pay.status', { outTradeNo }))
  const nextMonth = (() => {
    let month = 7
    return async () => town.bill(`2026-${String(month++).padStart(2, '0')}`)
  })()

  it('P01 the same notice many times: one state change, one entry, one receipt, always 200', async () => {
    const { openid } = await town.moveIn('101')
    await town.faults({ repeat: 6 })
    const outTradeNo = await town.order(openid)
    await pay(town, outTradeNo)
    const told = await town.cloud.http(`/local/wechat/notices?outTradeNo=${outTradeNo}`)
    const { notices } = (await told.json()) as { notices: { deliveries: { status: number }[] }[] }
    expect(notices.flatMap((notice) => notice.deliveries.map((delivery) => delivery.status))).toEqual([200, 200, 200, 200, 200, 200])
    expect(await payments(outTradeNo)).toHaveLength(1)
    await town.cloud.timer('sweep')
    await town.cloud.timer('sweep')
    expect((await town.look('receipts', {})).length).toBe(1)
    expect((await town.look('messages', { communityId: 'c-test', state: { $in: ['queued', 'sent', 'skipped'] }, purpose: 'receipt' })).length).toBe(1)
    expect(await status(openid, outTradeNo)).toMatchObject({ state: 'paid', receiptNo: 'SJ2026-000001', surplus: 0 })
    expect(value(await town.resident(openid, 'home.show', {})).due).toEqual({ total: 0, count: 0, nextDueOn: null })
  })

  it('P02 F02 two copies at the same instant on two instances: the loser finds it settled and answers 200', async () => {
    const { openid } = await town.moveIn('102')
    await town.faults({ repeat: 2, atOnce: true })
    const outTradeNo = await town.order(openid)
    await pay(town, outTradeNo)
    expect(await payments(outTradeNo)).toHaveLength(1)
    expect((await orderDoc(outTradeNo))?.state).toBe('paid')
    const told = await town.cloud.http(`/local/wechat/notices?outTradeNo=${outTradeNo}`)
    const { notices } = (await told.json()) as { notices: { deliveries: { status: number }[] }[] }
    expect(notices.flatMap((notice) => notice.deliveries.map((delivery) => delivery.status))).toEqual([200, 200])
  })

  it('P13 a double tap on 确认支付 is one order with one sheet', async () => {
    const { openid } = await town.moveIn('201')
    const { quoteId } = value(await town.resident(openid, 'pay.quote', {}))
    const taps = await Promise.all([1, 2, 3].map(() => town.resident(openid, 'pay.start', { quoteId })))
    const numbers = new Set(taps.map((tap) => ('outTradeNo' in value(tap) ? (value(tap) as { outTradeNo: string }).outTradeNo : 'settled')))
    expect(numbers.size).toBe(1)
    expect(await town.look('orders', { _id: { $in: [...numbers] } })).toHaveLength(1)
    // A new quote for the same bills is the same ask: the same order comes back.
    const again = await town.order(openid)
    expect(again).toBe([...numbers][0])
    await pay(town, again)
  })

  it('P06 another amount than ordered: not paid, booked unplaced with a task, and no second payment', async () => {
    await nextMonth()
    const { openid } = await town.moveIn('101')
    await town.faults({ amountOff: -1 })
    const outTradeNo = await town.order(openid)
    await pay(town, outTradeNo)
    expect(await status(openid, outTradeNo)).toMatchObject({ state: 'confirming' })
    const [booked] = await payments(outTradeNo)
    expect(booked?.postings).toEqual([
      { account: expect.stringContaining('cash:wechat'), amount: 19999 }, { account: 'liability:unplaced', amount: -19999 },
    ])
    expect(await town.look('tasks', { communityId: 'c-test', state: 'open', kind: 'payment_review' })).toHaveLength(1)
    const { quoteId } = value(await town.resident(openid, 'pay.quote', {}))
    expect(await town.resident(openid, 'pay.start', { quoteId })).toMatchObject({ ok: false, refusal: 'PAYMENT_UNDER_REVIEW' })
  })

  it('P17 nobody pays: queried, closed at WeChat after 30 minutes, and the bills are free again', async () => {
    const { openid } = await town.moveIn('102')
    const outTradeNo = await town.order(openid)
    await town.cloud.clock.jump(minutesLater(29))
    expect((await orderDoc(outTradeNo))?.state).toBe('awaiting_payer')
    await town.cloud.clock.jump(minutesLater(3))
    expect((await orderDoc(outTradeNo))?.state).toBe('closed')
    const answer = await town.cloud.wechat.fingertip({ outTradeNo, outcome: 'success' })
    expect(answer.ok).toBe(false)
    expect(await town.order(openid)).not.toBe(outTradeNo)
  })

  it('P19 the notice never comes: sweep asks from two minutes on and books the payment', async () => {
    const { openid } = await town.moveIn('103')
    const outTradeNo = await town.order(openid)
    await pay(town, outTradeNo, 'silent')
    await town.cloud.clock.jump(minutesLater(1))
    expect((await orderDoc(outTradeNo))?.state).toBe('awaiting_payer')
    await town.cloud.clock.jump(minutesLater(2))
    expect((await orderDoc(outTradeNo))?.state).toBe('paid')
    expect(await status(openid, outTradeNo)).toMatchObject({ state: 'paid', receiptNo: expect.stringMatching(/^SJ2026-/) })
  })

  it('F01 F08 the page that asks right after paying is told "paid" or "confirming", never "unpaid"', async () => {
    await nextMonth()
    const { openid } = await town.moveIn('103')
    const outTradeNo = await town.order(openid)
    await pay(town, outTradeNo, 'silent')
    await town.faults({ queryError: 1 })
    expect(await status(openid, outTradeNo)).toMatchObject({ state: 'confirming' })
    const { quoteId } = value(await town.resident(openid, 'pay.quote', {}))
    await town.faults({ queryError: 1 })
    expect(value(await town.resident(openid, 'home.show', {})).confirming).toMatchObject({ outTradeNo })
    expect(await town.resident(openid, 'pay.start', { quoteId })).toMatchObject({ ok: true, value: { outTradeNo } })
    expect(await status(openid, outTradeNo)).toMatchObject({ state: 'paid' })
  })

  it('P12 two of a family open the same bills: the first order is closed before the second is made', async () => {
    const { openid, accountId } = await town.moveIn('201')
    const { code } = value(await town.resident(openid, 'family.invite', { accountId, relation: 'family' }))
    value(await town.resident('guest-a', 'bind.invited', { code }))
    const first = await town.order(openid)
    const second = await town.order('guest-a')
    expect(second).not.toBe(first)
    expect((await orderDoc(first))?.state).toBe('closed')
    expect((await town.cloud.wechat.fingertip({ outTradeNo: first, outcome: 'success' })).ok).toBe(false)
    await pay(town, second)
    expect(await status(openid, second)).toMatchObject({ state: 'paid' })
  })

  it('P40 an openid, an amount or a bill of another from the client changes nothing', async () => {
    const { openid } = await town.moveIn('102')
    const { accountId: other } = await town.moveIn('103')
    await nextMonth()
    const [foreign] = await town.look<{ _id: string }>('bills', { accountId: other })
    const asked = [
      { accountId: other }, { billIds: [foreign?._id ?? ''] }, { openid: 'owner-103' }, { amount: -1 }, { amount: 0 }, { amount: 1.5 }, { total: 1 },
    ]
    const answers = await Promise.all(asked.map((ask) => town.resident(openid, 'pay.quote', ask as never)))
    expect(answers.map((answer) => (answer.ok ? 'quoted' : answer.refusal))).toEqual([
      'ACCOUNT_NOT_YOURS', 'BILL_NOT_FOUND', 'ASK_MALFORMED', 'ASK_MALFORMED', 'ASK_MALFORMED', 'ASK_MALFORMED', 'ASK_MALFORMED',
    ])
    expect(await town.resident(openid, 'bill.show', { billId: foreign?._id ?? '' })).toMatchObject({ ok: false, refusal: 'BILL_NOT_FOUND' })
    expect(await town.resident('stranger', 'home.show', {})).toMatchObject({ ok: false, refusal: 'NOT_BOUND', next: expect.stringContaining('邀请码') })
  })

  it('F40 order numbers never meet: a quote names its order', async () => {
    const orders = await town.look<OrderDoc & { quoteId: string }>('orders', {})
    expect(orders.every((order) => order._id === `L_${order.quoteId.slice(0, 24)}`)).toBe(true)
  })

  function minutesLater(minutes: number): string {
    return new Date(town.cloud.clock.nowMs() + minutes * 60_000).toISOString().replace('Z', '+00:00')
  }
})
