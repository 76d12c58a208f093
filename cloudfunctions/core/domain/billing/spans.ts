import type { Day } from '@contract/calendar'
import { addDays, addMonths, daysBetween, maxDay, monthOf, monthsIn, type Span, spanOf } from '@core/domain/calendar'
import { type Exact, exactOf, plus, ZERO_EXACT } from './exact'
import type { Cycle } from './tariff'

/** How a billing period falls into days, months and pieces (rules §2, §4). */

export function daysIn({ from, to }: Span): number {
  return daysBetween(from, to) + 1
}
export function overlap(a: Span, b: { readonly from: Day; readonly to: Day | null }): Span | null {
  const from = maxDay(a.from, b.from)
  const to = b.to !== null && b.to < a.to ? b.to : a.to
  return from <= to ? { from, to } : null
}

/** A span cut before each of `days`. */
export function cutBefore(span: Span, days: readonly Day[]): readonly Span[] {
  const inside = [...new Set(days)].filter((day) => day > span.from && day <= span.to).sort()
  const firsts = [span.from, ...inside]
  return firsts.map((from, i) => ({ from, to: firsts[i + 1] === undefined ? span.to : addDays(firsts[i + 1] as Day, -1) }))
}

/** The months of a calendar period, each from its first to its last day. */
export function calendarMonths(span: Span): readonly Span[] {
  return monthsIn(span).map(spanOf)
}
/** Months counted from the first day each time: from 31 Jan they begin on 28 Feb and 31 Mar. */
export function monthsFrom(first: Day, months: number): readonly Span[] {
  return Array.from({ length: months }, (_, i) => ({ from: addMonths(first, i), to: addDays(addMonths(first, i + 1), -1) }))
}

/** A stretch of a premises' own calendar: `months` are what it is made of. */
export type Stretch = { readonly period: string; readonly span: Span; readonly months: readonly Span[] }

/**
 * The stretches of one item that a run for `period` bills: the period itself, or, by anniversary,
 * those that begin in it. Empty when the item is not billed in a period of this kind.
 */
export function stretchesOf(period: string, cycle: Cycle | undefined, handedOverOn: Day | undefined): readonly Stretch[] {
  const span = spanOf(period)
  if (cycle?.every !== 'anniversary') {
    return cycle === undefined || cycle.every === kindOf(period) ? [{ period, span, months: calendarMonths(span) }] : []
  }
  if (handedOverOn === undefined || cycle.months < 1) return []
  const stretches: Stretch[] = []
  for (let k = 0; ; k += 1) {
    const from = addMonths(handedOverOn, k * cycle.months)
    if (from > span.to) return stretches
    if (from < span.from) continue
    const to = addDays(addMonths(handedOverOn, (k + 1) * cycle.months), -1)
    const months = Array.from({ length: cycle.months }, (_, i) => ({
      from: addMonths(handedOverOn, k * cycle.months + i), to: addDays(addMonths(handedOverOn, k * cycle.months + i + 1), -1),
    }))
    stretches.push({ period: monthOf(from), span: { from, to }, months })
  }
}
function kindOf(period: string): Cycle['every'] {
  const part = period.split('-')[1]
  if (part === undefined) return 'year'
  return part.startsWith('Q') ? 'quarter' : part.startsWith('H') ? 'half_year' : 'month'
}

/** Months of a piece: whole ones, and parts of months as days of their days. */
export type Portion = { readonly whole: number; readonly parts: readonly { readonly days: number; readonly outOf: number }[] }

/**
 * How much of each month a piece is. By days, or, where the tariff says `whole`, a month is whole
 * for the piece that holds its first day and nothing for any other.
 */
export function portionOf(piece: Span, months: readonly Span[], proration: 'days' | 'whole' = 'days'): Portion {
  let whole = 0
  const parts: { days: number; outOf: number }[] = []
  for (const month of months) {
    const shared = overlap(month, piece)
    if (!shared) continue
    const days = daysIn(shared)
    const outOf = daysIn(month)
    if (proration === 'whole' ? shared.from === month.from : days === outOf) whole += 1
    else if (proration === 'days') parts.push({ days, outOf })
  }
  return { whole, parts }
}
export function monthsOfPortion({ whole, parts }: Portion): Exact {
  return plus(exactOf(whole), parts.reduce((sum, { days, outOf }) => plus(sum, exactOf(days, outOf)), ZERO_EXACT))
}
/** "3 个月", "16/31 个月", "2 个月又 16/31 个月". */
export function sayPortion({ whole, parts }: Portion): string {
  const said = [...(whole > 0 ? [`${whole} 个月`] : []), ...parts.map(({ days, outOf }) => `${days}/${outOf} 个月`)]
  return said.join('又')
}
