import { attempt, type Means, missed, type Notice, type Parcel } from './delivery'
import type { Faults } from './faults'

/** How long `reorder` waits for company. */
const GATHERING_MS = 60_000

export type Courier = ReturnType<typeof createCourier>

/** Brings notices until they are accepted. Owns no timer: the world's clock calls `deliverDue`. */
export function createCourier(means: Means) {
  const { shelves, clock } = means
  const underWay = new Map<string, Promise<void>>()
  const waiting = new Map<string, Notice>()
  for (const notice of shelves.notices.list()) if (notice.state === 'waiting') waiting.set(notice.id, notice)

  function keep(notice: Notice): void {
    shelves.notices.put(notice.id, notice)
    if (notice.state === 'waiting') waiting.set(notice.id, notice)
    else waiting.delete(notice.id)
  }

  function start(notice: Notice, after: Promise<void> = Promise.resolve()): Promise<void> {
    const before = underWay.get(notice.id)
    if (before) return before
    const run = after.then(() => attempt(means, { ...notice, gathering: false })).then(keep)
    const tracked = run.finally(() => underWay.delete(notice.id))
    underWay.set(notice.id, tracked)
    return tracked
  }

  function releaseGathered(size: number): void {
    const gathered = [...waiting.values()].filter((notice) => notice.gathering && !underWay.has(notice.id))
    if (gathered.length < size) return
    let previous = Promise.resolve()
    for (const notice of gathered.reverse()) previous = start(notice, previous)
  }

  return {
    keep,
    /** Sends what has just been kept, if it is due at once. Returns when it has been answered. */
    async sendNow(notice: Notice): Promise<void> {
      if (notice.gathering) releaseGathered(means.faults.current().reorder ?? 1)
      else if (notice.state === 'waiting' && notice.dueAtMs <= clock.nowMs()) void start(notice)
      await underWay.get(notice.id)
    },
    async deliverDue(nowMs: number): Promise<void> {
      await Promise.all(underWay.values())
      const due = [...waiting.values()].filter((notice) => notice.dueAtMs <= nowMs)
      await Promise.all(due.map((notice) => start(notice)))
    },
    /** Lets every delivery due by then go by unmade, as if lost on the way; the retry schedule goes on. */
    skipDue(nowMs: number): void {
      for (const notice of [...waiting.values()]) {
        let passed = notice
        while (passed.state === 'waiting' && passed.dueAtMs <= nowMs) passed = missed(passed)
        if (passed !== notice) keep(passed)
      }
    },
    /** Those that are not yet accepted, given up or lost. */
    waiting: () => [...waiting.values()],
    nextDueMs(): number | null {
      return waiting.size === 0 ? null : Math.min(...[...waiting.values()].map((notice) => notice.dueAtMs))
    },
    async idle(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay.values())
    },
  }
}

/** When a notice that is being made is first due, and what goes with it. Uses up one `drop`. */
export function plan(faults: Faults, nowMs: number): Omit<Notice, keyof Parcel> {
  const { repeat = 1, atOnce = false, delayMs = 0, reorder, forge = [] } = faults.current()
  const lost = faults.take('drop')
  const gathering = !lost && reorder !== undefined
  return {
    state: lost ? 'lost' : 'waiting',
    createdAtMs: nowMs,
    dueAtMs: nowMs + (gathering ? GATHERING_MS : delayMs),
    attempts: 0,
    copies: repeat,
    atOnce,
    forgeries: typeof forge === 'string' ? [forge] : forge,
    gathering,
    deliveries: [],
  }
}
