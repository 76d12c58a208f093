import { request } from 'node:http'
import type { Faults } from './faults'
import { forge, type ForgeryKind, type Letter } from './forgeries'
import type { Keys, PlatformKey } from './keys'
import type { Clock } from './model'
import type { Shelves } from './shelves'
import { signedHeaders } from './signing'
import { rfc3339 } from './worldTime'

/**
 * Pause before each retry, counted from the delivery before it: 15 retries, 24 h 4 min in all, then
 * WeChat Pay gives up. Source: pay.weixin.qq.com/doc/v3/merchant/4012791861
 */
export const RETRY_AFTER_S = [
  15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600,
] as const

/** Real time the merchant has to answer. */
const ANSWER_WITHIN_MS = 5000

export type Delivery = {
  readonly at: string
  readonly as: 'genuine' | ForgeryKind
  readonly serial: string
  /** Null: no answer within the time limit, or nobody there. */
  readonly status: number | null
}

/** What is brought, and where. */
export type Parcel = {
  readonly id: string
  readonly outTradeNo: string
  readonly url: string
  /** The bytes stay the same at every retry; only timestamp, nonce and signature are fresh. */
  readonly body: string
  /** The plain text sealed inside the body. */
  readonly transaction: object
}

export type Notice = Parcel & {
  readonly state: 'waiting' | 'accepted' | 'given_up' | 'lost'
  readonly createdAtMs: number
  readonly dueAtMs: number
  readonly attempts: number
  readonly copies: number
  readonly atOnce: boolean
  readonly forgeries: readonly ForgeryKind[]
  /** Waits for others, to arrive in the wrong order. */
  readonly gathering: boolean
  readonly deliveries: readonly Delivery[]
}

type Answered = { readonly status: number }
export type Notify = (url: string, headers: Record<string, string>, body: Buffer) => Promise<Answered>

export type Means = {
  readonly shelves: Shelves
  readonly keys: Keys
  readonly clock: Clock
  readonly faults: Faults
  readonly notify: Notify
  /** The platform key for the next notice; see spreadOverKeys. */
  readonly nextKey: () => PlatformKey
}

/** One delivery with its copies; answers what is known of the notice afterwards. */
export async function attempt(means: Means, notice: Notice): Promise<Notice> {
  const startedAtMs = means.clock.nowMs()
  const forgeries: Delivery[] = []
  if (notice.attempts === 0) {
    for (const kind of notice.forgeries) forgeries.push(await deliver(means, notice, kind))
  }
  const copies: Delivery[] = []
  if (notice.atOnce) {
    const all = Array.from({ length: notice.copies }, () => deliver(means, notice, 'genuine'))
    copies.push(...(await Promise.all(all)))
  } else {
    for (let i = 0; i < notice.copies; i += 1) copies.push(await deliver(means, notice, 'genuine'))
  }

  // The status alone decides: {"code":"FAIL"} under 200 is still an acceptance.
  const accepted = copies.some(({ status }) => status === 200 || status === 204)
  const pauseS = RETRY_AFTER_S[notice.attempts]
  return {
    ...notice,
    attempts: notice.attempts + 1,
    state: accepted ? 'accepted' : pauseS === undefined ? 'given_up' : 'waiting',
    dueAtMs: startedAtMs + (pauseS ?? 0) * 1000,
    deliveries: [...notice.deliveries, ...forgeries, ...copies],
  }
}

/** The notice after a delivery that nobody made: one fewer to come. */
export function missed(notice: Notice): Notice {
  const pauseS = RETRY_AFTER_S[notice.attempts]
  return {
    ...notice,
    gathering: false,
    attempts: notice.attempts + 1,
    state: pauseS === undefined ? 'given_up' : 'waiting',
    dueAtMs: notice.dueAtMs + (pauseS ?? 0) * 1000,
  }
}

export async function deliver(means: Means, parcel: Parcel, as: Delivery['as']): Promise<Delivery> {
  const key = means.nextKey()
  const record = { at: rfc3339(means.clock.nowMs()), as, serial: key.serial }
  if (as === 'genuine' && means.faults.take('loseDelivery')) return { ...record, status: null }
  const letter = write(means, parcel, as, key)
  try {
    const answer = await means.notify(parcel.url, dress(letter, means.faults), Buffer.from(letter.body))
    return { ...record, status: answer.status }
  } catch {
    return { ...record, status: null } // Nobody there, or too slow: a matter for the retry schedule.
  }
}

function write(means: Means, parcel: Parcel, as: Delivery['as'], key: PlatformKey): Letter {
  const nowS = Math.floor(means.clock.nowMs() / 1000)
  if (as !== 'genuine') return forge(as, parcel, { keys: means.keys, key, nowS })
  const timestamp = String(nowS - (means.faults.current().noticeAgeSeconds ?? 0))
  return { body: parcel.body, headers: signedHeaders(parcel.body, key, timestamp) }
}

function dress(letter: Letter, faults: Faults): Record<string, string> {
  const plain = { 'Content-Type': 'application/json', Accept: '*/*', 'User-Agent': 'Mozilla/4.0' }
  const headers: Record<string, string> = { ...plain, ...letter.headers }
  const style = faults.current().headerCase ?? 'mixed'
  if (style === 'mixed') return headers
  const written = (name: string) => (style === 'lower' ? name.toLowerCase() : name.toUpperCase())
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [written(name), value]))
}

/** Spreads `certificateShare` evenly instead of throwing dice, so that a half means every other notice. */
export function spreadOverKeys(keys: Keys, faults: Faults): () => PlatformKey {
  let signed = 0
  return () => {
    const share = faults.current().certificateShare ?? 0
    signed += 1
    const isCertified = Math.floor(signed * share) > Math.floor((signed - 1) * share)
    return isCertified ? keys.certificateMode : keys.publicKeyMode
  }
}

/**
 * The real thing over HTTP, names of headers as written. A local cloud never speaks to the outside:
 * an address that is not on this machine counts as nobody there.
 */
export const notifyOverHttp: Notify = (url, headers, body) =>
  new Promise((resolve, reject) => {
    if (new URL(url).hostname !== '127.0.0.1') return reject(new Error(`${url} is not on this machine`))
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS)
    const measured = { ...headers, 'Content-Length': body.length }
    const sent = request(url, { method: 'POST', headers: measured, signal })
    sent.on('error', reject)
    sent.on('response', (answer) => {
      answer.on('error', reject)
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0 }))
      answer.resume()
    })
    sent.end(body)
  })
