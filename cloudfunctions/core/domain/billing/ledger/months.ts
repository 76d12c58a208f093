import type { Day } from '@contract/calendar'
import { type Fen, fen, sumFen } from '@contract/money'
import { addDays, daysBetween, lastDayOfMonth, maxDay, monthsIn } from '@core/domain/calendar'
import { multiplyToFen } from '../decimal'

/** One month of a debt: which days, what price times area gives, and what the ledger makes of it. */
export type OwedMonth = { readonly period: string; readonly from: Day; readonly to: Day; readonly amount: Fen }
export type Terms = { readonly paidThrough: Day; readonly cutoff: Day; readonly area: string; readonly price: string }

/** The months from the day after 已缴至 to 统计截止, oldest first (rules §5); none when it is paid up. */
export function monthsBehind({ paidThrough, cutoff }: Pick<Terms, 'paidThrough' | 'cutoff'>): readonly Omit<OwedMonth, 'amount'>[] {
  const from = addDays(paidThrough, 1)
  if (from > cutoff) return []
  return monthsIn({ from, to: cutoff }).map((period) => {
    const first = `${period}-01` as Day
    const last = lastDayOfMonth(first)
    return { period, from: maxDay(from, first), to: last < cutoff ? last : cutoff }
  })
}

/**
 * What each month comes to by area and price, rounded half up to the fen each (rules §5). A month
 * that 已缴至 or 统计截止 cuts is charged by its days, unless the ledger's own total shows that it
 * counted the month whole.
 */
export function chargesOf(terms: Terms, owed: Fen): readonly OwedMonth[] {
  const months = monthsBehind(terms)
  const whole = months.map((month) => ({ ...month, amount: multiplyToFen(terms.price, terms.area) }))
  const byDays = months.map((month) => {
    const last = lastDayOfMonth(month.from)
    const days = daysBetween(month.from, month.to) + 1
    return { ...month, amount: multiplyToFen(terms.price, terms.area, days, Number(last.slice(8))) }
  })
  return sumFen(whole.map((month) => month.amount)) === owed ? whole : byDays
}

/**
 * The ledger's own total wins: the difference goes to the last month (rules §5). What a last month
 * cannot give, because it would owe less than nothing, the months before it give; months that owe
 * nothing then are left out. The amounts add up to `owed` exactly.
 */
export function withTotal(charges: readonly OwedMonth[], owed: Fen): readonly OwedMonth[] {
  let difference = owed - sumFen(charges.map((month) => month.amount))
  const adjusted = [...charges].reverse().map((month) => {
    const amount = fen(Math.max(0, month.amount + difference))
    difference -= amount - month.amount
    return { ...month, amount }
  })
  return adjusted.reverse().filter((month) => month.amount > 0)
}
