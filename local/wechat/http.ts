import type { IncomingMessage, ServerResponse } from 'node:http'

const BODY_BYTES_MAX = 1024 * 1024

/** The exact bytes: a signature covers them, not what they mean. */
export async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > BODY_BYTES_MAX) throw new Error(`a body of more than ${BODY_BYTES_MAX} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Undefined for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' })
  res.end(JSON.stringify(body))
}

/** A call whose answer never comes: held open, then cut. */
export function leaveUnanswered(req: IncomingMessage, holdMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = () => {
      req.socket.destroy()
      resolve()
    }
    const timer = setTimeout(cut, holdMs)
    req.socket.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
