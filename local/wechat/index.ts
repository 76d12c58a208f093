import type { IncomingMessage, ServerResponse } from 'node:http'
import { createCodes } from './codes'
import { createCourier } from './courier'
import { type Means as Delivering, type Notify, notifyOverHttp, spreadOverKeys } from './delivery'
import { createFaults, type InForce } from './faults'
import { type FingertipAnswer, type FingertipAsk, touch } from './fingertip'
import { type Keys, openKeys } from './keys'
import { serveLocal } from './localDoor'
import type { Clock, Message, Person } from './model'
import { servePay } from './payApi'
import { createPhones } from './phones'
import { openShelves } from './shelves'
import { shownNotice, shownOrder } from './shown'
import { templateSettings, type TemplateKey } from './templates'
import { createTill } from './till'
import { createTokens } from './tokens'
import { createBills } from './tradeBill'
import { serveApi } from './weixinApi'

export type WechatOptions = {
  /** Keys, orders, phones and faults live here, across restarts and `kill -9`. */
  readonly dir: string
  /** The world's clock. */
  readonly clock: Clock
  /** Where `handle` is reached, without a trailing slash, e.g. http://127.0.0.1:5700 */
  readonly baseUrl: string
  /** False leaves out the flush to disk; see openShelves. */
  readonly flush?: boolean | undefined
  /** Delivers a notice; rejects when nobody answers in time. Default: HTTP on this machine, 5 s real time. */
  readonly notify?: Notify | undefined
  /** Pages of the released mini-program, as in app.json; absent: every well-formed page counts. */
  readonly pages?: readonly string[] | undefined
}

export type Wechat = {
  /** Serves its own addresses and reads the body itself; false for any other path, untouched. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean>
  /** The environment of a function that talks to this WeChat. */
  env(): Record<string, string>
  /** Pays, or not, as the payer's finger would. The first notice is under way when it answers; see `idle`. */
  fingertip(ask: FingertipAsk): Promise<FingertipAnswer>
  /** Everybody who has WeChat in this world, in place of those before. */
  setPeople(people: readonly Person[]): void
  /** Raises a phone's quota to what its owner told the cloud was accepted (phones.ts). */
  heardConsent(openid: string, quota: Readonly<Record<string, number>>): void
  /** World instant of the next thing it has to do, null when there is none. */
  nextDueMs(): number | null
  /** Does everything due by then, and ends when it has been answered. Nothing happens by itself. */
  runDue(nowMs: number): Promise<void>
  /** Lets everything due by then go by undone: a jump that skips what lies on its way. */
  skipDue(nowMs: number): void
  /** Ends when the deliveries under way have been answered. */
  idle(): Promise<void>
  snapshot(): Snapshot
  /** Waits for what is under way, then closes the books. */
  close(): Promise<void>
}

export type Snapshot = {
  readonly orders: readonly ReturnType<typeof shownOrder>[]
  /** Orders whose money WeChat holds. */
  readonly paid: readonly ReturnType<typeof shownOrder>[]
  readonly phones: readonly { person: Person; messages: Message[]; quota: Record<TemplateKey, number> }[]
  /** Those still on their way. */
  readonly notices: readonly ReturnType<typeof shownNotice>[]
  readonly faults: InForce
}

const PAY_BASE = '/wechat/pay'
const API_BASE = '/wechat/api'
const LOCAL_BASE = '/local/wechat'

/** WeChat Pay, messages and login on one's own machine, with real signatures. */
export async function createWechat(options: WechatOptions): Promise<Wechat> {
  const { clock } = options
  const keys = await openKeys(options.dir)
  const shelves = openShelves(options.dir, options.flush)
  const faults = createFaults(shelves.faults)
  const notify = options.notify ?? notifyOverHttp
  const nextKey = spreadOverKeys(keys, faults)
  const delivering: Delivering = { shelves, keys, clock, faults, notify, nextKey }
  const courier = createCourier(delivering)
  const till = createTill({ shelves, keys, clock, faults, courier })
  const bills = createBills({ shelves, keys, clock, faults, payUrl: `${options.baseUrl}${PAY_BASE}` })
  const phones = createPhones(shelves)
  const codes = createCodes({ shelf: shelves.codes, clock })
  const tokens = createTokens({ shelf: shelves.tokens, keys, clock })
  const { pages } = options
  const means = { till, bills, keys, clock, faults, phones, codes, tokens, shelves, delivering, pages }
  const doors = [
    { base: `${PAY_BASE}/`, serve: servePay },
    { base: `${API_BASE}/`, serve: serveApi },
    { base: `${LOCAL_BASE}/`, serve: serveLocal },
  ]

  return {
    async handle(req, res) {
      const url = req.url ?? ''
      const door = doors.find(({ base }) => url.startsWith(base))
      if (!door) return false
      await door.serve(means, url.slice(door.base.length - 1), req, res)
      return true
    },
    env: () => environment(keys, options.baseUrl),
    fingertip: (ask) => Promise.resolve(touch(means, ask).answer),
    setPeople: phones.setPeople,
    heardConsent: phones.keepUpWith,
    nextDueMs: courier.nextDueMs,
    runDue: courier.deliverDue,
    skipDue: courier.skipDue,
    idle: courier.idle,
    snapshot: () => ({
      orders: till.awaiting().map(shownOrder),
      paid: till.paid().map(shownOrder),
      phones: phones.everybody().map((person) => ({
        person,
        messages: phones.inbox(person.openid),
        quota: phones.quotas(person.openid),
      })),
      notices: courier.waiting().map(shownNotice),
      faults: faults.current(),
    }),
    async close() {
      await courier.idle()
      await shelves.close()
    },
  }
}

function environment(keys: Keys, baseUrl: string): Record<string, string> {
  return {
    WECHAT_APPID: keys.appid,
    WECHAT_SECRET: keys.secret,
    WECHAT_TEMPLATES: JSON.stringify(templateSettings()),
    WECHAT_API_URL: `${baseUrl}${API_BASE}`,
    WXPAY_MCHID: keys.mchid,
    WXPAY_SERIAL: keys.merchant.serial,
    WXPAY_PRIVATE_KEY: keys.merchant.privatePem,
    WXPAY_APIV3_KEY: keys.apiV3Key,
    WXPAY_NOTIFY_URL: `${baseUrl}/notify/wechatpay`,
    WXPAY_VERIFY_KEYS: JSON.stringify({
      [keys.publicKeyMode.serial]: keys.publicKeyMode.publicPem,
      [keys.certificateMode.serial]: keys.certificateMode.publicPem,
    }),
    WXPAY_API_URL: `${baseUrl}${PAY_BASE}`,
  }
}
