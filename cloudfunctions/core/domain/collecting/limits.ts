import type { Day, Instant } from '@contract/calendar'
import { addDays, addMs, atHour } from '@core/domain/calendar'
import { isNoDunningDay, isWorkingDay } from '@core/domain/holidays'
import type { Contact, PremisesKind } from '@core/store/records'

/**
 * What no setting can loosen (law-and-conduct, contact hours; rules §9). Every reminder, dunning
 * message and call task passes here; receipts, answers and emergency notices are not dunning and
 * do not. Companies have the narrower hours of their working days.
 */
const HOURS: Readonly<Record<PremisesKind, { readonly from: number; readonly until: number; readonly workingDays: boolean }>> = {
  residential: { from: 9, until: 21, workingDays: false },
  commercial: { from: 9, until: 18, workingDays: true },
}
const MESSAGES_A_DAY_MAX = 1
const CONTACTS_A_WEEK_MAX = 3
/** A week is any 7 days. */
const WEEK_DAYS = 7

export type Opening = { readonly from: Instant; readonly until: Instant }

/** When on `day` an account of this kind may be contacted; null on a company's days of rest. */
export function openingOn(day: Day, kind: PremisesKind): Opening | null {
  const hours = HOURS[kind]
  if (hours.workingDays && !isWorkingDay(day)) return null
  return { from: atHour(day, hours.from), until: atHour(day, hours.until) }
}

const HOUR_MS = 3_600_000
/** The whole hours that a person may choose to hear of us from, both included. */
export const WISHED_HOURS = { first: HOURS.residential.from, last: HOURS.residential.until - 1 } as const

/**
 * When an opening begins for somebody who wishes not to hear before `hour`. A wish moves the
 * beginning and never the hours: one that lies after them takes their last hour.
 */
export function startWithin(opening: Opening, day: Day, hour: number | null): Instant {
  const wished = hour === null ? opening.from : atHour(day, hour)
  if (wished <= opening.from) return opening.from
  return wished < opening.until ? wished : addMs(opening.until, -HOUR_MS)
}

/** As staff read it. */
export function sayHours(kind: PremisesKind): string {
  const { from, until, workingDays } = HOURS[kind]
  return `${workingDays ? '工作日' : '每天'} ${from}:00–${until}:00 `
}

/** The opening that is under way at `now`, or the next one. `until` itself is already too late. */
export function openingAfter(now: Instant, today: Day, kind: PremisesKind): Opening & { readonly day: Day } {
  for (let day = today; ; day = addDays(day, 1)) {
    const opening = openingOn(day, kind)
    if (opening && now < opening.until) return { ...opening, day }
  }
}

export function isOpenAt(now: Instant, today: Day, kind: PremisesKind): boolean {
  const opening = openingOn(today, kind)
  return opening !== null && opening.from <= now && now < opening.until
}

export function mayDunOn(day: Day): boolean {
  return !isNoDunningDay(day)
}

/** The first day whose contacts still count on `today`. */
export function weekStart(today: Day): Day {
  return addDays(today, 1 - WEEK_DAYS)
}

type Counted = Pick<Contact, 'day' | 'channel'>

/**
 * Whether one more contact would break a cap, for one account or for one person: both are asked.
 * Every courtesy and dunning contact counts, consented or not, all channels together.
 */
export function capReached(contacts: readonly Counted[], today: Day): boolean {
  const messagesToday = contacts.filter((contact) => contact.channel === 'wechat' && contact.day === today)
  if (messagesToday.length >= MESSAGES_A_DAY_MAX) return true
  return contacts.filter((contact) => contact.day >= weekStart(today) && contact.day <= today).length >= CONTACTS_A_WEEK_MAX
}
