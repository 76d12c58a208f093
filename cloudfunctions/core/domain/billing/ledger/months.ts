import type { Day } from '@contract/calendar'
import { type Fen, fen, sumFen } from '@contract/money'
import { addDays, daysBetween, lastDayOfMonth, monthsIn } from '@core/domain/calendar'
import { multiplyToFen } from '../decimal'

/** A month of a debt: which of its days are owed, out of how many. */
export type MonthBehind = { readonly period: string; readonly from: Day; readonly to: Day; readonly lastDay: Day }
export type OwedMonth = MonthBehind & { readonly amount: Fen }

/** The months from the day after 已缴至 to 统计截止, oldest first (rules §5); none when it is paid up. */
export function monthsBehind(paidThrough: Day, cutoff: Day): readonly MonthBehind[] {
  const start = addDays(paidThrough, 1)
  if (start > cutoff) return []
  return monthsIn({ from: start, to: cutoff }).map((period) => {
    const first = `${period}-01` as Day
    const lastDay = lastDayOfMonth(first)
    return { period, from: start > first ? start : first, to: lastDay < cutoff ? lastDay : cutoff, lastDay }
  })
}

/**
 * What each month comes to by area and price, rounded half up to the fen each (rules §5). A month
 * that 已缴至 or 统计截止 cuts is charged by its days, unless the ledger's own total shows that it
 * counted the month whole.
 */
export function chargesOf(months: readonly MonthBehind[], { area, price }: { area: string; price: string }, owed: Fen): readonly OwedMonth[] {
  const monthly = multiplyToFen(price, area)
  const whole = months.map((month) => ({ ...month, amount: monthly }))
  if (!months.some(isCut) || monthly * months.length === owed) return whole
  return whole.map((month) => (isCut(month) ? { ...month, amount: byDays(month, area, price) } : month))
}

const isCut = ({ from, to, lastDay }: MonthBehind) => to !== lastDay || !from.endsWith('-01')
function byDays({ from, to, lastDay }: MonthBehind, area: string, price: string): Fen {
  return multiplyToFen(price, area, daysBetween(from, to) + 1, Number(lastDay.slice(8)))
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
