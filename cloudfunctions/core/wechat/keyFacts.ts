import type { Instant } from '@contract/calendar'
import { instantOf } from '@core/domain/calendar'
import type { Settings } from '@core/shell/settings'
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'

/** What can be said of the keys without showing any part of one. */
export type KeyFacts = {
  readonly merchantKey: 'good' | 'unreadable' | 'weak'
  /** The merchant certificate's serial has the form of one. */
  readonly merchantSerialFits: boolean
  readonly apiV3KeyFits: boolean
  readonly verifyKeys: readonly VerifyKeyFact[]
}
export type VerifyKeyFact = {
  readonly kind: 'public_key' | 'certificate'
  /** The PEM can be read, and belongs to the serial it is filed under as far as that can be seen. */
  readonly fits: boolean
  /** A certificate's last instant; null for a bare key, which has none. */
  readonly goodUntil: Instant | null
}

/** Serials as WeChat Pay writes them: 40 hex digits of a certificate, or the name of a public key. */
const CERTIFICATE_SERIAL = /^[0-9A-F]{40}$/i
const PUBLIC_KEY_SERIAL = /^PUB_KEY_ID_\d+$/
const RSA_BITS_MIN = 2048
/** The key is used as the 32 bytes of AES-256. */
const API_V3_KEY_BYTES = 32

export function keyFacts(pay: Settings['pay']): KeyFacts {
  return {
    merchantKey: merchantKey(pay.privateKey),
    merchantSerialFits: CERTIFICATE_SERIAL.test(pay.serial),
    apiV3KeyFits: Buffer.byteLength(pay.apiV3Key) === API_V3_KEY_BYTES,
    verifyKeys: Object.entries(pay.verifyKeys).map(([serial, pem]) => verifyKey(serial, pem)),
  }
}

function merchantKey(pem: string): KeyFacts['merchantKey'] {
  const key = readable(() => createPrivateKey(pem))
  if (key?.asymmetricKeyType !== 'rsa') return 'unreadable'
  return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= RSA_BITS_MIN ? 'good' : 'weak'
}

function verifyKey(serial: string, pem: string): VerifyKeyFact {
  const key = readable(() => createPublicKey(pem))
  const isKey = key?.asymmetricKeyType === 'rsa'
  if (PUBLIC_KEY_SERIAL.test(serial)) return { kind: 'public_key', fits: isKey, goodUntil: null }
  const certificate = pem.includes('BEGIN CERTIFICATE') ? readable(() => new X509Certificate(pem)) : null
  const named = certificate === null || sameSerial(certificate.serialNumber, serial)
  return {
    kind: 'certificate',
    fits: isKey && CERTIFICATE_SERIAL.test(serial) && named,
    goodUntil: certificate && instantOf(Date.parse(certificate.validTo)),
  }
}

function sameSerial(a: string, b: string): boolean {
  return a.replace(/^0+/, '').toUpperCase() === b.replace(/^0+/, '').toUpperCase()
}

function readable<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}
