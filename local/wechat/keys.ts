import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { randomBytes, randomInt } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Pair, selfSigned } from './certificate'

/** What lies in keys.json: made once, then reused, so that a restart changes nobody's identity. */
type StoredKeys = {
  appid: string
  secret: string
  mchid: string
  apiV3Key: string
  merchant: { serial: string; privatePem: string }
  publicKeyMode: { serial: string; privatePem: string }
  certificateMode: { serial: string; privatePem: string; certificatePem: string }
}

/** A key WeChat Pay signs with, and the name it gives that key in `Wechatpay-Serial`. */
export type PlatformKey = {
  readonly serial: string
  readonly privateKey: KeyObject
  readonly publicPem: string
}

export type Keys = {
  readonly appid: string
  readonly secret: string
  readonly mchid: string
  /** 32 bytes; encrypts the notices. */
  readonly apiV3Key: string
  readonly merchant: { readonly serial: string; readonly privatePem: string; readonly publicKey: KeyObject }
  /** New merchants: `PUB_KEY_ID_…` and a bare public key. */
  readonly publicKeyMode: PlatformKey
  /** Older merchants: a certificate's serial number of 40 hex digits; `publicPem` is the certificate. */
  readonly certificateMode: PlatformKey
}

export async function openKeys(dir: string): Promise<Keys> {
  mkdirSync(dir, { recursive: true })
  const file = join(dir, 'keys.json')
  if (!existsSync(file)) save(file, await makeKeys())
  const stored = JSON.parse(readFileSync(file, 'utf8')) as StoredKeys
  const { merchant, publicKeyMode, certificateMode } = stored
  return {
    ...stored,
    merchant: { ...merchant, publicKey: createPublicKey(merchant.privatePem) },
    publicKeyMode: {
      serial: publicKeyMode.serial,
      privateKey: createPrivateKey(publicKeyMode.privatePem),
      publicPem: publicPemOf(publicKeyMode.privatePem),
    },
    certificateMode: {
      serial: certificateMode.serial,
      privateKey: createPrivateKey(certificateMode.privatePem),
      publicPem: certificateMode.certificatePem,
    },
  }
}

async function makeKeys(): Promise<StoredKeys> {
  const [merchant, plain, certified] = await Promise.all([makePair(), makePair(), makePair()])
  const certificateSerial = makeSerial()
  return {
    appid: `wx${randomBytes(8).toString('hex')}`,
    secret: randomBytes(16).toString('hex'),
    mchid: `1900${String(randomInt(1e6)).padStart(6, '0')}`,
    apiV3Key: randomBytes(16).toString('hex'),
    merchant: { serial: makeSerial(), privatePem: merchant.privatePem },
    publicKeyMode: { serial: `PUB_KEY_ID_0${randomDigits(28)}`, privatePem: plain.privatePem },
    certificateMode: {
      serial: certificateSerial,
      privatePem: certified.privatePem,
      certificatePem: selfSigned(certificateSerial, 'NuanCui local platform', certified),
    },
  }
}

async function makePair(): Promise<Pair> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  return {
    privatePem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicDer: pair.publicKey.export({ type: 'spki', format: 'der' }),
  }
}

/** First hex digit 1–7: neither a leading zero, which would be dropped, nor a sign bit. */
function makeSerial(): string {
  return `${randomInt(1, 8)}${randomBytes(20).toString('hex').slice(1)}`.toUpperCase()
}

export function randomDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('')
}

function publicPemOf(privatePem: string): string {
  return createPublicKey(privatePem).export({ type: 'spki', format: 'pem' }).toString()
}

/** Whole or not at all: a half-written key file would lock every earlier order out. */
function save(file: string, keys: StoredKeys): void {
  writeFileSync(`${file}.new`, JSON.stringify(keys, null, 2))
  chmodSync(`${file}.new`, 0o600)
  renameSync(`${file}.new`, file)
}
