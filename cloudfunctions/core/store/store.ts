import type { Collection, Records } from './records'

/**
 * The one door to the records. Two engines answer behind it: the real environment and the local
 * cloud; `tests/store/features.ts` holds both to the same behaviour.
 */
export type Range<V> = { readonly gt?: V; readonly gte?: V; readonly lt?: V; readonly lte?: V; readonly in?: readonly V[]; readonly ne?: V }
type Scalar<V> = V extends readonly (infer E)[] ? E : V
/** Field -> value or range. Equalities and one range or sort must form a prefix of an index. */
export type Where<R> = { readonly [F in keyof R]?: Scalar<R[F]> | Range<Scalar<R[F]>> }
export type Sort<R> = readonly (readonly [field: keyof R & string, direction: 1 | -1])[]
export type Query<R> = {
  readonly where: Where<R>
  readonly sort?: Sort<R>
  /** At most 1,000, which is also what the platform gives at most. */
  readonly limit: number
}

/** What may be taken away: a person's own. Money, vouchers and the audit trail stay, whoever asks. */
export type Removable = 'persons' | 'bindings' | 'consents' | 'messages' | 'quotes' | 'plan_quotes' | 'invitations'

export type Write =
  | { readonly remove: Removable; readonly id: string }
  | { [C in Collection]: { readonly put: C; readonly doc: Records[C] } }[Collection]
  | { [C in Collection]: { readonly insert: C; readonly docs: readonly Records[C][] } }[Collection]

/** What a change reads: a name for each document, or for a list of documents of one collection. */
export type Reads = { readonly [name: string]: readonly [Collection, string | readonly string[]] }
export type Docs<R extends Reads> = {
  readonly [N in keyof R]: R[N] extends readonly [infer C extends Collection, infer I]
    ? I extends string
      ? Records[C] | null
      : readonly (Records[C] | null)[]
    : never
}
export type Decision<T> = { readonly writes: readonly Write[]; readonly result: T }

export interface Store {
  get<C extends Collection>(collection: C, id: string): Promise<Records[C] | null>
  /** In the order of `ids`, missing ones left out. One request for up to 1,000. */
  getMany<C extends Collection>(collection: C, ids: readonly string[]): Promise<readonly Records[C][]>
  find<C extends Collection>(collection: C, query: Query<Records[C]>): Promise<readonly Records[C][]>
  count<C extends Collection>(collection: C, where: Where<Records[C]>): Promise<number>
  /**
   * Groups and sums in the database. `stages` are the platform's aggregation stages after the
   * first `$match`, which is `where` and follows the index rule.
   */
  aggregate<C extends Collection>(
    collection: C, where: Where<Records[C]>, stages: readonly Readonly<Record<string, unknown>>[],
  ): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Adds documents whose ids name events; those already there stay as they are. Returns how many were new. */
  addNew<C extends Collection>(collection: C, docs: readonly Records[C][]): Promise<number>
  /**
   * Sets fields of one document if `where` still holds, and says whether it did: the way a lease
   * is taken. Never for an account's money or an entry.
   */
  setIf<C extends Collection>(collection: C, id: string, where: Where<Records[C]>, fields: Partial<Records[C]>): Promise<boolean>
  /**
   * Reads the named documents, lets `decide` think, and saves what it returns, all or nothing.
   *
   * The platform isolates by snapshot and conflicts only on documents that are written, so a
   * decision about an account's money must rewrite the account's document: the store refuses an
   * entry without it. `decide` may run several times and must only think, never act: no clock, no
   * ids, no calls outside.
   */
  change<const R extends Reads, T>(reads: R, decide: (docs: Docs<R>) => Decision<T>): Promise<T>
}

export const put = <C extends Collection>(collection: C, doc: Records[C]): Write => ({ put: collection, doc }) as Write
export const insert = <C extends Collection>(collection: C, ...docs: readonly Records[C][]): Write =>
  ({ insert: collection, docs }) as Write

export const remove = (collection: Removable, id: string): Write => ({ remove: collection, id })

/** The account that a change must find: its absence is our fault, not the caller's. */
export function present<T>(doc: T | null | undefined, what: string): T {
  if (doc === null || doc === undefined) throw new Error(`${what} is missing`)
  return doc
}

