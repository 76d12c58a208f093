import { createCipheriv, type KeyObject, randomBytes, sign, verify } from 'node:crypto'
import type { PlatformKey } from './keys'

/** WeChat Pay's cryptography, both ways. Source: pay.weixin.qq.com/doc/v3/merchant/4012365342 and onwards. */
export const SCHEME = 'WECHATPAY2-SHA256-RSA2048'
/** Both sides refuse a timestamp further away than this. */
export const TIMESTAMP_SLACK_S = 300

/** `url` is the path with its query. */
export function requestText(method: string, url: string, stamp: string, nonce: string, body: string): string {
  return `${method}\n${url}\n${stamp}\n${nonce}\n${body}\n`
}

/** For answers and notices; an empty body (204) still has its line. */
export function answerText(timestamp: string, nonce: string, body: string): string {
  return `${timestamp}\n${nonce}\n${body}\n`
}

/** What `wx.requestPayment` checks: signType is not part of it. */
export function sheetText(appId: string, timeStamp: string, nonceStr: string, packageText: string): string {
  return `${appId}\n${timeStamp}\n${nonceStr}\n${packageText}\n`
}

export function signText(text: string, key: KeyObject): string {
  return sign('sha256', Buffer.from(text), key).toString('base64')
}

export function verifyText(text: string, signature: string, key: KeyObject): boolean {
  return verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64'))
}

/** The five headers of a signed answer or notice. */
export function signedHeaders(body: string, key: PlatformKey, timestamp: string): Record<string, string> {
  const nonce = randomBytes(16).toString('hex')
  return {
    'Wechatpay-Serial': key.serial,
    'Wechatpay-Signature': signText(answerText(timestamp, nonce, body), key.privateKey),
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature-Type': SCHEME,
  }
}

/** The probe by which WeChat Pay finds merchants who do not check: to be refused like any wrong signature. */
export function probeSignature(): string {
  return `WECHATPAY/SIGNTEST/${randomBytes(237).toString('base64')}`
}

export type Resource = {
  readonly original_type: 'transaction'
  readonly algorithm: 'AEAD_AES_256_GCM'
  readonly ciphertext: string
  readonly associated_data: string
  readonly nonce: string
}

/** AES-256-GCM; the 16 bytes of the tag follow the ciphertext. The nonce is not the headers' nonce. */
export function sealResource(plain: object, apiV3Key: string): Resource {
  const nonce = randomBytes(6).toString('hex')
  const associated = 'transaction'
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(nonce))
  cipher.setAAD(Buffer.from(associated))
  const text = Buffer.concat([cipher.update(JSON.stringify(plain), 'utf8'), cipher.final()])
  const sealed = Buffer.concat([text, cipher.getAuthTag()])
  return {
    original_type: 'transaction',
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: sealed.toString('base64'),
    associated_data: associated,
    nonce,
  }
}
