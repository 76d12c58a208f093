import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Faults } from './faults'
import { leaveUnanswered, parseJson, readBody } from './http'
import type { Keys, PlatformKey } from './keys'
import { type Call, merchantProblem } from './merchantCheck'
import type { Clock } from './model'
import { readOrderAsk } from './orderAsk'
import { granted, type PayAnswer, refused } from './payAnswers'
import { probeSignature, signedHeaders } from './signing'
import type { Till } from './till'
import { type Bills, FILE_PATH } from './tradeBill'
import { transactionOf } from './transaction'

type Means = { till: Till; bills: Bills; keys: Keys; clock: Clock; faults: Faults }
type CallKind = 'order' | 'query' | 'close' | 'bill' | 'file'

/**
 * api.mch.weixin.qq.com. `path` is the address after the base address, with its query: the real
 * host has no base path, so what the merchant signs begins at `/v3/`.
 */
export async function servePay(means: Means, path: string, req: IncomingMessage, res: ServerResponse) {
  const { keys, faults } = means
  const clock = theirClock(means)
  const body = (await readBody(req)).toString('utf8')
  const call: Call = { method: req.method ?? '', signedUrl: path, url: new URL(path, 'http://pay'), body }
  const kind = kindOf(call)
  const asked = answeringKey(keys, req.headers['wechatpay-serial'])
  const problem = asked ? merchantProblem(call, req.headers, keys, clock) : refused('NO_SERIAL')
  const key = asked ?? keys.publicKeyMode

  if (problem) return send(means, res, problem, key)
  if (!kind) return send(means, res, refused('NO_ADDRESS'), key)
  if (kind === 'file') return sendFile(means, res, call, key)
  if (faults.take(`${kind}Error`)) return send(means, res, refused('SYSTEM'), key)
  const answer = carryOut(means, kind, call)
  if (faults.take(`${kind}Timeout`)) return leaveUnanswered(req, faults.current().hangMs ?? 6000)
  send(means, res, answer, key)
}

const BY_NUMBER = /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)$/
const BY_TRANSACTION = /^\/v3\/pay\/transactions\/id\/([^/]+)$/
const CLOSE = /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)\/close$/

function kindOf({ method, url: { pathname } }: Call): CallKind | null {
  if (method === 'POST' && pathname === '/v3/pay/transactions/jsapi') return 'order'
  if (method === 'POST' && CLOSE.test(pathname)) return 'close'
  if (method === 'GET' && (BY_NUMBER.test(pathname) || BY_TRANSACTION.test(pathname))) return 'query'
  if (method === 'GET' && pathname === '/v3/bill/tradebill') return 'bill'
  return method === 'GET' && pathname === FILE_PATH ? 'file' : null
}

/** The merchant's header chooses the key; without one the certificate answers. Null: unknown serial. */
function answeringKey(keys: Keys, asked: string | string[] | undefined): PlatformKey | null {
  if (asked === undefined) return keys.certificateMode
  return [keys.publicKeyMode, keys.certificateMode].find(({ serial }) => serial === asked) ?? null
}

function carryOut(means: Means, kind: Exclude<CallKind, 'file'>, call: Call): PayAnswer {
  if (kind === 'bill') return means.bills.ask(call.url)
  if (kind === 'query') return query(means, call.url)
  const body = parseJson(call.body)
  return kind === 'order' ? order(means, body) : close(means, call.url, body)
}

function order({ till, keys }: Means, body: unknown): PayAnswer {
  const read = readOrderAsk(body)
  if ('refusal' in read) return read.refusal
  if (read.ask.mchid !== keys.mchid) return refused('OTHER_MCHID')
  if (read.ask.appid !== keys.appid) return refused('OTHER_APPID')
  return till.place(read.ask)
}

function query({ till, keys }: Means, url: URL): PayAnswer {
  const mchid = url.searchParams.get('mchid')
  if (!mchid) return refused('INVALID', { location: 'query', field: 'mchid', issue: 'mchid is missing' })
  if (mchid !== keys.mchid) return refused('OTHER_MCHID')
  const isByTransaction = BY_TRANSACTION.test(url.pathname)
  const found = isByTransaction
    ? till.byTransaction(named(url, BY_TRANSACTION))
    : till.byNumber(named(url, BY_NUMBER))
  return found ? granted(transactionOf(found)) : refused('NOT_FOUND')
}

function close({ till, keys }: Means, url: URL, body: unknown): PayAnswer {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const { mchid, ...extra } = fields
  const [stranger] = Object.keys(extra)
  if (stranger) return refused('EXTRA_FIELD', { location: 'body', field: `/${stranger}` })
  if (!mchid) return refused('INVALID', { location: 'body', field: '/mchid', issue: 'mchid is missing' })
  return mchid === keys.mchid ? till.close(named(url, CLOSE)) : refused('OTHER_MCHID')
}

/** `|` and `*` may arrive percent-encoded. */
function named(url: URL, pattern: RegExp): string {
  const raw = pattern.exec(url.pathname)?.[1] ?? ''
  try {
    return decodeURIComponent(raw)
  } catch {
    return raw // A stray percent sign names no order.
  }
}

/** The one answer that carries no signature: its hash was told in one that does. */
function sendFile(means: Means, res: ServerResponse, { url }: Call, key: PlatformKey): void {
  const file = means.bills.file(url)
  if (!file) return send(means, res, refused('NO_ADDRESS'), key)
  res.writeHead(200, { 'Content-Type': 'text/plain' })
  res.end(file)
}

/** As far from the world's as a fault asks: for the caller its own clock is then the wrong one. */
function theirClock({ clock, faults }: Means): Clock {
  return { nowMs: () => clock.nowMs() + (faults.current().clockOffSeconds ?? 0) * 1000 }
}

function send(means: Means, res: ServerResponse, answer: PayAnswer, key: PlatformKey): void {
  const body = answer.body ? JSON.stringify(answer.body) : ''
  const headers: Record<string, string> = {
    'Request-ID': `${randomBytes(20).toString('hex').toUpperCase()}-${answer.number}`,
    ...(body && { 'Content-Type': 'application/json; charset=utf-8' }),
  }
  const { faults } = means
  const timestamp = String(Math.floor(theirClock(means).nowMs() / 1000))
  if (!faults.take('unsignedAnswer')) Object.assign(headers, signedHeaders(body, key, timestamp))
  if (faults.take('wrongSignature')) headers['Wechatpay-Signature'] = probeSignature()
  res.writeHead(answer.status, headers)
  res.end(body)
}
