import type { Day, Instant } from '@contract/calendar'
import { type Fen, fen, ZERO } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import type { Account, Bill, LateOwed, OpenBill } from '@core/store/records'
import { withOpen } from './account'
import { type Charges, lateOn } from './lateCharge'
import { entry, type Entry, type Posting, reversal } from './ledger'
import { lateOwedOf, withLateOwed } from './placing'

export type Waived = { readonly account: Account; readonly entry: Entry }
export type Waiving = { readonly id: string; readonly billId: string; readonly amount: Fen; readonly reason: string; readonly at: Instant; readonly today: Day }

/** What is charged on a bill now: still growing, or fixed since the bill was paid. */
export function chargedNow(account: Account, billId: string, today: Day, charges: Charges): Fen {
  const bill = account.open.find((one) => one.billId === billId)
  return bill ? lateOn(account, bill, today, charges) : (account.lateOwed?.find((one) => one.billId === billId)?.amount ?? ZERO)
}

/**
 * Gives up late charge of a bill (rules §5: booked when waived). What was only growing is booked and
 * given away in one entry, so that the books tell how much was waived. While a payment of the payee is
 * on its way its price stands, and nothing is waived.
 */
export function waive(account: Account, { id, billId, amount, reason, at, today }: Waiving, charges: Charges): Outcome<Waived> {
  const bill = account.open.find((one) => one.billId === billId)
  const owed = account.lateOwed?.find((one) => one.billId === billId)
  const claim = bill ?? owed
  if (!claim) return refuse('WAIVER_TOO_MUCH')
  if (account.openOrders.some(({ payeeId }) => payeeId === claim.payeeId)) return refuse('BILL_IN_PAYMENT')
  if (amount > chargedNow(account, billId, today, charges)) return refuse('WAIVER_TOO_MUCH')
  const given: readonly Posting[] = [{ account: 'receivable:late', billId, amount: fen(-amount) }, { account: 'expense:late_waived', amount }]
  const booked: readonly Posting[] = [{ account: 'receivable:late', billId, amount }, { account: 'income:late_charge', amount: fen(-amount) }]
  return accept({
    account: bill ? withWaivers(account, bill, [...(bill.waivers ?? []), { id, at, amount }]) : withLess(account, claim, amount),
    entry: entry({
      _id: id, communityId: account.communityId, accountId: account._id, kind: 'waive', at, postings: bill ? [...booked, ...given] : given, memo: reason,
    }),
  })
}

/**
 * Takes a waiver back by its mirror image (rules §1). A charge that was growing may be charged again
 * only while its bill is open: whoever has paid was told what it comes to.
 */
export function unwaive(account: Account, of: Entry, bill: Bill, at: Instant): Outcome<Waived> {
  if (account.openOrders.some(({ payeeId }) => payeeId === bill.payeeId)) return refuse('BILL_IN_PAYMENT')
  const back = { entry: reversal(of, at) }
  const open = account.open.find(({ billId }) => billId === bill._id)
  if (open?.waivers?.some(({ id }) => id === of._id)) {
    return accept({ ...back, account: withWaivers(account, open, open.waivers.filter(({ id }) => id !== of._id)) })
  }
  const wasFixed = of.postings.every((posting) => posting.account !== 'income:late_charge')
  if (!wasFixed || bill.void) return refuse('WAIVER_SETTLED')
  const amount = waivedBy(of)
  const owed = account.lateOwed?.find(({ billId }) => billId === bill._id)
  const more = lateOwedOf({ ...bill, billId: bill._id }, fen((owed?.amount ?? 0) + amount))
  return accept({ ...back, account: withLateOwed(account, [...(account.lateOwed ?? []).filter((one) => one !== owed), more]) })
}

/** How much a waiver's entry gave away. */
export function waivedBy({ postings }: Entry): Fen {
  return postings.find((posting) => posting.account === 'expense:late_waived')?.amount ?? ZERO
}

function withWaivers(account: Account, bill: OpenBill, waivers: NonNullable<OpenBill['waivers']>): Account {
  return withOpen(account, account.open.map((one) => (one === bill ? { ...one, waivers } : one)))
}
function withLess(account: Account, claim: Pick<LateOwed, 'billId'>, amount: Fen): Account {
  return withLateOwed(account, (account.lateOwed ?? []).map((one) => (one.billId === claim.billId ? { ...one, amount: fen(one.amount - amount) } : one)))
}
