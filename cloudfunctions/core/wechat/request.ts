import { WechatFault } from './wechat'

/** One request to WeChat: the caller's function has a time limit of its own and a person waiting. */
const TIMEOUT_MS = 5000

export type Answer = {
  readonly status: number
  readonly header: (name: string) => string | undefined
  readonly body: Buffer
}
export type Request = {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * Asks once and answers whatever came back; throws WechatFault, not final, when nothing did.
 *
 * A function is frozen between its calls, so a kept connection may have been closed by the other
 * side meanwhile; the first request over it fails before anybody read it. That case alone is tried
 * once more, with a request signed afresh by `make`.
 */
export async function ask(url: string, make: () => Request, patienceMs = TIMEOUT_MS): Promise<Answer> {
  try {
    return await askOnce(url, make(), patienceMs)
  } catch (error) {
    if (!wasConnectionLost(error)) throw noAnswer(error)
  }
  try {
    return await askOnce(url, make(), patienceMs)
  } catch (error) {
    throw noAnswer(error)
  }
}

async function askOnce(url: string, request: Request, patienceMs: number): Promise<Answer> {
  const signal = AbortSignal.timeout(patienceMs)
  const response = await fetch(url, { ...request, redirect: 'error', signal })
  const body = Buffer.from(await response.arrayBuffer())
  return { status: response.status, header: (name) => response.headers.get(name) ?? undefined, body }
}

const LOST = ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']
function wasConnectionLost(error: unknown): boolean {
  const { message, cause } = error as { message?: string; cause?: { code?: string } }
  return message === 'fetch failed' && LOST.includes(cause?.code ?? '')
}

function noAnswer(error: unknown): WechatFault {
  const { message, cause } = error as { message?: string; cause?: { message?: string } }
  return new WechatFault('NO_ANSWER', false, `WeChat did not answer: ${cause?.message ?? message}`)
}

/** Undefined for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
