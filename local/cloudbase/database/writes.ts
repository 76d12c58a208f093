import { randomBytes } from 'node:crypto'
import { type Doc, readEjsonObject, type Value } from './ejson'
import { type Collection, type IdPart, idPart } from './indexKeys'
import { refuse } from './refusal'
import {
  assertNotLeaving,
  collectionNameOf,
  type Database,
  documentOf,
  queryOf,
  type Request,
  transactionOf,
} from './request'
import { type Hit, select } from './select'
import { readUpdate, type Update } from './update/update'
import { newWork, readIn, stage, stageInsert, type Work } from './work'

/** All of them or none: one document that is refused takes back the others of its request. */
export async function insertDocument(
  database: Database,
  request: Request,
): Promise<{ insertedIds: Value[] }> {
  const { store, clock } = database
  const collection = store.collection(collectionNameOf(request))
  const { data } = request.body
  if (!Array.isArray(data) || data.length === 0)
    return refuse('INVALID_PARAM', 'data is not a list of documents')
  const docs = data.map((text) => withId(readEjsonObject(text, clock.now(), 'a document')))
  const ids = docs.map(({ _id }) => idPart(_id ?? null))
  await write(database, request, (work) => {
    docs.forEach((doc, at) => stageInsert(database, work, collection, ids[at] as IdPart, doc))
  })
  return { insertedIds: docs.map(({ _id }) => _id ?? null) }
}

export async function modifyDocument(
  database: Database,
  request: Request,
): Promise<{ updated: number; upsert_id?: Value }> {
  const { clock } = database
  const collection = database.store.collection(collectionNameOf(request))
  const query = queryOf(request, clock.now())
  const data = readEjsonObject(request.body.data, clock.now(), 'data')
  const id = documentOf(request, query)
  if (request.body.merge === false)
    return replaceDocument(database, request, { collection, id, _id: query._id ?? null, data })
  if (request.body.upsert === true)
    return refuse('INVALID_PARAM', 'an update that creates is not served: use doc().set()')
  const update = readUpdate(data)
  if (id !== null)
    return {
      updated: await write(database, request, (work) => updateOne(database, work, collection, id, update)),
    }

  assertNotLeaving(database, request)
  const limit = request.body.multi === false ? 1 : Infinity
  const updated = await write(database, request, (work) => {
    const hits = select(database.store, collection, { query, sort: [], offset: 0, limit })
    return hits.reduce((sum, hit) => sum + updateOne(database, work, collection, hit.id, update), 0)
  })
  return { updated }
}

/** The first document of a query, updated, as it then stands. */
export async function modifyAndReturnDoc(
  database: Database,
  request: Request,
): Promise<{ updated: number; doc?: string }> {
  assertNotLeaving(database, request)
  const { store, clock } = database
  const collection = store.collection(collectionNameOf(request))
  const query = queryOf(request, clock.now())
  const update = readUpdate(readEjsonObject(request.body.data, clock.now(), 'data'))
  return write(database, request, (work) => {
    const [hit] = select(store, collection, { query, sort: [], offset: 0, limit: 1 })
    if (!hit) return { updated: 0 }
    const updated = updateOne(database, work, collection, hit.id, update)
    return { updated, doc: readIn(database, work, collection, hit.id) ?? hit.text }
  })
}

export async function removeDocument(database: Database, request: Request): Promise<{ deleted: number }> {
  const { store, clock } = database
  const collection = store.collection(collectionNameOf(request))
  const query = queryOf(request, clock.now())
  const id = documentOf(request, query)
  const remove = (work: Work, one: IdPart) =>
    stage(database, work, collection, one, () => undefined) === 'changed' ? 1 : 0
  if (id !== null) return { deleted: await write(database, request, (work) => remove(work, id)) }

  assertNotLeaving(database, request)
  const limit = request.body.multi === false ? 1 : Infinity
  const deleted = await write(database, request, (work) => {
    const hits: readonly Hit[] = select(store, collection, { query, sort: [], offset: 0, limit })
    return hits.reduce((sum, hit) => sum + remove(work, hit.id), 0)
  })
  return { deleted }
}

/** In a transaction the decision is kept there; outside it commits at once. */
async function write<T>(database: Database, request: Request, decide: (work: Work) => T): Promise<T> {
  const transaction = transactionOf(request)
  if (transaction !== null) return database.transactions.within(transaction, decide)
  return database.writer.submit(() => {
    const work = newWork(null)
    return { answer: decide(work), work }
  })
}

type Replacement = {
  readonly collection: Collection
  readonly id: IdPart | null
  readonly _id: Value
  readonly data: Doc
}

/** doc().set(): creates the document or puts another in its place; `_id` stays. */
async function replaceDocument(
  database: Database,
  request: Request,
  { collection, id, _id, data }: Replacement,
): Promise<{ updated: number; upsert_id?: Value }> {
  if (id === null) return refuse('INVALID_PARAM', 'only doc().set() replaces a document')
  const existed = await write(database, request, (work) => {
    const before = readIn(database, work, collection, id)
    const staged = stage(database, work, collection, id, () => Object.assign({ _id }, data, { _id }))
    return { before: before !== undefined, changed: staged === 'changed' }
  })
  return existed.before ? { updated: existed.changed ? 1 : 0 } : { updated: 0, upsert_id: _id }
}

function updateOne(
  database: Database,
  work: Work,
  collection: Collection,
  id: IdPart,
  update: Update,
): number {
  return stage(database, work, collection, id, (doc) => doc && update(doc)) === 'changed' ? 1 : 0
}

/** CloudBase's own ids are 32 hexadecimal letters, and `_id` comes first. */
function withId(doc: Doc): Doc {
  const { _id = randomBytes(16).toString('hex'), ...fields } = doc
  return { _id, ...fields }
}
