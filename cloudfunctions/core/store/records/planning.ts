import type { Instant } from '@contract/calendar'
import type { StaffRole } from '@contract/contract/staff'
import type { Fen } from '@contract/money'
import type { PlanDoubt } from '@core/domain/paying/planPolicy'
import type { RunningPlan } from './estate'
import type { Relation } from './people'

/**
 * Instalment plans, from the trial to the end. What is paid of one is computed from its bills. A
 * resident stands in them as a binding, never as an openid: they are papers that stay when somebody
 * asks to be forgotten.
 */

/** What is offered: bills and their amounts, parts and their days, and the exact text that is accepted. */
export type PlanOffer = {
  readonly communityId: string
  readonly accountId: string
  readonly payeeId: string
  readonly total: Fen
  readonly lines: readonly { readonly billId: string; readonly amount: Fen }[]
  readonly instalments: RunningPlan['instalments']
  /** Why a person must approve; empty: the policy lets it start by itself. */
  readonly doubts: readonly PlanDoubt[]
  /** The plan that this one takes the place of. */
  readonly replaces: string | null
  readonly terms: string
  readonly termsHash: string
}

/** What was shown to somebody who tried a plan out: a request names it, so that what is accepted is what was read. */
export type PlanQuote = PlanOffer & {
  readonly _id: string
  /** The binding of whoever tried it out. */
  readonly by: string
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

export type PlanState = 'proposed' | 'waiting_approval' | 'running' | 'finished' | 'broken' | 'refused' | 'withdrawn' | 'replaced'

/** What one member of staff said to it; whether that decides is the policy's (roles). */
export type PlanSignature = {
  readonly by: string
  readonly name: string
  readonly roles: readonly StaffRole[]
  readonly approve: boolean
  readonly reason: string
  readonly at: Instant
}

export type Plan = PlanOffer & {
  /** Named after its quote: one trial makes one plan, however often the button is tapped. */
  readonly _id: string
  readonly asked: { readonly by: string; readonly relation: Relation; readonly at: Instant }
  /** Who accepted the text of this hash, and when: the acknowledgement of the debt (law, limitation). */
  readonly accepted: { readonly by: string; readonly at: Instant } | null
  readonly signatures: readonly PlanSignature[]
  readonly state: PlanState
  readonly startedAt: Instant | null
  /** When and why it ended, in words that the resident reads. */
  readonly ended: { readonly at: Instant; readonly says: string } | null
  readonly createdAt: Instant
}
