import type { RunningDatabase } from './cloudbase/database/start'
import type { Keeper } from './cloudbase/functions/keeper'
import { FunctionFailure } from './cloudbase/functions/platform'

export type SupervisedDatabase = {
  readonly url: () => string
  /** Where the SDK of one function instance speaks to: each has a name of its own (database/request.ts). */
  readonly adminUrl: (client: string) => string
  readonly pid: () => number
  readonly healthy: () => boolean
  readonly restarts: () => number
  /** Resolves when the database answers; rejects with a FunctionFailure when it does not for long. */
  readonly whenReady: () => Promise<void>
  /** Tells the database the world's time. Nothing to tell while it is down: a new one is told first. */
  readonly tellClock: () => Promise<void>
  /** Kills the process as a crash would, and resolves when the next one answers. */
  readonly restart: () => Promise<void>
  /** Does `work` while the database is down and stays down; resolves when it is up again. */
  readonly without: <T>(work: () => Promise<T>) => Promise<T>
  readonly stop: () => Promise<void>
}

export type SuperviseDeps = {
  /** Starts a process on `port`, or on a free one. */
  readonly start: (port?: number) => Promise<RunningDatabase>
  readonly offsetMs: () => number
  readonly keeper: Keeper
  /** Connections of the old process are dead: whoever holds one must begin anew. */
  readonly onRestart: () => void
  readonly log: (line: string) => void
}

/** Less than the 5 s that WeChat Pay waits for an answer: it is better told of a failure than kept waiting. */
const CALL_WAIT_MS_MAX = 4_000
const CLOCK_WAIT_MS_MAX = 20_000
const PAUSE_MS = 200

/**
 * Keeps one database process alive. With the server gone the SDK hangs for seconds, so calls wait at
 * the gate instead, and the next process takes the same port: functions at work find it again.
 */
export async function superviseDatabase(deps: SuperviseDeps): Promise<SupervisedDatabase> {
  const life = await beginLife(deps)
  return {
    url: () => life.process().url,
    adminUrl: (client) => life.process().adminUrl(client),
    pid: () => life.process().pid,
    healthy: life.healthy,
    restarts: life.restarts,
    whenReady: async () => {
      if (life.heldDown()) throw new FunctionFailure('unavailable', 'the database is down')
      if (!life.healthy()) await within(life.up(), CALL_WAIT_MS_MAX)
    },
    tellClock: async () => {
      if (!life.healthy()) await within(life.up(), CLOCK_WAIT_MS_MAX)
      await life.process().setClock(deps.offsetMs())
    },
    restart: async () => {
      await life.end()
      await life.up()
    },
    without: async (work) => {
      const letGo = life.holdDown()
      await life.end()
      try {
        return await work()
      } finally {
        letGo()
        await life.up()
      }
    },
    stop: life.stop,
  }
}

/** One process after another: whenever one ends unasked, the next takes its port. */
async function beginLife(deps: SuperviseDeps) {
  const { keeper, log } = deps
  let process = await deps.start()
  let up: Promise<void> = Promise.resolve()
  let healthy = false
  let stopping = false
  let restarts = 0
  let held: Promise<void> | null = null

  const adopt = async (started: RunningDatabase): Promise<void> => {
    process = started
    keeper.watch(started.pid)
    started.onExit(() => {
      keeper.forget(started.pid)
      if (stopping) return
      healthy = false
      log('database: the process has ended; starting the next one')
      up = revive()
    })
    await started.setClock(deps.offsetMs())
    healthy = true
  }
  const revive = async (): Promise<void> => {
    const port = Number(new URL(process.url).port)
    await held
    while (!stopping && !healthy) {
      await deps
        .start(port)
        .then(adopt)
        .catch((error: Error) => {
          log(`database: ${error.message}`)
          return pause(PAUSE_MS)
        })
    }
    restarts += 1
    deps.onRestart()
  }
  await adopt(process)
  return {
    process: () => process,
    healthy: () => healthy,
    restarts: () => restarts,
    up: () => up,
    heldDown: () => held !== null,
    /** Nothing is started until the answer is called. */
    holdDown: (): (() => void) => {
      let open = (): void => undefined
      held = new Promise((resolve) => (open = resolve))
      return () => {
        held = null
        open()
      }
    },
    end: () => killed(process),
    stop: async (): Promise<void> => {
      stopping = true
      if (held === null) await up // A process that is just starting must be there to be stopped.
      await process.stop()
    },
  }
}

function killed(process: RunningDatabase): Promise<void> {
  return new Promise((resolve) => {
    process.onExit(() => resolve())
    process.kill()
  })
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function within(work: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new FunctionFailure('unavailable', 'the database is not up')), limitMs)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
