import type { Day } from '@contract/calendar'
import { type Fen, fen, sumFen, ZERO } from '@contract/money'
import { nextActOn } from '@core/domain/collecting/nextAct'
import { invariant } from '@core/domain/invariant'
import type { Account, Hold, Line, OpenBill, Prepaid } from '@core/store/records'

export type Allocation = Line

/** What a line settles of its bill's principal. */
export function principalOf({ amount, late = ZERO, discount = ZERO }: Line): Fen {
  return fen(amount - late + discount)
}

/**
 * The account with other open bills. Every derived field is recomputed here and nowhere else, so
 * a balance can never disagree with the bills it is made of.
 */
export function withOpen(account: Account, open: readonly OpenBill[], prepaid: readonly Prepaid[] = account.prepaid): Account {
  invariant(open.every((bill) => bill.outstanding > 0), 'an open bill owes something')
  invariant(prepaid.every((part) => part.amount > 0), 'a prepayment is something')
  const oldestFirst = [...open].sort(byDueDay)
  return {
    ...account,
    ...onlyOpen(oldestFirst),
    prepaid,
    nextActOn: nextActOn({ ...account, open: oldestFirst }),
  }
}

/** The bills, oldest first, and what follows from them. */
export function onlyOpen(open: readonly OpenBill[]): Pick<Account, 'open' | 'outstanding' | 'oldestDueOn'> {
  return { open, outstanding: sumFen(open.map((bill) => bill.outstanding)), oldestDueOn: open[0]?.dueOn ?? null }
}

/** The account with other holds: what is asked for, and when, follows from them. */
export function withHolds(account: Account, holds: readonly Hold[]): Account {
  return withOpen({ ...account, holds }, account.open)
}

/** Both ends of a hold are its own days. */
export function holdsOn(holds: readonly Hold[], today: Day): readonly Hold[] {
  return holds.filter(({ from, until }) => from <= today && (until === null || today <= until))
}

/** Oldest due day first; ties by id, so that every list and every allocation has one order. */
export function byDueDay(a: { dueOn: Day; billId: string }, b: { dueOn: Day; billId: string }): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1
  return a.billId < b.billId ? -1 : a.billId > b.billId ? 1 : 0
}

/** Takes each allocation off its bill; a bill that owes nothing any more leaves the list. */
export function takeOff(open: readonly OpenBill[], allocations: readonly Allocation[]): readonly OpenBill[] {
  const taken = new Map(allocations.map((line) => [line.billId, principalOf(line)]))
  return open.flatMap((bill) => {
    const outstanding = fen(bill.outstanding - (taken.get(bill.billId) ?? 0))
    invariant(outstanding >= 0, 'a bill never gets more than it owes')
    return outstanding === 0 ? [] : [{ ...bill, outstanding }]
  })
}

/** `amount` over the bills in their order, each filled before the next; what is over is left. */
export function allocate(amount: Fen, bills: readonly { billId: string; outstanding: Fen }[]): { lines: readonly Allocation[]; left: Fen } {
  let left = amount as number
  const lines = bills.flatMap(({ billId, outstanding }) => {
    const part = Math.min(left, outstanding)
    left -= part
    return part > 0 ? [{ billId, amount: fen(part) }] : []
  })
  return { lines, left: fen(left) }
}

/** Days past the due day; 0 until it has passed: overdue is computed, never stored (F26). */
export function overdueBills<B extends { dueOn: Day }>(open: readonly B[], today: Day): readonly B[] {
  return open.filter((bill) => bill.dueOn < today)
}
