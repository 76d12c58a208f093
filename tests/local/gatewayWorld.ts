import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { type CloudOptions, type LocalCloud, startLocalCloud } from '../../local/cloud'
import { openKeys } from '../../local/wechat/keys'
import { tempDir, writeFunction } from './tiny'

/** What each tiny function of the gateway's tests does. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  resident: `async (event, { environment }) =>
      ({ ok: true, value: { event, openid: JSON.parse(environment).WX_OPENID ?? null } })`,
  staff: `async ({ ask }) => {
    if (ask.crash) process.exit(1)
    return { ok: true, value: { env: process.env } }
  }`,
  payNotify: `async (event) => {
    if (event.path === '/notify/plain') return { took: event.httpMethod }
    if (event.path !== '/notify/wechatpay') return { statusCode: 404, body: { code: 'FAIL' } }
    if (event.queryStringParameters.binary) {
      return { statusCode: 200, headers: { 'Content-Type': 'image/png' }, body: 'iVBORw==', isBase64Encoded: true }
    }
    return { statusCode: 201, headers: { 'X-Mine': 'yes' }, body: JSON.stringify(event), isBase64Encoded: false }
  }`,
  // Each run leaves a line: which timer, for which instant, and what the function's own clock said.
  ...Object.fromEntries(
    ['daily', 'sweep', 'reconcile'].map((fn) => [
      fn,
      `async (event) => {
    const world = new Date(Date.now() + Number(process.env.NUANCUI_CLOCK_OFFSET_MS)).toISOString()
    require('fs').appendFileSync(process.env.RUNS, JSON.stringify({ fn: '${fn}', ...event, world }) + '\\n')
    if (require('fs').existsSync(process.env.RUNS + '.${fn}.fails')) throw new Error('没有成功')
    return { done: true }
  }`,
    ]),
  ),
}

export type TestWorld = {
  readonly dir: string
  readonly runs: string
  readonly start: (options?: Partial<CloudOptions>) => Promise<LocalCloud>
}

/** A folder with tiny functions and a browser build of two files, in which clouds may be started. */
export function testWorld(): TestWorld {
  const dir = tempDir()
  const functionsDir = join(dir, 'functions')
  for (const [name, main] of Object.entries(FUNCTIONS)) writeFunction(functionsDir, name, main)
  writeFileSync(join(functionsDir, 'indexes.json'), JSON.stringify({ collections: ['bills'], indexes: [] }))
  const h5Dir = join(dir, 'h5')
  mkdirSync(join(h5Dir, 'js'), { recursive: true })
  writeFileSync(join(h5Dir, 'index.html'), '<!doctype html><title>暖催</title>')
  writeFileSync(join(h5Dir, 'js/app.js'), `console.log(${JSON.stringify('x'.repeat(5000))})`)
  const runs = join(dir, 'runs')
  const data = join(dir, 'data')
  return {
    dir,
    runs,
    start: async (options = {}) => {
      mkdirSync(join(data, 'wechat'), { recursive: true })
      copyFileSync(await keyring(), join(data, 'wechat/keys.json'))
      return startLocalCloud({
        dir: data,
        port: 0,
        functionsDir,
        h5Dir,
        timers: false,
        env: { RUNS: runs },
        ...options,
      })
    },
  }
}

/** RSA keys take half a second to make, so every world of a test file has the same. */
let made: Promise<string> | null = null
function keyring(): Promise<string> {
  const dir = tempDir()
  made ??= openKeys(dir).then(() => join(dir, 'keys.json'))
  return made
}

export type Answered = {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: Buffer
}

/** HTTP to the letter: `fetch` would not let a test choose its Host, or the case of a header's name. */
export function raw(
  cloud: LocalCloud,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: Buffer | string } = {},
): Promise<Answered> {
  const { method = 'GET', headers = {}, body } = options
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: cloud.port, path, method, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** The answer's JSON, loosely: a test says what it expects of each field. */
export function json(answered: Answered): ReturnType<typeof JSON.parse> {
  return JSON.parse(answered.body.toString('utf8'))
}
