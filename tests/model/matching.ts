import type { Range } from '@core/store/store'

/** Whether a document meets a query's conditions, as the platform compares: within one type, a list by any of its elements. */
export function matches(doc: object, where: object): boolean {
  return Object.entries(where).every(([field, wanted]) => {
    const value = (doc as Record<string, unknown>)[field] ?? null
    if (wanted === null || typeof wanted !== 'object') return some(value, (one) => one === wanted)
    return holds(value, wanted as Range<Ordered>)
  })
}

type Ordered = string | number

function holds(value: unknown, { gt, gte, lt, lte, in: among, ne }: Range<Ordered>): boolean {
  const compares = (bound: Ordered | undefined, test: (one: Ordered, bound: Ordered) => boolean) =>
    bound === undefined || some(value, (one) => typeof one === typeof bound && test(one as Ordered, bound))
  return (
    compares(gt, (one, bound) => one > bound) &&
    compares(gte, (one, bound) => one >= bound) &&
    compares(lt, (one, bound) => one < bound) &&
    compares(lte, (one, bound) => one <= bound) &&
    (among === undefined || some(value, (one) => among.includes(one as Ordered))) &&
    (ne === undefined || !some(value, (one) => one === ne))
  )
}

function some(value: unknown, test: (one: unknown) => boolean): boolean {
  return Array.isArray(value) ? value.some(test) : test(value)
}
