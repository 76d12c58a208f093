import { Refusal } from './refusal'
import { applyWork, type Ground, Held, noteCommitted, type Work } from './work'

export type Decided<T> = { readonly work: Work; readonly answer: T }

export type Writer = {
  /**
   * Runs `decide` where it sees every earlier write, commits what it decided, and answers after the
   * commit is on disk. `decide` may run again: when it met a lock, or shared a commit that failed.
   */
  readonly submit: <T>(decide: () => Decided<T>) => Promise<T>
  /** Locks were released: whoever waits tries again. */
  readonly wake: () => void
}

type Job = {
  readonly attempt: () => { readonly work: Work; readonly settle: () => void }
  readonly reject: (error: unknown) => void
  waiting: NodeJS.Timeout | null
}

/**
 * Everything that arrives while the last commit was being flushed shares the next one: each flush
 * costs the same for one request as for fifty.
 */
export function createWriter(ground: Ground, lockWaitMs: number): Writer {
  let queue: Job[] = []
  const parked = new Set<Job>()

  function enqueue(job: Job): void {
    queue.push(job)
    if (queue.length === 1) setImmediate(drain)
  }

  function drain(): void {
    const batch = queue
    queue = []
    try {
      commitTogether(ground, batch, park)
    } catch {
      // One request broke the shared commit, which undid them all: each gets a commit of its own.
      for (const job of batch) commitAlone(ground, job, park)
    }
  }

  function park(job: Job): void {
    parked.add(job)
    job.waiting ??= setTimeout(() => {
      parked.delete(job)
      job.reject(
        new Refusal(
          'DATABASE_TIMEOUT',
          `a transaction kept its lock on a document for over ${lockWaitMs} ms`,
        ),
      )
    }, lockWaitMs)
  }

  return {
    submit: (decide) =>
      new Promise((resolve, reject) => {
        const attempt = () => {
          const { work, answer } = decide()
          return { work, settle: () => resolve(answer) }
        }
        enqueue({ attempt, reject, waiting: null })
      }),
    wake: () => {
      const awake = [...parked]
      parked.clear()
      awake.forEach(enqueue)
    },
  }
}

function commitTogether(ground: Ground, batch: readonly Job[], park: (job: Job) => void): void {
  const done: { job: Job; work: Work | null; settle: () => void }[] = []
  const held: Job[] = []
  ground.store.commit(() => {
    for (const job of batch) {
      try {
        const { work, settle } = job.attempt()
        applyWork(ground, work)
        done.push({ job, work, settle })
      } catch (error) {
        if (error instanceof Held) held.push(job)
        else if (error instanceof Refusal) done.push({ job, work: null, settle: () => job.reject(error) })
        else throw error
      }
    }
  })
  held.forEach(park)
  for (const { job, work, settle } of done) {
    if (job.waiting) clearTimeout(job.waiting)
    if (work) noteCommitted(ground, work)
    settle()
  }
}

function commitAlone(ground: Ground, job: Job, park: (job: Job) => void): void {
  try {
    commitTogether(ground, [job], park)
  } catch (error) {
    if (job.waiting) clearTimeout(job.waiting)
    job.reject(error)
  }
}
