import { sign } from 'node:crypto'

/**
 * A platform certificate, written by hand because node:crypto reads X.509 but does not make it.
 *
 * Merchants of before 2025 hold WeChat Pay's key inside such a certificate, so certificate mode is
 * only proven if the merchant's side has to take the key out of a real one. Self-signed: WeChat Pay
 * merchants trust the download, never the chain. Encoding: X.690 (DER), fields: RFC 5280.
 */
const TAG = { integer: 0x02, bits: 0x03, none: 0x05, id: 0x06, text: 0x0c, time: 0x17, list: 0x30, set: 0x31 }
const VERSION_3 = Buffer.from([0xa0, 0x03, TAG.integer, 0x01, 0x02])
const SHA256_WITH_RSA = Buffer.from('2a864886f70d01010b', 'hex')
const COMMON_NAME = Buffer.from('550403', 'hex')
const ISSUED_ON = '200101000000Z'
// The world's clock may be far in the future; a simulated certificate must not expire under it.
const EXPIRES_ON = '491231235959Z'

export type Pair = { readonly publicDer: Buffer; readonly privatePem: string }

/** @param serial 40 hex digits @param keys the platform's pair @returns PEM */
export function selfSigned(serial: string, name: string, keys: Pair): string {
  const algorithm = part(TAG.list, part(TAG.id, SHA256_WITH_RSA), part(TAG.none))
  const attribute = part(TAG.list, part(TAG.id, COMMON_NAME), part(TAG.text, Buffer.from(name)))
  const holder = part(TAG.list, part(TAG.set, attribute))
  const days = [ISSUED_ON, EXPIRES_ON].map((day) => part(TAG.time, Buffer.from(day)))
  const validity = part(TAG.list, ...days)
  const body = part(TAG.list, VERSION_3, integer(serial), algorithm, holder, validity, holder, keys.publicDer)
  const signature = sign('sha256', body, keys.privatePem)
  const der = part(TAG.list, body, algorithm, part(TAG.bits, Buffer.from([0]), signature))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function part(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content])
}

function lengthOf(content: Buffer): Buffer {
  if (content.length < 0x80) return Buffer.from([content.length])
  if (content.length < 0x100) return Buffer.from([0x81, content.length])
  return Buffer.from([0x82, content.length >> 8, content.length & 0xff])
}

/** A leading zero keeps a high first bit from turning the serial negative. */
function integer(hex: string): Buffer {
  const bytes = Buffer.from(hex, 'hex')
  return part(TAG.integer, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}
