import type { Day, Instant } from '@contract/calendar'
import type { StaffRole } from '@contract/contract/staff'
import type { Fen } from '@contract/money'
import type { Entry } from '@core/domain/paying/ledger'
import type { TariffVersion } from '@core/domain/billing/tariff'
import type { DunningStageCode } from '@core/domain/collecting/policy'

/**
 * What the database keeps, one type a collection. Ids name the event or the thing (architecture
 * rule 3), so a second run finds its own work instead of repeating it.
 */
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
  readonly tariffIds: readonly string[]
  readonly createdAt: Instant
}

export type OpenBill = {
  readonly billId: string
  readonly item: string
  readonly title: string
  readonly period: string
  readonly payeeId: string
  readonly dueOn: Day
  readonly outstanding: Fen
}
export type Prepaid = { readonly item: string; readonly payeeId: string; readonly amount: Fen }
export type OpenOrder = { readonly payeeId: string; readonly outTradeNo: string; readonly under: 'payment' | 'review' }

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
  /** Dunning memory, keyed by account and arrears episode (rules §9). */
  readonly reminded: Reminded
  /** Staff's words about the account: never shown to a resident (F46). */
  readonly internalNotes: readonly string[]
  readonly createdAt: Instant
}

export type Reminded = {
  /** The arrears episode's first unpaid due day, and the last stage delivered in it. */
  readonly episode: { readonly since: Day; readonly lastStage: DunningStageCode; readonly lastOn: Day } | null
  /** Courtesy stages already delivered, as `dueOn:stage`. */
  readonly courtesy: readonly string[]
  readonly doNotContact: boolean
}

export type Holding = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string
  readonly premisesId: string
  readonly from: Day
  readonly to: Day | null
}

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
  readonly amount: Fen
  readonly working: readonly WorkingStep[]
  readonly tariff: { readonly tariffId: string; readonly says: string; readonly basis: string; readonly publishedOn: Day } | null
  /** Where the claim comes from: our own billing run, or a ledger taken over. */
  readonly source: { readonly kind: 'run' | 'ledger'; readonly id: string }
  readonly void: boolean
  readonly issuedAt: Instant
}

export type BillingRun = {
  readonly _id: string
  readonly communityId: string
  readonly period: string
  readonly items: readonly string[]
  readonly state: 'previewed' | 'publishing' | 'published'
  readonly count: number
  readonly total: Fen
  /** Bills published so far, and the last premises key done: where a walk resumes. */
  readonly published: number
  readonly cursor: string | null
  /** Digest of what the preview saw; publishing refuses when it no longer matches. */
  readonly digest: string
  readonly previewedBy: string
  readonly publishedBy: string | null
  readonly leaseUntil: Instant | null
  readonly createdAt: Instant
}

export type Quote = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string
  readonly openid: string
  readonly payeeId: string
  readonly total: Fen
  readonly lines: readonly { readonly billId: string; readonly amount: Fen }[]
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

export type Order = {
  /** out_trade_no. */
  readonly _id: string
  readonly communityId: string
  readonly accountId: string
  readonly openid: string
  readonly payeeId: string
  readonly amount: Fen
  readonly lines: readonly { readonly billId: string; readonly amount: Fen }[]
  readonly quoteId: string
  readonly description: string
  readonly state: 'awaiting_payer' | 'paid' | 'closed'
  readonly createdAt: Instant
  /** time_expire told to WeChat: fixed at creation, identical on every repeat. */
  readonly payBefore: Instant
  /** When sweep looks at it next; null when there is nothing left to look for. */
  readonly checkAt: Instant | null
  readonly prepayId: string | null
  readonly transactionId: string | null
  readonly paidAt: Instant | null
  /** Money that arrived but fits no bill; the rest was allocated to `lines`. */
  readonly surplus: Fen
  readonly placed: readonly { readonly billId: string; readonly amount: Fen }[]
  /** Set when WeChat's facts differ from ours: a person decides, no machine does (P06, P08). */
  readonly review: string | null
  readonly receiptId: string | null
  readonly receiptNo: string | null
  /** Waiting for a receipt number: the key of the number sequence, else null. */
  readonly numberIn: string | null
}

export type Receipt = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string
  readonly payeeId: string
  readonly year: string
  readonly seq: number
  readonly receiptNo: string
  readonly outTradeNo: string
  readonly amount: Fen
  readonly paidAt: Instant
}
export type Sequence = { readonly _id: string; readonly communityId: string; readonly last: number }

export type Person = {
  /** openid. */
  readonly _id: string
  readonly phone: string | null
  readonly privacy: { readonly version: string; readonly at: Instant } | null
  readonly bindFailures: number
  readonly createdAt: Instant
}
export type Relation = 'owner' | 'family' | 'tenant' | 'company'
export type Binding = {
  readonly _id: string
  readonly openid: string
  readonly accountId: string
  readonly communityId: string
  readonly relation: Relation
  readonly name: string
  readonly state: 'active' | 'revoked'
  readonly since: Day
  /** A tenant sees only bills of days from here on (rules §3). */
  readonly seesFrom: Day | null
  readonly how: 'phone' | 'invitation'
}
export type Invitation = {
  /** A digest of the code: the code itself is not kept. */
  readonly _id: string
  readonly communityId: string
  readonly kind: 'account' | 'staff'
  readonly accountId: string | null
  readonly relation: Relation | null
  readonly roles: readonly StaffRole[]
  readonly buildings: readonly string[]
  readonly name: string
  readonly issuedBy: string
  readonly expiresAt: Instant
  readonly usedBy: string | null
}
export type StaffMember = {
  readonly _id: string
  readonly communityId: string
  readonly openid: string
  readonly name: string
  readonly roles: readonly StaffRole[]
  /** Own buildings of a collector or steward; empty means none, unless a wider role is held. */
  readonly buildings: readonly string[]
  readonly state: 'active' | 'revoked'
  readonly since: Day
}

/** Consent ledger by person and template: accepted, used, void (rules §9). */
export type Consent = {
  readonly _id: string
  readonly openid: string
  readonly templateKey: string
  readonly quota: number
  readonly accepted: number
  readonly used: number
  readonly refused: number
  readonly voided: number
  readonly updatedAt: Instant
}

/** One message, from the decision to send until its end; the one outbox (architecture rule 10). */
export type Message = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string
  readonly openid: string
  readonly purpose: 'receipt' | 'reminder' | 'dunning' | 'answer'
  readonly templateKey: string
  /** Logical field -> text; the sender maps them to the template's own keys and limits. */
  readonly fields: Readonly<Record<string, string>>
  readonly page: string
  readonly runId: string | null
  readonly stage: DunningStageCode | null
  readonly dueOn: Day | null
  readonly state: 'queued' | 'sent' | 'failed' | 'fallback' | 'skipped'
  readonly why: string | null
  readonly notBefore: Instant
  /** A courtesy or dunning line whose day has passed is decided anew, not sent late. */
  readonly goodUntil: Instant | null
  readonly leaseUntil: Instant
  readonly attempts: number
  readonly createdAt: Instant
  readonly endedAt: Instant | null
}

/** A courtesy or dunning contact that happened: what the caps count (law). Receipts are not. */
export type Contact = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string
  readonly openid: string | null
  readonly channel: 'wechat' | 'call' | 'visit' | 'letter'
  readonly stage: DunningStageCode
  readonly day: Day
  readonly at: Instant
}

export type DunningRun = {
  readonly _id: string
  readonly communityId: string
  readonly day: Day
  readonly by: string
  readonly automatic: boolean
  readonly state: 'previewed' | 'releasing' | 'released'
  readonly lines: number
  readonly cursor: string | null
  readonly releasedBy: string | null
  readonly releasedAt: Instant | null
  readonly leaseUntil: Instant | null
  readonly createdAt: Instant
}
export type DunningLine = {
  readonly _id: string
  readonly runId: string
  readonly communityId: string
  readonly accountId: string
  readonly label: string
  readonly stage: DunningStageCode
  readonly channel: 'wechat' | 'call_task'
  readonly openid: string | null
  readonly text: string
  readonly fields: Readonly<Record<string, string>>
  readonly dueOn: Day
  readonly says: string
}

export type LedgerImport = {
  readonly _id: string
  readonly communityId: string
  readonly title: string
  readonly cutoff: Day
  readonly fileDigest: string
  readonly by: string
  readonly state: 'previewed' | 'confirming' | 'confirmed'
  readonly cursor: number
  readonly written: number
  readonly unchanged: number
  readonly rowCount: number
  readonly leaseUntil: Instant | null
  readonly createdAt: Instant
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
}

export type Task = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string | null
  readonly kind: string
  readonly title: string
  readonly says: string
  readonly state: 'open' | 'done'
  readonly createdAt: Instant
  readonly doneBy: string | null
  readonly doneAt: Instant | null
}

/** Who did what to what: appended, never changed. */
export type AuditRow = {
  readonly _id: string
  readonly communityId: string
  readonly at: Instant
  readonly by: string
  readonly act: string
  readonly on: string
  readonly detail: string
}

/** The last run of each timer, and the leases of work that only one may do at a time. */
export type Duty = {
  readonly _id: string
  readonly leaseUntil: Instant
  readonly lastDoneAt: Instant | null
  readonly lastSays: string
}

/** Each collection's record. The name here is the collection's name in the database. */
export type Records = {
  communities: Community
  premises: Premises
  accounts: Account
  holdings: Holding
  tariffs: TariffVersion
  bills: Bill
  billing_runs: BillingRun
  entries: Entry
  quotes: Quote
  orders: Order
  receipts: Receipt
  sequences: Sequence
  persons: Person
  bindings: Binding
  invitations: Invitation
  staff: StaffMember
  consents: Consent
  messages: Message
  contacts: Contact
  dunning_runs: DunningRun
  dunning_lines: DunningLine
  imports: LedgerImport
  import_rows: LedgerRow
  tasks: Task
  audit: AuditRow
  duties: Duty
}
export type Collection = keyof Records
