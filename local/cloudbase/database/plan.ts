import type { Key } from 'lmdb'
import { conditionsOf, type Conditions, type FieldFacts } from './conditions'
import type { Doc } from './ejson'
import type { Collection, IdPart, Index, KeyField } from './indexKeys'
import { refuse } from './refusal'
import type { KeyRange } from './store'
import { refuseUnserved } from './unserved'
import { type KeyPart, type Sort, TAG_BEYOND } from './values'

export type Plan = {
  readonly source: { readonly kind: 'ids'; readonly ids: readonly IdPart[] } | Walk
  /** Conditions are left over: the matcher decides, over at most SCANNED_MAX documents. */
  readonly filters: boolean
  /** The index may name a document that does not match, or name it twice: look at each. */
  readonly inexact: boolean
  /** The order must be made in memory: the ranges do not give it by themselves. */
  readonly sorts: boolean
  /** Whether each range alone comes in the order asked for, so that its head is enough. */
  readonly rangesSorted: boolean
}
export type Walk = {
  readonly kind: 'walk'
  readonly index: Index | null
  readonly ranges: readonly KeyRange[]
  readonly reverse: boolean
}

type Candidate = {
  readonly index: Index | null
  readonly fields: readonly KeyField[]
  readonly equal: readonly KeyPart[]
  readonly oneOf: readonly KeyPart[] | null
  readonly range: FieldFacts | null
  /** Fields of the query that the index takes care of. */
  readonly used: ReadonlySet<string>
  readonly sorted: boolean
  readonly reverse: boolean
}

const PRIMARY: readonly KeyField[] = [{ field: '_id', path: ['_id'], direction: 1 }]

/**
 * Chooses how a query is served, by architecture rule 7: by _id; or by an index of which the query's
 * equalities, then one range or sort, form a prefix ($in counts as the last equality); or, without
 * any condition, by reading a small collection. Whatever else is asked is refused, and the answer
 * names the index that would serve it, because a real environment would scan everything in silence.
 * The order inside an index is one direction for all fields: mixed directions are not served.
 */
export function planQuery(collection: Collection, query: Doc, sort: Sort): Plan {
  const conditions = conditionsOf(query)
  const byId = idsOf(conditions)
  if (byId) {
    const filters = leftOver(conditions, new Set(['_id'])) > 0
    return {
      source: { kind: 'ids', ids: byId },
      filters,
      inexact: false,
      sorts: sort.length > 0,
      rangesSorted: false,
    }
  }
  const best = bestCandidate(collection, conditions, sort)
  if (best) return planWalk(collection, best, conditions, sort)
  return asksNothing(conditions)
    ? wholeCollection(collection, sort)
    : refuseUnserved(collection, conditions, sort)
}

/** Every document, the matcher deciding: only for the read-only look at a small collection. */
export function wholeCollection(collection: Collection, sort: Sort): Plan {
  const ranges = [{ from: [collection.no], to: [collection.no + 1] }]
  return {
    source: { kind: 'walk', index: null, ranges, reverse: false },
    filters: true,
    inexact: false,
    sorts: sort.length > 0,
    rangesSorted: false,
  }
}

function asksNothing({ byField, others }: Conditions): boolean {
  return byField.size === 0 && others.length === 0
}

function idsOf({ byField }: Conditions): IdPart[] | null {
  const facts = byField.get('_id')
  if (facts?.equal) return [facts.equal]
  return facts?.oneOf
    ? [...new Map(facts.oneOf.map((part) => [`${part.tag}:${part.value}`, part])).values()]
    : null
}

function bestCandidate(collection: Collection, conditions: Conditions, sort: Sort): Candidate | null {
  const sources: (Index | null)[] = [...collection.indexes, null]
  const usable = sources
    .map((index) => candidate(index, index ? index.fields : PRIMARY, conditions, sort))
    .filter((one) => one.sorted && (asksNothing(conditions) ? sort.length > 0 : one.used.size > 0))
  const weight = (one: Candidate) => one.equal.length * 8 + (one.oneOf ? 6 : 0) + (one.range ? 2 : 0)
  return usable.reduce<Candidate | null>(
    (best, one) => (best && weight(best) >= weight(one) ? best : one),
    null,
  )
}

function candidate(
  index: Index | null,
  fields: readonly KeyField[],
  { byField }: Conditions,
  sort: Sort,
): Candidate {
  const equal: KeyPart[] = []
  const used = new Set<string>()
  let oneOf: readonly KeyPart[] | null = null
  for (const { field } of fields) {
    const facts = byField.get(field)
    if (facts?.equal) equal.push(facts.equal)
    else if (facts?.oneOf) oneOf = facts.oneOf
    else break
    used.add(field)
    if (oneOf) break
  }
  const rest = fields.slice(used.size)
  // A field held to one value orders nothing; with $in the ranges are merged by the whole order.
  const wanted = sort.filter(({ field }) => !used.has(field))
  const facts = byField.get(rest[0]?.field ?? '')
  const range = facts && (facts.low || facts.high) ? facts : null
  if (range && rest[0]) used.add(rest[0].field)
  const { sorted, reverse } = orderAlong(rest, wanted)
  return { index, fields, equal, oneOf, range, used, sorted, reverse }
}

function orderAlong(rest: readonly KeyField[], wanted: Sort): { sorted: boolean; reverse: boolean } {
  const [first] = wanted
  if (!first) return { sorted: true, reverse: false }
  const declared = rest[0]?.direction ?? 1
  const along = wanted.every((one, at) => {
    const key = rest[at]
    return key?.field === one.field && one.direction === first.direction && key.direction === declared
  })
  return { sorted: along, reverse: first.direction === -1 }
}

function planWalk(collection: Collection, chosen: Candidate, conditions: Conditions, sort: Sort): Plan {
  const { index, equal, oneOf, range, reverse } = chosen
  const multikey = index?.multikey ?? false
  const branches = oneOf ? distinctParts(oneOf).map((part) => [...equal, part]) : [equal]
  const base: Key[] = [index ? index.no : collection.no]
  const ranges = branches.map((parts) =>
    closeRange([...base, ...parts.flatMap(({ tag, value }) => [tag, value])], range, multikey),
  )
  const parts = [
    ...equal,
    ...(oneOf ?? []),
    ...(range?.low ? [range.low.part] : []),
    ...(range?.high ? [range.high.part] : []),
  ]
  const inexact = multikey || parts.some((part) => !part.exact)
  const merged = oneOf !== null && sort.length > 0
  return {
    source: { kind: 'walk', index, ranges, reverse },
    filters: leftOver(conditions, chosen.used) > 0,
    inexact,
    sorts: merged,
    rangesSorted: true,
  }
}

function distinctParts(parts: readonly KeyPart[]): KeyPart[] {
  return [...new Map(parts.map((part) => [`${part.tag}:${part.value}`, part])).values()]
}

/**
 * A range stays within one type, as MongoDB's comparisons do. In a multikey index one element may
 * meet the lower bound and another the upper, so only one bound narrows it and the matcher decides.
 */
function closeRange(prefix: Key[], range: FieldFacts | null, multikey: boolean): KeyRange {
  if (!range) return { from: prefix, to: [...prefix, TAG_BEYOND] }
  const { low } = range
  const high = multikey && low ? undefined : range.high
  const tag = (low ?? range.high)?.part.tag ?? 0
  for (const bound of [low, high]) {
    if (bound && !bound.part.exact)
      refuse(
        'INVALID_PARAM',
        'a range over text this long is not served: an index keeps its first letters only',
      )
  }
  const above = (bound: { part: KeyPart }) => [...prefix, bound.part.tag, bound.part.value, TAG_BEYOND]
  const below = (bound: { part: KeyPart }) => [...prefix, bound.part.tag, bound.part.value]
  return {
    from: low ? (low.inclusive ? below(low) : above(low)) : [...prefix, tag],
    to: high ? (high.inclusive ? above(high) : below(high)) : [...prefix, tag + 1],
  }
}

/** How many conditions the chosen index does not take care of. */
function leftOver({ byField, others }: Conditions, used: ReadonlySet<string>): number {
  let left = others.length
  for (const [field, { equal, oneOf, low, high }] of byField) {
    const ranges = Number(low !== undefined) + Number(high !== undefined)
    const singles = Number(equal !== undefined) + Number(oneOf !== undefined)
    if (!used.has(field)) left += singles + ranges
    else if (singles > 0) left += singles - 1 + ranges
  }
  return left
}
