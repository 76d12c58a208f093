import { randomBytes } from 'node:crypto'
import type { Keys, PlatformKey } from './keys'
import { probeSignature, sealResource, signedHeaders, TIMESTAMP_SLACK_S } from './signing'

/**
 * Notices that must not be believed. Each one is as true as it can be but for the one thing its
 * name says, so that exactly that check is put to the proof.
 */
export const FORGERIES = {
  bad_signature: 'the signature belongs to another text',
  no_headers: 'no Wechatpay headers at all',
  parsed_content: 'no headers, and the plain text lies beside the resource as ParsedContent',
  signtest: 'the probe of WeChat Pay itself: a signature that begins WECHATPAY/SIGNTEST/',
  old_timestamp: 'rightly signed more than five minutes ago: a replay',
  odd_timestamp: 'rightly signed over a timestamp that is no number',
  unknown_serial: 'rightly signed, under a serial nobody has heard of',
  wrong_key: 'rightly signed, but encrypted with another APIv3 key',
} as const

export type ForgeryKind = keyof typeof FORGERIES
export const FORGERY_KINDS = Object.keys(FORGERIES) as [ForgeryKind, ...ForgeryKind[]]

export type Letter = { readonly headers: Record<string, string>; readonly body: string }

/**
 * @param body what the real notice of this payment says (or would say)
 * @param transaction the plain text inside it
 */
export function forge(
  kind: ForgeryKind,
  genuine: { body: string; transaction: object },
  using: { keys: Keys; key: PlatformKey; nowS: number },
): Letter {
  const { body } = genuine
  const now = String(using.nowS)
  const sign = (text: string, timestamp = now) => signedHeaders(text, using.key, timestamp)
  switch (kind) {
    case 'bad_signature':
      return { body, headers: sign(`${body} `) }
    case 'no_headers':
      return { body, headers: {} }
    case 'parsed_content':
      return { body: altered(body, { ParsedContent: genuine.transaction }), headers: {} }
    case 'signtest':
      return { body, headers: { ...sign(body), 'Wechatpay-Signature': probeSignature() } }
    case 'old_timestamp':
      return { body, headers: sign(body, String(using.nowS - TIMESTAMP_SLACK_S - 1)) }
    case 'odd_timestamp':
      return { body, headers: sign(body, 'soon') }
    case 'unknown_serial':
      return { body, headers: { ...sign(body), 'Wechatpay-Serial': `PUB_KEY_ID_9${'0'.repeat(28)}` } }
    case 'wrong_key': {
      const resource = sealResource(genuine.transaction, randomBytes(16).toString('hex'))
      const sealed = altered(body, { resource })
      return { body: sealed, headers: sign(sealed) }
    }
  }
}

function altered(body: string, changes: object): string {
  return JSON.stringify({ ...(JSON.parse(body) as object), ...changes })
}
