import { Aggregator, Query } from 'mingo'
import { assertKnownOperators } from './conditions'
import { type Doc, isDoc, type Value } from './ejson'
import { messageOf, refuse, Refusal } from './refusal'

export type Matcher = (doc: Doc) => boolean

/** Whether a document meets a query, as mingo understands MongoDB; unknown operators are named. */
export function matcherOf(query: Doc): Matcher {
  assertKnownOperators(query)
  // Most queries are answered by the index alone, and never need the compiled form.
  let compiled: Query | undefined
  return (doc) => asking(() => (compiled ??= new Query(query)).test(doc))
}

export function project(docs: readonly Doc[], projection: Doc | null): readonly Doc[] {
  if (projection === null || Object.keys(projection).length === 0) return docs
  return asking(() => new Query({}).find<Doc>([...docs], projection).all() as Doc[])
}

/**
 * Stages served here. The rest of MongoDB's are refused by name: $lookup and its kin read another
 * collection without an index rule, and $out and $merge write.
 */
const STAGES = new Set(
  (
    '$addFields $bucket $bucketAuto $count $group $limit $match $project $replaceRoot $replaceWith $sample ' +
    '$set $skip $sort $sortByCount $unset $unwind'
  ).split(' '),
)

export function assertKnownStages(stages: readonly Doc[]): void {
  for (const stage of stages) {
    const [name = ''] = Object.keys(stage)
    if (!STAGES.has(name)) refuse('INVALID_PARAM', `unknown or unserved aggregation stage ${name}`)
    if (name === '$match') assertKnownOperators(stage[name] ?? null)
  }
}

export function aggregate(docs: readonly Doc[], stages: readonly Doc[]): readonly Value[] {
  return asking(() => new Aggregator([...stages]).run<Doc>([...docs]) as Value[])
}

export function asObject(value: Value | undefined, what: string): Doc {
  return isDoc(value) ? value : refuse('INVALID_PARAM', `${what} is not an object`)
}

/** mingo throws on what it does not know, and its message names it. */
function asking<T>(ask: () => T): T {
  try {
    return ask()
  } catch (error) {
    if (error instanceof Refusal) throw error
    return refuse('INVALID_PARAM', messageOf(error))
  }
}
