import type { Day } from '@contract/calendar'
import { type Fen, fen, sumFen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import type { Account } from '@core/store/records'
import { allocate, type Allocation, byDueDay, principalOf } from './account'
import { asideOf, keptPlans, planLines } from './due'
import { type Charges, lateOn, NO_CHARGES } from './lateCharge'
import { partsOf } from './planParts'
import { dueItems, filled, type Item, lateLine, line, priced, withCharge } from './priced'

export type QuoteAsk = {
  readonly billIds?: readonly string[] | undefined
  /** Instalment numbers, from 1. */
  readonly parts?: readonly number[] | undefined
  readonly planId?: string | undefined
  readonly amount?: Fen | undefined
}
export type Quoted = {
  readonly payeeId: string
  readonly total: Fen
  readonly lines: readonly Allocation[]
  readonly others: readonly { readonly payeeId: string; readonly total: Fen; readonly count: number }[]
}

/**
 * What a payment would pay (rules §6). One order has one payee: with neither bills nor an amount
 * it is everything due of the payee whose bill is oldest, and the other payees' sums beside it.
 * The payer's choice of bills wins, whatever stands aside; an amount fills what is due first,
 * oldest first, and then what a plan still spreads over later days.
 */
export function quote(account: Account, ask: QuoteAsk, today: Day, charges: Charges = NO_CHARGES): Outcome<Quoted> {
  if (ask.billIds) return quoteChosen(account, ask.billIds, today, charges)
  if (ask.planId !== undefined) return quoteParts(account, ask.planId, ask.parts ?? [], today, charges)
  const items = dueItems(account, today, charges)
  const due = priced(account, items, today, charges)
  const payeeId = payeeOfBill(account, due[0]?.billId) ?? payeeAhead(account, ask, today)
  if (payeeId === undefined) return refuse('NOTHING_DUE')
  const isMine = ({ billId }: { readonly billId: string }) => payeeOfBill(account, billId) === payeeId
  const mine = due.filter(isMine)
  const owed = sumFen(mine.map(({ amount }) => amount))
  const others = otherPayees(account, due, payeeId)
  if (ask.amount === undefined || ask.amount === owed) return accept({ payeeId, total: owed, lines: mine, others })
  if (ask.amount < owed) {
    const lines = filled(account, items.filter((item) => isMine('bill' in item ? item.bill : item.line)), ask.amount, today, charges)
    return accept({ payeeId, total: ask.amount, lines, others })
  }
  const ahead = allocate(fen(ask.amount - owed), laterOf(account, mine, payeeId, today))
  if (ahead.left > 0) return refuse('AMOUNT_TOO_LARGE')
  const lines = merged(account, [...mine, ...ahead.lines.map(({ billId, amount }) => chargedLine(account, billId, amount, today, charges))])
  return accept({ payeeId, total: ask.amount, lines, others })
}

function chargedLine(account: Account, billId: string, amount: Fen, today: Day, charges: Charges): Allocation {
  const bill = account.open.find((one) => one.billId === billId)
  return bill ? withCharge(account, bill, amount, today, charges) : { billId, amount }
}

/** An amount may pay a plan ahead although nothing of it is due yet. */
function payeeAhead(account: Account, { amount }: QuoteAsk, today: Day): string | undefined {
  return amount === undefined ? undefined : keptPlans(account, today)[0]?.payeeId
}

/** What the plans of this payee leave for later days, oldest bill first. */
function laterOf(account: Account, due: readonly Allocation[], payeeId: string, today: Day): readonly { billId: string; outstanding: Fen }[] {
  const taken = new Map(due.map(({ billId, amount }) => [billId, amount]))
  return account.open.filter((bill) => bill.payeeId === payeeId && asideOf(account, bill, today) === 'planned').flatMap(({ billId, outstanding }) => {
    const rest = fen(outstanding - (taken.get(billId) ?? 0))
    return rest > 0 ? [{ billId, outstanding: rest }] : []
  })
}

/** One line a bill, in the order of the bills. */
function merged({ open, lateOwed = [] }: Account, lines: readonly Allocation[]): readonly Allocation[] {
  return [...open, ...lateOwed].sort(byDueDay).flatMap(({ billId }) => {
    const [first, ...more] = lines.filter((one) => one.billId === billId)
    return first ? [line({ ...first, amount: sumFen([first, ...more].map(({ amount }) => amount)) })] : []
  })
}

function quoteChosen(account: Account, billIds: readonly string[], today: Day, charges: Charges): Outcome<Quoted> {
  const wanted = new Set(billIds)
  const bills = [...account.open, ...(account.lateOwed ?? [])].filter((bill) => wanted.has(bill.billId)).sort(byDueDay)
  const first = bills[0]
  if (!first || bills.length < wanted.size) return refuse('BILL_ALREADY_PAID')
  if (bills.some((bill) => bill.payeeId !== first.payeeId)) return refuse('PAYEES_MIXED')
  const items = bills.map((bill): Item => ('outstanding' in bill ? { bill } : { line: lateLine(bill) }))
  const lines = priced(account, items, today, charges)
  return accept({ payeeId: first.payeeId, total: sumFen(lines.map(({ amount }) => amount)), lines, others: [] })
}

/**
 * Parts of a kept plan, due or ahead: their money goes to the plan's bills, oldest first (rules §7),
 * and fills the parts in their order. So they are chosen from the earliest unpaid one on: a later
 * one by itself would leave the odd fen of the first unpaid, and break the plan over it.
 */
function quoteParts(account: Account, planId: string, numbers: readonly number[], today: Day, charges: Charges): Outcome<Quoted> {
  const plan = keptPlans(account, today).find((one) => one.planId === planId)
  if (!plan) return refuse('PLAN_NOT_RUNNING')
  const wanted = new Set(numbers)
  const parts = partsOf(plan, account.open).filter(({ number }) => wanted.has(number))
  if (parts.length < wanted.size) return refuse('PART_NOT_FOUND')
  if (parts.some(({ left }) => left === 0)) return refuse('PART_ALREADY_PAID')
  const unpaid = partsOf(plan, account.open).filter(({ left }) => left > 0)
  if (unpaid.slice(0, parts.length).some(({ number }) => !wanted.has(number))) return refuse('PART_NOT_NEXT')
  const lines = planLines(account, plan, parts).map(({ billId, amount }) => chargedLine(account, billId, amount, today, charges))
  return accept({ payeeId: plan.payeeId, total: sumFen(lines.map(({ amount }) => amount)), lines, others: [] })
}

function otherPayees(account: Account, due: readonly Allocation[], payeeId: string): Quoted['others'] {
  const others = [...new Set(due.map(({ billId }) => payeeOfBill(account, billId)))].filter((id) => id !== undefined && id !== payeeId)
  return others.map((id) => {
    const lines = due.filter(({ billId }) => payeeOfBill(account, billId) === id)
    return { payeeId: id ?? '', total: sumFen(lines.map(({ amount }) => amount)), count: lines.length }
  })
}
function payeeOfBill({ open, lateOwed = [] }: Pick<Account, 'open' | 'lateOwed'>, billId: string | undefined): string | undefined {
  return [...open, ...lateOwed].find((bill) => bill.billId === billId)?.payeeId
}

/**
 * Whether the account still owes at least what was quoted, bill by bill. A charge that has grown since
 * is no matter, the quote has fixed it; one that was waived or stopped since needs a new quote.
 */
export function stillOwed(account: Account, lines: readonly Allocation[], today: Day, charges: Charges): boolean {
  return lines.every((one) => {
    const bill = account.open.find(({ billId }) => billId === one.billId)
    if (bill) return bill.outstanding >= principalOf(one) && (one.charge === undefined || lateOn(account, bill, today, charges) >= one.charge)
    const owed = account.lateOwed?.find(({ billId }) => billId === one.billId)
    return owed !== undefined && principalOf(one) === 0 && owed.amount >= one.amount
  })
}
