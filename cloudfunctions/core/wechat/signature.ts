import type { Instant } from '@contract/calendar'
import { msOf } from '@core/domain/calendar'
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/**
 * WeChat Pay's signatures, both ways: RSA over SHA-256 (pay.weixin.qq.com/doc/v3/merchant/4012365342).
 * Ours go out over the exact bytes sent, theirs are checked over the exact bytes that arrived:
 * a body parsed and written again is another body (P22).
 */
export const SIGNATURE_SCHEME = 'WECHATPAY2-SHA256-RSA2048'
/** An older answer or notice may be a replay, a younger one a clock of ours gone wrong (P24, P25). */
const WINDOW_S = 300
const PROBE = 'WECHATPAY/SIGNTEST/'

/** Why something that says it is from WeChat Pay is not believed. */
export type Flaw =
  | 'headers missing' | 'signature probe' | 'scheme unknown' | 'serial unknown'
  | 'timestamp outside five minutes' | 'signature wrong'

/** PEM by serial. */
export type VerifyKeys = Readonly<Record<string, string>>
export type SignedMessage = { readonly header: (name: string) => string | undefined; readonly body: Buffer }

/**
 * Null when WeChat Pay signed this. `verifyKeys` holds every key of theirs by its serial, public
 * keys and certificates at once: during a change of keys notices carry either. A serial not among
 * them is refused and never tried with "the only key we have" (P26).
 */
export function flawIn(message: SignedMessage, verifyKeys: VerifyKeys, now: Instant): Flaw | null {
  const serial = message.header('wechatpay-serial')
  const signature = message.header('wechatpay-signature')
  const timestamp = message.header('wechatpay-timestamp')
  const nonce = message.header('wechatpay-nonce')
  if (!serial || !signature || !timestamp || !nonce) return 'headers missing'
  // WeChat Pay sends such probes to find merchants who do not check; the real one follows (P23).
  if (signature.startsWith(PROBE)) return 'signature probe'
  const scheme = message.header('wechatpay-signature-type') ?? SIGNATURE_SCHEME
  if (scheme !== SIGNATURE_SCHEME) return 'scheme unknown'
  const pem = Object.hasOwn(verifyKeys, serial) ? verifyKeys[serial] : undefined
  if (!pem) return 'serial unknown'
  if (!isFresh(timestamp, now)) return 'timestamp outside five minutes'
  const text = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), message.body, Buffer.from('\n')])
  return verify('sha256', text, publicKey(pem), Buffer.from(signature, 'base64')) ? null : 'signature wrong'
}

/** Whole seconds only: "soon" and "" are no number, and no comparison with NaN may let them pass. */
function isFresh(timestamp: string, now: Instant): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false
  return Math.abs(msOf(now) / 1000 - Number(timestamp)) <= WINDOW_S
}

/** Each line ends in a newline, the last one too. */
export function signLines(privatePem: string, lines: readonly string[]): string {
  const text = lines.map((line) => `${line}\n`).join('')
  return sign('sha256', Buffer.from(text), privateKey(privatePem)).toString('base64')
}

/** Reading a PEM costs more than the signature itself, and one process reads the same few for ever. */
function remembered(read: (pem: string) => KeyObject): (pem: string) => KeyObject {
  const keys = new Map<string, KeyObject>()
  return (pem) => {
    const known = keys.get(pem)
    if (known) return known
    const key = read(pem)
    keys.set(pem, key)
    return key
  }
}
const privateKey = remembered((pem) => createPrivateKey(pem))
/** Takes a public key or a certificate: both are PEM, and node:crypto finds the key in either. */
const publicKey = remembered((pem) => createPublicKey(pem))
