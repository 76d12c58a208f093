import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { HttpProblem } from './http'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
}
const WORTH_PACKING = /^(text\/|application\/json|image\/svg)/
const zip = promisify(gzip)

type Packed = {
  readonly stamp: string
  readonly etag: string
  readonly type: string
  readonly plain: Buffer
  readonly packed: Buffer | null
}

/** Serves the browser build. Files are read and compressed once for each build, then kept. */
export function createScreens(dir: string) {
  const kept = new Map<string, Packed>()

  const load = async (file: string): Promise<Packed | null> => {
    const found = await stat(file).catch(() => null)
    if (!found?.isFile()) return null
    const stamp = `${found.mtimeMs}:${found.size}`
    const before = kept.get(file)
    if (before?.stamp === stamp) return before
    const plain = await readFile(file)
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    const packed = WORTH_PACKING.test(type) ? await zip(plain) : null
    const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
    const now = { stamp, etag, type, plain, packed }
    kept.set(file, now)
    return now
  }
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const file = await load(fileOf(dir, path))
    if (!file) {
      const words = path === '/' ? '浏览器版还没有构建：npm run build' : `没有 ${path}`
      throw new HttpProblem(404, words)
    }
    // Always asked again, hardly ever sent again: a rebuilt screen shows at the next load.
    const headers = {
      'content-type': file.type,
      etag: file.etag,
      'cache-control': 'no-cache',
      vary: 'accept-encoding',
    }
    if (request.headers['if-none-match'] === file.etag) {
      response.writeHead(304, headers).end()
      return
    }
    const packs = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
    const body = packs && file.packed ? file.packed : file.plain
    response.writeHead(200, {
      ...headers,
      ...(body === file.packed ? { 'content-encoding': 'gzip' } : {}),
      'content-length': body.length,
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

function fileOf(dir: string, path: string): string {
  let plain: string
  try {
    plain = decodeURIComponent(path === '/' ? '/index.html' : path)
  } catch {
    throw new HttpProblem(400, '地址里有不完整的编码')
  }
  const file = normalize(join(dir, plain))
  if (!file.startsWith(dir + sep) || plain.includes('\0')) throw new HttpProblem(404, `没有 ${path}`)
  return file
}
