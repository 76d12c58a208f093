import { isUtf8 } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { LOCAL_ENV } from './platform'

/** CloudBase's HTTP access to an event function: the request as an event, the return value as a response. */
export type HttpEvent = {
  readonly path: string
  readonly httpMethod: string
  readonly headers: Readonly<Record<string, string>>
  readonly queryStringParameters: Readonly<Record<string, string>>
  readonly requestContext: Readonly<Record<string, string>>
  readonly body: string
  readonly isBase64Encoded: boolean
}

export type HttpAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Bodies of these types arrive as text, all others as base64. */
const TEXT = /^(text\/|application\/(json|xml|javascript|x-www-form-urlencoded))|\+(json|xml)$/

/**
 * The platform documents neither when it encodes a body nor how it writes header names, so both can
 * be asked for: `x-local-body: base64 | plain` and `x-local-headers: lower`. These two headers stay here.
 */
export function httpEvent(request: IncomingMessage, url: URL, raw: Buffer): HttpEvent {
  const asked = request.headers['x-local-body']
  const type = (request.headers['content-type'] ?? 'application/json').split(';')[0]?.trim() ?? ''
  // Bytes that are no text would not survive as one, and a signature is over the bytes.
  const isBase64Encoded = asked === undefined ? !TEXT.test(type) || !isUtf8(raw) : asked === 'base64'
  return {
    path: url.pathname,
    httpMethod: request.method ?? 'GET',
    headers: headersOf(request),
    queryStringParameters: Object.fromEntries(url.searchParams),
    requestContext: {
      requestId: randomUUID(),
      envId: LOCAL_ENV,
      httpMethod: request.method ?? 'GET',
      path: url.pathname,
    },
    body: raw.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  }
}

function headersOf(request: IncomingMessage): Record<string, string> {
  const lower = request.headers['x-local-headers'] === 'lower'
  const headers: Record<string, string> = {}
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i] ?? ''
    if (name.toLowerCase().startsWith('x-local-')) continue
    headers[lower ? name.toLowerCase() : name] = request.rawHeaders[i + 1] ?? ''
  }
  return headers
}

/** `{statusCode, headers, body, isBase64Encoded}` is a response; any other value is JSON with status 200. */
export function httpAnswer(text: string): HttpAnswer {
  const value = JSON.parse(text) as unknown
  if (!isResponse(value))
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) }
  const { statusCode, headers = {}, body = '', isBase64Encoded = false } = value
  const bodyText = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    status: statusCode,
    headers: { 'content-type': 'application/json', ...lowered(headers) },
    body: Buffer.from(bodyText, isBase64Encoded ? 'base64' : 'utf8'),
  }
}

type FunctionResponse = {
  readonly statusCode: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly isBase64Encoded?: boolean
}

function isResponse(value: unknown): value is FunctionResponse {
  if (typeof value !== 'object' || value === null) return false
  const { statusCode } = value as { statusCode?: unknown }
  return Number.isInteger(statusCode) && (statusCode as number) >= 200 && (statusCode as number) <= 599
}

function lowered(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
}
