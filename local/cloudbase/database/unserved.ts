import { conditionsOf, type Conditions } from './conditions'
import type { Doc } from './ejson'
import type { Collection } from './indexKeys'
import { refuse } from './refusal'
import type { Sort } from './values'

/** Architecture rule 7: what no index took care of may filter at most this many scanned documents. */
export const SCANNED_MAX = 1000

/** No index serves the query at all: says which one would. */
export function refuseUnserved(collection: Collection, conditions: Conditions, sort: Sort): never {
  const missing = missingIndex(collection, conditions, sort)
  if (missing) {
    return refuse('INVALID_PARAM', `${collection.name}: no declared index serves this query; ${missing}`)
  }
  const asked = [...conditions.byField.keys(), ...conditions.others].join(', ')
  return refuse(
    'INVALID_PARAM',
    `${collection.name}: no index can serve ${asked}; add an equality or a range on an indexed field`,
  )
}

/** An index serves the query in part, and the rest would look at too many documents. */
export function refuseScan(collection: Collection, query: Doc, sort: Sort): never {
  const missing = missingIndex(collection, conditionsOf(query), sort) ?? 'a condition on an index is missing'
  return refuse(
    'INVALID_PARAM',
    `${collection.name}: conditions beyond the index filter more than ${SCANNED_MAX} scanned documents; ` +
      missing,
  )
}

/** Equalities, then a list of values, then the order, or without one the first range. */
function missingIndex({ name }: Collection, { byField }: Conditions, sort: Sort): string | null {
  const fields = [...byField]
  const equal = fields.filter(([, facts]) => facts.equal)
  const lists = fields.filter(([, facts]) => !facts.equal && facts.oneOf)
  const ranges = fields.filter(([, { equal, oneOf, low, high }]) => !equal && !oneOf && (low ?? high))
  const directions = new Map(sort.map(({ field, direction }) => [field, direction]))
  const last = sort.length > 0 ? [...directions.keys()] : ranges.slice(0, 1).map(([field]) => field)
  const wanted = new Set([...[...equal, ...lists.slice(0, 1)].map(([field]) => field), ...last])
  if (wanted.size === 0) return null
  const keys = [...wanted].map((field) => [field, directions.get(field) ?? 1])
  return `missing index ${JSON.stringify({ collection: name, keys })}`
}
