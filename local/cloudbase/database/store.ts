import { mkdirSync } from 'node:fs'
import { type Database, type Key, open, type RootDatabase } from 'lmdb'
import {
  type Catalog,
  COLLECTION_NAME,
  type Declaration,
  emptyCatalog,
  indexId,
  makeIndex,
  signatureOf,
} from './catalog'
import { readStored } from './ejson'
import {
  type Collection,
  documentKey,
  entriesIn,
  entryKey,
  type IdPart,
  idOfDocumentKey,
  type Index,
  type IndexEntry,
} from './indexKeys'
import { refuse } from './refusal'

/** Keys from `from` (included) up to `to` (not included). Nothing stored ever equals either bound. */
export type KeyRange = { readonly from: Key[]; readonly to: Key[] }

export type Change = {
  readonly collection: Collection
  readonly id: IdPart
  readonly before: string | undefined
  readonly after: string | undefined
  readonly entriesBefore: readonly IndexEntry[]
  readonly entriesAfter: readonly IndexEntry[]
}

export type Store = {
  /** Refuses a name that neither the declaration nor database.addCollection made known. */
  readonly collection: (name: string) => Collection
  readonly addCollection: (name: string) => void
  readonly read: (collection: Collection, id: IdPart) => string | undefined
  /** Ids along an index, or along the documents themselves (`null`), in key order. */
  readonly keys: (index: Index | null, range: KeyRange, reverse: boolean) => Iterable<Key>
  readonly count: (index: Index | null, range: KeyRange) => number
  /** Runs `action` as one commit, on disk when this returns; what it throws undoes all of it. */
  readonly commit: (action: () => void) => void
  /** Only inside `commit`: writes a document and its index entries. */
  readonly apply: (change: Change) => void
  readonly close: () => Promise<void>
}

const NO_VALUE = Buffer.alloc(0)
const CATALOG = 'catalog'
const BUILD_BATCH = 5000

type Tables = {
  readonly root: RootDatabase
  readonly documents: Database<string, Key[]>
  readonly entries: Database<Buffer, Key[]>
  readonly meta: Database<string, string>
}

/**
 * Documents and index entries live in one lmdb environment and are committed together, so an index
 * never disagrees with its documents, whenever the process is killed. Indexes are brought up to the
 * declaration here: what is missing or changed is built, what is no longer declared is dropped.
 * Without `flush` a commit is in the system's hands but not yet on the disk (see ServerOptions).
 */
export function openStore(folder: string, declaration: Declaration, flush = true): Store {
  const tables = openTables(folder, flush)
  const catalog = JSON.parse(tables.meta.get(CATALOG) ?? JSON.stringify(emptyCatalog())) as Catalog
  const saveCatalog = () => tables.meta.putSync(CATALOG, JSON.stringify(catalog))
  const collections = reconcile(tables, catalog, declaration, saveCatalog)
  const commit = (action: () => void) => {
    tables.root.transactionSync(action)
    // Reads share one read transaction for a while; without this they would not see this commit.
    tables.root.resetReadTxn()
  }
  return {
    collection: (name) =>
      collections.get(name) ??
      refuse(
        'DATABASE_COLLECTION_NOT_EXIST',
        `no collection ${name}: declare it with its indexes, or add it`,
      ),
    addCollection: (name) => {
      if (!COLLECTION_NAME.test(name)) refuse('INVALID_PARAM', `${name} is not the name of a collection`)
      if (collections.has(name)) refuse('DATABASE_COLLECTION_ALREADY_EXIST', `collection ${name} exists`)
      catalog.added.push(name)
      collections.set(name, { name, no: collectionNo(catalog, name), indexes: [] })
      commit(saveCatalog)
    },
    read: (collection, id) => tables.documents.get(documentKey(collection, id)),
    keys: (index, range, reverse) => tableOf(tables, index).getKeys(bounds(range, reverse)),
    count: (index, range) => tableOf(tables, index).getKeysCount(bounds(range, false)),
    commit,
    apply: (change) => {
      applyChange(tables, change)
      if (rememberMultikey(catalog, change)) saveCatalog()
    },
    close: () => tables.root.close(),
  }
}

function openTables(folder: string, flush: boolean): Tables {
  mkdirSync(folder, { recursive: true })
  // Without overlapping sync a commit returns only once it is flushed: no answer goes out before that.
  const root = open({ path: folder, overlappingSync: false, noSync: !flush, maxDbs: 4, noSubdir: false })
  return {
    root,
    documents: root.openDB<string, Key[]>('documents', { encoding: 'string' }),
    entries: root.openDB<Buffer, Key[]>('entries', { encoding: 'binary' }),
    meta: root.openDB<string, string>('meta', { encoding: 'string' }),
  }
}

function tableOf(tables: Tables, index: Index | null): Database<unknown, Key[]> {
  return index === null ? tables.documents : tables.entries
}

function bounds({ from, to }: KeyRange, reverse: boolean) {
  return reverse ? { start: to, end: from, reverse } : { start: from, end: to }
}

function applyChange({ documents, entries }: Tables, change: Change): void {
  const { collection, id, after, entriesBefore, entriesAfter } = change
  const kept = new Set(entriesAfter.map((entry) => entry.claim))
  const had = new Set(entriesBefore.map((entry) => entry.claim))
  for (const entry of entriesBefore) if (!kept.has(entry.claim)) entries.removeSync(entryKey(entry, id))
  for (const entry of entriesAfter) if (!had.has(entry.claim)) entries.putSync(entryKey(entry, id), NO_VALUE)
  if (after === undefined) documents.removeSync(documentKey(collection, id))
  else documents.putSync(documentKey(collection, id), after)
}

function rememberMultikey(catalog: Catalog, { collection, entriesAfter }: Change): boolean {
  let learned = false
  for (const { index } of entriesAfter) {
    if (!index.multikey) continue
    const known = catalog.indexes[indexId(collection.name, index.name)]
    if (!known || known.multikey) continue
    known.multikey = true
    learned = true
  }
  return learned
}

function collectionNo(catalog: Catalog, name: string): number {
  return (catalog.collections[name] ??= catalog.next++)
}

function reconcile(
  tables: Tables,
  catalog: Catalog,
  declaration: Declaration,
  save: () => void,
): Map<string, Collection> {
  const collections = new Map<string, Collection>()
  tables.root.transactionSync(() => {
    dropUndeclared(tables, catalog, declaration)
    for (const name of new Set([...declaration.collections, ...catalog.added])) {
      const declared = declaration.indexes.filter((index) => index.collection === name)
      const indexes: Index[] = []
      const collection: Collection = { name, no: collectionNo(catalog, name), indexes }
      for (const one of declared) {
        const known = catalog.indexes[indexId(name, one.name)]
        const index = makeIndex(one, known?.no ?? catalog.next++, known?.multikey ?? false)
        if (!known) buildIndex(tables, collection, index)
        catalog.indexes[indexId(name, one.name)] = {
          no: index.no,
          signature: signatureOf(one),
          multikey: index.multikey,
        }
        indexes.push(index)
      }
      collections.set(name, collection)
    }
    save()
  })
  tables.root.resetReadTxn()
  return collections
}

function dropUndeclared({ entries }: Tables, catalog: Catalog, declaration: Declaration): void {
  const wanted = new Map(
    declaration.indexes.map((index) => [indexId(index.collection, index.name), signatureOf(index)]),
  )
  for (const [id, { no, signature }] of Object.entries(catalog.indexes)) {
    if (wanted.get(id) === signature) continue
    for (const key of [...entries.getKeys({ start: [no], end: [no + 1] })]) entries.removeSync(key)
    delete catalog.indexes[id]
  }
}

function buildIndex(tables: Tables, collection: Collection, index: Index): void {
  const seen = new Map<string, IdPart>()
  let start: Key[] = [collection.no]
  for (;;) {
    // In batches, read to the end before the first put: the walk must not meet its own writes.
    const batch = [...tables.documents.getRange({ start, end: [collection.no + 1], limit: BUILD_BATCH })]
    for (const { key, value } of batch) {
      const id = idOfDocumentKey(key)
      for (const entry of entriesIn(index, readStored(value))) {
        if (index.unique && entry.complete) assertUnclaimed(seen, entry, id, collection)
        tables.entries.putSync(entryKey(entry, id), NO_VALUE)
      }
    }
    const last = batch[batch.length - 1]
    if (!last || batch.length < BUILD_BATCH) return
    start = [...last.key, 0]
  }
}

function assertUnclaimed(
  seen: Map<string, IdPart>,
  entry: IndexEntry,
  id: IdPart,
  collection: Collection,
): void {
  const other = seen.get(entry.claim)
  if (other && other.value !== id.value) {
    throw new Error(
      `unique index ${entry.index.name} cannot be built: ` +
        `${collection.name} ${other.value} and ${id.value} agree in it`,
    )
  }
  seen.set(entry.claim, id)
}
