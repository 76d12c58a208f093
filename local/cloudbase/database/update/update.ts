import { type Doc, isDoc, type Value } from '../ejson'
import { refuse } from '../refusal'
import { compareValues, keyPart, TAG } from '../values'
import { ARRAY_OPERATORS } from './arrays'
import { assertNoOverlap, assertPath, findPlace, makePlace } from './paths'

type Apply = (doc: Doc, path: string, operand: Value) => void

/**
 * Update operators as strict as MongoDB's. mingo's own updater passes over an operand or a field of
 * the wrong type in silence, and a balance that was not increased must not look increased.
 */
const OPERATORS: Record<string, Apply> = {
  $set: (doc, path, operand) => makePlace(doc, path).write(operand),
  $unset: (doc, path) => findPlace(doc, path)?.remove(),
  $inc: (doc, path, operand) =>
    calculate(doc, path, operand, { operator: '$inc', start: 0, of: (a, b) => a + b }),
  $mul: (doc, path, operand) =>
    calculate(doc, path, operand, { operator: '$mul', start: 0, of: (a, b) => a * b }),
  $min: (doc, path, operand) => keepExtreme(doc, path, operand, -1),
  $max: (doc, path, operand) => keepExtreme(doc, path, operand, 1),
  $rename: (doc, path, operand) => rename(doc, path, operand),
  ...ARRAY_OPERATORS,
}

export type Update = (doc: Doc) => Doc

/** Reads an update once, for any number of documents. The function it gives changes its argument. */
export function readUpdate(data: Doc): Update {
  const steps: { apply: Apply; path: string; operand: Value }[] = []
  const touched: string[] = []
  for (const [operator, fields] of Object.entries(data)) {
    const apply = OPERATORS[operator]
    if (!apply) return refuse('INVALID_PARAM', `unknown update operator ${operator}`)
    if (!isDoc(fields)) return refuse('INVALID_PARAM', `${operator} expects an object of fields`)
    for (const [path, operand] of Object.entries(fields)) {
      assertPath(path)
      touched.push(path)
      if (operator === '$rename') touched.push(newNameOf(operand))
      steps.push({ apply, path, operand })
    }
  }
  if (steps.length === 0) refuse('INVALID_PARAM', 'an update changes at least one field')
  assertNoOverlap(touched)
  return (doc) => {
    // A copy for each document: two of them must never share a list that a later step changes.
    for (const { apply, path, operand } of steps) apply(doc, path, structuredCopy(operand))
    return doc
  }
}

function structuredCopy(value: Value): Value {
  if (Array.isArray(value)) return value.map(structuredCopy)
  if (!isDoc(value)) return value
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, structuredCopy(inner)]))
}

type Calculation = {
  readonly operator: string
  readonly start: number
  readonly of: (a: number, b: number) => number
}

function calculate(doc: Doc, path: string, operand: Value, { operator, start, of }: Calculation): void {
  if (typeof operand !== 'number') {
    return refuse(
      'DATABASE_REQUEST_FAILED',
      `Cannot ${operator} with a non-numeric argument: {${path}: ${typeName(operand)}}`,
    )
  }
  const place = makePlace(doc, path)
  const current = place.read() ?? (place.read() === undefined ? start : null)
  if (typeof current !== 'number') {
    return refuse(
      'DATABASE_REQUEST_FAILED',
      `Cannot apply ${operator} to a value of non-numeric type. '${path}' is of type ${typeName(current)}`,
    )
  }
  const result = of(current, operand)
  // Whole numbers stay exact or stop: past 2^53 a sum of fen would round without a word.
  if (Number.isInteger(current) && Number.isInteger(operand) && !Number.isSafeInteger(result)) {
    return refuse(
      'DATABASE_REQUEST_FAILED',
      `${operator} of '${path}' leaves the whole numbers that are exact`,
    )
  }
  place.write(result)
}

function keepExtreme(doc: Doc, path: string, operand: Value, direction: 1 | -1): void {
  const place = makePlace(doc, path)
  const current = place.read()
  if (current === undefined || compareValues(operand, current) * direction > 0) place.write(operand)
}

function rename(doc: Doc, path: string, operand: Value): void {
  const place = findPlace(doc, path)
  const value = place?.read()
  if (!place || value === undefined) return
  place.remove()
  makePlace(doc, newNameOf(operand)).write(value)
}

function newNameOf(operand: Value): string {
  if (typeof operand !== 'string')
    return refuse('DATABASE_REQUEST_FAILED', 'The new name of $rename is a string')
  assertPath(operand)
  return operand
}

function typeName(value: Value): string {
  const { tag } = keyPart(value)
  return Object.entries(TAG).find(([, known]) => known === tag)?.[0] ?? 'unknown'
}
