import { randomBytes } from 'node:crypto'
import { messageOf, refuse } from './refusal'
import { Conflict, type Ground, newWork, type Work } from './work'
import type { Writer } from './writer'

export type Transactions = {
  readonly start: (client: string | null) => string
  readonly commit: (id: unknown) => Promise<void>
  readonly abort: (id: unknown) => void
  /** Runs one operation in an open transaction; whatever it throws ends the transaction. */
  readonly within: <T>(id: unknown, operation: (work: Work) => T) => T
  /** Transactions this client has open: see `assertNotLeaving`. */
  readonly openOf: (client: string) => number
}

type Open = { readonly work: Work; readonly client: string | null; readonly timer: NodeJS.Timeout }

const ENDED_REMEMBERED_MAX = 1000
const COMMITTED = 'has been committed'
const CONFLICT_SAYS =
  '[ResourceUnavailable.TransactionConflict] Transaction is conflict, another one wrote the document'

/**
 * A conflict ends the transaction here and now, because the SDK begins its next attempt without
 * rolling back. So does every other failed write: MongoDB aborts on those too, and an operation that
 * comes after one is told why it finds no transaction.
 */
export function createTransactions(ground: Ground, writer: Writer, limitMs: number): Transactions {
  const open = new Map<string, Open>()
  const ended = new Map<string, string>()

  function find(id: unknown): Open {
    const found = open.get(String(id))
    if (found) return found
    const why = ended.get(String(id)) ?? 'does not exist'
    return refuse('DATABASE_TRANSACTION_FAIL', `transaction ${String(id)} ${why}`)
  }

  function close(id: string, why: string): void {
    const found = open.get(id)
    if (!found) return
    clearTimeout(found.timer)
    open.delete(id)
    ended.set(id, why)
    if (ended.size > ENDED_REMEMBERED_MAX) ended.delete(ended.keys().next().value ?? '')
  }

  function release(id: string): void {
    ground.isolation.end(id)
    writer.wake()
  }

  function fail(id: string, why: string): void {
    close(id, why)
    release(id)
  }

  return {
    start: (client) => {
      const id = randomBytes(16).toString('hex')
      const timer = setTimeout(() => fail(id, `ran over its limit of ${limitMs} ms and was aborted`), limitMs)
      ground.isolation.begin(id)
      open.set(id, { work: newWork(id), client, timer })
      return id
    },
    commit: async (id) => {
      const { work } = find(id)
      // Closed to further operations at once; its locks stand until the commit is on disk.
      close(String(id), COMMITTED)
      try {
        if (work.changes.size > 0) await writer.submit(() => ({ work, answer: null }))
      } finally {
        release(String(id))
      }
    },
    abort: (id) => {
      const why = ended.get(String(id))
      // Rolling back what has failed already is how every caller cleans up; only a commit is final.
      if (why === undefined || why === COMMITTED) find(id)
      fail(String(id), 'has been rolled back')
    },
    within: (id, operation) => {
      const { work } = find(id)
      try {
        return operation(work)
      } catch (error) {
        fail(String(id), `was aborted by an earlier error: ${messageOf(error)}`)
        if (error instanceof Conflict) return refuse('DATABASE_TRANSACTION_CONFLICT', CONFLICT_SAYS)
        throw error
      }
    },
    openOf: (client) => [...open.values()].filter((one) => one.client === client).length,
  }
}
