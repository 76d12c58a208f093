import type { Day, Instant } from '@contract/calendar'
import { type Fen, fen, sumFen } from '@contract/money'
import { invariant } from '@core/domain/invariant'

/**
 * The books (rules §1): double-entry, append-only. Debits are positive and credits negative, so
 * "balanced" is simply "adds up to nothing". A receivable names its bill, so what is owed on one
 * bill is the sum of its postings.
 */
export type BookAccount =
  | 'receivable'
  /** Late charges: booked when paid, waived or fixed, never while they grow (rules §5). */
  | 'receivable:late'
  | `cash:wechat:${string}`
  | `income:${string}`
  /** Given away: `expense:discount`, `expense:late_waived`. */
  | `expense:${string}`
  | `liability:prepaid:${string}`
  | 'liability:unplaced'
  | 'opening:ledger'

export type Posting = {
  readonly account: BookAccount
  readonly amount: Fen
  /** Which bill a receivable or a late charge belongs to. */
  readonly billId?: string
}
export type Entry = {
  /** Names the real-world event, so the same event recorded twice is the same document. */
  readonly _id: string
  readonly communityId: string
  /** Whose books it moves; null only for money whose payer's account is not known. */
  readonly accountId: string | null
  readonly kind: 'opening' | 'charge' | 'payment' | 'reversal' | 'void' | 'waive'
  readonly at: Instant
  readonly day: Day
  readonly postings: readonly Posting[]
  readonly memo: string
}

export function entry(facts: Omit<Entry, 'day'>): Entry {
  const { postings } = facts
  invariant(postings.length >= 2, 'an entry has two sides')
  invariant(postings.every((p) => p.amount !== 0), 'no posting is for nothing')
  invariant(sumFen(postings.map((p) => p.amount)) === 0, 'an entry balances')
  invariant(postings.every((p) => (p.account === 'receivable' || p.account === 'receivable:late') === (p.billId !== undefined)), 'a receivable names its bill')
  return { ...facts, day: facts.at.slice(0, 10) as Day }
}

/** Entries are never edited. A mistake is answered by its mirror image, and both stay on the books. */
export function reversal(of: Entry, at: Instant): Entry {
  return entry({
    ...of, _id: `reversal:${of._id}`, kind: 'reversal', at,
    postings: of.postings.map((p) => ({ ...p, amount: fen(-p.amount) })),
  })
}
