import type { Collection, Records } from '@core/store/records'
import type { LocalCloud } from '../../local/cloud'

/** Straight into the database, past every door of ours: what another machine, or a crash, has left there. */
async function admin(cloud: LocalCloud, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${cloud.database.url()}/admin?env=nuancui-local`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: 'local' }, body: JSON.stringify(body),
  })
  const { code, message, data } = (await answer.json()) as { code?: string; message?: string; data?: Record<string, unknown> }
  if (code) throw new Error(`database: ${code} ${message}`)
  return data ?? {}
}

const AT_ONCE = 500
export async function plant<C extends Collection>(cloud: LocalCloud, collectionName: C, docs: readonly Records[C][]): Promise<void> {
  for (let first = 0; first < docs.length; first += AT_ONCE) {
    const data = docs.slice(first, first + AT_ONCE).map((doc) => JSON.stringify(doc))
    await admin(cloud, { action: 'database.insertDocument', collectionName, data })
  }
}

/** Takes one document out, as if it had never been written. */
export async function uproot(cloud: LocalCloud, collectionName: Collection, id: string): Promise<void> {
  const query = JSON.stringify({ _id: id })
  const gone = await admin(cloud, { action: 'database.removeDocument', collectionName, queryType: 'DOC', multi: false, query })
  if (gone['deleted'] !== 1) throw new Error(`${collectionName} has no ${id}`)
}
