import { ObjectId } from 'bson'
import { messageOf, refuse } from './refusal'

export type Value = null | boolean | number | string | Date | ObjectId | RegExp | Value[] | Doc
export type Doc = { [field: string]: Value }

const DATE_MS_MIN = 0
// The last instant of the year 9999: relaxed extended JSON writes later ones as numbers.
const DATE_MS_MAX = 253_402_300_799_999
const REGEXP_FLAGS = /[^imsu]/g

/** BSON types that nothing here stores: refused by name, so that none is kept as something else. */
const TYPES_NOT_KEPT = new Set(
  '$binary $code $dbPointer $maxKey $minKey $numberDecimal $scope $symbol $timestamp $undefined $uuid'.split(
    ' ',
  ),
)

/**
 * Reads extended JSON, canonical or relaxed, into plain values; `nowMs` is what serverDate becomes.
 * Written here because bson's EJSON.parse costs five times as much on the same document.
 */
export function readEjson(text: string, nowMs: number): Value {
  return revive(parseJson(text), nowMs)
}

/** As readEjson, where only an object will do; `what` names the part of the request. */
export function readEjsonObject(text: unknown, nowMs: number, what: string): Doc {
  if (typeof text !== 'string') return refuse('INVALID_PARAM', `${what} is not extended JSON text`)
  const value = readEjson(text, nowMs)
  return isDoc(value) ? value : refuse('INVALID_PARAM', `${what} is not an object`)
}

/** Reads a document that writeStored wrote. Most hold no special type, and need no second walk. */
export function readStored(text: string): Doc {
  const raw = JSON.parse(text) as Doc
  return text.includes('"$') ? (revive(raw, 0) as Doc) : raw
}

/**
 * The text a document is stored as, which is also what a reader receives: relaxed extended JSON.
 * A number is a double on the wire exactly when it is not whole, as with every JavaScript client.
 */
export function writeStored(doc: Doc): string {
  return JSON.stringify(dress(doc, true))
}

export function writeEjson(value: Value): string {
  return JSON.stringify(dress(value, false))
}

export function isDoc(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null) return false
  return (
    !Array.isArray(value) && !(value instanceof Date || value instanceof ObjectId || value instanceof RegExp)
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return refuse('INVALID_PARAM', `not JSON: ${text.slice(0, 80)}`)
  }
}

function revive(raw: unknown, nowMs: number): Value {
  if (typeof raw !== 'object' || raw === null) return raw as Value
  if (Array.isArray(raw)) return raw.map((item) => revive(item, nowMs))
  const source = raw as Record<string, unknown>
  const fields = Object.keys(source)
  const [first = ''] = fields
  if (first.startsWith('$')) {
    const special = reviveSpecial(first, source[first], nowMs)
    if (special !== undefined) return special
  }
  const doc: Doc = {}
  for (const field of fields) {
    if (field === '__proto__') return refuse('INVALID_PARAM', 'a field may not be named __proto__')
    doc[field] = revive(source[field], nowMs)
  }
  return doc
}

function reviveSpecial(type: string, body: unknown, nowMs: number): Value | undefined {
  switch (type) {
    case '$numberInt':
    case '$numberDouble':
      return Number(body)
    case '$numberLong':
      return wholeNumber(Number(body))
    case '$date':
      return new Date(typeof body === 'string' ? body : Number(revive(body, nowMs)))
    case '$oid':
      if (!ObjectId.isValid(String(body)))
        return refuse('INVALID_PARAM', `${String(body)} is not an ObjectId`)
      return new ObjectId(String(body))
    case '$regularExpression': {
      const { pattern, options } = body as { pattern: string; options?: string }
      return regExp(pattern, (options ?? '').replace(REGEXP_FLAGS, ''))
    }
    case '$tcb_server_date': {
      const { offset } = body as { offset?: unknown }
      return new Date(nowMs + Number(revive(offset ?? 0, nowMs)))
    }
    default:
      return TYPES_NOT_KEPT.has(type) ? refuse('INVALID_PARAM', `this database keeps no ${type}`) : undefined
  }
}

/** Beyond 2^53 a JavaScript number would round, and money must not: such a number is turned away. */
function wholeNumber(value: number): number {
  if (Number.isSafeInteger(value)) return value
  return refuse('INVALID_PARAM', `${value} is beyond 2^53 and cannot be kept exactly`)
}

function regExp(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags)
  } catch (error) {
    return refuse('INVALID_PARAM', messageOf(error))
  }
}

/** Puts special types into their extended form; what holds none is passed on untouched and uncopied. */
function dress(value: Value, stored: boolean): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $numberDouble: String(value) }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return dressArray(value, stored)
  if (value instanceof Date) return dressDate(value)
  if (value instanceof ObjectId) return { $oid: value.toHexString() }
  if (value instanceof RegExp) return dressRegExp(value, stored)
  let dressed: Record<string, unknown> | undefined
  for (const field in value) {
    if (stored) assertFieldName(field)
    const inner = value[field] as Value
    const outer = dress(inner, stored)
    if (outer === inner) continue
    dressed ??= { ...value }
    dressed[field] = outer
  }
  return dressed ?? value
}

function dressArray(value: Value[], stored: boolean): unknown {
  const dressed = value.map((item) => dress(item, stored))
  return dressed.some((item, at) => item !== value[at]) ? dressed : value
}

function dressDate(date: Date): unknown {
  const ms = date.getTime()
  if (Number.isNaN(ms)) return refuse('INVALID_PARAM', 'a date is not a point in time')
  if (ms < DATE_MS_MIN || ms > DATE_MS_MAX) return { $date: { $numberLong: String(ms) } }
  return { $date: date.toISOString() }
}

function dressRegExp(value: RegExp, stored: boolean): unknown {
  if (stored) return refuse('INVALID_PARAM', 'a regular expression is for asking, not for keeping')
  return { $regularExpression: { pattern: value.source, options: value.flags } }
}

/** A field that looks like an operator or a path could be written, but never asked for again. */
function assertFieldName(field: string): void {
  if (field.startsWith('$')) refuse('INVALID_PARAM', `unknown operator or field name: ${field}`)
  if (field.includes('.')) refuse('INVALID_PARAM', `a field name may hold no dot: ${field}`)
}
