import type { Collection, Records } from './records'
import type { Store, Where } from './store'

/** What the platform gives at most in one answer. */
const ANSWER_MAX = 1000

/**
 * Walks everything that `where` finds, in the order of `field`, a page at a time. Pages end at an
 * exact document, by value and then by id, so that equal values are neither lost nor repeated,
 * and nothing is skipped by offset.
 */
export async function* pagesOf<C extends Collection>(
  store: Store, collection: C, where: Where<Records[C]>, field: keyof Records[C] & string, limit: number,
): AsyncGenerator<readonly Records[C][]> {
  type R = Records[C]
  const sort = [[field, 1], ['_id', 1]] as never
  let page = await store.find(collection, { where, sort, limit })
  while (page.length > 0) {
    yield page
    const last = page[page.length - 1] as R
    const tied = { ...where, [field]: last[field], _id: { gt: last._id } } as Where<R>
    const same = await store.find(collection, { where: tied, sort: [['_id', 1]] as never, limit })
    const beyond = { ...where, [field]: { gt: last[field] } } as Where<R>
    const later = same.length === limit ? [] : await store.find(collection, { where: beyond, sort, limit: limit - same.length })
    page = [...same, ...later]
  }
}

/** Every document that belongs to one of `ids`, however many: an answer that is full is asked again in halves. */
export async function allOf<C extends Collection>(
  store: Store, collection: C, field: keyof Records[C] & string, ids: readonly string[],
): Promise<readonly Records[C][]> {
  if (ids.length === 0) return []
  const found = await store.find(collection, { where: { [field]: { in: ids } } as Where<Records[C]>, limit: ANSWER_MAX })
  if (found.length < ANSWER_MAX) return found
  if (ids.length > 1) {
    const middle = Math.ceil(ids.length / 2)
    return [...(await allOf(store, collection, field, ids.slice(0, middle))), ...(await allOf(store, collection, field, ids.slice(middle)))]
  }
  const all: Records[C][] = []
  for await (const page of pagesOf(store, collection, { [field]: ids[0] } as Where<Records[C]>, '_id', ANSWER_MAX)) all.push(...page)
  return all
}
