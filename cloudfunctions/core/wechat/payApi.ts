import type { Instant } from '@contract/calendar'
import { msOf } from '@core/domain/calendar'
import type { Settings } from '@core/shell/settings'
import { randomBytes } from 'node:crypto'
import { type Answer, ask, parseJson, type Request } from './request'
import { flawIn, SIGNATURE_SCHEME, signLines } from './signature'
import { WechatFault } from './wechat'

/** Refusals that may pass by themselves: our clock or key (401), too many at once, their trouble. */
const PASSING_STATUS = [401, 408, 429]

export type PayApi = (method: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>

/**
 * One signed call of api.mch.weixin.qq.com; `path` begins at /v3/ and carries its query. Gives the
 * answer's JSON, or null for 204.
 *
 * Throws WechatFault with WeChat Pay's own code. Only a signed refusal is ever final: whoever can
 * answer in WeChat's place must not be able to close an order (P38).
 */
export function payApi(settings: Settings, now: Instant): PayApi {
  const { pay } = settings
  return async (method, path, body) => {
    const answer = await ask(`${baseOf(settings)}${path}`, () => signedRequest(settings, now, method, path, body))
    return understood(answer, flawIn(answer, pay.verifyKeys, now))
  }
}

/** A bill of a year's busiest day is tens of megabytes; a person is not waiting for it. */
const DOWNLOAD_MS = 20_000

/**
 * A file from an address that a signed answer named. The asking is signed as ever, the answer is
 * not: what it must be is known by the hash that came with the address.
 */
export async function payFile(settings: Settings, now: Instant, url: string): Promise<Buffer> {
  const base = baseOf(settings)
  const { pathname, search } = new URL(url)
  const path = url.startsWith(`${base}/`) ? url.slice(base.length) : `${pathname}${search}`
  const { status, body } = await ask(url, () => signedRequest(settings, now, 'GET', path), DOWNLOAD_MS)
  if (status !== 200) throw new WechatFault(`HTTP_${status}`, false, `a file that answers ${status}`)
  return body
}

function baseOf({ pay }: Settings): string {
  return pay.apiUrl.replace(/\/$/, '')
}

/** A request as WeChat Pay wants it signed, afresh on each call. */
export function signedRequest({ pay }: Settings, now: Instant, method: 'GET' | 'POST', path: string, body?: object): Request {
  const answeringSerial = preferredSerial(pay.verifyKeys)
  const text = body === undefined ? '' : JSON.stringify(body)
  const nonce = newNonce()
  const timestamp = secondsOf(now)
  const signature = signLines(pay.privateKey, [method, path, timestamp, nonce, text])
  const credentials = { mchid: pay.mchid, nonce_str: nonce, timestamp, serial_no: pay.serial, signature }
  const authorization = Object.entries(credentials).map(([name, value]) => `${name}="${value}"`).join(',')
  return {
    method,
    headers: {
      Accept: 'application/json',
      'User-Agent': 'NuanCui',
      Authorization: `${SIGNATURE_SCHEME} ${authorization}`,
      // Answers are signed with the key named here; without a name, with the certificate's.
      ...(answeringSerial && { 'Wechatpay-Serial': answeringSerial }),
      ...(body && { 'Content-Type': 'application/json' }),
    },
    ...(body && { body: text }),
  }
}

function understood({ status, body }: Answer, flaw: string | null): unknown {
  const json = parseJson(body.toString('utf8'))
  if (status >= 200 && status < 300) {
    if (flaw) throw new WechatFault('ANSWER_NOT_TRUSTED', false, `answer ${status}: ${flaw}`)
    if (status === 204) return null
    if (json === undefined) throw new WechatFault('ANSWER_NOT_READABLE', false, `${status}, and no JSON`)
    return json
  }
  const { code = `HTTP_${status}`, message = '' } = (json ?? {}) as { code?: string; message?: string }
  const final = flaw === null && status < 500 && !PASSING_STATUS.includes(status)
  throw new WechatFault(code, final, `${status} ${code} ${message}${flaw ? ` (${flaw})` : ''}`)
}

/** A public key when we hold one: it has no end, and WeChat Pay is moving every merchant to it. */
function preferredSerial(verifyKeys: Readonly<Record<string, string>>): string | undefined {
  const serials = Object.keys(verifyKeys)
  return serials.find((serial) => serial.startsWith('PUB_KEY_ID_')) ?? serials[0]
}

export function newNonce(): string {
  return randomBytes(16).toString('hex')
}
/** Timestamps of the protocol are whole seconds, written as text. */
export function secondsOf(now: Instant): string {
  return String(Math.floor(msOf(now) / 1000))
}
