import { type Doc, readStored } from './ejson'
import { type Collection, documentName, idOfDocumentKey, idOfEntryKey, type IdPart } from './indexKeys'
import { type Matcher, matcherOf } from './match'
import { type Plan, planQuery, wholeCollection } from './plan'
import { Refusal } from './refusal'
import type { Store } from './store'
import { refuseScan, SCANNED_MAX } from './unserved'
import { comparerOf, type Sort } from './values'

/** A document found: its stored text, parsed only when somebody looks inside. */
export type Hit = { readonly id: IdPart; readonly text: string; readonly doc: () => Doc }

export type Selection = {
  readonly query: Doc
  readonly sort: Sort
  readonly offset: number
  readonly limit: number
  /** For the read-only look: an unserved query reads a small collection instead of being refused. */
  readonly anyQuery?: boolean
}

type Source = Plan['source']

export function select(store: Store, collection: Collection, selection: Selection): Hit[] {
  const { query, sort, offset, limit } = selection
  const matcher = matcherOf(query)
  const plan = selection.anyQuery ? anyPlan(collection, selection) : planQuery(collection, query, sort)
  const scan = scanner(store, collection, { plan, matcher, query, sort })
  const wanted = offset + limit
  if (!plan.sorts) return take(scan(plan.source), offset, limit)
  // Each range that comes in order needs only its head; the heads are then merged.
  const hits = plan.rangesSorted
    ? rangesOf(plan.source).flatMap((one) => take(scan(one), 0, wanted))
    : [...scan(plan.source)]
  const compare = comparerOf(sort)
  return distinctHits(collection, hits)
    .sort((a, b) => compare(a.doc(), b.doc()))
    .slice(offset, wanted)
}

/** Counts without reading documents where the index alone can tell. Over an index prefix it is unbounded. */
export function count(store: Store, collection: Collection, query: Doc): number {
  const matcher = matcherOf(query)
  const plan = planQuery(collection, query, [])
  const { source, filters, inexact } = plan
  if (source.kind === 'walk' && !filters && !inexact) {
    return source.ranges.reduce((sum, range) => sum + store.count(source.index, range), 0)
  }
  let total = 0
  for (const _hit of scanner(store, collection, { plan, matcher, query, sort: [] })(source)) total += 1
  return total
}

function anyPlan(collection: Collection, { query, sort }: Selection): Plan {
  try {
    return planQuery(collection, query, sort)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return wholeCollection(collection, sort)
  }
}

function rangesOf(source: Source): Source[] {
  return source.kind === 'ids' ? [source] : source.ranges.map((range) => ({ ...source, ranges: [range] }))
}

function take(hits: Iterable<Hit>, offset: number, limit: number): Hit[] {
  const taken: Hit[] = []
  let skipped = 0
  if (limit === 0) return taken
  for (const hit of hits) {
    if (skipped < offset) {
      skipped += 1
      continue
    }
    taken.push(hit)
    if (taken.length === limit) break
  }
  return taken
}

type Asked = { readonly plan: Plan; readonly matcher: Matcher; readonly query: Doc; readonly sort: Sort }

/** Walks one source after another; the documents that conditions filter are counted over all of them. */
function scanner(store: Store, collection: Collection, { plan, matcher, query, sort }: Asked) {
  let scanned = 0
  const looks = plan.filters || plan.inexact
  return function* scan(source: Source): Generator<Hit> {
    for (const id of candidates(store, collection, source, plan.inexact)) {
      const text = store.read(collection, id)
      if (text === undefined) continue
      if (plan.filters && ++scanned > SCANNED_MAX) refuseScan(collection, query, sort)
      const hit = hitOf(id, text)
      if (!looks || matcher(hit.doc())) yield hit
    }
  }
}

function* candidates(
  store: Store,
  collection: Collection,
  source: Source,
  mayRepeat: boolean,
): Generator<IdPart> {
  if (source.kind === 'ids') return yield* source.ids
  const idOf = source.index ? idOfEntryKey : idOfDocumentKey
  const seen = mayRepeat ? new Set<string>() : null
  for (const range of source.ranges) {
    for (const key of store.keys(source.index, range, source.reverse)) {
      const id = idOf(key)
      if (seen) {
        const name = documentName(collection, id)
        if (seen.has(name)) continue
        seen.add(name)
      }
      yield id
    }
  }
}

function hitOf(id: IdPart, text: string): Hit {
  let parsed: Doc | undefined
  return { id, text, doc: () => (parsed ??= readStored(text)) }
}

function distinctHits(collection: Collection, hits: readonly Hit[]): Hit[] {
  return [...new Map(hits.map((hit) => [documentName(collection, hit.id), hit])).values()]
}
