import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One notice as WeChat Pay sent it, to the byte. */
export type Letter = { readonly headers: IncomingHttpHeaders; readonly body: Buffer }

export type Postbox = {
  /** Give it to the functions as WXPAY_NOTIFY_URL. */
  readonly url: string
  /** Everything that came, oldest first. */
  readonly letters: Letter[]
  /** Brings a letter to the cloud, with what is changed in it; answers its status. */
  bring(to: string, letter: Letter, changed?: { headers?: Record<string, string>; body?: Buffer | string }): Promise<number>
  close(): Promise<void>
}

/** Stands where our notices should arrive, keeps them, and says 503, so that WeChat still has them to bring. */
export async function openPostbox(): Promise<Postbox> {
  const letters: Letter[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      letters.push({ headers: request.headers, body: Buffer.concat(parts) })
      response.writeHead(503).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify/wechatpay`,
    letters,
    async bring(to, { headers, body }, changed = {}) {
      const kept = Object.entries(headers).filter(([name]) => name === 'content-type' || name.startsWith('wechatpay-'))
      const sent = { ...(Object.fromEntries(kept) as Record<string, string>), ...changed.headers }
      const answer = await fetch(`${to}/notify/wechatpay`, { method: 'POST', headers: sent, body: new Uint8Array(Buffer.from(changed.body ?? body)) })
      return answer.status
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
