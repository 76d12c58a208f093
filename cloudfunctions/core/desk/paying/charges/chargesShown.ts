import type { Day } from '@contract/calendar'
import { type Fen, fen, sumFen, ZERO } from '@contract/money'
import { LATE_FIXED, sayLate, sayOffer } from '@core/domain/paying/chargeWords'
import { discountsOn, offerOn } from '@core/domain/paying/discount'
import { type Charges, lateChargeOf } from '@core/domain/paying/lateCharge'
import { waivedBy } from '@core/domain/paying/waiving'
import type { Entry } from '@core/domain/paying/ledger'
import type { Account, Order } from '@core/store/records'

export type LateShown = { readonly amount: Fen; readonly says: string }

/** The late charge of a bill as anybody reads it: growing, or fixed since the bill was paid. Null: there is none. */
export function lateShown(account: Account, billId: string, today: Day, charges: Charges): LateShown | null {
  const bill = account.open.find((one) => one.billId === billId)
  if (!bill) {
    const owed = account.lateOwed?.find((one) => one.billId === billId)
    return owed ? { amount: owed.amount, says: LATE_FIXED } : null
  }
  const late = lateChargeOf(account, bill, today, charges)
  return late && (late.amount > 0 || late.waived > 0) ? { amount: late.amount, says: sayLate(late, today) } : null
}

/** What paying this bill whole in time takes off, and until when. Null: nothing. */
export function discountShown(account: Account, billId: string, today: Day, charges: Charges): LateShown | null {
  const bill = account.open.find((one) => one.billId === billId)
  const offer = bill && offerOn(account, bill, today, charges)
  if (!bill || !offer) return null
  // An amount is for all bills of the day together: what of it is this bill's is known only then.
  const together = 'amount' in offer.rule.off ? account.open.filter(({ dueOn, payeeId }) => dueOn === bill.dueOn && payeeId === bill.payeeId) : [bill]
  const amount = discountsOn(account, together, today, charges).get(billId)
  return amount ? { amount, says: sayOffer(offer, today) } : null
}

/** Of all open bills and fixed charges. */
export function lateTotal(account: Account, today: Day, charges: Charges): Fen {
  const growing = account.open.map((bill) => lateChargeOf(account, bill, today, charges)?.amount ?? ZERO)
  return sumFen([...growing, ...(account.lateOwed ?? []).map(({ amount }) => amount)])
}

/** Waivers among some entries that were not taken back. */
export function waiversOf(entries: readonly Entry[]): readonly { readonly entry: Entry; readonly billId: string; readonly amount: Fen }[] {
  const back = new Set(entries.filter(({ kind }) => kind === 'reversal').map(({ _id }) => _id))
  return entries.filter((one) => one.kind === 'waive' && !back.has(`reversal:${one._id}`)).map((one) => ({
    entry: one, amount: waivedBy(one), billId: one.postings.find(({ billId }) => billId !== undefined)?.billId ?? '',
  }))
}

/** The money that a payment brought for one bill: what its entry settled, less what the order had taken off. */
export function paidFor(payment: Entry, billId: string, orders: readonly Pick<Order, '_id' | 'placed'>[]): Fen {
  const line = orders.find(({ _id }) => _id === payment.memo)?.placed.find((one) => one.billId === billId)
  return line?.amount ?? fen(-sumFen(payment.postings.filter((one) => one.billId === billId && one.amount < 0).map(({ amount }) => amount)))
}
