import type { Day, Instant } from '@contract/calendar'
import type { Channel, DunningStageCode } from '@core/domain/collecting/policy'
import type { PremisesKind } from './estate'
import type { ForecastPart } from './watching'

/** Consent, messages, contacts, runs and tasks. */

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
  /** Messages that took an accept and whose fate is not known yet: one that is tried again takes no second. */
  readonly held: readonly string[]
  /** The day of the last reminder, which allows one a day whatever the account. */
  readonly lastOn: Day | null
  readonly updatedAt: Instant
}

/** One message, from the decision to send until its end; the one outbox (architecture rule 10). */
export type Message = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string
  /** Null for a call task, which is for staff. */
  readonly openid: string | null
  readonly channel: Channel
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
  /** Set before WeChat is called, cleared by its answer: what is found with it set may have arrived. */
  readonly sendingSince: Instant | null
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
  /** More was owed than may go out by itself: the rest waits for a person's run. */
  readonly capped: boolean
  /** Contains a step later than what a steward or finance may release (roles). */
  readonly needsManager: boolean
  /** The buildings of its lines: a steward releases only own ones. */
  readonly buildings: readonly string[]
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
  readonly kind: PremisesKind
  readonly stage: DunningStageCode
  readonly channel: Channel
  readonly openid: string | null
  /** The recipient's wish at that moment; read again at sending. */
  readonly hour: number | null
  readonly text: string
  readonly fields: Readonly<Record<string, string>>
  readonly dueOn: Day
  readonly says: string
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

/** The last run of each timer, and the leases of work that only one may do at a time. */
export type Duty = {
  readonly _id: string
  readonly leaseUntil: Instant
  readonly lastDoneAt: Instant | null
  readonly lastSays: string
  /** For a walk over the accounts: the day it works on, and where it stands; null when it is done. */
  readonly day?: Day
  readonly cursor?: WalkCursor | null
  /** For a walk over the plans by their ids: the last one looked at; null when it is done. */
  readonly planCursor?: string | null
  /** For the nightly audit of a community. */
  readonly audit?: AuditProgress
  /** For the forecast's walk: what it has counted in the community it stands in. */
  readonly counted?: readonly ForecastPart[]
  /** For a timer's record: when its last run began, which of its duties failed, and its first run ever. */
  readonly lastStartedAt?: Instant
  readonly failed?: readonly string[]
  readonly since?: Instant
}
/** How far the books of a community have been audited: tonight, and by the night. */
export type AuditProgress = {
  readonly day: Day
  /** The last entry whose account was audited: what comes after it has changed since. */
  readonly entriesTo: { readonly at: Instant; readonly id: string } | null
  /** Where the nightly share of all accounts stands; null at the beginning of the list. */
  readonly shareTo: { readonly label: string; readonly id: string } | null
  /** Accounts of tonight's share still to do; null before it is known. */
  readonly left: number | null
  readonly checked: number
  readonly broken: number
}
/** A community, and the last account done in it by its day and id. */
export type WalkCursor = { readonly communityId: string; readonly day: Day; readonly accountId: string }
