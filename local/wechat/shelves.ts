import { type Database, open } from 'lmdb'
import { join } from 'node:path'
import type { Notice } from './delivery'
import type { Code, Message, Order, Person, Prepay } from './model'
import type { TokenState } from './tokens'

/** One kind of record by its key. */
export type Shelf<T> = {
  get(key: string): T | undefined
  put(key: string, value: T): void
  remove(key: string): void
  /** In the order of their keys. */
  list(prefix?: string): T[]
}

export type Shelves = {
  readonly orders: Shelf<Order>
  /** prepay id -> order */
  readonly prepays: Shelf<Prepay>
  /** transaction id -> order number */
  readonly transactions: Shelf<string>
  readonly notices: Shelf<Notice>
  readonly people: Shelf<Person>
  /** `openid|templateKey` -> messages that may still be sent */
  readonly quotas: Shelf<number>
  /** `openid|sequence` */
  readonly messages: Shelf<Message>
  readonly codes: Shelf<Code>
  readonly tokens: Shelf<TokenState>
  readonly faults: Shelf<Record<string, unknown>>
  /** All or nothing. */
  together<T>(work: () => T): T
  close(): Promise<void>
}

/**
 * Everything WeChat remembers, on disk before anybody hears of it: the real WeChat does not forget
 * an order because a merchant's machine was switched off. `flush` false leaves out the disk's own
 * flush, as for the database: what is kept then outlives `kill -9` and not the loss of power.
 */
export function openShelves(dir: string, flush = true): Shelves {
  const root = open({ path: join(dir, 'book'), maxDbs: 16, overlappingSync: false, noSync: !flush })
  const shelf = <T>(name: string): Shelf<T> => shelfOver(root.openDB<T, string>({ name }))
  return {
    orders: shelf('orders'),
    prepays: shelf('prepays'),
    transactions: shelf('transactions'),
    notices: shelf('notices'),
    people: shelf('people'),
    quotas: shelf('quotas'),
    messages: shelf('messages'),
    codes: shelf('codes'),
    tokens: shelf('tokens'),
    faults: shelf('faults'),
    together: (work) => root.transactionSync(work),
    close: () => root.close(),
  }
}

function shelfOver<T>(db: Database<T, string>): Shelf<T> {
  return {
    get: (key) => db.get(key),
    put: (key, value) => db.putSync(key, value),
    remove: (key) => void db.removeSync(key),
    list: (prefix) => {
      const range = prefix === undefined ? {} : { start: prefix, end: `${prefix}\uffff` }
      return Array.from(db.getRange(range), (entry) => entry.value)
    },
  }
}
