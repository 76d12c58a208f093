import type { Day, Instant } from '@contract/calendar'
import type { Fen } from '@contract/money'

/** An acknowledgement of a debt, as evidence: which text, by whom, when. Its id names account and text. */
export type Confirmation = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string
  /** The binding, so that whoever is forgotten does not stand here by name. */
  readonly by: string
  readonly text: string
  readonly textHash: string
  readonly billIds: readonly string[]
  readonly total: Fen
  readonly on: Day
  readonly createdAt: Instant
}
