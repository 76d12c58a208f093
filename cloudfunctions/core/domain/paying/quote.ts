import { type Fen, sumFen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import type { Account, OpenBill } from '@core/store/records'
import { allocate, type Allocation, byDueDay } from './account'

export type QuoteAsk = { readonly billIds?: readonly string[] | undefined; readonly amount?: Fen | undefined }
export type Quoted = {
  readonly payeeId: string
  readonly total: Fen
  readonly lines: readonly Allocation[]
  readonly others: readonly { readonly payeeId: string; readonly total: Fen; readonly count: number }[]
}

/**
 * What a payment would pay (rules §6). One order has one payee: with neither bills nor an amount
 * it is everything due of the payee whose bill is oldest, and the other payees' sums beside it.
 * The payer's choice of bills wins; an amount fills the oldest bills first.
 */
export function quote(account: Account, ask: QuoteAsk): Outcome<Quoted> {
  if (ask.billIds) return quoteChosen(account, ask.billIds)
  const first = account.open[0]
  if (!first) return refuse('NOTHING_DUE')
  const bills = account.open.filter((bill) => bill.payeeId === first.payeeId)
  const due = sumFen(bills.map((bill) => bill.outstanding))
  const { lines, left } = allocate(ask.amount ?? due, bills)
  if (left > 0) return refuse('AMOUNT_TOO_LARGE')
  return accept({ payeeId: first.payeeId, total: ask.amount ?? due, lines, others: otherPayees(account.open, first.payeeId) })
}

function quoteChosen(account: Account, billIds: readonly string[]): Outcome<Quoted> {
  const wanted = new Set(billIds)
  const bills = account.open.filter((bill) => wanted.has(bill.billId)).sort(byDueDay)
  const first = bills[0]
  if (!first || bills.length < wanted.size) return refuse('BILL_ALREADY_PAID')
  if (bills.some((bill) => bill.payeeId !== first.payeeId)) return refuse('PAYEES_MIXED')
  const lines = bills.map(({ billId, outstanding }) => ({ billId, amount: outstanding }))
  return accept({ payeeId: first.payeeId, total: sumFen(lines.map((line) => line.amount)), lines, others: [] })
}

function otherPayees(open: readonly OpenBill[], payeeId: string): Quoted['others'] {
  const others = [...new Set(open.map((bill) => bill.payeeId))].filter((id) => id !== payeeId)
  return others.map((id) => {
    const bills = open.filter((bill) => bill.payeeId === id)
    return { payeeId: id, total: sumFen(bills.map((bill) => bill.outstanding)), count: bills.length }
  })
}

/** Whether the account still owes at least what was quoted, bill by bill. */
export function stillOwed(account: Account, lines: readonly Allocation[]): boolean {
  const owed = new Map(account.open.map((bill) => [bill.billId, bill.outstanding]))
  return lines.every(({ billId, amount }) => (owed.get(billId) ?? 0) >= amount)
}
