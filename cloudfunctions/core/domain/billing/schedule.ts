import type { Day } from '@contract/calendar'
import { addDays, periodAfter, periodOf, spanOf } from '@core/domain/calendar'
import type { BillingSchedule } from '@core/store/records'

/** More periods than any outage leaves; a schedule that slept for years is a person's to look at. */
const CATCH_UP_MAX = 3

/**
 * The periods to prepare on a day, oldest first: each once, from `daysAhead` days before its first
 * day on. What missed nights left is prepared too, so that no period is forgotten.
 */
export function periodsDue(
  { every, daysAhead, preparedThrough, on }: Pick<BillingSchedule, 'every' | 'daysAhead' | 'preparedThrough' | 'on'>, today: Day,
): readonly string[] {
  if (!on) return []
  const latest = periodOf(addDays(today, daysAhead), every)
  const due: string[] = []
  const first = preparedThrough === null ? latest : periodAfter(preparedThrough, every)
  for (let period = first; spanOf(period).from <= spanOf(latest).from; period = periodAfter(period, every)) due.push(period)
  return due.slice(-CATCH_UP_MAX)
}
