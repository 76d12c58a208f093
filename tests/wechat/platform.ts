import type { Instant } from '@contract/calendar'
import { readSettings, type Settings } from '@core/shell/settings'
import { type HttpEvent, WechatFault } from '@core/wechat/wechat'
import { createCipheriv, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { selfSigned } from '../../local/wechat/certificate'

/** WeChat's side of the protocol, written from the documentation and not from our own code. */
export const NOW = '2026-07-01T09:00:00.000+08:00' as Instant
export const NOW_S = Date.parse(NOW) / 1000
const API_V3_KEY = '0123456789abcdef0123456789ABCDEF'
export const PUBLIC_KEY_SERIAL = 'PUB_KEY_ID_0114232134912410000000000000'
export const CERTIFICATE_SERIAL = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1'

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
export const MERCHANT = pair()
const PLAIN = pair()
const CERTIFIED = pair()
export const STRANGER = pair()

const pem = (key: KeyObject, type: 'spki' | 'pkcs8') => key.export({ type, format: 'pem' }).toString()
const certificate = selfSigned(CERTIFICATE_SERIAL, 'Tenpay.com Root CA', {
  publicDer: CERTIFIED.publicKey.export({ type: 'spki', format: 'der' }),
  privatePem: pem(CERTIFIED.privateKey, 'pkcs8'),
})

export function settingsWith(more: NodeJS.ProcessEnv = {}): Settings {
  return readSettings({
    NUANCUI_MODE: 'local',
    NUANCUI_ORDER_PREFIX: 'T',
    WECHAT_APPID: 'wx0123456789abcdef',
    WECHAT_SECRET: 'secret',
    WECHAT_TEMPLATES: JSON.stringify({ receipt: { id: 'TEMPLATE-1', fields: { item: 'thing1', amount: 'amount2' } } }),
    WXPAY_MCHID: '1900000001',
    WXPAY_SERIAL: 'MERCHANTSERIAL',
    WXPAY_PRIVATE_KEY: pem(MERCHANT.privateKey, 'pkcs8'),
    WXPAY_APIV3_KEY: API_V3_KEY,
    WXPAY_NOTIFY_URL: 'https://example.com/notify/wechatpay',
    WXPAY_VERIFY_KEYS: JSON.stringify({
      [CERTIFICATE_SERIAL]: certificate,
      [PUBLIC_KEY_SERIAL]: pem(PLAIN.publicKey, 'spki'),
    }),
    ...more,
  })
}

export type Signing = { timestamp: string; nonce: string; serial: string; key: KeyObject }
export const byPublicKey = (): Signing => ({
  timestamp: String(NOW_S), nonce: randomBytes(16).toString('hex'), serial: PUBLIC_KEY_SERIAL, key: PLAIN.privateKey,
})
export const byCertificate = (): Signing => ({ ...byPublicKey(), serial: CERTIFICATE_SERIAL, key: CERTIFIED.privateKey })

export function headersFor(body: string, { timestamp, nonce, serial, key }: Signing = byPublicKey()): Record<string, string> {
  return {
    'Wechatpay-Serial': serial,
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
    'Wechatpay-Signature': sign('sha256', Buffer.from(`${timestamp}\n${nonce}\n${body}\n`), key).toString('base64'),
  }
}

/** What a paid order looks like in a notice and in a query. */
export const paidTransaction = (more: object = {}) => ({
  appid: 'wx0123456789abcdef',
  mchid: '1900000001',
  out_trade_no: 'T20260701000001',
  transaction_id: '4200000001202607011234567890',
  trade_type: 'JSAPI',
  trade_state: 'SUCCESS',
  trade_state_desc: '支付成功',
  bank_type: 'OTHERS',
  attach: '',
  success_time: '2026-07-01T08:59:58+08:00',
  payer: { openid: 'oWang_0001' },
  amount: { total: 12345, payer_total: 12000, currency: 'CNY', payer_currency: 'CNY' },
  ...more,
})

export function seal(plain: unknown, apiV3Key = API_V3_KEY): object {
  const nonce = randomBytes(6).toString('hex')
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(nonce))
  cipher.setAAD(Buffer.from('transaction'))
  const sealed = Buffer.concat([cipher.update(JSON.stringify(plain)), cipher.final(), cipher.getAuthTag()])
  return {
    original_type: 'transaction', algorithm: 'AEAD_AES_256_GCM', ciphertext: sealed.toString('base64'), associated_data: 'transaction', nonce,
  }
}

/** A notice's body as it travels: two spaces after a colon, so that writing it again shows. */
export function noticeBody(plain: unknown = paidTransaction(), more: object = {}): string {
  const says = {
    id: 'EV-2026070109000000001', create_time: '2026-07-01T09:00:00+08:00', event_type: 'TRANSACTION.SUCCESS',
    resource_type: 'encrypt-resource', summary: '支付成功', resource: seal(plain), ...more,
  }
  return JSON.stringify(says).replace('"id":', '"id":  ')
}

export function eventOf(body: string, headers = headersFor(body)): HttpEvent {
  return { path: '/notify/wechatpay', httpMethod: 'POST', headers, body, isBase64Encoded: false }
}

export type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string }
export type Reply = (seen: Seen, res: ServerResponse) => void

/** WeChat's two hosts on this machine; `reply` is set by each test. */
export async function openHosts() {
  const seen: Seen[] = []
  const hosts = { reply: (() => undefined) as Reply }
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const one = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body: Buffer.concat(chunks).toString('utf8') }
    seen.push(one)
    hosts.reply(one, res)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    seen, hosts, url,
    settings: settingsWith({ WXPAY_API_URL: url, WECHAT_API_URL: url }),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A signed answer of the pay host. */
export function payAnswer(res: ServerResponse, status: number, body: object | null, signing: Signing | null = byPublicKey()): void {
  const text = body === null ? '' : JSON.stringify(body)
  res.writeHead(status, { 'Content-Type': 'application/json', ...(signing && headersFor(text, signing)) })
  res.end(text)
}
export function apiAnswer(res: ServerResponse, body: object, status = 200): void {
  res.writeHead(status, { 'Content-Type': 'application/json' })
  res.end(JSON.stringify(body))
}

/** What a call that must fail failed with. */
export async function faultOf(asked: Promise<unknown>): Promise<[code: string, final: boolean]> {
  const error = await asked.then(() => null, (thrown: unknown) => thrown)
  if (!(error instanceof WechatFault)) throw new Error(`no fault: ${String(error)}`)
  return [error.code, error.final]
}
