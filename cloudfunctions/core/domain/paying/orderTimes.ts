import type { Instant } from '@contract/calendar'
import { addMs, msOf } from '@core/domain/calendar'

/** The life of an unpaid order (rules §6): query early, close late, so nobody is cut off while typing (F09). */
const MINUTE_MS = 60_000
export const QUOTE_LIVES_MS = 15 * MINUTE_MS
const CLOSE_AFTER_MS = 30 * MINUTE_MS
/** Minutes after creation at which sweep asks WeChat; the last is the closing. */
const CHECKS_MIN = [2, 4, 8, 16, 30] as const
/** After the closing hour, or when WeChat does not answer, sweep looks again this much later. */
const LOOK_AGAIN_MS = 2 * MINUTE_MS

export function payBefore(createdAt: Instant): Instant {
  return addMs(createdAt, CLOSE_AFTER_MS)
}
export function firstCheckAt(createdAt: Instant): Instant {
  return addMs(createdAt, CHECKS_MIN[0] * MINUTE_MS)
}
export function nextCheckAt(createdAt: Instant, now: Instant): Instant {
  const age = msOf(now) - msOf(createdAt)
  const next = CHECKS_MIN.find((minutes) => minutes * MINUTE_MS > age)
  return next === undefined ? addMs(now, LOOK_AGAIN_MS) : addMs(createdAt, next * MINUTE_MS)
}
export function mayClose(createdAt: Instant, now: Instant): boolean {
  return msOf(now) - msOf(createdAt) >= CLOSE_AFTER_MS
}
