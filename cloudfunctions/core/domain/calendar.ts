import type { Day, Instant } from '@contract/calendar'
import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'
import { invariant } from './invariant'

dayjs.extend(utc)

/**
 * Everything that is counted in days, months and instants (rules §2), always in Asia/Shanghai,
 * which has had one offset and no summer time since 1991. Days are counted as UTC midnights, so
 * no result depends on the machine's zone (F34).
 */
const SHANGHAI_OFFSET_MIN = 8 * 60
const DAY_MS = 86_400_000

export function instantOf(ms: number): Instant {
  return dayjs.utc(ms).utcOffset(SHANGHAI_OFFSET_MIN).format('YYYY-MM-DDTHH:mm:ss.SSS[+08:00]') as Instant
}
export function msOf(instant: Instant | string): number {
  const ms = Date.parse(instant)
  invariant(Number.isFinite(ms) && /([+-]\d\d:\d\d|Z)$/.test(instant), `${instant} names its zone`)
  return ms
}
/** Any RFC 3339 text with a zone, as our own kind of instant. */
export function toInstant(text: string): Instant {
  return instantOf(msOf(text))
}
export function addMs(instant: Instant, ms: number): Instant {
  return instantOf(msOf(instant) + ms)
}
/** `hour` o'clock on `day`. */
export function atHour(day: Day, hour: number): Instant {
  return `${day}T${String(hour).padStart(2, '0')}:00:00.000+08:00` as Instant
}
export function hourOf(instant: Instant): number {
  return Number(instant.slice(11, 13))
}

/** Null when the text is no real day: 2026-02-30 is refused, not rolled over. */
export function parseDay(year: number, month: number, date: number): Day | null {
  if (![year, month, date].every(Number.isInteger) || year < 1990 || year > 2100) return null
  const day = dayjs.utc(Date.UTC(year, month - 1, date))
  return day.year() === year && day.month() === month - 1 && day.date() === date ? (day.format('YYYY-MM-DD') as Day) : null
}

const asDay = (moment: dayjs.Dayjs) => moment.format('YYYY-MM-DD') as Day
export function addDays(day: Day, days: number): Day {
  return asDay(dayjs.utc(day).add(days, 'day'))
}
/** Counted from the first day each time by the caller: 31 Jan + 1 = 28 Feb, + 2 = 31 Mar. */
export function addMonths(day: Day, months: number): Day {
  return asDay(dayjs.utc(day).add(months, 'month'))
}
/** The due day is not counted, the payment day is: due 15 Oct, paid 24 Nov is 40 (rules §2). */
export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS
}
export function maxDay(a: Day, b: Day): Day {
  return a > b ? a : b
}

export type Span = { readonly from: Day; readonly to: Day }

export function monthOf(day: Day): string {
  return day.slice(0, 7)
}
export function lastDayOfMonth(day: Day): Day {
  return asDay(dayjs.utc(day).endOf('month'))
}
export function addToMonth(month: string, months: number): string {
  return monthOf(addMonths(`${month}-01` as Day, months))
}

const MONTHS_OF: Record<string, (text: string) => { first: number; months: number }> = {
  Q: (n) => ({ first: (Number(n) - 1) * 3 + 1, months: 3 }),
  H: (n) => ({ first: (Number(n) - 1) * 6 + 1, months: 6 }),
}
/** `YYYY-MM`, `YYYY-Qn`, `YYYY-Hn` or `YYYY` as its first and last day. */
export function spanOf(period: string): Span {
  const [year = '', part] = period.split('-')
  const { first, months } =
    part === undefined ? { first: 1, months: 12 } : (MONTHS_OF[part[0] ?? '']?.(part.slice(1)) ?? { first: Number(part), months: 1 })
  const from = parseDay(Number(year), first, 1)
  invariant(from, `${period} is a billing period`)
  return { from, to: addDays(addMonths(from, months), -1) }
}
/** The months that a span touches, oldest first, as `YYYY-MM`. */
export function monthsIn({ from, to }: Span): readonly string[] {
  const months: string[] = []
  for (let month = monthOf(from); month <= monthOf(to); month = addToMonth(month, 1)) months.push(month)
  return months
}
/** The period of the same kind before this one. */
export function periodBefore(period: string): string {
  const { from } = spanOf(period)
  const [year = '', part] = period.split('-')
  if (part === undefined) return String(Number(year) - 1)
  const kind = part[0] ?? ''
  const day = addDays(from, -1)
  const month = Number(day.slice(5, 7))
  if (kind === 'Q') return `${day.slice(0, 4)}-Q${Math.ceil(month / 3)}`
  if (kind === 'H') return `${day.slice(0, 4)}-H${Math.ceil(month / 6)}`
  return monthOf(day)
}

/** The same period of the year before: its name has the year in front. */
export function periodYearBefore(period: string): string {
  return `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`
}

const KIND_MONTHS = { month: 1, quarter: 3, half_year: 6, year: 12 } as const
export type PeriodKind = keyof typeof KIND_MONTHS
/** The period of a kind that a day is in. */
export function periodOf(day: Day, kind: PeriodKind): string {
  const year = day.slice(0, 4)
  const part = Math.ceil(Number(day.slice(5, 7)) / KIND_MONTHS[kind])
  if (kind === 'month') return monthOf(day)
  return kind === 'year' ? year : `${year}-${kind === 'quarter' ? 'Q' : 'H'}${part}`
}
/** The period of the same kind after this one. */
export function periodAfter(period: string, kind: PeriodKind): string {
  return periodOf(addDays(spanOf(period).to, 1), kind)
}

/** In words, as the phone says it too. */
export { formatPeriod as sayPeriod } from '@contract/calendar'
