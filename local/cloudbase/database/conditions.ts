import { type Doc, isDoc, type Value } from './ejson'
import { partOf } from './indexKeys'
import { refuse } from './refusal'
import { isScalar, type KeyPart } from './values'

export type Bound = { readonly part: KeyPart; readonly inclusive: boolean }

/** What a query says about one field that an index could use. */
export type FieldFacts = { equal?: KeyPart; oneOf?: KeyPart[]; low?: Bound; high?: Bound }

export type Conditions = {
  readonly byField: ReadonlyMap<string, FieldFacts>
  /** Conditions no index can use: they filter what was scanned. */
  readonly others: readonly string[]
}

const LOGIC = new Set(['$and', '$or', '$nor'])
const FIELD_OPERATORS = new Set(
  '$eq $ne $gt $gte $lt $lte $in $nin $exists $size $all $elemMatch $mod $not $regex $options $type'.split(
    ' ',
  ),
)

/** Names the first operator that the local cloud does not know, however deep it stands. */
export function assertKnownOperators(query: Value): void {
  if (!isDoc(query)) return refuse('INVALID_PARAM', 'a query is an object')
  for (const [field, value] of Object.entries(query)) {
    if (LOGIC.has(field)) {
      if (!Array.isArray(value)) return refuse('INVALID_PARAM', `${field} needs a list of conditions`)
      value.forEach(assertKnownOperators)
    } else if (field.startsWith('$')) {
      if (field !== '$expr') refuse('INVALID_PARAM', `unknown query operator ${field}`)
    } else assertKnownFieldOperators(value)
  }
}

function assertKnownFieldOperators(value: Value): void {
  if (!isOperators(value)) return
  for (const [operator, operand] of Object.entries(value)) {
    if (!FIELD_OPERATORS.has(operator)) refuse('INVALID_PARAM', `unknown query operator ${operator}`)
    if (operator === '$not') assertKnownFieldOperators(operand)
    if (operator !== '$elemMatch' || !isDoc(operand)) continue
    if (isOperators(operand)) assertKnownFieldOperators(operand)
    else assertKnownOperators(operand)
  }
}

export function isOperators(value: Value | undefined): value is Doc {
  return isDoc(value) && Object.keys(value).some((key) => key.startsWith('$'))
}

/** Sorts a query's conditions into what an index can use and what can only filter. */
export function conditionsOf(query: Doc): Conditions {
  const byField = new Map<string, FieldFacts>()
  const others: string[] = []
  gather(query, byField, others)
  return { byField, others }
}

function gather(query: Doc, byField: Map<string, FieldFacts>, others: string[]): void {
  for (const [field, value] of Object.entries(query)) {
    if (field === '$and') for (const part of value as Doc[]) gather(part, byField, others)
    else if (field.startsWith('$')) others.push(field)
    else if (!isOperators(value)) noteEqual(field, value, byField, others)
    else
      for (const [operator, operand] of Object.entries(value))
        noteOperator({ field, operator, operand }, byField, others)
  }
}

type OneOperator = { readonly field: string; readonly operator: string; readonly operand: Value }

function noteOperator(
  { field, operator, operand }: OneOperator,
  byField: Map<string, FieldFacts>,
  others: string[],
): void {
  const facts = factsOf(byField, field)
  const label = `${field} ${operator}`
  if (operator === '$eq') return noteEqual(field, operand, byField, others)
  if (operator === '$in') {
    if (!Array.isArray(operand)) return refuse('INVALID_PARAM', '$in needs a list')
    if (facts.oneOf || !operand.every(isScalar)) others.push(label)
    else facts.oneOf = operand.map((value) => partOf(field, value))
    return
  }
  const side =
    operator === '$gt' || operator === '$gte'
      ? 'low'
      : operator === '$lt' || operator === '$lte'
        ? 'high'
        : null
  // A null bound also means "missing", and a second bound on the same side would have to be compared.
  if (side === null || facts[side] || operand === null || !isScalar(operand)) return void others.push(label)
  const part = partOf(field, operand)
  const opposite = side === 'low' ? facts.high : facts.low
  // Bounds of two types: no single value is within both, which is for the matcher to find.
  if (opposite && opposite.part.tag !== part.tag) others.push(label)
  else facts[side] = { part, inclusive: operator.endsWith('e') }
}

function noteEqual(field: string, value: Value, byField: Map<string, FieldFacts>, others: string[]): void {
  const facts = factsOf(byField, field)
  if (facts.equal || !isScalar(value)) others.push(field)
  else facts.equal = partOf(field, value)
}

function factsOf(byField: Map<string, FieldFacts>, field: string): FieldFacts {
  const known = byField.get(field)
  if (known) return known
  const facts: FieldFacts = {}
  byField.set(field, facts)
  return facts
}
