import { parseInstant, toInstant, type WorldClock } from './clock'
import type { Timer, TimerRun } from './timers'

/** Things of WeChat's own that fall due: notices and their repetitions, delayed faults. */
export type DueThings = {
  readonly nextDueMs: () => number | null
  /** Does everything due at `nowMs`; resolves when it is done. */
  readonly runDue: (nowMs: number) => Promise<void>
  /** Forgets everything due at or before `nowMs`, as if it had been lost on the way. */
  readonly skipDue: (nowMs: number) => void
}

export type JumpReport = {
  readonly now: string
  /** How often each timer ran. */
  readonly ran: Readonly<Record<string, number>>
  readonly failures: readonly TimerRun[]
}

export type Schedule = {
  /** Fires timers and WeChat's due things as the world's clock passes them, until `stop`. */
  readonly start: (options: { readonly timers: boolean }) => void
  /**
   * Moves the world to `to`. With timers, everything on the way happens in time order, the clock
   * standing at each instant; without, it never happens. Jumps run one after another. Throws a
   * JumpRefused when `to` is no instant or lies in the past.
   */
  readonly jump: (to: unknown, timers: boolean) => Promise<JumpReport>
  /**
   * Moves the world to `to` and leaves its clock standing there. What WeChat has due on the way
   * happens in its place; the timers are the caller's to fire. For whoever lives a month in
   * minutes: while the clock stands, nothing depends on how fast the machine is. The next jump
   * lets the clock run again.
   */
  readonly pass: (to: unknown) => Promise<void>
  readonly jumping: () => boolean
  readonly stop: () => Promise<void>
}

export class JumpRefused extends Error {}

export type ScheduleDeps = {
  readonly clock: WorldClock
  readonly timers: readonly Timer[]
  readonly things: DueThings
  /** Tells the database the world's time; resolves when it knows. */
  readonly tellDatabase: () => Promise<void>
  readonly log: (line: string) => void
}

const TICK_MS = 100
const DAY_MS = 24 * 3600_000
/** In a jump over more than a day, a timer fires at most once in each ten minutes of the day. */
const LONG_JUMP_STEP_MS = 10 * 60_000
/** Something that is due again at once, for ever, is a fault of the simulator, not of the program. */
const ROUNDS_MAX = 10_000

export function createSchedule(deps: ScheduleDeps): Schedule {
  const { clock, things } = deps
  const ticker = createTicker(deps)
  let jumps: Promise<unknown> = Promise.resolve()
  let jumping = 0

  const readTo = (to: unknown): number => {
    const toMs = parseInstant(to)
    if (toMs === null) throw new JumpRefused('now 需要带时区的时间，例如 2026-07-01T09:00:00+08:00')
    if (toMs < clock.nowMs()) throw new JumpRefused(`世界时钟只能向前，现在是 ${clock.now()}`)
    return toMs
  }
  const jump = async (to: unknown, withTimers: boolean): Promise<JumpReport> => {
    const toMs = readTo(to)
    await ticker.settled() // What real time began must not overlap what the jump begins.
    try {
      const report = withTimers ? await walk(deps, toMs) : { ran: {}, failures: [] }
      if (!withTimers) things.skipDue(toMs)
      clock.standAt(toMs)
      return { now: toInstant(toMs), ...report }
    } finally {
      // After an accident too, from where the walk had come: the clock must not stand still for ever.
      ticker.passTo(clock.nowMs())
      clock.runFrom(clock.nowMs())
      await deps.tellDatabase()
    }
  }
  const pass = async (to: unknown): Promise<void> => {
    const toMs = readTo(to)
    await ticker.settled()
    await walk({ ...deps, timers: [] }, toMs)
    clock.standAt(toMs)
    ticker.passTo(toMs)
    await deps.tellDatabase()
  }
  /** Never two at a time, and real time begins nothing meanwhile. */
  const inTurn = <T>(move: () => Promise<T>): Promise<T> => {
    jumping += 1
    const mine = jumps.then(move).finally(() => {
      jumping -= 1
    })
    jumps = mine.catch(() => undefined)
    return mine
  }
  return {
    start: ({ timers }) => ticker.start(() => jumping === 0, timers),
    jump: (to, withTimers) => inTurn(() => jump(to, withTimers)),
    pass: (to) => inTurn(() => pass(to)),
    jumping: () => jumping > 0,
    stop: ticker.stop,
  }
}

/** Real time: begins what falls due as the clock passes it. */
function createTicker({ clock, timers, things, log }: ScheduleDeps) {
  let passedMs = clock.nowMs()
  let timeout: NodeJS.Timeout | null = null
  let thingsAtWork = false
  const open = new Set<Promise<unknown>>()
  const keep = (work: Promise<unknown>): void => {
    const kept = work
      .catch((error: Error) => log(`schedule: ${error.message}`))
      .finally(() => open.delete(kept))
    open.add(kept)
  }
  const tickThings = (nowMs: number): void => {
    const dueMs = things.nextDueMs()
    if (thingsAtWork || dueMs === null || dueMs > nowMs) return
    thingsAtWork = true
    const work = things.runDue(nowMs).finally(() => {
      thingsAtWork = false
    })
    keep(work)
  }
  const tickTimers = (nowMs: number): void => {
    for (const timer of timers) {
      const dueMs = timer.nextAfter(passedMs)
      // A run that outlasts its minute is not followed by a heap of late ones.
      if (dueMs <= nowMs && !timer.running()) keep(timer.run(dueMs))
    }
  }
  return {
    start: (allowed: () => boolean, withTimers: boolean): void => {
      timeout = setInterval(() => {
        if (!allowed()) return
        const nowMs = clock.nowMs()
        tickThings(nowMs)
        if (withTimers) tickTimers(nowMs)
        passedMs = nowMs
      }, TICK_MS)
    },
    /** What lies before `ms` has happened, or never will. */
    passTo: (ms: number): void => {
      passedMs = ms
    },
    settled: async (): Promise<void> => {
      while (open.size > 0) await Promise.all(open)
    },
    stop: async (): Promise<void> => {
      if (timeout) clearInterval(timeout)
      await Promise.all(open)
    },
  }
}

async function walk({ clock, timers, things, tellDatabase }: ScheduleDeps, toMs: number) {
  const fromMs = clock.nowMs()
  const stepMs = toMs - fromMs > DAY_MS ? LONG_JUMP_STEP_MS : 0
  const ran: Record<string, number> = {}
  const failures: TimerRun[] = []
  const next = new Map(timers.map((timer) => [timer, timer.nextAfter(fromMs)]))

  for (let round = 0; ;) {
    const atMs = Math.min(things.nextDueMs() ?? Infinity, ...next.values())
    if (atMs > toMs) return { ran, failures }
    round = atMs <= clock.nowMs() ? round + 1 : 0
    if (round > ROUNDS_MAX) throw new Error(`something of WeChat's is due for ever at ${toInstant(atMs)}`)
    clock.standAt(atMs)
    await tellDatabase()

    // WeChat first: a payment that arrives on the minute is known to the sweep of that minute.
    if ((things.nextDueMs() ?? Infinity) <= atMs) await things.runDue(clock.nowMs())
    for (const timer of timers) {
      if (next.get(timer) !== atMs) continue
      await tellDatabase() // Its clock ran on while the last one worked; ours stood.
      const run = await timer.run(atMs)
      ran[timer.fn] = (ran[timer.fn] ?? 0) + 1
      if (!run.ok) failures.push(run)
      next.set(timer, timer.nextAfter(stepMs === 0 ? atMs : endOfStep(atMs, stepMs)))
    }
  }
}

/** The last millisecond of the step that holds `atMs`: steps begin on the hour and its ten minutes. */
function endOfStep(atMs: number, stepMs: number): number {
  return Math.floor(atMs / stepMs) * stepMs + stepMs - 1
}
