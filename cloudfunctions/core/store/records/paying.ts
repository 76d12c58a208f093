import type { Instant } from '@contract/calendar'
import type { Fen } from '@contract/money'

/** Money on its way and money arrived; the entries themselves are in core/domain/paying/ledger. */

/**
 * What one bill gets of a payment. `amount` is money; the principal that it settles is `amount` less
 * `late` plus `discount`.
 */
export type Line = {
  readonly billId: string
  readonly amount: Fen
  /** Of `amount`, what pays the late charge. Absent: nothing. */
  readonly late?: Fen
  /** The bill's whole late charge, fixed by the quote: booked when the principal is settled. Absent: none. */
  readonly charge?: Fen
  /** Taken off the principal for being paid in time. Absent: nothing. */
  readonly discount?: Fen
}

export type Quote = {
  readonly _id: string
  readonly communityId: string
  readonly accountId: string
  readonly openid: string
  readonly payeeId: string
  readonly total: Fen
  readonly lines: readonly Line[]
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
  readonly lines: readonly Line[]
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
  readonly placed: readonly Line[]
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

/** The accounts of the company's own chart that its vouchers use; the community's id is its own. */
export type VoucherMap = {
  readonly _id: string
  /** Instead of the usual ones. */
  readonly accounts: readonly { readonly key: string; readonly code: string; readonly name: string }[]
  /** Whose the usual ones are. Absent: 企业会计准则. */
  readonly chart?: 'enterprise' | 'small'
}

export type Sequence = { readonly _id: string; readonly communityId: string; readonly last: number }
