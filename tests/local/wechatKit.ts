import { createDecipheriv, createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWechat, type Wechat, type WechatOptions } from '../../local/wechat'
import { openKeys } from '../../local/wechat/keys'

/** A merchant written from the documentation alone, so that the simulator is not its own witness. */
export const NOON = Date.parse('2026-07-01T12:00:00+08:00')
export const PEOPLE = [
  { openid: 'oWang', name: '王建国', phone: '13800000001' },
  { openid: 'oLi', name: '李秀英' },
]
const TRANSACTIONS = '/v3/pay/transactions'
export const PLACE = `${TRANSACTIONS}/jsapi`

type Env = Record<string, string>
export type Letter = { headers: IncomingHttpHeaders; body: string }
export type Answer = { status: number; headers: Headers; text: string; body: Record<string, unknown> }
export type World = Awaited<ReturnType<typeof openWorld>>

let keyring: Promise<string> | null = null
afterAll(async () => rmSync((await keyring) ?? '', { recursive: true, force: true }))

/** RSA keys take half a second to make, so every world of a test file has the same. */
async function makeKeyring(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'nuancui-keys-'))
  await openKeys(dir)
  return dir
}

export async function openWorld(options: Partial<WechatOptions> = {}) {
  keyring ??= makeKeyring()
  const dir = mkdtempSync(join(tmpdir(), 'nuancui-wechat-'))
  copyFileSync(join(await keyring, 'keys.json'), join(dir, 'keys.json'))

  const clock = { ms: NOON, nowMs: () => clock.ms }
  const letters: Letter[] = []
  /** What the merchant answers a notice: a status, or null for never. */
  const merchant = { answers: (_letter: Letter): number | null | Promise<number> => 200 }
  let wechat: Wechat
  let isOpen = true
  const server = createServer(async (req, res) => {
    if (await wechat.handle(req, res)) return
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const letter = { headers: req.headers, body: Buffer.concat(chunks).toString('utf8') }
    letters.push(letter)
    const status = req.url === '/notify/wechatpay' ? await merchant.answers(letter) : 404
    if (status !== null) res.writeHead(status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const open = () => createWechat({ dir, clock, baseUrl: base, ...options })
  wechat = await open()
  wechat.setPeople(PEOPLE)
  const env = wechat.env()

  return {
    dir, base, clock, letters, merchant, env,
    get wechat() {
      return wechat
    },
    ...caller(env, clock, options.baseUrl ?? base),
    /** Leaves the folder to another process. */
    async shut() {
      if (isOpen) await wechat.close()
      isOpen = false
    },
    async reopen() {
      await this.shut()
      wechat = await open()
      isOpen = true
    },
    async close() {
      await this.shut()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Everything that is asked of WeChat from outside. */
function caller(env: Env, clock: { ms: number }, base: string) {
  const mchid = env['WXPAY_MCHID']
  const numbered = (no: string) => `${TRANSACTIONS}/out-trade-no/${encodeURIComponent(no)}`
  const order = (outTradeNo: string, more: object = {}) => ({
    appid: env['WECHAT_APPID'],
    mchid,
    description: '翠苑小区 物业费',
    out_trade_no: outTradeNo,
    notify_url: env['WXPAY_NOTIFY_URL'],
    amount: { total: 12345, currency: 'CNY' },
    payer: { openid: 'oWang' },
    ...more,
  })
  const pay = (method: string, path: string, body?: unknown, tweak?: Tweak) =>
    callPay(env, clock.ms, { method, path, body }, tweak)
  const local = (path: string, body?: unknown) => post(`${base}/local/wechat/${path}`, body)
  return {
    order, pay, local,
    api: (path: string, body?: unknown) => post(`${env['WECHAT_API_URL']}${path}`, body),
    place: (no: string, more: object = {}) => pay('POST', PLACE, order(no, more)),
    query: (no: string) => pay('GET', `${numbered(no)}?mchid=${mchid}`),
    closeOrder: (no: string, tweak?: Tweak) => pay('POST', `${numbered(no)}/close`, { mchid }, tweak),
    touch: (outTradeNo: string, outcome = 'silent') => local('pay', { outTradeNo, outcome }),
    faults: (body: unknown) => local('faults', body),
    /** What is known of the notices of one order. */
    notices: async (no: string) => (await local(`notices?outTradeNo=${no}`)).body['notices'] as object[],
  }
}

/** Ways to be a bad merchant. */
export type Tweak = Partial<{
  signs: string
  timestamp: number
  mchid: string
  serial: string
  scheme: string
  key: string
  headers: Record<string, string>
}>
type PayCall = { method: string; path: string; body: unknown }

async function callPay(env: Env, nowMs: number, { method, path, body }: PayCall, tweak: Tweak = {}) {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const timestamp = tweak.timestamp ?? Math.floor(nowMs / 1000)
  const nonce = randomBytes(16).toString('hex')
  const message = `${method}\n${path}\n${timestamp}\n${nonce}\n${tweak.signs ?? text}\n`
  const claim = [
    `mchid="${tweak.mchid ?? env['WXPAY_MCHID']}"`,
    `nonce_str="${nonce}"`,
    `signature="${merchantSign(env, message, tweak.key)}"`,
    `timestamp="${timestamp}"`,
    `serial_no="${tweak.serial ?? env['WXPAY_SERIAL']}"`,
  ]
  const headers = {
    Authorization: `${tweak.scheme ?? 'WECHATPAY2-SHA256-RSA2048'} ${claim.join(',')}`,
    Accept: 'application/json',
    'User-Agent': 'nuancui-test',
    'Content-Type': 'application/json',
    ...tweak.headers,
  }
  return read(await fetch(`${env['WXPAY_API_URL']}${path}`, { method, headers, ...(text && { body: text }) }))
}

function merchantSign(env: Env, text: string, key = env['WXPAY_PRIVATE_KEY'] ?? ''): string {
  return sign('sha256', Buffer.from(text), createPrivateKey(key)).toString('base64')
}

async function post(url: string, body: unknown): Promise<Answer> {
  if (body === undefined) return read(await fetch(url))
  return read(await fetch(url, { method: 'POST', body: JSON.stringify(body) }))
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: text ? JSON.parse(text) : {} }
}

type Headed = { get(name: string): string | null }

/** Whether WeChat Pay's signature holds, with the key that its serial names. */
export function holds(env: Env, headers: Headed, body: string): boolean {
  const keys = JSON.parse(env['WXPAY_VERIFY_KEYS'] ?? '{}') as Record<string, string>
  const pem = keys[headers.get('wechatpay-serial') ?? '']
  if (!pem) return false
  const text = `${headers.get('wechatpay-timestamp')}\n${headers.get('wechatpay-nonce')}\n${body}\n`
  const signature = Buffer.from(headers.get('wechatpay-signature') ?? '', 'base64')
  return verify('sha256', Buffer.from(text), createPublicKey(pem), signature)
}

export const headerOf = ({ headers }: Letter, name: string) => String(headers[`wechatpay-${name}`])
export const letterHolds = (env: Env, { headers, body }: Letter) =>
  holds(env, { get: (name) => (headers[name] as string | undefined) ?? null }, body)

type Sealed = Record<'algorithm' | 'original_type' | 'ciphertext' | 'nonce' | 'associated_data', string>
export type Told = {
  id: string
  create_time: string
  event_type: string
  resource_type: string
  summary: string
  resource: Sealed
}
export const told = ({ body }: Letter): Told => JSON.parse(body) as Told

export function decrypted(env: Env, letter: Letter): Record<string, unknown> {
  const { ciphertext, nonce, associated_data } = told(letter).resource
  const sealed = Buffer.from(ciphertext, 'base64')
  const key = Buffer.from(env['WXPAY_APIV3_KEY'] ?? '')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce))
  decipher.setAuthTag(sealed.subarray(-16))
  decipher.setAAD(Buffer.from(associated_data))
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  return JSON.parse(plain.toString('utf8')) as Record<string, unknown>
}

/** The five fields of wx.requestPayment, as a cloud makes them. */
export function sheetFor(env: Env, prepayId: unknown, nowMs: number) {
  const timeStamp = String(Math.floor(nowMs / 1000))
  const nonceStr = randomBytes(16).toString('hex')
  const packageText = `prepay_id=${String(prepayId)}`
  const text = `${env['WECHAT_APPID']}\n${timeStamp}\n${nonceStr}\n${packageText}\n`
  return { timeStamp, nonceStr, package: packageText, signType: 'RSA', paySign: merchantSign(env, text) }
}
