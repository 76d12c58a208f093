import tcb from '@cloudbase/node-sdk'
import { invariant } from '@core/domain/invariant'
import { lockHeld } from './lock'
import type { Collection, Records } from './records'
import { type Decision, type Docs, present, type Query, type Range, type Reads, type Store, type Write } from './store'

/** The only file that knows the platform's SDK: database, files and the caller's identity. */
const READ_AT_ONCE_MAX = 1000
/**
 * A rival on the same account is waited for this long in all. By time and not by tries: on a busy
 * machine each try of a burst takes longer, and giving up early would answer 5xx for nothing.
 */
const CHANGE_PATIENCE_MS = 10_000
const RETRY_WAIT_MS_MIN = 16
const RETRY_WAIT_MS_MAX = 500

type Database = ReturnType<ReturnType<typeof tcb.init>['database']>
type App = ReturnType<typeof tcb.init>

let app: App | undefined
export function cloudApp(): App {
  app ??= tcb.init({ env: process.env['TCB_ENV'] ?? tcb.SYMBOL_CURRENT_ENV, keepalive: true } as Parameters<typeof tcb.init>[0])
  return app
}

/** The openid that the platform vouches for; undefined for timers, HTTP access and strangers. */
export function callerOf(context: unknown): string | undefined {
  const { WX_OPENID } = tcb.getCloudbaseContext(context as Parameters<typeof tcb.getCloudbaseContext>[0]) as { WX_OPENID?: string }
  return WX_OPENID || undefined
}

export function cloudbaseStore(): Store {
  const db = cloudApp().database()
  return {
    async get(collection, id) {
      const { data } = await read(db.collection(collection).doc(id).get())
      return (data[0] ?? null) as never
    },
    async getMany(collection, ids) {
      if (ids.length === 0) return []
      invariant(ids.length <= READ_AT_ONCE_MAX, `at most ${READ_AT_ONCE_MAX} documents a request`)
      const { data } = await read(db.collection(collection).where({ _id: db.command.in([...ids]) }).limit(READ_AT_ONCE_MAX).get())
      const byId = new Map(data.map((doc) => [doc['_id'], doc]))
      return ids.flatMap((id) => byId.get(id) ?? []) as never
    },
    async find(collection, query) {
      const { data } = await read(finding(db, collection, query).get())
      return data as never
    },
    async count(collection, where) {
      const { total } = unrefused(await db.collection(collection).where(conditions(db, where)).count())
      return total ?? 0
    },
    async aggregate(collection, where, stages) {
      type Pipeline = { end(): Promise<Found> } & Record<string, (body: unknown) => Pipeline>
      let pipeline = db.collection(collection).aggregate().match(conditions(db, where)) as unknown as Pipeline
      for (const stage of stages) {
        for (const [name, body] of Object.entries(stage)) pipeline = present(pipeline[name], `stage ${name}`).call(pipeline, body)
      }
      return unrefused(await pipeline.end()).data
    },
    addNew: (collection, docs) => addNew(db, collection, docs),
    async setIf(collection, id, where, fields) {
      const { updated } = unrefused(await db.collection(collection).where({ ...conditions(db, where), _id: id }).update(settable(db, fields)))
      return updated === 1
    },
    change: (reads, decide) => change(db, reads, decide),
  }
}

type Found = { data: Record<string, unknown>[] }
/** The SDK answers some errors as values: every one of them is an accident here. */
function unrefused<T>(answer: T): T {
  const { code, message } = answer as { code?: string; message?: string }
  if (code) throw Object.assign(new Error(`database: ${code} ${message ?? ''}`), { code })
  return answer
}
async function read(asked: Promise<unknown>): Promise<Found> {
  return unrefused((await asked) as Found)
}

function finding<C extends Collection>(db: Database, collection: C, { where, sort, limit }: Query<Records[C]>) {
  invariant(limit >= 1 && limit <= READ_AT_ONCE_MAX, 'a page has 1 to 1,000 documents')
  let query = db.collection(collection).where(conditions(db, where)).limit(limit)
  for (const [field, direction] of sort ?? []) query = query.orderBy(field, direction === 1 ? 'asc' : 'desc')
  return query
}

const COMPARISONS = ['gt', 'gte', 'lt', 'lte', 'in', 'ne'] as const
function conditions(db: Database, where: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(where).map(([field, wanted]) => {
      if (wanted === null || typeof wanted !== 'object') return [field, db.command.eq(wanted)]
      const range = wanted as Range<never>
      const parts = COMPARISONS.filter((name) => name in range).map((name) =>
        name === 'ne' ? db.command.neq(range.ne as never) : (db.command[name] as (v: unknown) => unknown)(range[name]),
      )
      invariant(parts.length > 0, `the condition on ${field} compares with something`)
      return [field, parts.length === 1 ? parts[0] : db.command.and(...(parts as never[]))]
    }),
  )
}

/** An empty object would be dropped by the SDK and a nested one merged: both are replaced whole. */
function settable(db: Database, fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, value !== null && typeof value === 'object' ? db.command.set(value) : value]),
  )
}

/** The platform words a duplicate key in two ways; either means: this event is already recorded. */
export function isDuplicate(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string }
  return code === 'DATABASE_DUPLICATE_WRITE' || String(message).includes('E11000')
}
function isConflict(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string }
  return code === 'DATABASE_TRANSACTION_CONFLICT' || String(message).includes('TransactionConflict')
}

async function addNew<C extends Collection>(db: Database, collection: C, docs: readonly Records[C][]): Promise<number> {
  if (docs.length === 0) return 0
  try {
    unrefused(await db.collection(collection).add(docs as never))
    return docs.length
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
  if (docs.length === 1) return 0
  // Part of the batch is there already: add what is missing. A rival may do the same at the same
  // moment, so each half is tried again by the same rule.
  const there = await read(
    db.collection(collection).where({ _id: db.command.in(docs.map((doc) => doc._id)) }).field({ _id: true }).limit(READ_AT_ONCE_MAX).get(),
  )
  const known = new Set(there.data.map((doc) => doc['_id']))
  const missing = docs.filter((doc) => !known.has(doc._id))
  if (missing.length < docs.length) return addNew(db, collection, missing)
  const middle = Math.ceil(docs.length / 2)
  return (await addNew(db, collection, docs.slice(0, middle))) + (await addNew(db, collection, docs.slice(middle)))
}

async function change<R extends Reads, T>(db: Database, reads: R, decide: (docs: Docs<R>) => Decision<T>): Promise<T> {
  const began = Date.now()
  for (let wait = RETRY_WAIT_MS_MIN; ; wait = Math.min(wait * 2, RETRY_WAIT_MS_MAX)) {
    try {
      return await changeOnce(db, reads, decide)
    } catch (error) {
      if (!isConflict(error) || Date.now() - began > CHANGE_PATIENCE_MS) throw error
      // A random while, longer each time, lets rivals on one account pass one after another.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * wait))
    }
  }
}

type Transaction = Awaited<ReturnType<Database['startTransaction']>>

async function changeOnce<R extends Reads, T>(db: Database, reads: R, decide: (docs: Docs<R>) => Decision<T>): Promise<T> {
  const transaction = await db.startTransaction()
  try {
    const docs: Record<string, unknown> = {}
    for (const [name, [collection, ids]] of Object.entries(reads)) {
      docs[name] = typeof ids === 'string' ? await readOne(transaction, collection, ids) : await readEach(transaction, collection, ids)
    }
    const { writes, result } = decide(docs as Docs<R>)
    lockHeld(writes)
    for (const write of writes) await save(transaction, write)
    if (writes.length > 0) await transaction.commit()
    else await transaction.rollback()
    return result
  } catch (error) {
    // The platform has ended a transaction in conflict; ending it again only answers an error.
    if (!isConflict(error)) await transaction.rollback().catch(() => undefined)
    throw error
  }
}

async function readOne(transaction: Transaction, collection: Collection, id: string): Promise<unknown> {
  const { data } = unrefused(await transaction.collection(collection).doc(id).get()) as { data: unknown }
  return data ?? null
}
/** One after another: the platform wants the operations of one transaction serial. */
async function readEach(transaction: Transaction, collection: Collection, ids: readonly string[]): Promise<unknown[]> {
  const docs: unknown[] = []
  for (const id of ids) docs.push(await readOne(transaction, collection, id))
  return docs
}

async function save(transaction: Transaction, write: Write): Promise<void> {
  if ('insert' in write) {
    if (write.docs.length > 0) unrefused(await transaction.collection(write.insert).add(write.docs as never))
    return
  }
  if ('remove' in write) {
    unrefused(await transaction.collection(write.remove).doc(write.id).remove())
    return
  }
  const { _id, ...fields } = write.doc
  unrefused(await transaction.collection(write.put).doc(_id).set(fields))
}
