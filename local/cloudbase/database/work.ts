import { type Doc, readStored, type Value, writeStored } from './ejson'
import {
  assertKeysFit,
  type Collection,
  documentName,
  entriesOf,
  type IdPart,
  idOfEntryKey,
  type IndexEntry,
} from './indexKeys'
import type { Isolation } from './isolation'
import { refuse } from './refusal'
import type { Change, Store } from './store'
import { TAG, TAG_BEYOND } from './values'

/**
 * One unit of writing: a plain request, which commits as soon as it has been thought through, or a
 * transaction, which gathers changes until it commits. Both are decided here, by the same rules.
 */
export type Work = {
  /** A transaction's id; null for a plain request, which waits for locks and takes none. */
  readonly transaction: string | null
  readonly changes: Map<string, Change>
  /** Unique entries this work takes (the document's name) or gives up (null). */
  readonly claims: Map<string, string | null>
}

/** What all writing stands on. */
export type Ground = { readonly store: Store; readonly isolation: Isolation }

export type Staged = 'changed' | 'same' | 'absent'

/** A plain request met the lock of an open transaction: to be tried again when a lock is released. */
export class Held extends Error {}

/** A transaction lost a document to another: the one code that the SDK's runTransaction repeats. */
export class Conflict extends Error {
  constructor() {
    super('transaction conflict')
  }
}

export function newWork(transaction: string | null): Work {
  return { transaction, changes: new Map(), claims: new Map() }
}

/** What this work sees: its own change, else its snapshot, else what is stored. */
export function readIn(ground: Ground, work: Work, collection: Collection, id: IdPart): string | undefined {
  const name = documentName(collection, id)
  const own = work.changes.get(name)
  if (own) return own.after
  const replaced = work.transaction === null ? null : ground.isolation.replacedSince(work.transaction, name)
  return replaced ? replaced.text : ground.store.read(collection, id)
}

/**
 * Decides one document's next state and notes it in the work. `decide` gets its own copy of the
 * document (undefined when there is none) and returns what shall stand (undefined for nothing).
 * A write that changes nothing is no write, as in MongoDB: it takes no lock and meets no conflict.
 */
export function stage(
  ground: Ground,
  work: Work,
  collection: Collection,
  id: IdPart,
  decide: (doc: Doc | undefined) => Doc | undefined,
): Staged {
  const name = documentName(collection, id)
  const text = readIn(ground, work, collection, id)
  const doc = text === undefined ? undefined : readStored(text)
  const entriesNow = doc ? entriesOf(collection, doc) : []
  const next = decide(doc)
  if (doc === undefined && next === undefined) return 'absent'
  const after = next && writeStored(next)
  if (after === text) return 'same'

  take(ground, work, name)
  const earlier = work.changes.get(name)
  const before = earlier ? earlier.before : text
  const entriesBefore = earlier ? earlier.entriesBefore : entriesNow
  const entriesAfter = next ? entriesOf(collection, next) : []
  assertKeysFit(entriesAfter, id)
  claimUnique(ground, work, name, collection, { entriesNow, entriesAfter })
  work.changes.set(name, { collection, id, before, after, entriesBefore, entriesAfter })
  return 'changed'
}

/** Notes a new document; an _id that exists is a duplicate, also when a transaction just made it. */
export function stageInsert(ground: Ground, work: Work, collection: Collection, id: IdPart, doc: Doc): void {
  stage(ground, work, collection, id, (existing) => {
    if (existing === undefined) return doc
    return refuse('DATABASE_REQUEST_FAILED', duplicate(collection, '_id_', { _id: doc._id ?? null }))
  })
}

/** Only inside a store commit: puts everything the work decided. */
export function applyWork({ store }: Ground, work: Work): void {
  for (const change of work.changes.values()) store.apply(change)
}

/** After that commit: open transactions keep what the work replaced. */
export function noteCommitted({ isolation }: Ground, work: Work): void {
  if (work.changes.size === 0) return
  isolation.committed([...work.changes].map(([name, change]) => [name, change.before] as const))
}

/**
 * The writer's right to a name, which is a document's or a unique entry's. Another transaction's
 * lock makes a plain request wait and a transaction fail at once; a document that changed after the
 * transaction began fails it too, because its decision was made on what no longer stands.
 */
function take({ isolation }: Ground, { transaction }: Work, name: string): void {
  const holder = isolation.holderOf(name)
  const foreign = holder !== undefined && holder !== transaction
  if (transaction === null) {
    if (foreign) throw new Held()
    return
  }
  if (foreign || isolation.replacedSince(transaction, name)) throw new Conflict()
  isolation.lock(name, transaction)
}

type Entries = { readonly entriesNow: readonly IndexEntry[]; readonly entriesAfter: readonly IndexEntry[] }

function claimUnique(
  ground: Ground,
  work: Work,
  name: string,
  collection: Collection,
  { entriesNow, entriesAfter }: Entries,
): void {
  const now = uniqueOf(entriesNow)
  const after = uniqueOf(entriesAfter)
  for (const claim of now.keys()) {
    if (after.has(claim)) continue
    take(ground, work, claim)
    if (work.claims.get(claim) !== undefined && work.claims.get(claim) !== name) continue
    work.claims.set(claim, null)
  }
  for (const [claim, entry] of after) {
    if (now.has(claim)) continue
    take(ground, work, claim)
    if (ownedByAnother(ground, work, name, collection, entry)) {
      refuse('DATABASE_REQUEST_FAILED', duplicate(collection, entry.index.name, keyValues(entry)))
    }
    work.claims.set(claim, name)
  }
}

function uniqueOf(entries: readonly IndexEntry[]): Map<string, IndexEntry> {
  const unique = new Map<string, IndexEntry>()
  for (const entry of entries) if (entry.index.unique && entry.complete) unique.set(entry.claim, entry)
  return unique
}

function ownedByAnother(
  { store }: Ground,
  work: Work,
  name: string,
  collection: Collection,
  entry: IndexEntry,
): boolean {
  const claimed = work.claims.get(entry.claim)
  if (claimed !== undefined) return claimed !== null && claimed !== name
  const prefix = [entry.index.no, ...entry.parts.flatMap(({ tag, value }) => [tag, value])]
  for (const key of store.keys(entry.index, { from: prefix, to: [...prefix, TAG_BEYOND] }, false)) {
    const id = idOfEntryKey(key)
    if (documentName(collection, id) === name) continue
    // Null in the key also stands for a missing field, of which uniqueness asks nothing.
    if (!entry.parts.some(({ tag }) => tag === TAG.null)) return true
    const other = store.read(collection, id)
    if (other !== undefined && uniqueOf(entriesOf(collection, readStored(other))).has(entry.claim))
      return true
  }
  return false
}

function keyValues({ index, parts }: IndexEntry): Doc {
  return Object.fromEntries(index.fields.map(({ field }, at) => [field, parts[at]?.value ?? null]))
}

function duplicate(collection: Collection, index: string, key: { [field: string]: Value }): string {
  const dupKey = JSON.stringify(key)
  return `E11000 duplicate key error collection: ${collection.name} index: ${index} dup key: ${dupKey}`
}
