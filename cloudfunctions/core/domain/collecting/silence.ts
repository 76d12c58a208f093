import type { Day, Instant } from '@contract/calendar'
import { atHour } from '@core/domain/calendar'

/** What became of a day's automatic reminders: those that went out, or were rightly dropped, are not counted. */
export type Fates = { readonly queued: number; readonly failed: number; readonly fallback: number }

/** What was due since nine has had its time by then. */
const SENT_BY_HOUR = 12

/**
 * Whether the day is silent although it should not be (F23). Lines that were dropped because they
 * were no longer right (just paid, promised, capped) are no silence.
 */
export function nothingSent({ queued, failed, fallback }: Fates, sentToday: number, now: Instant, today: Day): boolean {
  return sentToday === 0 && queued + failed + fallback > 0 && now >= atHour(today, SENT_BY_HOUR)
}

/** Why, the gravest first. `stopped`: the timer that sends does not run. */
export function sayUnsent({ queued, failed, fallback }: Fates, stopped: boolean): string {
  if (queued > 0 && stopped) return `${queued} 条在排队，负责发送的定时任务停了`
  return [
    queued > 0 ? `${queued} 条还在排队` : '',
    failed > 0 ? `${failed} 条发送失败` : '',
    fallback > 0 ? `${fallback} 条微信送不到，已转为电话待办` : '',
  ].filter(Boolean).join('，')
}
