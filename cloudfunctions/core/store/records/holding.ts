import type { Day, Instant } from '@contract/calendar'
import type { CaseState, Hold } from './estate'

/** What a remark may mean, until a person says so; and each hold from its first day to its end. */

export type ProposalKind = 'dispute' | 'promise' | 'wrong_number' | 'hardship' | 'tenant' | 'case'

/** Nothing of it is in force before a named person accepts it (rules §5). */
export type Proposal = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string
  readonly building: string
  readonly label: string
  readonly kind: ProposalKind
  /** The ledger's own words: staff's alone (F46). */
  readonly remark: string
  /** A promise's day, where the remark names it exactly; else whoever accepts fills it in. */
  readonly day: Day | null
  readonly caseState: CaseState | null
  /** The number that a remark on a wrong number is about; null where the ledger has none. */
  readonly phone: string | null
  /** The bills of the remark's own row. */
  readonly billIds: readonly string[]
  readonly importId: string
  readonly sheetRow: number
  /** When it was imported and where it stood in the sheet, as text that sorts. */
  readonly place: string
  readonly state: 'open' | 'accepted' | 'dismissed'
  readonly decidedBy: string | null
  readonly decidedAt: Instant | null
}

/** How a hold ended. A promise is kept or broken by computation, never by anybody's word (rules §9). */
export type HoldEnd = 'kept' | 'broken' | 'expired' | 'by_hand'

/**
 * A hold's own story. The account keeps what is in force, because its document decides; here stands
 * who set it and why, what a dispute was answered, and how it ended.
 */
export type HoldRecord = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string
  readonly kind: Hold['kind']
  readonly billIds: readonly string[] | null
  readonly from: Day
  readonly until: Day | null
  readonly caseState: CaseState | null
  /** Who alone contacts while a case is open: a name in the record, not a role (roles). */
  readonly counsel: string | null
  /** Staff's words, never a resident's to read (F46). */
  readonly note: string
  readonly setBy: string
  readonly setAt: Instant
  /** A dispute's last day for an answer; null for every other kind. */
  readonly answerBy: Day | null
  /** Written for the resident, who reads it on the bill. */
  readonly answer: { readonly text: string; readonly by: string; readonly on: Day } | null
  readonly state: 'running' | 'over'
  readonly ended: { readonly how: HoldEnd; readonly on: Day; readonly by: string; readonly note: string } | null
}
