import { type Day, formatInstant, type Instant } from '@contract/calendar'
import { addMs, msOf } from '@core/domain/calendar'
import { isOpenAt, openingOn } from '@core/domain/collecting/limits'
import { type Check, check } from './check'

/** Whether work goes on: long walks, receipts, messages. */
const MINUTE_MS = 60_000
/** A lease is taken up again by the next sweep: one that is long over is taken up by nobody. */
export const WALK_STUCK_AFTER_MS = 10 * MINUTE_MS
export const RECEIPT_LATE_AFTER_MS = 10 * MINUTE_MS
const REMINDER_LATE_AFTER_MS = 30 * MINUTE_MS
/** WeChat repeats a notice with pauses of at most 6 hours: silent for longer, the key opens them again. */
const SEALED_FRESH_MS = 6 * 60 * MINUTE_MS
/** Measured every hour of the day while `reconcile` runs. */
const CLOCK_FRESH_MS = 90 * MINUTE_MS

export const SIGHTINGS = {
  /** A true notice that our APIv3 key does not open (P27). */
  sealed_notice: {
    freshForMs: SEALED_FRESH_MS, says: '微信支付的通知打不开',
    next: '款项会由查单入账，不会丢；请技术支持核对 APIv3 密钥是否在商户平台改过',
  },
  /** More than five minutes from WeChat's (P25). */
  clock: {
    freshForMs: CLOCK_FRESH_MS, says: '服务器时钟与微信支付差了五分钟以上，付款会失败',
    next: '请技术支持校准服务器时钟',
  },
} as const
export type SightingKind = keyof typeof SIGHTINGS

export function isFresh(kind: SightingKind, lastAt: Instant | null, now: Instant): boolean {
  return lastAt !== null && msOf(now) - msOf(lastAt) <= SIGHTINGS[kind].freshForMs
}

export function sealedCheck(lastAt: Instant | null, now: Instant): Check {
  const { says, next } = SIGHTINGS.sealed_notice
  if (lastAt === null) return check('sealed_notice', 'good', '收到的支付通知都能打开')
  const seen = `最近一次是 ${formatInstant(lastAt)}`
  return isFresh('sealed_notice', lastAt, now)
    ? check('sealed_notice', 'bad', `${says}，${seen}`, next)
    : check('sealed_notice', 'good', `之后收到的支付通知都能打开（打不开的${seen}）`)
}

export type StuckWalk = { readonly says: string; readonly count: number }

export function walksCheck(stuck: readonly StuckWalk[]): Check {
  const standing = stuck.filter(({ count }) => count > 0)
  return standing.length === 0
    ? check('walks', 'good', '没有卡住的批量工作')
    : check('walks', 'bad', `卡住了：${standing.map(({ says, count }) => `${says} ${count} 个`).join('、')}`, '先看“每分钟补单与发送”是否在运行；仍不动请联系技术支持')
}

/** How long, in whole minutes. */
const minutes = (ms: number): number => Math.floor(ms / MINUTE_MS)

export function receiptMessagesCheck(oldest: Instant | null, now: Instant): Check {
  const waited = oldest === null ? 0 : msOf(now) - msOf(oldest)
  return waited > RECEIPT_LATE_AFTER_MS
    ? check('receipts_waiting', 'bad', `有收据通知等了 ${minutes(waited)} 分钟还没发出`, '先看“每分钟补单与发送”是否在运行；仍不动请联系技术支持')
    : check('receipts_waiting', 'good', '收据通知没有积压')
}

/** Inside the contact hours only, and counted from their beginning: what waits for nine o'clock is not late. */
export function remindersCheck(oldest: Instant | null, now: Instant, today: Day): Check {
  const key = 'reminders_waiting'
  const opening = openingOn(today, 'residential')
  const since = oldest !== null && opening !== null ? later(oldest, opening.from) : null
  const waited = since !== null && isOpenAt(now, today, 'residential') ? msOf(now) - msOf(since) : 0
  return waited > REMINDER_LATE_AFTER_MS
    ? check(key, 'bad', `有提醒等了 ${minutes(waited)} 分钟还没发出`, '先看“每分钟补单与发送”是否在运行；仍不动请联系技术支持')
    : check(key, 'good', '该发的提醒没有积压')
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b
}

/** Before this a receipt, a walk or a lease is late. */
export function ago(now: Instant, ms: number): Instant {
  return addMs(now, -ms)
}
