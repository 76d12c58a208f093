import { INDEXES } from '@core/store/indexes'
import { lockHeld } from '@core/store/lock'
import type { Collection, Records } from '@core/store/records'
import type { Decision, Docs, Query, Reads, Sort, Store, Where, Write } from '@core/store/store'
import { Aggregator } from 'mingo'
import { matches } from './matching'

/**
 * The store in memory, for a million steps: a third engine beside the real environment and the
 * local cloud, held to the same behaviour by `tests/store/features.ts`. It isolates as the platform
 * does, by snapshot, and conflicts only on documents that are written.
 */
type Doc = { readonly _id: string }
/** A document as it was from a version on; null from its removal on. */
type Kept = { readonly since: number; readonly doc: Doc | null }
type Shelf = Map<string, Kept[]>

export type Memory = {
  readonly shelves: Map<string, Shelf>
  version: number
}
/** Where another's turn may come, and where a process may die: before and after whatever is durable. */
export type Pause = () => Promise<void>

/** States of one document that are remembered: more than any transaction under way can be behind. */
const STATES_KEPT = 64

export function emptyMemory(): Memory {
  return { shelves: new Map(), version: 0 }
}

export function shelfOf(memory: Memory, collection: string): Shelf {
  const found = memory.shelves.get(collection)
  if (found) return found
  const made: Shelf = new Map()
  memory.shelves.set(collection, made)
  return made
}

/** Every document of a collection as it stands. */
export function all<C extends Collection>(memory: Memory, collection: C): readonly Records[C][] {
  return [...shelfOf(memory, collection).values()].flatMap((kept) => (kept.at(-1)?.doc ?? []) as Records[C] | [])
}
export function one<C extends Collection>(memory: Memory, collection: C, id: string): Records[C] | null {
  return (shelfOf(memory, collection).get(id)?.at(-1)?.doc ?? null) as Records[C] | null
}

/** What a store must not be: for the proof that a fault in it would be found. */
export type Flaw = 'accounts are no lock'

export function memoryStore(memory: Memory, pause: Pause = () => Promise.resolve(), flaw?: Flaw): Store {
  const found = <C extends Collection>(collection: C, where: Where<Records[C]>) =>
    all(memory, collection).filter((doc) => matches(doc, where))
  return {
    async get(collection, id) {
      await pause()
      return copied(one(memory, collection, id))
    },
    async getMany(collection, ids) {
      await pause()
      return copied(ids.flatMap((id) => one(memory, collection, id) ?? [])) as never
    },
    async find(collection, query) {
      await pause()
      return copied(select(found(collection, query.where), query))
    },
    async count(collection, where) {
      await pause()
      return found(collection, where).length
    },
    async aggregate(collection, where, stages) {
      await pause()
      const pipeline = stages.map((stage) => Object.fromEntries(Object.entries(stage).map(([name, body]) => [`$${name}`, body])))
      return new Aggregator(pipeline as never).run(copied(found(collection, where)) as never) as never
    },
    async addNew(collection, docs) {
      await pause()
      const fresh = docs.filter(({ _id }) => one(memory, collection, _id) === null)
      commit(memory, fresh.length === 0 ? [] : [{ insert: collection, docs: fresh } as unknown as Write], memory.version)
      await pause()
      return fresh.length
    },
    async setIf(collection, id, where, fields) {
      await pause()
      const doc = one(memory, collection, id)
      if (!doc || !matches(doc, where)) return false
      const next = { ...doc, ...fields }
      // As the platform answers: an update that changes nothing has updated nothing.
      if (JSON.stringify(next) === JSON.stringify(doc)) return false
      commit(memory, [{ put: collection, doc: next } as unknown as Write], memory.version)
      await pause()
      return true
    },
    async change(reads, decide) {
      for (;;) {
        const result = await changeOnce(memory, pause, reads, decide, flaw)
        if (result !== CONFLICT) return result
      }
    },
  }
}

const CONFLICT = Symbol('conflict')

async function changeOnce<R extends Reads, T>(
  memory: Memory, pause: Pause, reads: R, decide: (docs: Docs<R>) => Decision<T>, flaw?: Flaw,
): Promise<T | typeof CONFLICT> {
  await pause()
  const since = memory.version
  const docs: Record<string, unknown> = {}
  for (const [name, [collection, ids]] of Object.entries(reads)) {
    const asOf = (id: string) => copied(stateAt(memory, collection, id, since))
    docs[name] = typeof ids === 'string' ? asOf(ids) : ids.map(asOf)
    await pause()
  }
  const { writes, result } = decide(docs as Docs<R>)
  lockHeld(writes)
  await pause()
  if (!commit(memory, writes, since, flaw)) return CONFLICT
  await pause()
  return result
}

function stateAt(memory: Memory, collection: string, id: string, version: number): Doc | null {
  const kept = shelfOf(memory, collection).get(id) ?? []
  return kept.filter(({ since }) => since <= version).at(-1)?.doc ?? null
}

/** All or nothing. False when another has written one of these documents since the snapshot. */
function commit(memory: Memory, writes: readonly Write[], snapshot: number, flaw?: Flaw): boolean {
  const flat = writes.flatMap(documentsOf)
  const locks = flaw ? flat.filter(({ collection }) => collection !== 'accounts') : flat
  const written = locks.map(({ collection, id }) => shelfOf(memory, collection).get(id))
  if (written.some((kept) => (kept?.at(-1)?.since ?? 0) > snapshot)) return false
  for (const { collection, id, doc, isNew } of flat) {
    if (isNew && one(memory, collection, id)) throw duplicate(collection, id)
    if (doc) keepUnique(memory, collection, doc)
  }
  if (flat.length > 0) memory.version += 1
  for (const { collection, id, doc } of flat) {
    const shelf = shelfOf(memory, collection)
    const kept = shelf.get(id) ?? []
    kept.push({ since: memory.version, doc: doc && copied(doc) })
    if (kept.length > STATES_KEPT) kept.shift()
    shelf.set(id, kept)
  }
  return true
}

type Written = { readonly collection: Collection; readonly id: string; readonly doc: Doc | null; readonly isNew: boolean }
function documentsOf(write: Write): readonly Written[] {
  if ('remove' in write) return [{ collection: write.remove, id: write.id, doc: null, isNew: false }]
  if ('put' in write) return [{ collection: write.put, id: write.doc._id, doc: write.doc, isNew: false }]
  return write.docs.map((doc) => ({ collection: write.insert, id: doc._id, doc, isNew: true }))
}

function keepUnique(memory: Memory, collection: Collection, doc: Doc): void {
  for (const { keys } of INDEXES.filter((index) => index.unique && index.collection === collection)) {
    const keyOf = (one: Doc) => JSON.stringify(keys.map(([field]) => (one as unknown as Record<string, unknown>)[field]))
    if (all(memory, collection).some((other) => other._id !== doc._id && keyOf(other) === keyOf(doc))) throw duplicate(collection, doc._id)
  }
}
function duplicate(collection: string, id: string): Error {
  return new Error(`E11000 duplicate key in ${collection}: ${id}`)
}

function select<C extends Collection>(docs: readonly Records[C][], { sort, limit }: Query<Records[C]>): readonly Records[C][] {
  const order: Sort<Records[C]> = sort ?? []
  const valueOf = (doc: Records[C], field: string) => ((doc as unknown as Record<string, unknown>)[field] ?? null) as string | number | null
  return [...docs].sort((a, b) => {
    for (const [field, direction] of order) {
      const [x, y] = [valueOf(a, field), valueOf(b, field)]
      if (x === y) continue
      // As in the database, nothing comes before everything.
      const isLess = x === null || (y !== null && x < y)
      return isLess ? -direction : direction
    }
    return 0
  }).slice(0, limit)
}

/** What leaves the store is the asker's own: a decision that changed what it read would change nothing here. */
function copied<T>(value: T): T {
  return value === null ? value : (JSON.parse(JSON.stringify(value)) as T)
}
