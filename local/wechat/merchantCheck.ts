import type { IncomingHttpHeaders } from 'node:http'
import type { Keys } from './keys'
import type { Clock } from './model'
import { type PayAnswer, refused } from './payAnswers'
import { requestText, SCHEME, TIMESTAMP_SLACK_S, verifyText } from './signing'

/** `signedUrl` and `body` are the very bytes that arrived: the signature is over them. */
export type Call = {
  readonly method: string
  readonly signedUrl: string
  readonly url: URL
  readonly body: string
}

/**
 * Whether a call is the merchant's own: null when it is.
 * Source: pay.weixin.qq.com/doc/v3/merchant/4012365336; the detail's shape as seen on the wire.
 */
export function merchantProblem(
  call: Call,
  headers: IncomingHttpHeaders,
  keys: Keys,
  clock: Clock,
): PayAnswer | null {
  if (!headers.accept || !headers['user-agent']) return refused('NO_HEADERS')
  const claim = read(headers.authorization)
  const { scheme, nonce_str: nonce, timestamp, signature } = claim
  if (scheme !== SCHEME) return unfit('authorization', `the scheme is not ${SCHEME}`)
  if (!nonce || !timestamp || !signature) return unfit('authorization', 'a part is missing')
  if (claim.mchid !== keys.mchid) return unfit('mchid', 'unknown mchid')
  if (claim.serial_no !== keys.merchant.serial) return unfit('serial_no', 'not a certificate of this mchid')
  const awayS = Math.abs(Math.floor(clock.nowMs() / 1000) - Number(timestamp))
  // Written so that a timestamp that is no number is refused too.
  if (!(awayS <= TIMESTAMP_SLACK_S)) return unfit('timestamp', 'too far from the present')
  const text = requestText(call.method, call.signedUrl, timestamp, nonce, call.body)
  if (verifyText(text, signature, keys.merchant.publicKey)) return null
  const shown = { truncated_sign_message: text, sign_message_length: text.length }
  const sign_information = { method: call.method, url: call.signedUrl, ...shown }
  return unfit('signature', 'sign not match', { sign_information })
}

type Field = 'scheme' | 'mchid' | 'serial_no' | 'nonce_str' | 'timestamp' | 'signature'
type Authorization = Partial<Record<Field, string>>

function read(header = ''): Authorization {
  const scheme = header.split(' ', 1)[0] ?? ''
  const parts = [...header.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, name, value]) => [name, value])
  return { ...(Object.fromEntries(parts) as Authorization), scheme }
}

function unfit(field: string, issue: string, more: object = {}): PayAnswer {
  return refused('BAD_SIGNATURE', { location: 'authorization', field, detail: { issue }, ...more })
}
