import { rmSync } from 'node:fs'
import { type LocalCloud, startLocalCloud } from '../../local/cloud'
import { openTown, pay, type Town, value } from '../town'
import { type Letter, openPostbox, type Postbox } from './letters'

/** True notices, taken on their way and brought to the real handler over HTTP: at once, later, altered, under other keys. */
const MINUTE_MS = 60_000
type OrderDoc = { state: string; transactionId: string | null }

let postbox: Postbox
let town: Town
let cloud: LocalCloud
beforeAll(async () => {
  postbox = await openPostbox()
  town = await openTown({ env: { WXPAY_NOTIFY_URL: postbox.url } })
  cloud = town.cloud
  for (const room of ['101', '102', '103', '201']) await town.moveIn(room)
}, 60_000)
afterAll(async () => {
  await cloud?.stop()
  await postbox?.close()
  rmSync(town.dir, { recursive: true, force: true })
})

const bring = (letter: Letter, changed?: Parameters<Postbox['bring']>[2]) => postbox.bring(cloud.url, letter, changed)
const look = async <T>(collection: string, query: object): Promise<readonly T[]> => {
  const answer = await cloud.http(`/local/db/${collection}?query=${encodeURIComponent(JSON.stringify(query))}`)
  return ((await answer.json()) as { list: T[] }).list
}
const stateOf = async (outTradeNo: string) => (await look<OrderDoc>('orders', { _id: outTradeNo }))[0]?.state
const entriesOf = async (outTradeNo: string) =>
  (await look<{ memo: string }>('entries', { communityId: 'c-test', kind: 'payment' })).filter(({ memo }) => memo === outTradeNo)
const later = (ms: number) => cloud.clock.jump(new Date(cloud.clock.nowMs() + ms).toISOString().replace('Z', '+00:00'), { timers: false })
/** The same estate, started anew with other settings; WeChat and its keys stay as they are. */
async function reopen(env: Record<string, string>): Promise<void> {
  await cloud.stop()
  cloud = await startLocalCloud({ dir: town.dir, port: 0, timers: false, flush: false, env: { WXPAY_NOTIFY_URL: postbox.url, ...env } })
}
/** Somebody orders and pays; WeChat's notice lies in the postbox. */
async function paid(room: string): Promise<{ outTradeNo: string; letter: Letter }> {
  const { openid } = await town.moveIn(room)
  const outTradeNo = await town.order(openid)
  await pay(town, outTradeNo)
  return { outTradeNo, letter: postbox.letters.at(-1) as Letter }
}

it('P22 the signature covers the bytes that came: not one may change on the way, and base64 is the same bytes', async () => {
  const { outTradeNo, letter } = await paid('101')
  const text = letter.body.toString()
  const altered = [`${text} `, ` ${text}`, JSON.stringify(JSON.parse(text), null, 1), text.replace('TRANSACTION', 'transaction'), `\ufeff${text}`]
  for (const body of altered) expect(await bring(letter, { body })).toBe(401)
  for (const name of ['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-signature', 'wechatpay-serial']) {
    expect(await bring(letter, { headers: { [name]: `1${letter.headers[name] as string}` } })).toBe(401)
  }
  expect(await stateOf(outTradeNo)).toBe('awaiting_payer')
  expect(await bring(letter, { headers: { 'x-local-body': 'base64' } })).toBe(200)
  expect(await stateOf(outTradeNo)).toBe('paid')
})

it('P24 the same letter within five minutes is the same event, after them a replay', async () => {
  const { outTradeNo, letter } = await paid('102')
  expect(await bring(letter)).toBe(200)
  await later(4 * MINUTE_MS)
  expect(await bring(letter)).toBe(200)
  await later(2 * MINUTE_MS)
  expect(await bring(letter)).toBe(401)
  expect(await entriesOf(outTradeNo)).toHaveLength(1)
})

it('P29 a letter without its headers, or with its plain text beside it, moves nothing', async () => {
  await town.bill('2026-07')
  const { outTradeNo, letter } = await paid('103')
  const open = JSON.stringify({ ...(JSON.parse(letter.body.toString()) as object), ParsedContent: { out_trade_no: outTradeNo, trade_state: 'SUCCESS' } })
  expect(await postbox.bring(cloud.url, { headers: { 'content-type': 'application/json' }, body: letter.body })).toBe(401)
  expect(await bring(letter, { body: open })).toBe(401)
  expect(await bring(letter, { headers: { 'wechatpay-signature-type': 'SHA1' } })).toBe(401)
  expect([await stateOf(outTradeNo), (await entriesOf(outTradeNo)).length]).toEqual(['awaiting_payer', 0])
  expect(await bring(letter)).toBe(200)
})

it('P26 a key that is not held yet is refused; once it is configured the same payment is taken, beside the old key', async () => {
  const held = JSON.parse(cloud.wechat.env()['WXPAY_VERIFY_KEYS'] ?? '{}') as Record<string, string>
  const [publicKey = '', certificate = ''] = Object.keys(held)
  await town.faults({ certificateShare: 1 })
  const { outTradeNo, letter } = await paid('101')
  expect(letter.headers['wechatpay-serial']).toBe(certificate)
  await reopen({ WXPAY_VERIFY_KEYS: JSON.stringify({ [publicKey]: held[publicKey] }) })
  expect(await bring(letter)).toBe(401)
  expect(await stateOf(outTradeNo)).toBe('awaiting_payer')
  // The certificate's key under the public key's name is no key of that name.
  expect(await bring(letter, { headers: { 'wechatpay-serial': publicKey } })).toBe(401)
  await reopen({})
  expect(await bring(letter)).toBe(200)
  expect(await stateOf(outTradeNo)).toBe('paid')
})

it('P28 a notice for another environment is refused here, by the letters of its order number', async () => {
  const { order } = await waiting('102')
  await reopen({ NUANCUI_ORDER_PREFIX: 'T' })
  expect(await bring(order.letter)).toBe(401)
  expect(await stateOf(order.outTradeNo)).toBe('awaiting_payer')
  await reopen({})
  expect(await bring(order.letter)).toBe(200)
})

it('P27 after a reset of the APIv3 key nothing can be read: 5xx, and a query settles it without the notice', async () => {
  const { order } = await waiting('201')
  await reopen({ WXPAY_APIV3_KEY: 'n'.repeat(32) })
  expect(await bring(order.letter)).toBe(500)
  expect(await stateOf(order.outTradeNo)).toBe('awaiting_payer')
  await later(3 * MINUTE_MS)
  expect((await cloud.timer('sweep')).ok).toBe(true)
  expect(await stateOf(order.outTradeNo)).toBe('paid')
  expect(await entriesOf(order.outTradeNo)).toHaveLength(1)
})

/** The same on a cloud that has been reopened: the town's own calls belong to its first one. */
async function waiting(room: string) {
  const openid = `owner-${room}`
  const asked = async <T>(action: string, ask: object) => value(await cloud.call<{ ok: true; value: T }>('resident', openid, action, ask))
  const { quoteId } = await asked<{ quoteId: string }>('pay.quote', {})
  const { outTradeNo } = await asked<{ outTradeNo: string }>('pay.start', { quoteId })
  await cloud.wechat.fingertip({ outTradeNo, outcome: 'success' })
  await cloud.wechat.idle()
  return { order: { outTradeNo, letter: postbox.letters.at(-1) as Letter } }
}
