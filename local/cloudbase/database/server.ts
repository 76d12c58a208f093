import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { readDeclaration } from './catalog'
import { createClock } from './clock'
import { dispatch } from './dispatch'
import { createFiles, type Files } from './files'
import { createIsolation } from './isolation'
import { look } from './reads'
import { messageOf, Refusal } from './refusal'
import type { Database } from './request'
import { openStore } from './store'
import { createTransactions } from './transactions'
import { createWriter } from './writer'

export type ServerOptions = {
  /** The data folder: `db/` and `files/` are made in it. */
  readonly dir: string
  /** The index declaration; see catalog.ts. Without one no collection is known until it is added. */
  readonly indexesFile?: string
  /** 0 or absent for any free port. */
  readonly port?: number
  /** Real milliseconds that a transaction may stay open: CloudBase allows 30 s. */
  readonly transactionLimitMs?: number
  /** Real milliseconds that a plain write waits for a transaction's lock. */
  readonly lockWaitMs?: number
  /**
   * False spares the flush to disk of every commit, which on a busy disk is most of its time. What
   * was acknowledged still survives kill -9, but not the loss of power: for tests, never for data.
   */
  readonly flush?: boolean
}

export type RunningServer = { readonly port: number; readonly close: () => Promise<void> }

const TRANSACTION_LIMIT_MS = 30_000
const LOCK_WAIT_MS = 5_000
/** Longer than the SDK keeps an idle connection (4.8 s), so that it never writes into a closed one. */
const KEEP_ALIVE_MS = 65_000
const CLOSE_GRACE_MS = 200
const BODY_BYTES_MAX = 32 * 1024 * 1024
const LOOK_LIMIT_DEFAULT = 100
const HOST = '127.0.0.1'
const ADMIN = /^POST \/admin(?:\/([\w.-]+))?$/
const LOOK = /^GET \/db\/([\w-]+)$/

type Exchange = {
  readonly database: Database
  readonly files: Files
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/**
 * Serves the unmodified node-sdk. Addresses, all on the loopback only:
 * `POST /admin[/<client>]` the SDK's wire protocol (what a client's name is for: request.ts);
 * `POST /clock {offsetMs}`, `GET /healthz`, `GET /db/<collection>?query=<EJSON>&limit=`;
 * `PUT /upload/…` and `GET /files/…`, cloud storage's own.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const clock = createClock()
  const store = openStore(join(options.dir, 'db'), readDeclaration(options.indexesFile), options.flush)
  const isolation = createIsolation()
  const writer = createWriter({ store, isolation }, options.lockWaitMs ?? LOCK_WAIT_MS)
  const transactions = createTransactions(
    { store, isolation },
    writer,
    options.transactionLimitMs ?? TRANSACTION_LIMIT_MS,
  )
  const database: Database = { store, isolation, writer, transactions, clock }
  const files = createFiles(options.dir, clock, () => `http://${HOST}:${portOf(server)}`)
  const server = createServer((request, response) => {
    route({ database, files, request, response }).catch((error: unknown) => fail(response, error))
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.headersTimeout = KEEP_ALIVE_MS + 1000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, HOST, resolve)
  })
  return {
    port: portOf(server),
    close: async () => {
      // What is being answered is answered; connections that are merely kept alive are not waited for.
      setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS).unref()
      await new Promise((resolve) => server.close(resolve))
      await store.close()
    },
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

async function route({ database, files, request, response }: Exchange): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${HOST}`)
  const asked = `${request.method ?? ''} ${url.pathname}`
  const admin = ADMIN.exec(asked)
  if (admin) return answerAdmin({ database, files, request, response }, admin[1] ?? null)
  if (asked === 'GET /healthz') return reply(response, 200, '{"ready":true}')
  if (asked === 'POST /clock') return answerClock(database, request, response)
  const looked = LOOK.exec(asked)
  if (looked) {
    const limit = Number(url.searchParams.get('limit') || LOOK_LIMIT_DEFAULT)
    if (!Number.isInteger(limit)) throw new Refusal('INVALID_PARAM', 'limit is not a whole number')
    const list = look(database, looked[1] ?? '', url.searchParams.get('query') ?? '', limit)
    return reply(response, 200, `{"list":[${list.join(',')}]}`)
  }
  if (await files.serve(request, response, url)) return
  sayNo(response, 404, 'NOT_FOUND', `${asked} is not served here`)
}

async function answerAdmin({ database, files, request, response }: Exchange, client: string | null) {
  // A page in a browser cannot send this header unasked, so none can reach the data from outside.
  if (request.headers.authorization === undefined) {
    return sayNo(response, 200, 'SIGN_PARAM_INVALID', 'the request carries no signature')
  }
  const body = await readJson(request)
  reply(response, 200, await dispatch(database, files, { client, body }))
}

async function answerClock({ clock }: Database, request: IncomingMessage, response: ServerResponse) {
  const { offsetMs } = await readJson(request)
  // For the same reason: this type of content is one that a page cannot send unasked either.
  const json = request.headers['content-type']?.startsWith('application/json') ?? false
  if (!json || !Number.isSafeInteger(offsetMs)) {
    return sayNo(response, 400, 'INVALID_PARAM', 'offsetMs is a whole number, sent as application/json')
  }
  clock.setOffset(offsetMs as number)
  reply(response, 200, JSON.stringify({ now: clock.now() }))
}

/** Listens for the pieces itself: reading a request as an async iterable costs more than answering it. */
function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= BODY_BYTES_MAX) chunks.push(chunk)
    })
    request.once('error', reject)
    request.once('end', () => {
      if (bytes > BODY_BYTES_MAX)
        reject(new Refusal('INVALID_PARAM', `a request is at most ${BODY_BYTES_MAX} bytes`))
      else resolve(Buffer.concat(chunks).toString())
    })
  })
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = await readBody(request)
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null) return body as Record<string, unknown>
  } catch {
    // Falls to the same refusal: a body that is no object.
  }
  throw new Refusal('INVALID_PARAM', 'the body is not a JSON object')
}

function reply(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(json),
  })
  // As text, so that Node sends it in one piece with its head.
  response.end(json)
}

function sayNo(response: ServerResponse, status: number, code: string, message: string): void {
  reply(response, status, JSON.stringify({ code, message }))
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  if (error instanceof Refusal) return sayNo(response, 400, error.code, error.message)
  console.error('database', error)
  sayNo(response, 500, 'SYS_ERR', messageOf(error))
}
