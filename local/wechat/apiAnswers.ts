import { randomBytes } from 'node:crypto'

/** Answers of api.weixin.qq.com: always HTTP 200, the truth is in `errcode`. */
export const API_ERRORS = {
  [-1]: 'system error',
  0: 'ok',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40066: 'invalid url',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40163: 'code been used',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  41030: 'invalid page',
  42001: 'access_token expired',
  43002: 'require POST method',
  43101: 'user refuse to accept the msg',
  45009: 'reach max api daily quota limit',
  47001: 'data format error',
  47003: 'argument invalid!',
} as const

export type ErrCode = keyof typeof API_ERRORS
export type ApiAnswer = { readonly errcode?: ErrCode } & Readonly<Record<string, unknown>>

/** @param what appended to the message, as 47003 names its field */
export function apiError(errcode: ErrCode, what = ''): ApiAnswer {
  const rid = [4, 4, 4].map((bytes) => randomBytes(bytes).toString('hex')).join('-')
  const says = [API_ERRORS[errcode], what].filter(Boolean).join(' ')
  return { errcode, errmsg: `${says} rid: ${rid}` }
}

export function apiOk(more: Record<string, unknown> = {}): ApiAnswer {
  return { errcode: 0, errmsg: 'ok', ...more }
}
