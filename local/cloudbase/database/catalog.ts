import { readFileSync } from 'node:fs'
import type { Index, KeyField } from './indexKeys'
import { messageOf } from './refusal'

/**
 * The declaration file: `{collections: [name, …], indexes: [{collection, name, keys, unique?}]}`,
 * `keys` being `[[field, 1 | -1], …]` with dotted fields where wanted.
 *
 * A unique index asks nothing of a document that lacks any of its fields (MongoDB would want a
 * partial index for that), and everything of one that has them all, null included.
 */
export type Declaration = {
  readonly collections: readonly string[]
  readonly indexes: readonly DeclaredIndex[]
}
export type DeclaredIndex = {
  readonly collection: string
  readonly name: string
  readonly keys: readonly (readonly [string, 1 | -1])[]
  readonly unique?: boolean
}

/** What the data folder remembers: which number stands for which collection and index in its keys. */
export type Catalog = {
  next: number
  collections: Record<string, number>
  /** Made by database.addCollection, and so known whatever the declaration says. */
  added: string[]
  indexes: Record<string, { no: number; signature: string; multikey: boolean }>
}

export const COLLECTION_NAME = /^[A-Za-z][\w-]{0,63}$/

export function emptyCatalog(): Catalog {
  return { next: 1, collections: {}, added: [], indexes: {} }
}

/** Throws when the file is not a declaration: a server with half its indexes must not start. */
export function readDeclaration(file: string | undefined): Declaration {
  if (file === undefined) return { collections: [], indexes: [] }
  try {
    const declared = JSON.parse(readFileSync(file, 'utf8')) as Declaration
    declared.collections.forEach(assertCollectionName)
    declared.indexes.forEach((index) => assertIndex(index, declared.collections))
    return declared
  } catch (error) {
    throw new Error(`index declaration ${file}: ${messageOf(error)}`)
  }
}

export function indexId(collection: string, name: string): string {
  return `${collection}/${name}`
}

export function signatureOf({ keys, unique }: DeclaredIndex): string {
  return JSON.stringify([keys, unique === true])
}

export function makeIndex(declared: DeclaredIndex, no: number, multikey: boolean): Index {
  const fields = declared.keys.map(([field, direction]): KeyField => ({
    field,
    path: field.split('.'),
    direction,
  }))
  return { name: declared.name, no, fields, unique: declared.unique === true, multikey }
}

function assertCollectionName(name: string): void {
  if (!COLLECTION_NAME.test(name)) throw new Error(`${name} is not the name of a collection`)
}

function assertIndex(index: DeclaredIndex, collections: readonly string[]): void {
  const title = `index ${index.name} of ${index.collection}`
  if (!collections.includes(index.collection)) throw new Error(`${title}: no such collection`)
  if (index.keys.length === 0) throw new Error(`${title}: no keys`)
  for (const [field, direction] of index.keys) {
    if (!field || (direction !== 1 && direction !== -1))
      throw new Error(`${title}: a key is [field, 1 or -1]`)
  }
}
