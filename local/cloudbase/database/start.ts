import { type ChildProcess, spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { bundledServer } from './bundle'

export type DatabaseOptions = {
  /** The data folder; `db/`, `files/` and their key are kept in it. */
  readonly dir: string
  readonly indexesFile?: string
  /** 0 or absent for any free port. */
  readonly port?: number
  readonly transactionLimitMs?: number
  readonly lockWaitMs?: number
  /** Default true. False is for tests: commits survive kill -9 but not the loss of power. */
  readonly flush?: boolean
}

export type DatabaseExit = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

export type RunningDatabase = {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  readonly pid: number
  /**
   * What TCB_CONTEXT_CNFG's URL should be. Name the client when it stands for one invocation at a
   * time: operations that leave its open transaction in silence are then refused (request.ts).
   */
  readonly adminUrl: (client?: string) => string
  /** The world's clock is real time plus this many milliseconds. */
  readonly setClock: (offsetMs: number) => Promise<void>
  /** Ends the process in order; every acknowledged write is on disk with or without it. */
  readonly stop: () => Promise<void>
  /** kill -9. */
  readonly kill: () => void
  /** Told once the process has ended, however; at once if it has already. */
  readonly onExit: (listener: (exit: DatabaseExit) => void) => void
}

const START_MS_MAX = 20_000

/** Starts the database process and waits until it serves. Throws what it said when it did not. */
export async function startDatabase(options: DatabaseOptions): Promise<RunningDatabase> {
  const server = await bundledServer()
  const child = spawn(process.execPath, [server, ...argumentsOf(options)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const exit = new Promise<DatabaseExit>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  )
  const port = await readyPort(child)
  letParentEnd(child)
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    pid: child.pid ?? 0,
    adminUrl: (client) => (client === undefined ? `${url}/admin` : `${url}/admin/${client}`),
    setClock: (offsetMs) => setClock(url, offsetMs),
    stop: async () => {
      child.ref()
      child.kill('SIGTERM')
      await exit
    },
    kill: () => {
      child.kill('SIGKILL')
    },
    onExit: (listener) => void exit.then(listener),
  }
}

function argumentsOf(options: DatabaseOptions): string[] {
  const { dir, port, indexesFile, transactionLimitMs, lockWaitMs, flush = true } = options
  const given = {
    '--dir': dir,
    '--port': port,
    '--indexes': indexesFile,
    '--transaction-limit-ms': transactionLimitMs,
    '--lock-wait-ms': lockWaitMs,
  }
  const named = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [name, String(value)],
  )
  return flush ? named : [...named, '--no-flush']
}

function readyPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = ''
    let ready = false
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`the database did not start within ${START_MS_MAX} ms: ${said}`))
    }, START_MS_MAX)
    child.stderr?.on('data', (chunk: Buffer) => {
      // Until it serves, what it says goes into the error that this throws.
      if (ready) process.stderr.write(chunk)
      else said += chunk.toString()
    })
    child.once('exit', () => {
      clearTimeout(timer)
      reject(new Error(`the database did not start: ${said.trim()}`))
    })
    child.once('message', (message: { port: number }) => {
      clearTimeout(timer)
      ready = true
      resolve(message.port)
    })
  })
}

/** A caller that ends without stopping it is not held up: the database notices, and ends as well. */
function letParentEnd(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
  if (child.stderr instanceof Socket) child.stderr.unref()
}

async function setClock(url: string, offsetMs: number): Promise<void> {
  const answer = await fetch(`${url}/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ offsetMs }),
  })
  if (!answer.ok) throw new Error(`the database did not take the clock: ${await answer.text()}`)
}
