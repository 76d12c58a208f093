import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ApiAnswer, apiError, apiOk } from './apiAnswers'
import type { Faults } from './faults'
import { leaveUnanswered, parseJson, readBody, sendJson } from './http'
import type { Keys } from './keys'
import type { Clock } from './model'
import type { Codes } from './codes'
import type { Phones } from './phones'
import { sendMessage } from './subscription'
import type { Tokens } from './tokens'

type Means = {
  phones: Phones
  codes: Codes
  tokens: Tokens
  keys: Keys
  clock: Clock
  faults: Faults
  /** Pages of the released mini-program; absent: every page counts as released. */
  pages?: readonly string[] | undefined
}

const TOKEN_PATH = '/cgi-bin/stable_token'

/** api.weixin.qq.com: `path` is the address after the base address, with its query. */
export async function serveApi(means: Means, path: string, req: IncomingMessage, res: ServerResponse) {
  const body = (await readBody(req)).toString('utf8')
  const url = new URL(path, 'http://api')
  const { faults } = means
  if (url.pathname !== TOKEN_PATH && faults.take('apiTimeout')) {
    return leaveUnanswered(req, faults.current().hangMs ?? 6000)
  }
  sendJson(res, 200, answer(means, req.method ?? '', url, parseJson(body)))
}

function answer(means: Means, method: string, url: URL, body: unknown): ApiAnswer {
  if (url.pathname === TOKEN_PATH) return method === 'POST' ? means.tokens.issue(body) : apiError(43002)
  const trouble = outage(means.faults)
  if (trouble) return trouble
  if (url.pathname === '/sns/jscode2session') return logIn(means, url.searchParams)
  const call = WITH_TOKEN[url.pathname]
  if (!call) return apiError(40066)
  if (method !== 'POST') return apiError(43002)
  const token = tokenTrouble(means) ?? means.tokens.problemWith(url.searchParams.get('access_token'))
  return token ?? call(means, body)
}

const WITH_TOKEN: Record<string, (means: Means, body: unknown) => ApiAnswer> = {
  '/cgi-bin/message/subscribe/send': sendMessage,
  '/wxa/business/getuserphonenumber': tellPhone,
}

function outage(faults: Faults): ApiAnswer | null {
  if (faults.take('busy')) return apiError(-1)
  return faults.take('rateLimit') ? apiError(45009) : null
}

function tokenTrouble({ faults, tokens }: Means): ApiAnswer | null {
  const code = faults.take('tokenExpired') ? 42001 : faults.take('tokenInvalid') ? 40001 : null
  if (code === null) return null
  tokens.revoke()
  return apiError(code)
}

/** Source: developers.weixin.qq.com, code2Session */
function logIn({ keys, codes }: Means, query: URLSearchParams): ApiAnswer {
  if (query.get('appid') !== keys.appid) return apiError(40013)
  if (query.get('secret') !== keys.secret) return apiError(40125)
  if (query.get('grant_type') !== 'authorization_code') return apiError(40002)
  if (!query.get('js_code')) return apiError(41008)
  const redeemed = codes.redeem(query.get('js_code'), 'login')
  if (redeemed === 'unknown') return apiError(40029)
  if (redeemed === 'used') return apiError(40163)
  return { openid: redeemed.openid, session_key: randomBytes(16).toString('base64') }
}

/** Source: developers.weixin.qq.com/miniprogram/dev/server/API/user-info/phone-number/api_getphonenumber */
function tellPhone({ phones, codes, keys, clock }: Means, body: unknown): ApiAnswer {
  if (typeof body !== 'object' || body === null) return apiError(47001)
  const redeemed = codes.redeem((body as Record<string, unknown>)['code'], 'phone')
  if (redeemed === 'unknown' || redeemed === 'used') return apiError(40029)
  const phone = phones.person(redeemed.openid)?.phone
  if (!phone) return apiError(40029)
  const watermark = { timestamp: Math.floor(clock.nowMs() / 1000), appid: keys.appid }
  return apiOk({ phone_info: { phoneNumber: phone, purePhoneNumber: phone, countryCode: '86', watermark } })
}
