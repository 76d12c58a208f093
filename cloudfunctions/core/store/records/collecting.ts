import type { Day, Instant } from '@contract/calendar'
import type { DunningStageCode } from '@core/domain/collecting/policy'

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
}
