import type { Day, Instant } from '@contract/calendar'
import type { Fen } from '@contract/money'
import type { DifferenceKind } from '@core/domain/paying/reconciliation'

/** The day's money held against WeChat Pay's own list, and the audit trail held against itself. */

export type Sum = { readonly count: number; readonly total: Fen }
/** Both sides of one day. What is paid less what is refunded, less what is booked, is the sum of the differences. */
export type Sides = {
  readonly paid: Sum
  readonly refunded: Sum
  /** WeChat Pay's charge: an expense of ours, never the payer's. */
  readonly fee: Fen
  readonly booked: Sum
}
export type CommunitySides = Sides & { readonly communityId: string }

/** One merchant and day. */
export type Reconciliation = {
  readonly _id: string
  readonly mchid: string
  readonly day: Day
  /** `waiting`: WeChat has not written the bill yet. A run found `running` was cut off. */
  readonly state: 'waiting' | 'running' | 'failed' | 'done'
  readonly says: string
  /** Which bill the cursor belongs to: another file is begun anew. */
  readonly billHash: string | null
  readonly cursor: ReconciliationCursor | null
  readonly totals: Sides
  /** The same sums by community, whose own they are: none of its staff sees another's. */
  readonly communities: readonly CommunitySides[]
  /** Payments of other systems under the same merchant; a few of their numbers, for people. */
  readonly foreign: Sum & { readonly numbers: readonly string[] }
  /** Transactions in this bill that our books have on the next day: tomorrow does not miss them. */
  readonly ofNextDay: readonly string[]
  /** Rows about which WeChat could not be asked: the day is not done while there are any. */
  readonly unsure: number
  readonly doneAt: Instant | null
}
/** First the bill's rows, then our own orders that it may lack. */
export type ReconciliationCursor =
  | { readonly at: 'bill'; readonly row: number }
  | { readonly at: 'orders'; readonly paidAt: Instant; readonly orderId: string }

export type Difference = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string | null
  readonly mchid: string
  readonly day: Day
  readonly kind: DifferenceKind
  readonly outTradeNo: string
  readonly transactionId: string | null
  /** What the bill says and what the books say; a refund is below nothing. */
  readonly theirs: Fen
  readonly ours: Fen
  readonly says: string
  /** `repaired` by the machine, `resolved` by a person. */
  readonly state: 'open' | 'repaired' | 'resolved'
  readonly note: string
  readonly resolvedBy: string | null
  readonly endedAt: Instant | null
  readonly createdAt: Instant
}

/** One community's audit rows of one day under one hash, chained to the day before. */
export type Seal = {
  readonly _id: string
  readonly communityId: string
  readonly day: Day
  readonly rows: number
  readonly hash: string
  /** The hash of the seal before; empty for the first. */
  readonly before: string
}
