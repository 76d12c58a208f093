import { type Doc, isDoc, type Value, writeEjson } from '../ejson'
import { refuse } from '../refusal'

const ARRAY_PLACE = /^(0|[1-9]\d{0,5})$/

/** The object or list that holds the last step of a path, and that step. */
export type Place = {
  readonly read: () => Value | undefined
  readonly write: (value: Value) => void
  readonly remove: () => void
}

/** Where a dotted path ends in a document, without making anything; null when it leads nowhere. */
export function findPlace(doc: Doc, path: string): Place | null {
  const steps = path.split('.')
  let at: Value | undefined = doc
  for (const step of steps.slice(0, -1)) at = stepInto(at, step)
  const last = steps[steps.length - 1] ?? ''
  if (Array.isArray(at)) return ARRAY_PLACE.test(last) ? placeInList(at, Number(last)) : null
  return isDoc(at) ? placeInDoc(at, last) : null
}

/** As findPlace, making the objects on the way; refuses to write through a value that holds none. */
export function makePlace(doc: Doc, path: string): Place {
  const steps = path.split('.')
  let at: Doc | Value[] = doc
  for (const step of steps.slice(0, -1)) {
    const inner = stepInto(at, step)
    if (inner === undefined) {
      const made: Doc = {}
      placeIn(at, step, path).write(made)
      at = made
    } else if (isDoc(inner) || Array.isArray(inner)) at = inner
    else
      return refuse(
        'DATABASE_REQUEST_FAILED',
        `Cannot create field in element {${step}: ${writeEjson(inner)}} (path ${path})`,
      )
  }
  return placeIn(at, steps[steps.length - 1] ?? '', path)
}

/** Refuses paths that MongoDB would read as more than a name, and the one that never changes. */
export function assertPath(path: string): void {
  const steps = path.split('.')
  if (steps.some((step) => step === '' || step === '__proto__'))
    refuse('INVALID_PARAM', `not a field path: ${path}`)
  const operator = steps.find((step) => step.startsWith('$'))
  if (operator !== undefined) refuse('INVALID_PARAM', `unknown update operator ${operator} in path ${path}`)
  if (steps[0] === '_id') {
    refuse(
      'DATABASE_REQUEST_FAILED',
      `Performing an update on the path '${path}' would modify the immutable field '_id'`,
    )
  }
}

/** Two operators on one path, or on a path and its parent, have no defined order. */
export function assertNoOverlap(paths: readonly string[]): void {
  const sorted = [...paths].sort()
  for (const [at, path] of sorted.entries()) {
    const clash = sorted.find(
      (other, place) => place !== at && (other === path || path.startsWith(`${other}.`)),
    )
    if (clash === undefined) continue
    refuse('DATABASE_REQUEST_FAILED', `Updating the path '${path}' would create a conflict at '${clash}'`)
  }
}

function stepInto(at: Value | undefined, step: string): Value | undefined {
  if (Array.isArray(at)) return ARRAY_PLACE.test(step) ? at[Number(step)] : undefined
  return isDoc(at) ? at[step] : undefined
}

function placeIn(at: Doc | Value[], step: string, path: string): Place {
  if (!Array.isArray(at)) return placeInDoc(at, step)
  if (ARRAY_PLACE.test(step)) return placeInList(at, Number(step))
  return refuse('DATABASE_REQUEST_FAILED', `Cannot create field '${step}' in an array (path ${path})`)
}

function placeInDoc(doc: Doc, field: string): Place {
  return {
    read: () => doc[field],
    write: (value) => {
      doc[field] = value
    },
    remove: () => {
      delete doc[field]
    },
  }
}

function placeInList(list: Value[], at: number): Place {
  return {
    read: () => list[at],
    write: (value) => {
      // As in MongoDB, the gap before a far place is filled with null.
      while (list.length < at) list.push(null)
      list[at] = value
    },
    // And a place is emptied, not closed up: the others keep their numbers.
    remove: () => {
      if (at < list.length) list[at] = null
    },
  }
}
