import { type Doc, readEjson, readEjsonObject, readStored, writeEjson } from './ejson'
import { aggregate, asObject, assertKnownStages, project } from './match'
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
import { count, select } from './select'
import { type Sort, sortOf } from './values'
import { readIn } from './work'

const LIMIT_DEFAULT = 100
const LIMIT_MAX = 1000

/** Extended JSON texts of what was found: the SDK wants each document as a string of its own. */
export type Found = { readonly list: readonly string[] }

export function getDocument(database: Database, request: Request): Found {
  const { store, transactions, clock } = database
  const collection = store.collection(collectionNameOf(request))
  const query = queryOf(request, clock.now())
  const projection = projectionOf(request)
  const id = documentOf(request, query)
  const transaction = transactionOf(request)
  if (id !== null) {
    const text = transaction
      ? transactions.within(transaction, (work) => readIn(database, work, collection, id))
      : store.read(collection, id)
    return { list: text === undefined ? [] : projected([text], projection) }
  }
  if (transaction !== null) assertNotLeaving(database, request)
  const hits = select(store, collection, { query, sort: orderOf(request), ...pageOf(request) })
  const texts = hits.map((hit) => hit.text)
  return { list: projected(texts, projection) }
}

export function calculateDocument(database: Database, request: Request): { readonly total: number } {
  assertNotLeaving(database, request)
  const collection = database.store.collection(collectionNameOf(request))
  return { total: count(database.store, collection, queryOf(request, database.clock.now())) }
}

/**
 * Only the leading $match chooses documents, by the rule of planQuery: over an index prefix alone it
 * may choose any number, with conditions beyond it at most 1,000 are scanned.
 */
export function aggregateDocuments(database: Database, request: Request): Found {
  assertNotLeaving(database, request)
  const { store, clock } = database
  const collection = store.collection(collectionNameOf(request))
  const stages = stagesOf(request, clock.now())
  assertKnownStages(stages)
  const match = stages[0]?.$match
  const query = match === undefined ? {} : asObject(match, '$match')
  const hits = select(store, collection, { query, sort: [], offset: 0, limit: Infinity })
  const rest = match === undefined ? stages : stages.slice(1)
  if (rest.length === 0) return { list: hits.map((hit) => hit.text) }
  const docs = hits.map((hit) => hit.doc())
  return { list: aggregate(docs, rest).map(writeEjson) }
}

/** The read-only look of GET /db: up to 1,000 documents scanned, whatever is asked. */
export function look(database: Database, name: string, queryText: string, limit: number): readonly string[] {
  const collection = database.store.collection(name)
  const query = queryText === '' ? {} : readEjsonObject(queryText, database.clock.now(), 'query')
  const most = Math.min(Math.max(limit, 0), LIMIT_MAX)
  return select(database.store, collection, { query, sort: [], offset: 0, limit: most, anyQuery: true }).map(
    (hit) => hit.text,
  )
}

function projected(texts: readonly string[], projection: Doc | null): readonly string[] {
  return projection === null ? texts : project(texts.map(readStored), projection).map(writeEjson)
}

function projectionOf({ body }: Request): Doc | null {
  return body.projection === undefined ? null : readEjsonObject(body.projection, 0, 'projection')
}

function orderOf({ body }: Request): Sort {
  return body.order === undefined ? [] : sortOf(readEjsonObject(body.order, 0, 'order'))
}

function pageOf({ body }: Request): { offset: number; limit: number } {
  const offset = body.offset ?? 0
  const limit = body.limit ?? LIMIT_DEFAULT
  if (!isCount(offset)) return refuse('INVALID_PARAM', 'offset is not a whole number from 0')
  if (!isCount(limit)) return refuse('INVALID_PARAM', 'limit is not a whole number from 0')
  return { offset, limit: Math.min(limit, LIMIT_MAX) }
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0
}

function stagesOf({ body }: Request, nowMs: number): Doc[] {
  if (!Array.isArray(body.stages)) return refuse('INVALID_PARAM', 'stages is not a list')
  return body.stages.map((stage: { stageKey?: unknown; stageValue?: unknown }) => {
    if (typeof stage.stageKey !== 'string' || typeof stage.stageValue !== 'string') {
      return refuse('INVALID_PARAM', 'a stage is {stageKey, stageValue}')
    }
    return { [stage.stageKey]: readEjson(stage.stageValue, nowMs) }
  })
}
