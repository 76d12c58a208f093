import { isOperators } from '../conditions'
import { type Doc, isDoc, type Value } from '../ejson'
import { matcherOf } from '../match'
import { refuse } from '../refusal'
import { comparerOf, compareValues, sameValue, sortOf } from '../values'
import { findPlace, makePlace, type Place } from './paths'

/** The array operators, as strict as MongoDB: none of them works on a value that is not an array. */
export const ARRAY_OPERATORS: Record<string, (doc: Doc, path: string, operand: Value) => void> = {
  $push: (doc, path, operand) => {
    const place = makePlace(doc, path)
    const list = listAt(place, path, '$push') ?? []
    place.write(pushed(list, operand))
  },
  $addToSet: (doc, path, operand) => {
    const place = makePlace(doc, path)
    const list = [...(listAt(place, path, '$addToSet') ?? [])]
    for (const value of eachOf(operand, '$addToSet')) {
      if (!list.some((item) => sameValue(item, value))) list.push(value)
    }
    place.write(list)
  },
  $pop: (doc, path, operand) => {
    if (operand !== 1 && operand !== -1) refuse('DATABASE_REQUEST_FAILED', `$pop expects 1 or -1 for ${path}`)
    changeList(doc, path, '$pop', (list) => (operand === 1 ? list.slice(0, -1) : list.slice(1)))
  },
  $pull: (doc, path, operand) => {
    const matches = pullMatcher(operand)
    changeList(doc, path, '$pull', (list) => list.filter((item) => !matches(item)))
  },
  $pullAll: (doc, path, operand) => {
    if (!Array.isArray(operand))
      return refuse('DATABASE_REQUEST_FAILED', `$pullAll expects a list for ${path}`)
    changeList(doc, path, '$pullAll', (list) =>
      list.filter((item) => !operand.some((one) => sameValue(one, item))),
    )
  },
}

const PUSH_MODIFIERS = new Set(['$each', '$slice', '$position', '$sort'])

function pushed(list: readonly Value[], operand: Value): Value[] {
  if (!isOperators(operand)) return [...list, operand]
  const unknown = Object.keys(operand).find((key) => !PUSH_MODIFIERS.has(key))
  if (unknown) refuse('INVALID_PARAM', `unknown update operator ${unknown} in $push`)
  const { $position, $slice, $sort } = operand
  const each = eachOf(operand, '$push')
  const at = $position === undefined ? list.length : wholeNumber($position, '$position')
  // A negative place counts from the end, a far one is the end: splice reads both as MongoDB does.
  const grown = [...list]
  grown.splice(at, 0, ...each)
  const sorted = $sort === undefined ? grown : grown.sort(elementComparer($sort))
  if ($slice === undefined) return sorted
  const size = wholeNumber($slice, '$slice')
  return size >= 0 ? sorted.slice(0, size) : sorted.slice(size)
}

function eachOf(operand: Value, operator: string): Value[] {
  if (!isOperators(operand)) return [operand]
  const { $each } = operand
  const unknown = Object.keys(operand).find((key) => key.startsWith('$') && !PUSH_MODIFIERS.has(key))
  if (unknown) refuse('INVALID_PARAM', `unknown update operator ${unknown} in ${operator}`)
  return Array.isArray($each)
    ? $each
    : refuse('DATABASE_REQUEST_FAILED', `$each in ${operator} expects a list`)
}

function elementComparer(order: Value): (a: Value, b: Value) => number {
  if (order === 1 || order === -1) return (a, b) => compareValues(a, b) * order
  if (!isDoc(order)) return refuse('DATABASE_REQUEST_FAILED', '$sort in $push is 1, -1 or an object of them')
  const compare = comparerOf(sortOf(order))
  return (a, b) => compare(isDoc(a) ? a : {}, isDoc(b) ? b : {})
}

/** A plain value pulls its equals; an object pulls the objects that meet it as a query. */
function pullMatcher(operand: Value): (item: Value) => boolean {
  if (isOperators(operand) || operand instanceof RegExp) {
    const matches = matcherOf({ item: operand })
    return (item) => matches({ item })
  }
  if (!isDoc(operand)) return (item) => sameValue(item, operand)
  const matches = matcherOf(operand)
  return (item) => isDoc(item) && matches(item)
}

function changeList(doc: Doc, path: string, operator: string, change: (list: Value[]) => Value[]): void {
  const place = findPlace(doc, path)
  if (!place || place.read() === undefined) return
  place.write(change(listAt(place, path, operator) ?? []))
}

function listAt(place: Place, path: string, operator: string): Value[] | null {
  const value = place.read()
  if (value === undefined) return null
  if (Array.isArray(value)) return value
  return refuse(
    'DATABASE_REQUEST_FAILED',
    `Cannot apply ${operator} to a non-array field. Field named '${path}' is not an array`,
  )
}

function wholeNumber(value: Value, name: string): number {
  return Number.isInteger(value)
    ? (value as number)
    : refuse('DATABASE_REQUEST_FAILED', `${name} expects a whole number`)
}
