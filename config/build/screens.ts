import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'

const root = join(__dirname, '..', '..')
const taroCli = join(root, 'node_modules', '@tarojs', 'cli', 'bin', 'taro')

/** Everything a screen can be made of. The lock file stands for what is installed. */
const SOURCES = [
  'src', 'types', 'config/index.ts', 'config/taro', 'config/build/screens.ts',
  'project.config.json', 'package-lock.json',
]
const PROGRESS_EVERY_MS = 5_000
const LOCK_LOOK_EVERY_MS = 200
const BUILD_MS_MAX = 600_000
const TAIL_LINES = 40

export type ScreensTarget = 'h5' | 'weapp'
type Log = (line: string) => void

/**
 * Builds the screens for a browser (dist/h5) or for WeChat (dist/weapp), unless what lies there was
 * built from these very sources. Answers the folder. Safe to call from several processes at once:
 * the first builds, the others wait for it. Throws with the end of Taro's output when it fails.
 */
export async function buildScreens(target: ScreensTarget, { log }: { log: Log }): Promise<string> {
  const folder = join(root, 'dist', target)
  const wanted = hashOfSources()
  if (builtFrom(folder) === wanted) return folder

  const unlock = await lock(target)
  try {
    if (builtFrom(folder) === wanted) return folder
    // An old build goes first: a stopped one must not leave files of two builds under a valid stamp.
    rmSync(folder, { recursive: true, force: true })
    await runTaro(target, log)
    writeFileSync(stampOf(folder), wanted)
    return folder
  } finally {
    unlock()
  }
}

const stampOf = (folder: string) => join(folder, '.built-from')

function builtFrom(folder: string): string | null {
  return existsSync(stampOf(folder)) ? readFileSync(stampOf(folder), 'utf8') : null
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap((source) => filesUnder(join(root, source)))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).sort().flatMap((name) => filesUnder(join(path, name)))
}

/**
 * A hard link is made by exactly one process, with its owner's number already inside; that makes it
 * a lock. A dead owner's is taken away, and so is one older than any build.
 */
async function lock(target: ScreensTarget): Promise<() => void> {
  const held = join(root, 'dist', `.${target}-being-built`)
  const mine = `${held}.${process.pid}`
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(mine, String(process.pid))
  try {
    while (!linked(mine, held)) {
      if (abandoned(held)) rmSync(held, { force: true })
      else await new Promise((resolve) => setTimeout(resolve, LOCK_LOOK_EVERY_MS))
    }
  } finally {
    rmSync(mine, { force: true })
  }
  return () => rmSync(held, { force: true })
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function abandoned(held: string): boolean {
  try {
    if (Date.now() - statSync(held).mtimeMs > BUILD_MS_MAX) return true
    process.kill(Number(readFileSync(held, 'utf8')), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

function runTaro(target: ScreensTarget, log: Log): Promise<void> {
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  const what = `the screens (${target})`
  log(`Building ${what} …`)
  const progress = setInterval(() => log(`Building ${what} … ${seconds()} s`), PROGRESS_EVERY_MS)

  return new Promise((resolve, reject) => {
    const command = [taroCli, 'build', '--type', target]
    const taro = spawn(process.execPath, command, { cwd: root, env: environment(), stdio: 'pipe' })
    const heard: string[] = []
    taro.stdout.on('data', (chunk: Buffer) => heard.push(chunk.toString()))
    taro.stderr.on('data', (chunk: Buffer) => heard.push(chunk.toString()))
    taro.on('error', reject)
    taro.on('close', (code) => {
      clearInterval(progress)
      if (code !== 0) return reject(new Error(`${what} do not build:\n${tail(heard.join(''))}`))
      log(`Built ${what} in ${seconds()} s`)
      resolve()
    })
  })
}

/** A production build whoever asks: under jest NODE_ENV says `test`, which would build other code. */
function environment(): NodeJS.ProcessEnv {
  const { JEST_WORKER_ID: _worker, NODE_OPTIONS: _options, BABEL_ENV: _babel, ...inherited } = process.env
  return { ...inherited, NODE_ENV: 'production', FORCE_COLOR: '0', CI: 'true' }
}

/** The last lines, without the codes that colour them. */
function tail(output: string): string {
   
  const plain = output.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
  const lines = plain.split('\n').filter((line) => line.trim() !== '')
  return lines.slice(-TAIL_LINES).join('\n')
}
