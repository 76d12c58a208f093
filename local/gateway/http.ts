import type { IncomingMessage, ServerResponse } from 'node:http'

/** An error that is answered as it is: a status and a sentence. Anything else thrown is a 500. */
export class HttpProblem extends Error {
  readonly status: number
  readonly fields: Readonly<Record<string, unknown>>
  constructor(status: number, says: string, fields: Readonly<Record<string, unknown>> = {}) {
    super(says)
    this.status = status
    this.fields = fields
  }
}

/** Above the platform's 6 MB, so that its own limit is what a caller meets first. */
const BODY_BYTES_MAX = 16 * 1024 * 1024

/** The body's exact bytes: a signature is over them, so nothing may re-encode them first. */
export async function readRaw(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let have = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    have += part.length
    // Read to the end all the same: a connection cut midway would lose the words of the refusal.
    if (have <= BODY_BYTES_MAX) parts.push(part)
  }
  if (have > BODY_BYTES_MAX) throw new HttpProblem(413, `请求超过 ${BODY_BYTES_MAX / 1024 / 1024} MB`)
  return Buffer.concat(parts)
}

/** A body that must be a JSON object; throws a problem of 400 otherwise. An empty body is `{}`. */
export async function readObject(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const text = (await readRaw(request)).toString('utf8')
  const value = text.trim() === '' ? {} : parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpProblem(400, '请求内容需要是一个 JSON 对象')
  }
  return value as Readonly<Record<string, unknown>>
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new HttpProblem(400, '请求内容不是 JSON')
  }
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  sendJsonText(response, status, JSON.stringify(value))
}

export function sendJsonText(response: ServerResponse, status: number, text: string): void {
  const body = Buffer.from(text)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
  })
  response.end(body)
}
