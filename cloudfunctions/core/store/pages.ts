import type { Collection, Records } from './records'
import type { Sort, Store, Where } from './store'

/** What the platform gives at most in one answer. */
const ANSWER_MAX = 1000

/** Where a page ended: an exact document, by its value of the walked field and its id. */
export type PageEnd = { readonly value: unknown; readonly id: string }

/**
 * Walks everything that `where` finds, in the order of `field`, a page at a time. Pages end at an
 * exact document, by value and then by id, so that equal values are neither lost nor repeated and
 * nothing is skipped by offset. The index that serves it ends with `field` and `_id`.
 */
export async function* pagesOf<C extends Collection>(
  store: Store, collection: C, where: Where<Records[C]>, field: keyof Records[C] & string, limit: number,
): AsyncGenerator<readonly Records[C][]> {
  let page = await pageAfter(store, collection, where, field, null, limit)
  while (page.length > 0) {
    yield page
    const last = page[page.length - 1]
    if (!last || page.length < limit) return
    page = await pageAfter(store, collection, where, field, { value: last[field], id: last._id }, limit)
  }
}

/**
 * The one page that follows `end`, or the first one. Where many share one value, the rest of them
 * comes before the values after it. A page that is not full is the last.
 */
export async function pageAfter<C extends Collection>(
  store: Store, collection: C, where: Where<Records[C]>, field: keyof Records[C] & string,
  end: PageEnd | null, limit: number,
): Promise<readonly Records[C][]> {
  type R = Records[C]
  const find = (more: object, by: string, most: number) =>
    store.find(collection, { where: { ...where, ...more } as Where<R>, sort: inOrder(by), limit: most })
  if (!end) return find({}, field, limit)
  const later = beyond(where[field], end.value)
  if (field === '_id') return later ? find({ _id: later }, field, limit) : []
  const rest = beyond(where._id, end.id)
  const same = rest ? await find({ [field]: end.value, _id: rest }, '_id', limit) : []
  if (same.length === limit || !later) return same
  return [...same, ...(await find({ [field]: later }, field, limit - same.length))]
}

/** A condition narrowed to what comes after `value`; null where it holds to one value alone. */
function beyond(condition: unknown, value: unknown): object | null {
  if (condition !== undefined && (condition === null || typeof condition !== 'object')) return null
  // Comparisons keep within one type: nothing is greater than null, and what follows it is text.
  return { ...condition, gt: value ?? '' }
}

function inOrder<R>(field: string): Sort<R> {
  return (field === '_id' ? [['_id', 1]] : [[field, 1], ['_id', 1]]) as unknown as Sort<R>
}

/** The documents of however many ids, in their order, missing ones left out. */
export async function manyOf<C extends Collection>(store: Store, collection: C, ids: readonly string[]): Promise<readonly Records[C][]> {
  const starts = Array.from({ length: Math.ceil(ids.length / ANSWER_MAX) }, (_, i) => i * ANSWER_MAX)
  return (await Promise.all(starts.map((start) => store.getMany(collection, ids.slice(start, start + ANSWER_MAX))))).flat()
}

/**
 * Every document whose `field` is one of `ids`, however many: an answer that is full is asked
 * again in halves, and for a single id it is walked in the order of `then`.
 */
export async function allOf<C extends Collection>(
  store: Store, collection: C, field: keyof Records[C] & string, ids: readonly string[],
  then: keyof Records[C] & string,
): Promise<readonly Records[C][]> {
  if (ids.length === 0) return []
  const where = { [field]: { in: ids } } as Where<Records[C]>
  const found = await store.find(collection, { where, limit: ANSWER_MAX })
  if (found.length < ANSWER_MAX) return found
  if (ids.length > 1) {
    const middle = Math.ceil(ids.length / 2)
    const first = await allOf(store, collection, field, ids.slice(0, middle), then)
    return [...first, ...(await allOf(store, collection, field, ids.slice(middle), then))]
  }
  const all: Records[C][] = []
  const only = { [field]: ids[0] } as Where<Records[C]>
  for await (const page of pagesOf(store, collection, only, then, ANSWER_MAX)) all.push(...page)
  return all
}
