import { createHash } from 'node:crypto'
import { ObjectId } from 'bson'
import { type Doc, isDoc, type Value, writeEjson } from './ejson'
import { refuse } from './refusal'

/** MongoDB's order of types, which decides before any two values are compared. */
export const TAG = {
  null: 1,
  number: 2,
  string: 3,
  object: 4,
  array: 5,
  objectId: 7,
  boolean: 8,
  date: 9,
} as const

/** Sorts after every tag, so it closes a range from above. */
export const TAG_BEYOND = 100

/**
 * One value as it stands in an index key. `exact` is false when the key stands for more values than
 * this one, so that a document found by it must be looked at again.
 */
export type KeyPart = { readonly tag: number; readonly value: string | number; readonly exact: boolean }

/**
 * Letters of a string that an index keeps; past them stands a digest. lmdb allows a key of 1,978
 * bytes, so four such fields of Chinese text and an id fit. Two strings that agree in all these
 * letters are found apart by equality, but their order among themselves is not defined.
 */
export const KEY_LETTERS_MAX = 120

export function keyPart(value: Value): KeyPart {
  if (typeof value === 'string') return stringPart(value)
  if (typeof value === 'number')
    return { tag: TAG.number, value: Number.isNaN(value) ? -Infinity : value, exact: true }
  if (value === null) return { tag: TAG.null, value: 0, exact: true }
  if (typeof value === 'boolean') return { tag: TAG.boolean, value: Number(value), exact: true }
  if (value instanceof Date) return { tag: TAG.date, value: value.getTime(), exact: true }
  if (value instanceof ObjectId) return { tag: TAG.objectId, value: value.toHexString(), exact: true }
  return {
    tag: Array.isArray(value) ? TAG.array : TAG.object,
    value: digest(writeEjson(value)),
    exact: false,
  }
}

export function isScalar(value: Value): boolean {
  return !(Array.isArray(value) || isDoc(value) || value instanceof RegExp)
}

function stringPart(text: string): KeyPart {
  if (text.length <= KEY_LETTERS_MAX) return { tag: TAG.string, value: text, exact: true }
  return { tag: TAG.string, value: `${text.slice(0, KEY_LETTERS_MAX)}\u0000${digest(text)}`, exact: false }
}

function digest(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}

/** MongoDB's order of two values, whatever their types. */
export function compareValues(a: Value, b: Value): number {
  const left = keyPart(a)
  const right = keyPart(b)
  if (left.tag !== right.tag) return left.tag - right.tag
  if (typeof a === 'string' && typeof b === 'string') return Number(a > b) - Number(a < b)
  return Number(left.value > right.value) - Number(left.value < right.value)
}

export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true
  if (typeof a !== typeof b || typeof a !== 'object') return false
  return writeEjson(a) === writeEjson(b)
}

export type Sort = readonly { readonly field: string; readonly direction: 1 | -1 }[]

/** `{field: 1 | -1, …}`; the order of the fields is the priority. */
export function sortOf(order: Doc): Sort {
  return Object.entries(order).map(([field, direction]) => {
    if (direction !== 1 && direction !== -1)
      return refuse('INVALID_PARAM', `order of ${field} is neither 1 nor -1`)
    return { field, direction }
  })
}

export function comparerOf(sort: Sort): (a: Doc, b: Doc) => number {
  const keys = sort.map(({ field, direction }) => ({ path: field.split('.'), direction }))
  return (a, b) => {
    for (const { path, direction } of keys) {
      const order = compareValues(sortValue(a, path, direction), sortValue(b, path, direction))
      if (order !== 0) return order * direction
    }
    return 0
  }
}

/** An array sorts by its least element upwards and by its greatest downwards; nothing sorts as null. */
function sortValue(doc: Doc, path: readonly string[], direction: 1 | -1): Value {
  const values = valuesAt(doc, path)
  return values.reduce(
    (best, value) => (compareValues(value, best) * direction < 0 ? value : best),
    values[0] ?? null,
  )
}

/**
 * Every value that a dotted path reaches, going through arrays as MongoDB's indexes do: an array at
 * the end gives its elements, an array on the way gives what each of its objects holds. A path that
 * reaches nothing gives an empty list.
 */
export function valuesAt(doc: Value, path: readonly string[], at = 0): Value[] {
  if (Array.isArray(doc)) {
    if (at < path.length) return doc.flatMap((item) => (isDoc(item) ? valuesAt(item, path, at) : []))
    return doc.length === 0 ? [doc] : doc
  }
  if (at === path.length) return [doc]
  if (!isDoc(doc)) return []
  const inner = doc[path[at] ?? '']
  return inner === undefined ? [] : valuesAt(inner, path, at + 1)
}

export function reachesArray(doc: Doc, path: readonly string[]): boolean {
  let value: Value | undefined = doc
  for (const field of path) {
    if (!isDoc(value)) return Array.isArray(value)
    value = value[field]
  }
  return Array.isArray(value)
}
