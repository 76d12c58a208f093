import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { Query } from 'mingo'
import type { Doc } from '../../local/cloudbase/database/ejson'
import { idPart } from '../../local/cloudbase/database/indexKeys'
import { createIsolation } from '../../local/cloudbase/database/isolation'
import { Refusal } from '../../local/cloudbase/database/refusal'
import { count, select } from '../../local/cloudbase/database/select'
import { openStore, type Store } from '../../local/cloudbase/database/store'
import { comparerOf, type Sort } from '../../local/cloudbase/database/values'
import { applyWork, newWork, stage } from '../../local/cloudbase/database/work'

const DOCS = 60
const dir = mkdtempSync(join(tmpdir(), 'nuancui-plan-'))
let store: Store
beforeAll(() => {
  store = openStore(dir, {
    collections: ['docs'],
    indexes: [
      {
        collection: 'docs',
        name: 'by_a_b',
        keys: [
          ['a', 1],
          ['b', 1],
        ],
      },
      { collection: 'docs', name: 'by_b', keys: [['b', -1]] },
      {
        collection: 'docs',
        name: 'by_tags_a',
        keys: [
          ['tags', 1],
          ['a', 1],
        ],
      },
      { collection: 'docs', name: 'by_inner', keys: [['list.n', 1]] },
    ],
  })
})
afterAll(async () => {
  await store.close()
  rmSync(dir, { recursive: true })
})

const LETTERS = ['', 'a', 'ab', '中', 'a\u0000', 'x'.repeat(130), `${'x'.repeat(130)}y`]
const scalar = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -1, max: 2 }) },
  { weight: 2, arbitrary: fc.constantFrom(...LETTERS) },
  { weight: 1, arbitrary: fc.constantFrom(0.5, -1e9, 2 ** 40, true, false, null) },
  { weight: 1, arbitrary: fc.constantFrom(new Date(0), new Date(1e12)) },
)
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 6 })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })
const docShape = fc.record({
  a: some(scalar),
  b: some(scalar),
  tags: some(fc.array(fc.constantFrom('x', 'y', 'z', 1, 2), { maxLength: 3 })),
  list: some(fc.array(fc.record({ n: fc.integer({ min: 0, max: 4 }) }), { maxLength: 3 })),
})

const bound = scalar.filter((value) => value !== null && !(typeof value === 'string' && value.length > 100))
const condition = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }).map(($in) => ({ $in })),
  bound.map(($gt) => ({ $gt })),
  bound.map(($lte) => ({ $lte })),
  fc.tuple(bound, bound).map(([$gte, $lt]) => ({ $gte, $lt })),
  fc.tuple(scalar, bound).map(([$eq, $lte]) => ({ $eq, $lte })),
  scalar.map(($ne) => ({ $ne })),
)
const rarely = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, value)
const query = fc.record({
  a: maybe(condition),
  b: maybe(condition),
  tags: rarely(condition),
  'list.n': rarely(condition),
})
const order = fc.constantFrom<Sort>(
  [],
  [{ field: 'a', direction: 1 }],
  [{ field: 'b', direction: 1 }],
  [{ field: 'b', direction: -1 }],
  [
    { field: 'a', direction: -1 },
    { field: 'b', direction: -1 },
  ],
  [{ field: '_id', direction: -1 }],
)

const questions = fc.array(fc.tuple(query, order), { minLength: 30, maxLength: 30 })

/** Puts other documents in the place of all, so that old index entries have to go as well. */
function replaceAll(docs: readonly unknown[]): void {
  const ground = { store, isolation: createIsolation() }
  const collection = store.collection('docs')
  const work = newWork(null)
  for (let n = 0; n < DOCS; n += 1) {
    const _id = `d${n}`
    const next = docs[n] === undefined ? undefined : clean({ _id, ...(docs[n] as Doc) })
    stage(ground, work, collection, idPart(_id), () => next)
  }
  store.commit(() => applyWork(ground, work))
}

function clean(doc: Record<string, unknown>): Doc {
  return Object.fromEntries(Object.entries(doc).filter(([, value]) => value !== undefined)) as Doc
}

/** 1 when the query was served, and rightly; 0 when it was refused. */
function compareWithAll(all: readonly Doc[], wanted: Doc, sort: Sort): 0 | 1 {
  const collection = store.collection('docs')
  const hits = unlessRefused(() => select(store, collection, { query: wanted, sort, offset: 0, limit: DOCS }))
  if (hits === null) return 0
  const found = hits.map((hit) => hit.doc())
  const matcher = new Query(wanted)
  const expected = all.filter((doc) => matcher.test(doc))
  expect(found.map(({ _id }) => _id).sort()).toEqual(expected.map(({ _id }) => _id).sort())
  const compare = comparerOf(sort)
  for (let n = 1; n < found.length; n += 1) {
    expect(compare(found[n - 1] as Doc, found[n] as Doc)).toBeLessThanOrEqual(0)
  }
  if (sort.length === 0) expect(count(store, collection, wanted)).toBe(expected.length)
  return 1
}

function unlessRefused<T>(ask: () => T): T | null {
  try {
    return ask()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'INVALID_PARAM') return null
    throw error
  }
}

describe('whatever an index serves', () => {
  it('is what reading every document would have found, in the order asked for', () => {
    let served = 0
    fc.assert(
      fc.property(fc.array(docShape, { minLength: 10, maxLength: DOCS }), questions, (docs, asked) => {
        replaceAll(docs)
        const all = docs.map((doc, n) => clean({ _id: `d${n}`, ...doc }))
        for (const [raw, sort] of asked) served += compareWithAll(all, clean(raw), sort)
      }),
      { numRuns: 60 },
    )
    expect(served).toBeGreaterThan(500)
  })
})
