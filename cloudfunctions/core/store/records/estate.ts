import type { Day, Instant } from '@contract/calendar'
import type { Fen } from '@contract/money'
import type { DunningStageCode } from '@core/domain/collecting/policy'
import type { LateFacts, LateOwed, SparedDays } from './charging'

/** Who owes and what is charged for: communities, premises, accounts and the days they belong together. */

export type Payee = {
  readonly payeeId: string
  /** The name residents see: the property company's own. */
  readonly name: string
}

export type Community = {
  readonly _id: string
  readonly name: string
  readonly companyName: string
  readonly counterPhone: string
  readonly payees: readonly Payee[]
  /** Which payee collects a fee item; an item not named here goes to the first payee. */
  readonly payeeOf: Readonly<Record<string, string>>
  /** Online collection is paused: read at the quote and at the order (F45). */
  readonly paused: boolean
  /** Outages of ours, on which no late charge grows. Absent: none. */
  readonly sparedDays?: readonly SparedDays[]
}

export type PremisesKind = 'residential' | 'commercial'

export type Premises = {
  readonly _id: string
  readonly communityId: string
  /** Normalised building, unit and room joined: one premises has one key (unique per community). */
  readonly key: string
  readonly label: string
  readonly building: string
  readonly unit: string
  readonly room: string
  readonly kind: PremisesKind
  /** Square metres as exact decimal text; null when it was never measured: billing then skips it. */
  readonly area: string | null
  /** Areas that counted before, each up to and with a day, oldest first: a corrected area charges from its day on. */
  readonly earlierAreas?: readonly { readonly until: Day; readonly area: string | null }[]
  readonly tariffIds: readonly string[]
  /** Handed over by the developer: where its anniversary periods begin (rules §4). */
  readonly handedOverOn?: Day
  /** Who lives there by a shown register; a tier's extra allowance counts them. */
  readonly persons?: number
  /** Split, merged or measured anew it ends, and others begin (rules §3). Absent: always there. */
  readonly since?: Day
  readonly until?: Day
  readonly createdAt: Instant
}

/** Days for which a posted rate holds for a premises, by a certificate that somebody has seen (rules §4). */
export type Entitlement = {
  readonly _id: string
  readonly communityId: string
  readonly premisesId: string
  /** The rate's code, as tariff versions post it. */
  readonly code: string
  /** Fee items; absent: whatever posts such a rate. */
  readonly items?: readonly string[]
  readonly certificate: string
  readonly from: Day
  readonly to: Day
  readonly setBy: string
  readonly createdAt: Instant
}

/** Why an account pays for days of a premises (rules §3). Absent: as its owner. */
export type HoldingRole = 'owner' | 'tenant' | 'developer' | 'sponsor'

/** Who pays for which days: of one premises and fee item no two holdings share a day. */
export type Holding = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string
  readonly premisesId: string
  readonly from: Day
  /** The last day; null: until it is ended. */
  readonly to: Day | null
  readonly role?: HoldingRole
  /** The fee items it is meant for; absent: all of them. */
  readonly items?: readonly string[]
  /** Days of it that cost nothing by contract, of the named items or of all. */
  readonly free?: readonly { readonly from: Day; readonly to: Day; readonly items?: readonly string[]; readonly says: string }[]
}

export type OpenBill = {
  readonly billId: string
  readonly item: string
  readonly title: string
  readonly period: string
  readonly payeeId: string
  readonly dueOn: Day
  readonly outstanding: Fen
  /** The last evidence that started its limitation period anew (law); absent: the due day counts. */
  readonly interruptedOn?: Day
} & LateFacts

export type Prepaid = { readonly item: string; readonly payeeId: string; readonly amount: Fen }

export type OpenOrder = { readonly payeeId: string; readonly outTradeNo: string; readonly under: 'payment' | 'review' }

/** Where a claim stands with the courts (rules §3). */
export type CaseState = 'before_suit' | 'in_suit' | 'judged' | 'enforced' | 'bankrupt'

/**
 * Why bills, or the whole account, are not asked for meanwhile (rules §9). A dispute holds its own
 * bills only; a promise, a pause and a case hold what they name, or everything.
 */
export type Hold = {
  readonly holdId: string
  readonly kind: 'dispute' | 'promise' | 'case' | 'pause'
  /** Null: the whole account, later bills included. */
  readonly billIds: readonly string[] | null
  readonly from: Day
  /** The last day it holds; null: until a person ends it. */
  readonly until: Day | null
  readonly caseState?: CaseState
}

/** A fact about the payer for staff, a segment fact too (rules §11); no resident reads it (F46). */
export type AccountFlag = 'hardship'

/**
 * A running instalment plan, as far as money and the ladder need it. What is paid of it is not
 * stored: it is the total less what its bills still owe (rules §7).
 */
export type RunningPlan = {
  readonly planId: string
  readonly payeeId: string
  readonly total: Fen
  readonly billIds: readonly string[]
  readonly instalments: readonly { readonly dueOn: Day; readonly amount: Fen }[]
  /** Since when it runs: no late charge grows while it is kept. */
  readonly since?: Day
}

/**
 * The lock and the balance (architecture rule 2): every change to an account's money rewrites this
 * one document in its transaction. `open`, `outstanding` and `prepaid` are caches that booksRules
 * recompute from the entries.
 */
export type Account = {
  readonly _id: string
  readonly communityId: string
  readonly label: string
  readonly building: string
  /** The registered name; masked in every answer but the owner's own and the staff's. */
  readonly name: string
  readonly phones: readonly string[]
  readonly kind: PremisesKind
  readonly open: readonly OpenBill[]
  readonly outstanding: Fen
  /** The oldest unpaid due day; null when nothing is owed. */
  readonly oldestDueOn: Day | null
  /** The next day on which a reminder may have to be decided; null when there is none. */
  readonly nextActOn: Day | null
  readonly prepaid: readonly Prepaid[]
  readonly openOrders: readonly OpenOrder[]
  readonly holds: readonly Hold[]
  readonly plans: readonly RunningPlan[]
  /** Late charges of bills that are paid. Not in `outstanding`, and never dunned by themselves. Absent: none. */
  readonly lateOwed?: readonly LateOwed[]
  /** Who belongs to it besides the registered one. Absent: nobody. */
  readonly parties?: readonly Party[]
  /** The party to whom reminders go first. Absent: the registered one. */
  readonly speaks?: string
  /** Absent: none. */
  readonly flags?: readonly AccountFlag[]
  /** Dunning memory, keyed by account and arrears episode (rules §9). */
  readonly reminded: Reminded
  /** Staff's words about the account: never shown to a resident (F46). */
  readonly internalNotes: readonly string[]
  readonly createdAt: Instant
}

/** A co-owner, a tenant or whoever pays by contract, for some days (rules §3). */
export type Party = {
  readonly id: string
  readonly name: string
  readonly role: 'owner' | 'tenant' | 'payer'
  readonly phones: readonly string[]
  /** Those of them by which the account was not found before. */
  readonly added: readonly string[]
  readonly from: Day
  readonly to: Day | null
}

export type Reminded = {
  /** The arrears episode's first unpaid due day, and the last stage delivered in it. */
  readonly episode: { readonly since: Day; readonly lastStage: DunningStageCode; readonly lastOn: Day } | null
  /** Courtesy stages already delivered, as `dueOn:stage`. */
  readonly courtesy: readonly string[]
  readonly doNotContact: boolean
}
