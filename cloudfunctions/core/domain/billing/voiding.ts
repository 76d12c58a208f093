import type { Day, Instant } from '@contract/calendar'
import { type Fen, fen, ZERO } from '@contract/money'
import { withOpen } from '@core/domain/paying/account'
import { entry, type Entry, type Posting } from '@core/domain/paying/ledger'
import { withLateOwed } from '@core/domain/paying/placing'
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

/** What its payments gave and took besides the principal: a discount was never paid, a late charge was. */
export type Given = { readonly discount: Fen; readonly late: Fen }

/**
 * A bill never changes; it is answered by its reversal (rules §1, §5). What is still owed on it goes,
 * and what was paid on it becomes a prepayment of the same item and payee: nothing is lost, and the
 * bill that takes its place is paid from it. A late charge on it goes too, paid or not.
 */
export function voidBill(
  account: Account, bill: Bill, { discount, late }: Given,
  facts: { readonly on: Day; readonly by: string; readonly reason: string; readonly at: Instant },
): Voided {
  const owed = account.open.find(({ billId }) => billId === bill._id)?.outstanding ?? fen(0)
  const lateLeft = account.lateOwed?.find(({ billId }) => billId === bill._id)?.amount ?? ZERO
  const back = fen(bill.amount - owed - discount + late)
  // What a ledger brought was never income of ours.
  const source = bill.source.kind === 'ledger' || bill.source.kind === 'claim' ? ('opening:ledger' as const) : (`income:${bill.item}` as const)
  const all: readonly Posting[] = [
    { account: source, amount: bill.amount },
    { account: 'receivable', billId: bill._id, amount: fen(-owed) },
    { account: 'expense:discount', amount: fen(-discount) },
    { account: 'income:late_charge', amount: fen(late + lateLeft) },
    { account: 'receivable:late', billId: bill._id, amount: fen(-lateLeft) },
    { account: `liability:prepaid:${bill.item}`, amount: fen(-back) },
  ]
  const postings = all.filter(({ amount }) => amount !== 0)
  const left = withOpen(account, account.open.filter(({ billId }) => billId !== bill._id), withPrepaid(account.prepaid, bill, back))
  const { on, by, reason, at } = facts
  return {
    bill: { ...bill, void: true, voided: { on, by, reason } },
    account: withLateOwed(left, (account.lateOwed ?? []).filter(({ billId }) => billId !== bill._id)),
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
