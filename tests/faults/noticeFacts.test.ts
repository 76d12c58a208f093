import { addToMonth } from '@core/domain/calendar'
import { openTown, pay, type Town, value } from '../town'

/** True notices whose facts differ from ours, over the real handler: what is believed, what is held, what is asked about. */
type OrderDoc = { _id: string; state: string; review: string | null; numberIn: string | null; surplus: number; placed: object[]; transactionId: string }
type EntryDoc = { kind: string; memo: string; postings: { account: string; amount: number }[] }
type Notices = { notices: { deliveries: { status: number | null }[] }[] }

let town: Town
let month = '2026-06'
beforeAll(async () => {
  town = await openTown()
}, 60_000)
afterAll(() => town?.stop())
beforeEach(async () => {
  await town.faults({})
  await town.bill((month = addToMonth(month, 1)))
}, 60_000)
afterEach(async () => expect(await town.holds()).toEqual([]))

const orderDoc = async (outTradeNo: string) => (await town.look<OrderDoc>('orders', { _id: outTradeNo }))[0] as OrderDoc
const entriesOf = async (outTradeNo: string) =>
  (await town.look<EntryDoc>('entries', { communityId: 'c-test', kind: 'payment' })).filter(({ memo }) => memo === outTradeNo)
const statuses = async (outTradeNo: string) =>
  ((await (await town.cloud.http(`/local/wechat/notices?outTradeNo=${outTradeNo}`)).json()) as Notices).notices
    .flatMap(({ deliveries }) => deliveries.map(({ status }) => status))
const later = (seconds: number, timers: boolean) =>
  town.cloud.clock.jump(new Date(town.cloud.clock.nowMs() + seconds * 1000).toISOString().replace('Z', '+00:00'), { timers })
/** Somebody pays, and the notice says something else than what was ordered. */
async function paid(room: string, noticeSays: object): Promise<string> {
  const outTradeNo = await town.order((await town.moveIn(room)).openid)
  await town.faults({ noticeSays })
  await pay(town, outTradeNo)
  await town.faults({})
  return outTradeNo
}

it('P07 a coupon makes the payer pay less than the order: it is paid in full', async () => {
  const outTradeNo = await paid('101', { amount: { payer_total: 1 } })
  expect(await orderDoc(outTradeNo)).toMatchObject({ state: 'paid', surplus: 0, review: null })
  expect(await statuses(outTradeNo)).toEqual([200])
})

it.each([
  ['another currency', { amount: { currency: 'USD' } }, '102'], ['another payer', { payer: { openid: 'oSomebodyElse' } }, '103'],
])('P08 %s: not paid, booked unplaced with a task, and answered 200 because it is on the books', async (_, noticeSays, room) => {
  const outTradeNo = await paid(room, noticeSays)
  expect(await orderDoc(outTradeNo)).toMatchObject({ state: 'awaiting_payer', review: expect.any(String) as string })
  const booked = (await entriesOf(outTradeNo)).map(({ postings }) => postings.map(({ account }) => account))
  expect(booked).toEqual([['cash:wechat:c-test-company', 'liability:unplaced']])
  expect(await town.look('tasks', { communityId: 'c-test', state: 'open', kind: 'payment_review' })).not.toHaveLength(0)
  expect(await statuses(outTradeNo)).toEqual([200])
})

it.each([['merchant', { mchid: '1900000000' }], ['app', { appid: 'wx0000000000000000' }]])(
  'P08 P28 another %s: refused, nothing is stored of it, and a query finds out what is true', async (_, noticeSays) => {
    const outTradeNo = await paid('201', noticeSays)
    expect(await statuses(outTradeNo)).toEqual([401])
    expect(await orderDoc(outTradeNo)).toMatchObject({ state: 'awaiting_payer', review: null })
    expect(await entriesOf(outTradeNo)).toEqual([])
    await later(200, true)
    expect(await orderDoc(outTradeNo)).toMatchObject({ state: 'paid', surplus: 0 })
  },
)

it('P09 an event of success around a payment that is none: WeChat is asked, and only its answer counts', async () => {
  const unpaid = await town.order((await town.moveIn('102')).openid).catch(() => null)
  expect(unpaid).toBeNull() // 102 waits for a person since the other currency: one open order an account and payee.
  const waiting = await town.order((await town.moveIn('101')).openid)
  const payer = await town.order((await town.moveIn('104')).openid)
  await town.faults({ noticeSays: { out_trade_no: waiting, trade_state: 'USERPAYING' } })
  await pay(town, payer)
  expect(await statuses(payer)).toEqual([200])
  expect(await orderDoc(waiting)).toMatchObject({ state: 'awaiting_payer', transactionId: null })
  expect(await entriesOf(waiting)).toEqual([])

  // Said of an order that is paid, the query books it; while WeChat does not answer, the notice is to come again.
  await town.faults({ noticeSays: { trade_state: 'NOTPAY' }, queryError: 1 })
  await pay(town, waiting)
  expect(await statuses(waiting)).toEqual([500])
  expect((await orderDoc(waiting)).state).toBe('awaiting_payer')
  await later(60, false)
  await town.cloud.timer('sweep')
  expect((await orderDoc(waiting)).state).toBe('awaiting_payer')
  await later(150, true)
  expect((await orderDoc(waiting)).state).toBe('paid')
}, 60_000)

it('P21 the handler writes the money down and answers; receipt and message are made after it', async () => {
  const outTradeNo = await paid('101', {})
  expect(await statuses(outTradeNo)).toEqual([200])
  expect(await orderDoc(outTradeNo)).toMatchObject({ state: 'paid', numberIn: 'c-test-company:2026' })
  const papers = async () => [
    (await town.look('receipts', { _id: `receipt:${outTradeNo}` })).length, (await town.look('messages', { _id: `receipt:${outTradeNo}:owner-101` })).length,
  ]
  expect(await papers()).toEqual([0, 0])
  await town.cloud.timer('sweep')
  expect(await papers()).toEqual([1, 1])
})

it('P20 the database dies while the notice is in work: whatever was answered 200 is on the books, and the retry brings the rest', async () => {
  for (const waitMs of [5, 30]) {
    const outTradeNo = await town.order((await town.moveIn('101')).openid, { amount: 100 as never })
    await Promise.all([pay(town, outTradeNo), new Promise((resolve) => setTimeout(resolve, waitMs)).then(() => town.cloud.restartDatabase())])
    const booked = (await entriesOf(outTradeNo)).length
    if ((await statuses(outTradeNo)).includes(200)) expect(booked).toBe(1)
    await later(200, true)
    expect((await orderDoc(outTradeNo)).state).toBe('paid')
    expect(await entriesOf(outTradeNo)).toHaveLength(1)
  }
}, 120_000)

it('P25 a clock more than five minutes off: every notice is refused and none lost; set right, the retry settles it', async () => {
  const { openid } = await town.moveIn('101')
  await town.faults({ noticeAgeSeconds: 270 })
  const inTime = await town.order(openid)
  await pay(town, inTime)
  expect(await statuses(inTime)).toEqual([200])
  await town.bill((month = addToMonth(month, 1)))
  const outTradeNo = await town.order(openid)
  await town.faults({ noticeAgeSeconds: 301 })
  await pay(town, outTradeNo)
  expect(await statuses(outTradeNo)).toEqual([401])
  expect(await entriesOf(outTradeNo)).toEqual([])
  await town.faults({})
  await later(20, true)
  expect(await statuses(outTradeNo)).toEqual([401, 200])
  expect(await entriesOf(outTradeNo)).toHaveLength(1)
})

it('F01 settling needs no caller: a notice and a timer, vouched for by nobody, book the payment and all that goes with it', async () => {
  const byNotice = await paid('101', {})
  const { openid } = await town.moveIn('104')
  const byTimer = await town.order(openid)
  await pay(town, byTimer, 'silent')
  await later(200, true)
  for (const outTradeNo of [byNotice, byTimer]) {
    expect(await orderDoc(outTradeNo)).toMatchObject({ state: 'paid', numberIn: null, surplus: 0 })
    expect(await entriesOf(outTradeNo)).toHaveLength(1)
  }
  const shown = value(await town.resident(openid, 'pay.status', { outTradeNo: byTimer }))
  expect(shown).toMatchObject({ state: 'paid', receiptNo: expect.stringMatching(/^SJ/) as string })
})

it('F02 a payment of an order that a rival rewrites at the same instant is answered only when it is truly on the books', async () => {
  const { openid } = await town.moveIn('101')
  const outTradeNo = await town.order(openid)
  await town.faults({ repeat: 3, atOnce: true })
  // The page asks at the same moment, and its query books the same payment.
  const [, ...asked] = await Promise.all([pay(town, outTradeNo), ...[1, 2, 3].map(() => town.resident(openid, 'pay.status', { outTradeNo }))])
  expect(asked.every((reply) => reply.ok || reply.refusal === 'TRY_AGAIN')).toBe(true)
  expect(await statuses(outTradeNo)).toEqual([200, 200, 200])
  expect(await orderDoc(outTradeNo)).toMatchObject({ state: 'paid', surplus: 0 })
  expect(await entriesOf(outTradeNo)).toHaveLength(1)
})
