import type { Day } from '@contract/calendar'
import { type Fen, fen, sumFen, ZERO } from '@contract/money'
import type { Account, LateOwed, Line, OpenBill } from '@core/store/records'
import { allocate, byDueDay } from './account'
import { discountsOn } from './discount'
import { asideOf, dueLines, keptPlans } from './due'
import { type Charges, lateOn } from './lateCharge'

type Facts = Pick<Account, 'open' | 'holds' | 'plans' | 'lateOwed'>

/** Something to pay: a bill whole, with what grew on it and what comes off; or a fixed line. */
export type Item = { readonly bill: OpenBill } | { readonly line: Line }

/** What is due (rules §7), with today's late charge: whole bills, parts of plans, charges of bills that are paid. */
export function dueItems(account: Facts, today: Day, charges: Charges): readonly Item[] {
  const planned = new Set(keptPlans(account, today).flatMap(({ billIds }) => billIds))
  const open = new Map(account.open.map((bill) => [bill.billId, bill]))
  const items = dueLines(account, today).flatMap((line): readonly Item[] => {
    const bill = open.get(line.billId)
    if (!bill) return []
    return [planned.has(line.billId) ? { line: withCharge(account, bill, line.amount, today, charges) } : { bill }]
  })
  const late = (account.lateOwed ?? []).filter((owed) => asideOf(account, owed, today) === null).map((owed) => ({ line: lateLine(owed) }))
  const order = new Map([...account.open, ...(account.lateOwed ?? [])].sort(byDueDay).map(({ billId }, i) => [billId, i]))
  return [...items, ...late].sort((a, b) => (order.get(idOf(a)) ?? 0) - (order.get(idOf(b)) ?? 0))
}

function idOf(item: Item): string {
  return 'bill' in item ? item.bill.billId : item.line.billId
}
export function lateLine({ billId, amount }: LateOwed): Line {
  return { billId, amount, late: amount }
}
/** Money for a part of a bill: its charge is fixed too, in case this turns out to be the last of it. */
export function withCharge(account: Facts, bill: OpenBill, amount: Fen, today: Day, charges: Charges): Line {
  return line({ billId: bill.billId, amount, charge: lateOn(account, bill, today, charges) })
}

/** The price of paying all of these together: within a bill the late charge comes after the principal (rules §6). */
export function priced(account: Facts, items: readonly Item[], today: Day, charges: Charges): readonly Line[] {
  const discounts = discountsOn(account, items.flatMap((item) => ('bill' in item ? [item.bill] : [])), today, charges)
  return items.map((item) => {
    if ('line' in item) return item.line
    const { billId, outstanding } = item.bill
    const [charge, discount] = [lateOn(account, item.bill, today, charges), discounts.get(billId) ?? ZERO]
    return line({ billId, amount: fen(outstanding - discount + charge), late: charge, charge, discount })
  })
}

/**
 * As much of the items, in their order, as an amount pays: as many whole ones as it can, the last of
 * them perhaps without all of its late charge, and a part of the next one. A discount comes off only
 * what is paid whole.
 */
export function filled(account: Facts, items: readonly Item[], amount: Fen, today: Day, charges: Charges): readonly Line[] {
  for (let count = items.length; count > 0; count -= 1) {
    const lines = priced(account, items.slice(0, count), today, charges)
    const last = lines.at(-1)
    const cost = sumFen(lines.map((one) => one.amount)) - (last?.late ?? 0)
    if (!last || cost > amount) continue
    const late = fen(Math.min(last.late ?? 0, amount - cost))
    const whole = [...lines.slice(0, -1), line({ ...last, amount: fen(last.amount - (last.late ?? 0) + late), late })]
    return [...whole, ...partOf(account, items[count], fen(amount - cost - late), today, charges)].filter((one) => one.amount > 0)
  }
  return partOf(account, items[0], amount, today, charges)
}

function partOf(account: Facts, item: Item | undefined, money: Fen, today: Day, charges: Charges): readonly Line[] {
  if (!item || money <= 0) return []
  if ('bill' in item) return [withCharge(account, item.bill, money, today, charges)]
  return allocate(money, [{ billId: item.line.billId, outstanding: item.line.amount }]).lines.map((one) => line({ ...item.line, amount: one.amount }))
}

/** A line without fields that say nothing: two quotes of the same are the same, and nothing changes where no rule is. */
export function line({ billId, amount, late = ZERO, charge = ZERO, discount = ZERO }: Line): Line {
  return { billId, amount, ...(late > 0 ? { late } : {}), ...(charge > 0 ? { charge } : {}), ...(discount > 0 ? { discount } : {}) }
}
