import { CronExpressionParser } from 'cron-parser'
import { toInstant } from './clock'
import type { FunctionDeclaration } from './cloudbase/declarations'

/** The timers of cloudbaserc.json on the world's clock: when each is due, and how its last run went. */
export type Timer = {
  readonly fn: string
  readonly name: string
  readonly cron: string
  /** The first instant after `afterMs` at which this timer fires, in milliseconds since 1970. */
  readonly nextAfter: (afterMs: number) => number
  /**
   * Runs the function with the platform's timer event. Never two runs of one function at once: a
   * second waits for the first. A failure is recorded and answered, not thrown, because the platform
   * tells nobody either.
   */
  readonly run: (atMs: number) => Promise<TimerRun>
  readonly running: () => boolean
  readonly lastRun: () => TimerRun | null
}

export type TimerRun = {
  readonly fn: string
  /** The world's instant it ran for. */
  readonly at: string
  readonly ok: boolean
  /** The JSON text of what the function returned, or what went wrong. */
  readonly says: string
  readonly tookMs: number
}

export type RunFunction = (fn: string, eventText: string) => Promise<string>

export function createTimers(
  declarations: readonly FunctionDeclaration[],
  runFunction: RunFunction,
): readonly Timer[] {
  return declarations.flatMap(({ name: fn, triggers }) =>
    triggers.map(({ name, cron }) => ({
      fn,
      name,
      cron,
      nextAfter: nextOf(cron),
      ...runsOf(fn, name, runFunction),
    })),
  )
}

function runsOf(fn: string, name: string, runFunction: RunFunction) {
  let last: TimerRun | null = null
  let waiting = 0
  let queue: Promise<unknown> = Promise.resolve()

  const runOnce = async (atMs: number): Promise<TimerRun> => {
    // Seconds, no fraction: as the platform writes it.
    const Time = new Date(atMs).toISOString().replace(/\.\d+Z$/, 'Z')
    const eventText = JSON.stringify({ Type: 'Timer', TriggerName: name, Time, Message: '' })
    const started = Date.now()
    const [ok, says] = await runFunction(fn, eventText).then(
      (text) => [true, text] as const,
      (error: Error) => [false, error.message] as const,
    )
    last = { fn, at: toInstant(atMs), ok, says, tookMs: Date.now() - started }
    return last
  }
  const run = (atMs: number): Promise<TimerRun> => {
    waiting += 1
    const mine = queue.then(() => runOnce(atMs))
    queue = mine.finally(() => {
      waiting -= 1
    })
    return mine
  }
  return { run, running: () => waiting > 0, lastRun: () => last }
}

function nextOf(cron: string): (afterMs: number) => number {
  // The year field is always `*` (declarations.ts) and the parser has none.
  const fields = cron.trim().split(/\s+/).slice(0, -1).join(' ')
  const expression = CronExpressionParser.parse(fields, { tz: 'Asia/Shanghai' })
  let asked = NaN
  let answered = NaN
  return (afterMs) => {
    // The same question comes ten times a second, and the answer changes once a minute.
    if (afterMs >= asked && afterMs < answered) return answered
    expression.reset(new Date(afterMs))
    asked = afterMs
    answered = expression.next().getTime()
    return answered
  }
}
