import type { Day } from '@contract/calendar'
import { addMonths, daysBetween, lastDayOfMonth, parseDay } from '@core/domain/calendar'

/**
 * The last day that a promise names, or null where it names none exactly. The ledger's 统计截止 says
 * the year of "7月15日" and the month of "月底"; what still could be two days is nobody's to choose.
 */
export function promisedDay(promise: string, cutoff: Day): Day | null {
  const text = withDigits(promise)
  if (SPREAD.test(text) || LOOSE.test(text)) return null
  const found = READINGS.flatMap(({ form, read }) => [...text.matchAll(form)].map((match) => ({ match, day: read(match, cutoff) })))
  // Two days in one promise: half now and half later, or a correction.
  const [only, ...others] = found
  if (!only || others.some(({ match }) => !within(match, only.match))) return null
  return only.day
}

/** A longer form may hold a shorter one: "2026年7月15日" holds "7月15日". */
function within(inner: RegExpExecArray, outer: RegExpExecArray): boolean {
  return inner.index >= outer.index && inner.index + inner[0].length <= outer.index + outer[0].length
}

/** "7月15-20日", and deadlines that count from a day nobody wrote down. */
const SPREAD = /\d[日号]?[-~至到]\d{1,2}[日号]/
const LOOSE = /[上中下]旬|左右|前后|月初|月中|周|星期|礼拜|[天日月年]内|[天日月年]之?后|发工资|每月|分期|分次|一半|部分/

type Reading = { readonly form: RegExp; readonly read: (match: RegExpExecArray, cutoff: Day) => Day | null }
const UNTIL = '(?:之前|以前|前|之内|内|止)?'
const numbers = (match: RegExpExecArray) => match.slice(1).map(Number)

/** The fullest forms first. */
const READINGS: readonly Reading[] = [
  {
    form: /(\d{4}|\d{2})年(\d{1,2})月(\d{1,2})[日号]?/g,
    read: (match) => dayIn(fullYear(match[1] ?? ''), ...numbers(match).slice(1)),
  },
  { form: /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/g, read: (match) => dayIn(...numbers(match)) },
  {
    form: /(\d{4}|\d{2})年(\d{1,2})月[底末]/g,
    read: (match) => endOf(dayIn(fullYear(match[1] ?? ''), numbers(match)[1], 1)),
  },
  {
    form: /(?<![\d年月])(\d{1,2})月(\d{1,2})(?=[日号前之以缴交付]|$)[日号]?/g,
    read: (match, cutoff) => nearest(cutoff, (year) => dayIn(year, ...numbers(match))),
  },
  {
    form: new RegExp(`(?<![\\d年月./-])(\\d{1,2})[./](\\d{1,2})(?:[日号]${UNTIL}|(?:之前|以前|前))`, 'g'),
    read: (match, cutoff) => nearest(cutoff, (year) => dayIn(year, ...numbers(match))),
  },
  {
    form: /(?<![\d年])(\d{1,2})月(?:份)?[底末]/g,
    read: (match, cutoff) => nearest(cutoff, (year) => endOf(dayIn(year, numbers(match)[0], 1))),
  },
  { form: /(?:下个?|次)月(\d{1,2})[日号]/g, read: (match, cutoff) => inMonth(nextMonth(cutoff), match[1]) },
  { form: /(?:下个?|次)月[底末]/g, read: (_, cutoff) => endOf(nextMonth(cutoff)) },
  { form: /(?:本|当|这个?)月(\d{1,2})[日号]/g, read: (match, cutoff) => after(cutoff, inMonth(cutoff, match[1])) },
  { form: /(?<![\d下次个])(?:本|当|这个?)?月[底末]/g, read: (_, cutoff) => after(cutoff, endOf(cutoff)) },
  { form: /(?<![\d月])(?:今|本)?年[底末]/g, read: (_, cutoff) => after(cutoff, dayIn(Number(cutoff.slice(0, 4)), 12, 31)) },
  // A day without a month: of which month nobody wrote down.
  { form: /(?<![\d月./-])(\d{1,2})[日号]/g, read: () => null },
]

const fullYear = (text: string) => (text.length === 2 ? 2000 + Number(text) : Number(text))
const dayIn = (year = NaN, month = NaN, date = NaN) => parseDay(year, month, date)
const endOf = (day: Day | null) => day && lastDayOfMonth(day)
const inMonth = (day: Day, date = '') => dayIn(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(date))
const nextMonth = (day: Day) => addMonths(`${day.slice(0, 7)}-01` as Day, 1)

/** 统计截止 on the month's last day: "月底" may be today or a month away. */
function after(cutoff: Day, day: Day | null): Day | null {
  return day !== null && day > cutoff ? day : null
}

/** Further away than this, a day of the cutoff's year may as well be meant of the year before or after. */
const AWAY_DAYS_MAX = 183

function nearest(cutoff: Day, of: (year: number) => Day | null): Day | null {
  const day = of(Number(cutoff.slice(0, 4)))
  return day !== null && Math.abs(daysBetween(day, cutoff)) <= AWAY_DAYS_MAX ? day : null
}

const HAN = '一二三四五六七八九'
/** "七月十五日" -> "7月15日". */
function withDigits(text: string): string {
  return text.replace(/[一二三四五六七八九十]{1,3}(?=[月日号])/g, (han) => {
    const [tens, ones] = han.split('十')
    const digit = (letter: string | undefined) => HAN.indexOf(letter ?? '') + 1
    if (ones === undefined) return han.length === 1 ? String(digit(han)) : han
    return String((tens ? digit(tens) : 1) * 10 + (ones ? digit(ones) : 0))
  })
}
