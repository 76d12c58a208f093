import type { Clock } from './clock'
import { type Doc, readEjsonObject } from './ejson'
import { type IdPart, idPart } from './indexKeys'
import { refuse } from './refusal'
import type { Transactions } from './transactions'
import type { Ground } from './work'
import type { Writer } from './writer'

export type Database = Ground & {
  readonly writer: Writer
  readonly transactions: Transactions
  readonly clock: Clock
}

/** The body of one request to /admin, as the SDK sends it, with the name its sender goes by. */
export type Request = { readonly client: string | null; readonly body: Readonly<Record<string, unknown>> }

const LEAVING_SAYS =
  'where().get/update/remove, count and aggregate do not run inside a transaction (the SDK sends most of ' +
  'them without its id, and they would act outside it in silence): inside, use doc() and add() alone'

export function collectionNameOf({ body }: Request): string {
  const { collectionName } = body
  return typeof collectionName === 'string'
    ? collectionName
    : refuse('INVALID_PARAM', 'collectionName is missing')
}

/** An empty or absent query asks for every document. */
export function queryOf({ body }: Request, nowMs: number): Doc {
  const { query } = body
  return query === undefined || query === '' || query === null ? {} : readEjsonObject(query, nowMs, 'query')
}

/** A DOC request names one document by its _id and nothing else; null for a WHERE request. */
export function documentOf({ body }: Request, query: Doc): IdPart | null {
  if (body.queryType !== 'DOC') return null
  const { _id } = query
  return _id === undefined ? refuse('INVALID_PARAM', 'a document is asked for without its _id') : idPart(_id)
}

export function transactionOf({ body }: Request): string | null {
  const { transactionId } = body
  return typeof transactionId === 'string' && transactionId !== '' ? transactionId : null
}

/**
 * Refuses an operation that silently leaves a transaction. With a transaction id on it that is
 * plain. Without one it is told by its sender: a client that posts to /admin/<name> and has a
 * transaction open may not send such an operation until that has ended. The name must stand for one
 * invocation at a time (the functions host gives each process its own); a client of plain /admin has
 * none and is not checked, since nothing on the wire tells its processes, or its parallel work, apart.
 */
export function assertNotLeaving({ transactions }: Database, request: Request): void {
  if (transactionOf(request) !== null) refuse('INVALID_PARAM', LEAVING_SAYS)
  if (request.client === null || transactions.openOf(request.client) === 0) return
  refuse(
    'INVALID_PARAM',
    `${String(request.body.action)} while this function has a transaction open: ${LEAVING_SAYS}`,
  )
}
