import type { IncomingMessage } from 'node:http'
import { HttpProblem } from './http'

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/

/**
 * Lets only this machine in, and no page of another site through this machine's browser: whoever can
 * call these addresses can be any resident. The socket listens on loopback alone; a name that was
 * rebound to 127.0.0.1 shows in `Host`, another site's script in `Origin`.
 */
export function guard(request: IncomingMessage): void {
  const host = request.headers.host ?? ''
  if (!LOOPBACK.test(host))
    throw new HttpProblem(403, `这里只接受本机访问，而不是 ${host || '没有 Host 的请求'}`)
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { origin } = request.headers
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new HttpProblem(403, `这里不接受来自 ${origin} 网页的请求`)
  }
}
