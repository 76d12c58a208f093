import type { Day } from '@contract/calendar'
import type { Refusal } from '@contract/outcome'
import { addDays } from '@core/domain/calendar'

/** Longer than this is no promise of a day but a plan (rules §7). */
const PROMISE_DAYS_MAX = 92

/** Why a day cannot be promised; null when it can. Today is the first that may be. */
export function promiseDayProblem(day: Day | null, today: Day): Refusal | null {
  if (day === null) return 'PROMISE_NEEDS_DAY'
  if (day < today) return 'PROMISE_DAY_PAST'
  return day > addDays(today, PROMISE_DAYS_MAX) ? 'PROMISE_TOO_FAR' : null
}
