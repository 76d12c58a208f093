import type { Day, Instant } from '@contract/calendar'
import { type Fen, fen, sumFen, ZERO } from '@contract/money'
import type { Account, LateOwed, Line, OpenBill } from '@core/store/records'
import { type Allocation, takeOff, withOpen } from './account'
import { mayCount } from './lateCharge'
import type { Posting } from './ledger'
import { line } from './priced'

/** What one bill really gets of a payment. */
export type Placed = {
  readonly billId: string
  /** Money for the principal, and what came off it for being paid in time. */
  readonly principal: Fen
  readonly discount: Fen
  /** Money for the late charge. */
  readonly late: Fen
  /** The late charge that is booked now, because the principal is settled and it cannot grow any more. */
  readonly booked: Fen
}

/**
 * What each chosen bill can still take. The payer's choice wins: money for a bill that was paid
 * meanwhile is not moved to another bill but waits as surplus for a person (P10, P11). The late
 * charge is the quote's, and comes after the principal; what was waived since the order is not taken.
 */
export function place(lines: readonly Allocation[], account: Account, since: Instant): readonly Placed[] {
  return lines.flatMap((one) => {
    const bill = account.open.find(({ billId }) => billId === one.billId)
    const piece = bill ? onBill(one, bill, since) : onLateOwed(one, account.lateOwed ?? [])
    return piece.principal + piece.discount + piece.late > 0 ? [piece] : []
  })
}

function onBill({ billId, amount, late = ZERO, charge = ZERO, discount = ZERO }: Line, bill: OpenBill, since: Instant): Placed {
  const { outstanding } = bill
  const principal = fen(Math.min(amount - late, outstanding))
  const off = fen(Math.min(discount, outstanding - principal))
  if (principal + off < outstanding) return { billId, principal, discount: ZERO, late: ZERO, booked: ZERO }
  const waived = sumFen((bill.waivers ?? []).filter(({ at }) => at > since).map((one) => one.amount))
  const booked = fen(Math.max(0, charge - waived))
  return { billId, principal, discount: off, late: fen(Math.min(late, booked)), booked }
}

function onLateOwed({ billId, late = ZERO }: Line, owed: readonly LateOwed[]): Placed {
  const left = owed.find((one) => one.billId === billId)?.amount ?? ZERO
  return { billId, principal: ZERO, discount: ZERO, late: fen(Math.min(late, left)), booked: ZERO }
}

/** A piece as the order keeps it. */
export function lineOf({ billId, principal, discount, late, booked }: Placed): Line {
  return line({ billId, amount: fen(principal + late), late, charge: booked, discount })
}

/** The bills, the charges and the discounts of a payment, in its one entry. */
export function postingsOf(pieces: readonly Placed[]): readonly Posting[] {
  const discount = sumFen(pieces.map((piece) => piece.discount))
  const all: readonly Posting[] = [
    ...pieces.flatMap(({ billId, principal, discount: off, late, booked }): readonly Posting[] => [
      { account: 'receivable', billId, amount: fen(-principal - off) },
      { account: 'receivable:late', billId, amount: booked },
      { account: 'income:late_charge', amount: fen(-booked) },
      { account: 'receivable:late', billId, amount: fen(-late) },
    ]),
    { account: 'expense:discount', amount: discount },
  ]
  return all.filter(({ amount }) => amount !== 0)
}

/** The account after a payment of `on`: what it owes, what it paid late, and the charges that are fixed now. */
export function paidAccount(account: Account, pieces: readonly Placed[], on: Day): Account {
  const settled = new Map(account.open.map((bill) => [bill.billId, bill]))
  const open = partlyPaid(takeOff(account.open, pieces.map(lineOf)), pieces, on)
  const paid = new Map(pieces.map((piece) => [piece.billId, piece]))
  const before = (account.lateOwed ?? []).map((owed) => ({ ...owed, amount: fen(owed.amount - (paid.get(owed.billId)?.late ?? 0)) }))
  const fixed = pieces.flatMap(({ billId, booked, late }) => {
    const bill = settled.get(billId)
    return bill && booked > late ? [lateOwedOf(bill, fen(booked - late))] : []
  })
  return withLateOwed(withOpen(account, open), [...before, ...fixed])
}

export function lateOwedOf({ billId, item, title, period, payeeId, dueOn }: Omit<LateOwed, 'amount'>, amount: Fen): LateOwed {
  return { billId, item, title, period, payeeId, dueOn, amount }
}

/** The account with other fixed charges; none leaves no field behind. */
export function withLateOwed({ lateOwed: _before, ...account }: Account, owed: readonly LateOwed[]): Account {
  const left = owed.filter(({ amount }) => amount > 0)
  return left.length === 0 ? account : { ...account, lateOwed: left }
}

/**
 * A payment on a bill is evidence: what is left of it has its limitation period anew (law,
 * limitation). Where a late charge may count that day it is remembered: until then more was owed.
 */
function partlyPaid(open: readonly OpenBill[], pieces: readonly Placed[], on: Day): readonly OpenBill[] {
  const paid = new Map(pieces.map((piece) => [piece.billId, piece.principal]))
  return open.map((bill) => {
    const amount = paid.get(bill.billId)
    if (amount === undefined) return bill
    const late = mayCount(bill, on) ? { paidLate: [...(bill.paidLate ?? []), { on, amount }] } : {}
    return { ...bill, interruptedOn: on, ...late }
  })
}
