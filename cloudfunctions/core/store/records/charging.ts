import type { Day, Instant } from '@contract/calendar'
import type { Fen } from '@contract/money'

/** Late charge and on-time discount: the published rule, and the facts on an open bill that make an amount exact. */

/** A late charge rests on a clause of the contract: without one there is none (law-and-conduct). */
export type LateRule = {
  readonly clause: string
  /** Share of the principal a day, exact decimal text: "0.0001". */
  readonly rate: string
  readonly graceDays: number
  /** Share of the principal that the whole charge never passes, exact decimal text: "0.3". */
  readonly cap: string
}

/** For whoever pays a bill whole until some days before (negative) or after its due day. */
export type DiscountRule = {
  /** Why it is given, as it is posted. */
  readonly basis: string
  readonly days: number
  /** A share of each bill, or an amount for all bills of one due day together, when they are paid together. */
  readonly off: { readonly percent: string } | { readonly amount: Fen }
}

/**
 * One version of what a payee charges late payers and grants early ones. A bill has the version that
 * was in force when it fell due, for good: nothing is charged backwards.
 */
export type ChargePolicy = {
  readonly _id: string
  readonly communityId: string
  readonly payeeId: string
  readonly items: readonly string[]
  readonly late: LateRule | null
  readonly discount: DiscountRule | null
  /** Only bills that fall due on this day or later, and after the publication. */
  readonly dueFrom: Day
  readonly draftedBy: string
  readonly createdAt: Instant
  readonly publishedOn: Day | null
  /** Orders the versions of one day. */
  readonly publishedAt: Instant | null
  readonly publishedBy: string | null
  /** The last day that it charged; null while it runs. */
  readonly stopped: { readonly on: Day; readonly by: string; readonly reason: string } | null
}

/** Days on which nobody's charge grows: an outage of ours (law-and-conduct), said to everybody. */
export type SparedDays = { readonly from: Day; readonly to: Day; readonly says: string }

/** A late charge that a manager waived; its entry has the same id. */
export type Waiver = { readonly id: string; readonly at: Instant; readonly amount: Fen }

/**
 * Facts, not amounts: from them and the published rule the late charge of any day can be worked out
 * anew, exactly, without reading anything but the account.
 */
export type LateFacts = {
  /** When a message first told the payer of it. Absent: nobody was told, and nothing is charged. */
  readonly toldOn?: Day
  /** Paid on it after its due day; what is paid on a day was owed on that day still. */
  readonly paidLate?: readonly { readonly on: Day; readonly amount: Fen }[]
  /** Days of holds and kept plans that are over; those that run are read from the account. */
  readonly spared?: readonly { readonly from: Day; readonly to: Day }[]
  readonly waivers?: readonly Waiver[]
}

/** A late charge whose bill is paid: booked, fixed, and still to be paid. */
export type LateOwed = {
  readonly billId: string
  readonly item: string
  readonly title: string
  readonly period: string
  readonly payeeId: string
  readonly dueOn: Day
  readonly amount: Fen
}
