import type { Key } from 'lmdb'
import { ObjectId } from 'bson'
import type { Doc, Value } from './ejson'
import { refuse } from './refusal'
import { isScalar, keyPart, type KeyPart, reachesArray, TAG, valuesAt } from './values'

export type KeyField = {
  readonly field: string
  readonly path: readonly string[]
  readonly direction: 1 | -1
}

export type Index = {
  readonly name: string
  /** Stands for the index in every key; a changed declaration gets a new one. */
  readonly no: number
  readonly fields: readonly KeyField[]
  readonly unique: boolean
  /** True once any document put an array into the index, and from then on. */
  multikey: boolean
}

export type Collection = { readonly name: string; readonly no: number; readonly indexes: readonly Index[] }

/** An _id as the keys hold it: a string, a number or an ObjectId. */
export type IdPart = { readonly tag: number; readonly value: string | number }

export type IndexEntry = {
  readonly index: Index
  readonly parts: readonly KeyPart[]
  /** The entry as text: what two documents share when a unique index forbids it. */
  readonly claim: string
  /** Whether the document has every field of the index; only then is uniqueness asked of it. */
  readonly complete: boolean
}

const ID_BYTES_MAX = 256
const KEY_BYTES_MAX = 1978
const NUMBER_BYTES = 9
const PART_OVERHEAD_BYTES = 12

export function idPart(id: Value): IdPart {
  if (typeof id === 'string' && Buffer.byteLength(id) <= ID_BYTES_MAX && id.length > 0)
    return { tag: TAG.string, value: id }
  if (typeof id === 'number' && Number.isFinite(id)) return { tag: TAG.number, value: id }
  if (id instanceof ObjectId) return { tag: TAG.objectId, value: id.toHexString() }
  return refuse('INVALID_PARAM', `an _id is a string of 1 to ${ID_BYTES_MAX} bytes, a number or an ObjectId`)
}

/** A field's value as index keys hold it. An _id is never cut short, so that it can be read back. */
export function partOf(field: string, value: Value): KeyPart {
  return field === '_id' && isScalar(value) && value !== null
    ? { ...idPart(value), exact: true }
    : keyPart(value)
}

/** Ends in 0, so that every range over ids can be closed from both sides the way index ranges are. */
export function documentKey(collection: Collection, id: IdPart): Key[] {
  return [collection.no, id.tag, id.value, 0]
}

/** One name per document, for locks and for what changed when. */
export function documentName(collection: Collection, id: IdPart): string {
  return `${collection.no}:${id.tag}:${id.value}`
}

export function entryKey(entry: IndexEntry, id: IdPart): Key[] {
  const key: Key[] = [entry.index.no]
  for (const part of entry.parts) key.push(part.tag, part.value)
  key.push(id.tag, id.value)
  return key
}

export function idOfEntryKey(key: Key): IdPart {
  const parts = key as (string | number)[]
  return { tag: parts[parts.length - 2] as number, value: parts[parts.length - 1] ?? '' }
}

export function idOfDocumentKey(key: Key): IdPart {
  const [, tag, value] = key as (string | number)[]
  return { tag: tag as number, value: value ?? '' }
}

/** Every entry of one document in all the indexes of its collection. */
export function entriesOf(collection: Collection, doc: Doc): IndexEntry[] {
  return collection.indexes.flatMap((index) => entriesIn(index, doc))
}

export function entriesIn(index: Index, doc: Doc): IndexEntry[] {
  let complete = true
  let arrays = 0
  let rows: KeyPart[][] = [[]]
  for (const { field, path } of index.fields) {
    const values = valuesAt(doc, path)
    if (values.length === 0) complete = false
    if (reachesArray(doc, path)) {
      index.multikey = true
      arrays += 1
      if (arrays > 1)
        refuse('DATABASE_REQUEST_FAILED', `cannot index parallel arrays: ${field} in index ${index.name}`)
    }
    // A field that is missing is found by asking for null, as in MongoDB.
    const parts =
      values.length === 0 ? [keyPart(null)] : distinct(values.map((value) => partOf(field, value)))
    rows =
      parts.length === 1
        ? append(rows, parts[0] as KeyPart)
        : rows.flatMap((row) => parts.map((part) => [...row, part]))
  }
  return rows.map((parts) => ({ index, parts, claim: claimOf(index, parts), complete }))
}

/** Says so before anything is written, because lmdb would say it in the middle of a commit. */
export function assertKeysFit(entries: readonly IndexEntry[], id: IdPart): void {
  for (const { index, parts } of entries) {
    const bytes = parts.reduce((sum, part) => sum + partBytes(part.value), partBytes(id.value))
    if (bytes <= KEY_BYTES_MAX) continue
    refuse(
      'INVALID_PARAM',
      `the fields of index ${index.name} are too long together for one key of ${KEY_BYTES_MAX} bytes`,
    )
  }
}

function partBytes(value: string | number): number {
  return (typeof value === 'string' ? Buffer.byteLength(value) : NUMBER_BYTES) + PART_OVERHEAD_BYTES
}

function claimOf(index: Index, parts: readonly KeyPart[]): string {
  let claim = String(index.no)
  for (const { tag, value } of parts) claim += `\u0001${tag}\u0002${value}`
  return claim
}

function append(rows: KeyPart[][], part: KeyPart): KeyPart[][] {
  for (const row of rows) row.push(part)
  return rows
}

function distinct(parts: readonly KeyPart[]): KeyPart[] {
  if (parts.length < 2) return [...parts]
  return [...new Map(parts.map((part) => [`${part.tag}:${part.value}`, part])).values()]
}
