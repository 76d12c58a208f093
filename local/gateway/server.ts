import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { guard } from './guard'
import { HttpProblem, sendJson } from './http'
import { findRoute, type GatewayParts, problemOf } from './routes'

export const LOOPBACK = '127.0.0.1'

export type Gateway = {
  readonly url: string
  readonly port: number
  /** Opens the door; until then every address answers 503. */
  readonly serve: (parts: GatewayParts) => void
  readonly stop: () => Promise<void>
}

/** Listens on loopback alone. Rejects with the system's error when the port is taken. */
export async function openGateway(port: number): Promise<Gateway> {
  let parts: GatewayParts | null = null
  const server = createServer((request, response) => void answer(request, response, parts))
  // Longer than any client keeps a quiet connection, so none is closed under a request just sent.
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, LOOPBACK, resolve)
  })
  const address = server.address() as AddressInfo
  return {
    url: `http://${LOOPBACK}:${address.port}`,
    port: address.port,
    serve: (given) => {
      parts = given
    },
    stop: () => closed(server),
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  parts: GatewayParts | null,
): Promise<void> {
  try {
    guard(request)
    if (!parts) throw new HttpProblem(503, '本地云正在启动')
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    const route = findRoute(request.method ?? 'GET', url.pathname)
    if (!route) throw new HttpProblem(404, `没有 ${url.pathname}`)
    await route(request, response, url, parts)
  } catch (error) {
    const { status, value } = problemOf(error)
    if (status >= 500) parts?.log(`${request.method} ${request.url} ${status} ${JSON.stringify(value)}`)
    if (response.headersSent) response.destroy()
    else sendJson(response, status, value)
    request.resume() // Whatever of the body has not been read: a caller that still sends must not wait.
  }
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
