import type { Collection, Records } from './records'
import type { Sort, Store, Where } from './store'

/** What the platform gives at most in one answer. */
const ANSWER_MAX = 1000

/**
 * Walks everything that `where` finds, in the order of `field`, a page at a time. Pages end at an
 * exact document, by value and then by id, so that equal values are neither lost nor repeated and
 * nothing is skipped by offset. The index that serves it ends with `field` and `_id`.
 */
export async function* pagesOf<C extends Collection>(
  store: Store, collection: C, where: Where<Records[C]>, field: keyof Records[C] & string, limit: number,
): AsyncGenerator<readonly Records[C][]> {
  let page = await store.find(collection, { where, sort: inOrder(field), limit })
  while (page.length > 0) {
    yield page
    const last = page[page.length - 1]
    if (!last || page.length < limit) return
    page = await after(store, collection, where, field, limit, last)
  }
}

async function after<C extends Collection>(
  store: Store, collection: C, where: Where<Records[C]>, field: keyof Records[C] & string, limit: number, last: Records[C],
): Promise<readonly Records[C][]> {
  type R = Records[C]
  const bound = where[field]
  const beyond = { ...where, [field]: { ...(isRange(bound) ? bound : {}), gt: last[field] } } as Where<R>
  if (field === '_id') return store.find(collection, { where: beyond, sort: inOrder(field), limit })
  const tied = { ...where, [field]: last[field], _id: { gt: last._id } } as Where<R>
  const same = await store.find(collection, { where: tied, sort: inOrder('_id'), limit })
  if (same.length === limit) return same
  return [...same, ...(await store.find(collection, { where: beyond, sort: inOrder(field), limit: limit - same.length }))]
}

function isRange(condition: unknown): condition is object {
  return condition !== null && typeof condition === 'object'
}

function inOrder<R>(field: string): Sort<R> {
  return (field === '_id' ? [['_id', 1]] : [[field, 1], ['_id', 1]]) as unknown as Sort<R>
}

/**
 * Every document whose `field` is one of `ids`, however many: an answer that is full is asked
 * again in halves, and for a single id it is walked in the order of `then`.
 */
export async function allOf<C extends Collection>(
  store: Store, collection: C, field: keyof Records[C] & string, ids: readonly string[], then: keyof Records[C] & string,
): Promise<readonly Records[C][]> {
  if (ids.length === 0) return []
  const found = await store.find(collection, { where: { [field]: { in: ids } } as Where<Records[C]>, limit: ANSWER_MAX })
  if (found.length < ANSWER_MAX) return found
  if (ids.length > 1) {
    const middle = Math.ceil(ids.length / 2)
    const [first, second] = [ids.slice(0, middle), ids.slice(middle)]
    return [...(await allOf(store, collection, field, first, then)), ...(await allOf(store, collection, field, second, then))]
  }
  const all: Records[C][] = []
  for await (const page of pagesOf(store, collection, { [field]: ids[0] } as Where<Records[C]>, then, ANSWER_MAX)) all.push(...page)
  return all
}
