import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { InstantSource } from '../../clock'
import type { FunctionDeclaration } from '../declarations'
import { callFrame, gatherLines, onFrames } from './frames'
import type { Keeper } from './keeper'
import { FunctionFailure, PAYLOAD_BYTES_MAX } from './platform'

const RUNNER = join(__dirname, 'runner.cjs')
const LOAD_SECONDS_MAX = 20
/** Windows knows no stopped process; there an instance merely blocks until its next call. */
const CAN_STOP = process.platform !== 'win32'

export type InstanceState = 'loading' | 'idle' | 'busy' | 'gone'

export type Instance = {
  readonly pid: number
  /** Names the bundle that was loaded; another stamp on disk means another build. */
  readonly bundle: string | null
  readonly state: () => InstanceState
  /** Resolves once the bundle is loaded; rejects with a FunctionFailure when it cannot be. */
  readonly loaded: Promise<void>
  /**
   * Runs one invocation and answers the JSON text of what `main` returned. Rejects with a
   * FunctionFailure when it throws, crashes, answers too much or runs into its time limit.
   */
  readonly invoke: (call: Call) => Promise<string>
  /** Ends the process at once; an open invocation is answered as a crash. */
  readonly kill: () => void
  readonly gone: Promise<void>
}

export type Call = { readonly eventText: string; readonly context: object; readonly clock: InstantSource }

export type InstanceDeps = {
  readonly declared: FunctionDeclaration
  readonly bundleFile: string
  readonly environment: Record<string, string>
  readonly keeper: Keeper
  readonly log: (line: string) => void
}

/** The bundle's identity on disk, or null when it has not been built. */
export function bundleStamp(file: string): string | null {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat ? `${stat.mtimeMs}:${stat.size}` : null
}

export function spawnInstance({ declared, bundleFile, environment, keeper, log }: InstanceDeps): Instance {
  const { name, timeoutSeconds } = declared
  const bundle = bundleStamp(bundleFile)
  const child = spawn(process.execPath, [RUNNER, bundleFile], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
  })
  const pid = child.pid ?? 0
  if (pid > 0) keeper.watch(pid)
  const calls = child.stdio[3] as Writable
  calls.on('error', () => undefined) // Written to an instance that has just crashed: `gone` answers for it.
  const lastError = gatherLines(child, (line) => log(`${name} ${line}`))
  let state: InstanceState = 'loading'

  const kill = (): void => {
    state = 'gone'
    child.kill('SIGKILL')
  }
  // What an instance was doing when its time ran out is unknown, so it never runs again.
  const turn = createTurn(kill)
  onFrames(child.stdio[4] as Readable, (letter, body) => {
    if (CAN_STOP && letter !== 'f') child.kill('SIGSTOP')
    state = letter === 'f' ? 'gone' : 'idle'
    if (letter === 'e' || letter === 'f') turn.fail(thrown(name, body))
    else if (body.length > PAYLOAD_BYTES_MAX) turn.fail(tooLarge(name, body.length))
    else turn.finish(body.toString('utf8'))
  })
  const gone = new Promise<void>((resolve) => {
    const ended = (): void => {
      state = 'gone'
      if (pid > 0) keeper.forget(pid)
      turn.fail(new FunctionFailure('executeFailed', `${name} crashed ${lastError()}`.trim()))
      resolve()
    }
    child.once('close', ended)
    child.once('error', ended)
  })

  const loaded = turn.open(LOAD_SECONDS_MAX, `${name} did not load within ${LOAD_SECONDS_MAX} seconds`)
  const invoke = ({ eventText, context, clock }: Call): Promise<string> => {
    state = 'busy'
    const answer = turn.open(timeoutSeconds, `Invoking task timed out after ${timeoutSeconds} seconds`)
    if (CAN_STOP) child.kill('SIGCONT')
    calls.write(callFrame(eventText, context, clock))
    return answer
  }
  return { pid, bundle, state: () => state, loaded: loaded.then(() => undefined), invoke, kill, gone }
}

/** The one thing an instance is being waited for: settled once, by its answer, its end or the clock. */
function createTurn(onTimeout: () => void) {
  let settle: ((answer: string | FunctionFailure) => void) | null = null
  const end = (answer: string | FunctionFailure): void => {
    settle?.(answer)
    settle = null
  }
  const open = (limitSeconds: number, words: string): Promise<string> =>
    new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => {
        end(new FunctionFailure('timedOut', words))
        onTimeout()
      }, limitSeconds * 1000)
      settle = (answer) => {
        clearTimeout(timer)
        if (typeof answer === 'string') resolve(answer)
        else reject(answer)
      }
    })
  return { open, finish: (text: string) => end(text), fail: (failure: FunctionFailure) => end(failure) }
}

function thrown(name: string, body: Buffer): FunctionFailure {
  const error = JSON.parse(body.toString('utf8')) as Record<'name' | 'message' | 'stack', string>
  const failure = new FunctionFailure('executeFailed', `${name} ${error.name}: ${error.message}`)
  if (error.stack !== '') failure.stack = error.stack
  return failure
}

function tooLarge(name: string, bytes: number): FunctionFailure {
  const words = `${name} answered ${bytes} bytes; the platform carries ${PAYLOAD_BYTES_MAX}`
  return new FunctionFailure('executeFailed', words)
}
