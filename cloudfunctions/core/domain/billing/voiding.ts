import type { Day, Instant } from '@contract/calendar'
import { type Fen, fen } from '@contract/money'
import { withOpen } from '@core/domain/paying/account'
import { entry, type Entry, type Posting } from '@core/domain/paying/ledger'
import type { Account, Bill, Prepaid } from '@core/store/records'

/** Why a bill cannot be made void now: what has to be done first is said in the refusal. */
export type VoidFault = 'BILL_IN_PAYMENT' | 'BILL_IN_PLAN'
export type Voided = {
  readonly bill: Bill
  readonly account: Account
  readonly entry: Entry
  /** Paid on it, now a prepayment of the item. */
  readonly back: Fen
}

/** While a payment of its payee is on its way, or a plan counts on it, a bill stays as it is. */
export function voidFault(account: Account, bill: Pick<Bill, '_id' | 'payeeId'>): VoidFault | null {
  if (account.openOrders.some(({ payeeId }) => payeeId === bill.payeeId)) return 'BILL_IN_PAYMENT'
  return account.plans.some(({ billIds }) => billIds.includes(bill._id)) ? 'BILL_IN_PLAN' : null
}

/**
 * A bill never changes; it is answered by its reversal (rules §1, §5). What is still owed on it goes,
 * and what was paid on it becomes a prepayment of the same item and payee: nothing is lost, and the
 * bill that takes its place is paid from it.
 */
export function voidBill(
  account: Account, bill: Bill, facts: { readonly on: Day; readonly by: string; readonly reason: string; readonly at: Instant },
): Voided {
  const owed = account.open.find(({ billId }) => billId === bill._id)?.outstanding ?? fen(0)
  const back = fen(bill.amount - owed)
  // What a ledger brought was never income of ours.
  const source = bill.source.kind === 'ledger' ? ('opening:ledger' as const) : (`income:${bill.item}` as const)
  const postings: Posting[] = [
    { account: source, amount: bill.amount },
    ...(owed > 0 ? [{ account: 'receivable' as const, billId: bill._id, amount: fen(-owed) }] : []),
    ...(back > 0 ? [{ account: `liability:prepaid:${bill.item}` as const, amount: fen(-back) }] : []),
  ]
  const { on, by, reason, at } = facts
  return {
    bill: { ...bill, void: true, voided: { on, by, reason } },
    account: withOpen(account, account.open.filter(({ billId }) => billId !== bill._id), withPrepaid(account.prepaid, bill, back)),
    entry: entry({ _id: `void:${bill._id}`, communityId: bill.communityId, accountId: account._id, kind: 'void', at, postings, memo: reason }),
    back,
  }
}

function withPrepaid(prepaid: readonly Prepaid[], { item, payeeId }: Bill, more: Fen): readonly Prepaid[] {
  if (more === 0) return prepaid
  const held = prepaid.find((part) => part.item === item && part.payeeId === payeeId)
  const others = prepaid.filter((part) => part !== held)
  return [...others, { item, payeeId, amount: fen((held?.amount ?? 0) + more) }]
}
