import { randomBytes } from 'node:crypto'
import type { Files } from './files'
import { aggregateDocuments, calculateDocument, getDocument } from './reads'
import { messageOf, Refusal, refuse } from './refusal'
import { collectionNameOf, type Database, type Request } from './request'
import { insertDocument, modifyAndReturnDoc, modifyDocument, removeDocument } from './writes'

/** What an action answers with, beside the request's id: `data`, or for startTransaction its id. */
export type Answer = { readonly data?: unknown; readonly transactionId?: string }
type Action = (database: Database, request: Request, files: Files) => Answer | Promise<Answer>

const ACTIONS: Record<string, Action> = {
  'database.addCollection': ({ store }, request) => {
    store.addCollection(collectionNameOf(request))
    return {}
  },
  'database.insertDocument': async (database, request) => ({ data: await insertDocument(database, request) }),
  'database.getDocument': (database, request) => ({ data: getDocument(database, request) }),
  'database.calculateDocument': (database, request) => ({ data: calculateDocument(database, request) }),
  'database.aggregateDocuments': (database, request) => ({ data: aggregateDocuments(database, request) }),
  'database.modifyDocument': async (database, request) => ({ data: await modifyDocument(database, request) }),
  'database.modifyAndReturnDoc': async (database, request) => ({
    data: await modifyAndReturnDoc(database, request),
  }),
  'database.removeDocument': async (database, request) => ({ data: await removeDocument(database, request) }),
  'database.startTransaction': ({ transactions }, { client }) => ({
    transactionId: transactions.start(client),
  }),
  'database.commitTransaction': async ({ transactions }, { body }) => {
    await transactions.commit(body.transactionId)
    return {}
  },
  'database.abortTransaction': ({ transactions }, { body }) => {
    transactions.abort(body.transactionId)
    return {}
  },
  'storage.getUploadMetadata': (_database, { body }, files) => ({ data: files.uploadMetadata(body) }),
  'storage.batchGetDownloadUrl': async (_database, { body }, files) => ({
    data: await files.downloadUrls(body),
  }),
  'storage.batchDeleteFile': async (_database, { body }, files) => ({ data: await files.remove(body) }),
}

const idPrefix = randomBytes(8).toString('hex')
let idCount = 0

/** The reply to one request of the SDK: `{requestId, …}`, or `{requestId, code, message}`. Never throws. */
export async function dispatch(database: Database, files: Files, request: Request): Promise<string> {
  const requestId = `${idPrefix}-${(idCount += 1)}`
  try {
    const { action } = request.body
    const run = ACTIONS[String(action)] ?? refuse('INVALID_PARAM', `unknown action ${String(action)}`)
    return JSON.stringify({ requestId, ...(await run(database, request, files)) })
  } catch (error) {
    if (error instanceof Refusal)
      return JSON.stringify({ requestId, code: error.code, message: error.message })
    console.error('database', error)
    return JSON.stringify({ requestId, code: 'SYS_ERR', message: messageOf(error) })
  }
}
