import type { Day } from '@contract/calendar'
import { addDays, daysBetween } from './calendar'
import { invariant } from './invariant'

/**
 * The yearly table of holidays (rules §2), as data: days of rest, weekend days that are worked in
 * exchange, and the days on which nobody is dunned. A new year is added here when the State
 * Council publishes it, usually in November; until then only what the statute itself fixes is
 * known, and 工作台 says so (`holidaysKnown`).
 */
type Stretch = readonly [from: Day, to: Day]
type YearTable = {
  /** `published`: the State Council's table with its exchanged days. `statute`: only the days that
   * the Regulation on Public Holidays (revised 2024, in force 2025-01-01) fixes. */
  readonly from: 'published' | 'statute'
  readonly rest: readonly Stretch[]
  /** Saturdays and Sundays that are worked. */
  readonly worked: readonly Day[]
  /** New Year's Eve to the seventh day, Qingming, and the days of the university entrance examination. */
  readonly noDunning: readonly Stretch[]
}

const days = (from: string, to = from): Stretch => [from as Day, to as Day]

const TABLES: Readonly<Record<string, YearTable>> = {
  // State Council Office notice of 2025-11-04 on the holidays of 2026.
  '2026': {
    from: 'published',
    rest: [
      days('2026-01-01', '2026-01-03'), days('2026-02-15', '2026-02-23'), days('2026-04-04', '2026-04-06'),
      days('2026-05-01', '2026-05-05'), days('2026-06-19', '2026-06-21'), days('2026-09-25', '2026-09-27'),
      days('2026-10-01', '2026-10-07'),
    ],
    worked: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'] as string[] as Day[],
    noDunning: [days('2026-02-16', '2026-02-23'), days('2026-04-04', '2026-04-06'), days('2026-06-07', '2026-06-10')],
  },
  // Not published when this was written: the statute's days, and which weekends are worked is not known.
  '2027': {
    from: 'statute',
    rest: [
      days('2027-01-01'), days('2027-02-05', '2027-02-08'), days('2027-04-05'), days('2027-05-01', '2027-05-02'),
      days('2027-06-09'), days('2027-09-15'), days('2027-10-01', '2027-10-03'),
    ],
    worked: [],
    noDunning: [days('2027-02-05', '2027-02-12'), days('2027-04-04', '2027-04-05'), days('2027-06-07', '2027-06-10')],
  },
}

/** No break is longer than this, so a search for the next working day that is means a broken table. */
const REST_DAYS_MAX = 20
const SUNDAY_IN_1990 = '1990-01-07' as Day

export function isWorkingDay(day: Day): boolean {
  const table = tableOf(day)
  if (table.worked.includes(day)) return true
  return !isWeekend(day) && !within(table.rest, day)
}

/** `day` itself when it is worked, else the first working day after it. */
export function nextWorkingDay(day: Day): Day {
  for (let ahead = 0; ahead <= REST_DAYS_MAX; ahead += 1) {
    const candidate = addDays(day, ahead)
    if (isWorkingDay(candidate)) return candidate
  }
  invariant(false, `a working day follows ${day}`)
}

/** The `count`-th working day after `day`, which itself is not counted. */
export function workingDaysAfter(day: Day, count: number): Day {
  let last = day
  for (let counted = 0; counted < count; counted += 1) last = nextWorkingDay(addDays(last, 1))
  return last
}

/** Reminders before the due day are not dunning and are not held by this (vocabulary). */
export function isNoDunningDay(day: Day): boolean {
  return within(tableOf(day).noDunning, day)
}

/** Whether the year of `day` stands here as published, or only as far as the statute fixes it. */
export function holidaysKnown(day: Day): boolean {
  return tableOf(day).from === 'published'
}

function tableOf(day: Day): YearTable {
  return TABLES[day.slice(0, 4)] ?? statuteAlone(day.slice(0, 4))
}

/**
 * A year without a table: the days that fall on one date each year. Spring Festival, Dragon Boat
 * and Mid-Autumn follow the moon and are missing, which is why 工作台 asks for the table in time.
 */
function statuteAlone(year: string): YearTable {
  return {
    from: 'statute',
    rest: [days(`${year}-01-01`), days(`${year}-05-01`, `${year}-05-02`), days(`${year}-10-01`, `${year}-10-03`)],
    worked: [],
    noDunning: [days(`${year}-04-04`, `${year}-04-05`), days(`${year}-06-07`, `${year}-06-10`)],
  }
}

function within(stretches: readonly Stretch[], day: Day): boolean {
  return stretches.some(([from, to]) => from <= day && day <= to)
}
function isWeekend(day: Day): boolean {
  return [0, 6].includes(((daysBetween(SUNDAY_IN_1990, day) % 7) + 7) % 7)
}
