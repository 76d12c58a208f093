import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname, extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Clock } from './clock'
import { refuse } from './refusal'

/** Cloud storage: what the SDK's storage.* actions need, and the two addresses they hand out. */
export type Files = {
  readonly uploadMetadata: (body: Readonly<Record<string, unknown>>) => unknown
  readonly downloadUrls: (body: Readonly<Record<string, unknown>>) => Promise<unknown>
  readonly remove: (body: Readonly<Record<string, unknown>>) => Promise<unknown>
  /** PUT /upload/<path> and GET or HEAD /files/<path>; false when the address is not one of these. */
  readonly serve: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>
}

type Grant = 'upload' | 'files'

const UPLOAD_SECONDS = 900
const DOWNLOAD_SECONDS_DEFAULT = 3600
const FILE_ID = /^cloud:\/\/[^/]+\/(.+)$/
/** Letters that would end a path early, or leave the folder: the addresses carry paths unescaped. */
const PATH_FORBIDDEN = /[?#%\\\u0000-\u001f]|(^|\/)\.{0,2}(\/|$)/

const CONTENT_TYPES: Record<string, string> = {
  '.csv': 'text/csv; charset=utf-8',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

type Shelf = {
  readonly folder: string
  readonly secret: Buffer
  readonly clock: Clock
  readonly origin: () => string
}

/**
 * Files under `<data folder>/files`. A temporary address is signed with a secret of the data folder
 * and runs out on the world's clock, one hour on when the caller names no time, as in the cloud.
 */
export function createFiles(dataFolder: string, clock: Clock, origin: () => string): Files {
  const folder = join(dataFolder, 'files')
  mkdirSync(folder, { recursive: true })
  const shelf: Shelf = { folder, secret: secretOf(join(dataFolder, 'files.key')), clock, origin }
  return {
    uploadMetadata: ({ path, envName }) => {
      const cloudPath = assertCloudPath(path)
      const url = grant(shelf, 'upload', cloudPath, UPLOAD_SECONDS)
      const env = typeof envName === 'string' && envName ? envName : 'local'
      const fileId = `cloud://${env}.files/${cloudPath}`
      // The SDK sends cosFileId on as a header, where only ASCII may stand.
      const cosFileId = Buffer.from(fileId).toString('base64url')
      return { url: encodeURI(url), token: 'local', authorization: 'local', fileId, cosFileId }
    },
    downloadUrls: async ({ file_list }) => ({
      download_list: await Promise.all(listOf(file_list).map((one) => downloadUrl(shelf, one))),
    }),
    remove: async ({ fileid_list }) => ({
      delete_list: await Promise.all(listOf(fileid_list).map((one) => removeFile(shelf, one))),
    }),
    serve: (request, response, url) => serve(shelf, request, response, url),
  }
}

function secretOf(file: string): Buffer {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 })
  return readFileSync(file)
}

function listOf(list: unknown): unknown[] {
  return Array.isArray(list) ? list : refuse('INVALID_PARAM', 'the list of files is missing')
}

function assertCloudPath(path: unknown): string {
  if (typeof path === 'string' && path !== '' && !PATH_FORBIDDEN.test(path)) return path
  return refuse('INVALID_PARAM', `not a path in cloud storage: ${String(path)}`)
}

function pathOfFileId(fileId: unknown): string | null {
  const path = FILE_ID.exec(String(fileId))?.[1]
  return path !== undefined && !PATH_FORBIDDEN.test(path) ? path : null
}

async function sizeOf(shelf: Shelf, path: string | null): Promise<number | null> {
  if (path === null) return null
  const found = await stat(join(shelf.folder, path)).catch(() => null)
  return found?.isFile() ? found.size : null
}

async function downloadUrl(shelf: Shelf, asked: unknown): Promise<unknown> {
  const { fileid: fileID, max_age: maxAge } = asked as { fileid?: unknown; max_age?: unknown }
  const path = pathOfFileId(fileID)
  if (path === null || (await sizeOf(shelf, path)) === null)
    return { fileID, code: 'STORAGE_FILE_NONEXIST', tempFileURL: '' }
  const seconds = typeof maxAge === 'number' && maxAge > 0 ? maxAge : DOWNLOAD_SECONDS_DEFAULT
  // Not escaped: the SDK escapes the address itself before it downloads from it.
  return { fileID, code: 'SUCCESS', tempFileURL: grant(shelf, 'files', path, seconds) }
}

async function removeFile(shelf: Shelf, fileID: unknown): Promise<unknown> {
  const path = pathOfFileId(fileID)
  if (path === null || (await sizeOf(shelf, path)) === null) return { fileID, code: 'STORAGE_FILE_NONEXIST' }
  await rm(join(shelf.folder, path))
  return { fileID, code: 'SUCCESS' }
}

function grant(shelf: Shelf, what: Grant, path: string, seconds: number): string {
  const until = shelf.clock.now() + seconds * 1000
  const sign = signature(shelf, what, path, String(until))
  return `${shelf.origin()}/${what}/${path}?until=${until}&sign=${sign}`
}

function signature(shelf: Shelf, what: Grant, path: string, until: string): string {
  return createHmac('sha256', shelf.secret).update(`${what}\n${path}\n${until}`).digest('hex')
}

async function serve(
  shelf: Shelf,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<boolean> {
  const [, what = '', ...steps] = url.pathname.split('/')
  if (what !== 'upload' && what !== 'files') return false
  const path = decodeURIComponent(steps.join('/'))
  const until = url.searchParams.get('until') ?? ''
  const given = Buffer.from(url.searchParams.get('sign') ?? '', 'hex')
  const wanted = Buffer.from(signature(shelf, what, path, until), 'hex')
  const valid = given.length === wanted.length && timingSafeEqual(given, wanted) && !PATH_FORBIDDEN.test(path)
  if (!valid) deny(response, 'SignatureDoesNotMatch', 'the address is not one that was handed out')
  else if (Number(until) < shelf.clock.now()) deny(response, 'AccessDenied', 'the address has run out')
  else if (what === 'upload' && request.method === 'PUT') await receive(shelf, request, response, path)
  else if (what === 'files' && (request.method === 'GET' || request.method === 'HEAD'))
    await send(shelf, request, response, path)
  else deny(response, 'MethodNotAllowed', `${request.method ?? ''} is not for this address`)
  return true
}

/** Cloud storage answers a refusal in XML, and the SDK reads its Code, Message, RequestId and TraceId. */
function deny(response: ServerResponse, code: string, message: string): void {
  response.writeHead(403, { 'content-type': 'application/xml' })
  const ids = '<RequestId>local</RequestId><TraceId>local</TraceId>'
  response.end(`<Error><Code>${code}</Code><Message>${message}</Message>${ids}</Error>`)
}

/** The file appears under its name only when all of it is on disk. */
async function receive(
  shelf: Shelf,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const target = join(shelf.folder, path)
  await mkdir(dirname(target), { recursive: true })
  const partial = `${target}.${randomBytes(6).toString('hex')}.part`
  try {
    await pipeline(request, createWriteStream(partial, { flush: true }))
    await rename(partial, target)
    await syncFolder(dirname(target))
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
  response.writeHead(200).end()
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

async function send(
  shelf: Shelf,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const size = await sizeOf(shelf, path)
  if (size === null) {
    response.writeHead(404, { 'content-type': 'application/xml' })
    response.end('<Error><Code>NoSuchKey</Code><Message>no such file</Message></Error>')
    return
  }
  response.writeHead(200, {
    'content-type': CONTENT_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream',
    'content-length': size,
    'x-content-type-options': 'nosniff',
    'access-control-allow-origin': '*',
  })
  if (request.method === 'HEAD') response.end()
  else await pipeline(createReadStream(join(shelf.folder, path)), response)
}
