import type { Day, Instant } from '@contract/calendar'
import type { Hold } from './estate'

/** What a ledger's remarks propose, and what holds dunning. */

export type CaseState = 'before_suit' | 'in_suit' | 'judged' | 'enforced' | 'bankrupt'
export type ProposalKind = 'dispute' | 'promise' | 'wrong_number' | 'hardship' | 'tenant' | 'case'

/** What one remark may mean. Nothing follows from it until a person has ticked it (rules §5). */
export type Proposal = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string
  readonly label: string
  readonly building: string
  readonly importId: string
  readonly kind: ProposalKind
  /** The remark as it stands in the ledger: staff's words, never shown to a resident (F46). */
  readonly remark: string
  /** A promise's day as far as the remark names one exactly. */
  readonly day: Day | null
  readonly caseState: CaseState | null
  /** The bills the row brought: what a dispute or a promise of the ledger is about. */
  readonly billIds: readonly string[]
  readonly state: 'open' | 'accepted' | 'refused'
  readonly createdAt: Instant
  readonly decidedBy: string | null
  readonly decidedAt: Instant | null
}

/** The life of one hold; the account carries the part that money and the ladder need. */
export type HoldRecord = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string
  readonly kind: Hold['kind']
  readonly billIds: readonly string[] | null
  readonly from: Day
  /** `never`: until a person ends it; text, so that one index finds every hold whose day has passed. */
  readonly until: Day | 'never'
  /** Why, for staff. */
  readonly note: string
  readonly setBy: string
  readonly state: 'open' | 'ended'
  /** A promise is kept or broken by computation; the others end by their day or by a person. */
  readonly outcome: 'kept' | 'broken' | 'expired' | 'ended' | null
  readonly endedBy: string | null
  readonly endedAt: Instant | null
}
