import type { Day, Instant } from '@contract/calendar'
import type { Fen } from '@contract/money'
import type { TariffKind } from '@core/domain/billing/tariff'
import type { PremisesKind } from './estate'
import type { MeterUnit } from './metering'

/** What is charged, and where it came from. */

export type WorkingStep = { readonly says: string; readonly amount?: Fen }

export type Bill = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string
  readonly premisesId: string
  readonly item: string
  readonly title: string
  readonly period: string
  readonly from: Day
  readonly to: Day
  readonly dueOn: Day
  readonly payeeId: string
  /** As it was called when the bill went out. */
  readonly payeeName: string
  readonly amount: Fen
  readonly working: readonly WorkingStep[]
  readonly tariff: BillTariff | null
  /** Versions that charged earlier days of it; absent: none. */
  readonly earlierTariffs?: readonly BillTariff[]
  /** What the amount was made of, for comparing it with another bill's; absent where a ledger brought it. */
  readonly facts?: BillFacts
  /** The readings that it charged: each names the bill too. */
  readonly readingIds?: readonly string[]
  /** The same as they were seen, for whoever asks why: what is billed is never read anew. */
  readonly looks?: readonly BillLook[]
  /** The shared cost that it charges a part of. */
  readonly poolId?: string
  /** Where the claim comes from: our own billing run, a ledger taken over, or a bill that it stands in for. */
  readonly source: { readonly kind: 'run' | 'ledger' | 'reissue' | 'claim'; readonly id: string }
  readonly void: boolean
  /** Since when, by whom and why it does not count any more. */
  readonly voided?: { readonly on: Day; readonly by: string; readonly reason: string }
  readonly issuedAt: Instant
}

export type BillTariff = {
  readonly tariffId: string
  readonly says: string
  readonly basis: string
  readonly publishedOn: Day
  readonly effectiveFrom: Day
}

/** One look at a meter that a bill charges. */
export type BillLook = {
  readonly serial: string
  readonly day: Day
  readonly value: string
  readonly before: { readonly day: Day; readonly value: string } | null
  readonly used: string
  readonly unit: MeterUnit
  readonly photo: string | null
}

/** Exact decimal text throughout. Where a fact changed within the period it is the last one's, and `pieces` is above 1. */
export type BillFacts = {
  /** What kind of price it is: amounts of two kinds are never explained by their prices. */
  readonly kind: TariffKind
  readonly pieces: number
  readonly days: number
  /** Months charged, parts of a month as a decimal. */
  readonly months: string
  readonly price: string
  readonly area?: string
  /** What was used, and in which unit. */
  readonly quantity?: string
  readonly unit?: MeterUnit
  /** The highest step of a tiered price that it reached, from 1. */
  readonly step?: number
  /** The shared cost, and the home's part of the whole. */
  readonly shared?: { readonly cost: Fen; readonly part: string; readonly whole: string }
  readonly persons?: number
  /** The entitlement rate that it was charged at. */
  readonly rate?: string
  /** In yuan, before any rounding, to 6 places. */
  readonly beforeRounding: string
}

export type BillingRun = {
  readonly _id: string
  readonly communityId: string
  readonly period: string
  readonly items: readonly string[]
  /** Premises that a person keeps out of it. Absent: none. */
  readonly leftOut?: readonly string[]
  /** `looking`: a preview of a community too large for one call; `checking`: whether all is still as it was previewed. */
  readonly state: 'looking' | 'previewed' | 'checking' | 'publishing' | 'published'
  readonly count: number
  readonly total: Fen
  /** Bills published so far, and the last premises key done: where a walk resumes. */
  readonly published: number
  readonly cursor: string | null
  /** Digest of what the preview saw; publishing refuses when it no longer matches. */
  readonly digest: string
  /** How far a look is that took more than one call, as text: the platform would merge an object's fields. */
  readonly look?: string | null
  readonly previewedBy: string
  readonly publishedBy: string | null
  readonly leaseUntil: Instant | null
  readonly createdAt: Instant
}

/** Prepares a community's runs by itself, some days ahead; a person publishes each (rules §5). */
export type BillingSchedule = {
  /** The community's id: it has one. */
  readonly _id: string
  readonly every: 'month' | 'quarter' | 'half_year' | 'year'
  /** Days before a period's first one. */
  readonly daysAhead: number
  readonly items: readonly string[]
  readonly on: boolean
  /** The last period that was prepared; what a missed night left is taken up from here. */
  readonly preparedThrough: string | null
  readonly savedBy: string
  readonly createdAt: Instant
  /** The run whose preview took more than one night call. Absent or null: none. */
  readonly looking?: string | null
}

export type LedgerImport = {
  readonly _id: string
  readonly communityId: string
  readonly title: string
  readonly cutoff: Day
  readonly fileDigest: string
  readonly by: string
  /** `reading`: not all of its rows are kept yet, and the cursor says how many are. */
  readonly state: 'reading' | 'previewed' | 'confirming' | 'confirmed'
  readonly cursor: number
  readonly written: number
  readonly unchanged: number
  readonly rowCount: number
  /** Whoever managed before, where the ledger is theirs: its debts are claims, no bills. Absent: it is ours. */
  readonly former?: string
  /** Remarks proposed to a person so far; absent: none. */
  readonly proposed?: number
  readonly leaseUntil: Instant | null
  readonly createdAt: Instant
}

/** A debt that a former manager claims: history alone, until it was assigned to this one and the debtor was told (rules §3). */
export type Claim = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string
  readonly premisesId: string
  readonly item: string
  readonly period: string
  readonly from: Day
  readonly to: Day
  readonly amount: Fen
  /** Whose it is, by name. */
  readonly holder: string
  readonly by: string
  readonly assigned: { readonly agreement: string; readonly noticeOn: Day; readonly on: Day; readonly by: string; readonly billId: string } | null
  readonly createdAt: Instant
}

/** What a person said of the columns of a form of ledger, known again by its header's words. Null: taken back. */
export type LedgerMapping = {
  readonly _id: string
  readonly communityId: string
  /** As text: a record's fields would be merged by the platform. */
  readonly mapping: string | null
  readonly at: Instant
}

/** One accepted row of an import, parsed: confirming reads these, never the file again. */
export type LedgerRow = {
  readonly _id: string
  readonly importId: string
  readonly communityId: string
  /** Order in the import, from 0. */
  readonly seq: number
  readonly sheetRow: number
  readonly key: string
  readonly label: string
  readonly building: string
  readonly unit: string
  readonly room: string
  readonly kind: PremisesKind
  readonly name: string
  readonly phones: readonly string[]
  readonly area: string
  readonly price: string
  readonly chargedFrom: Day | null
  readonly paidThrough: Day | null
  readonly owed: Fen
  readonly prepaid: Fen
  readonly months: readonly { readonly period: string; readonly amount: Fen }[]
  readonly notes: readonly string[]
  /** Fees besides the property fee, in columns of their own. Absent: the ledger has none. */
  readonly others?: readonly {
    readonly item: string
    readonly owed: Fen
    readonly prepaid: Fen
    readonly months: readonly { readonly period: string; readonly from: Day; readonly to: Day; readonly amount: Fen }[]
  }[]
}
