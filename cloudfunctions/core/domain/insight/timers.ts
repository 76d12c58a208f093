import { type Day, formatInstant, type Instant } from '@contract/calendar'
import { atHour, msOf } from '@core/domain/calendar'
import type { Duty } from '@core/store/records'
import { type Check, check } from './check'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/**
 * The timers, and how long after its last success each is late. An hour and more above the longest
 * pause of `cloudbaserc.json`, so that a slow run is no alarm.
 */
export const TIMERS = {
  daily: { title: '每日准备', every: '每天 0:30', lateAfterMs: 25 * HOUR_MS },
  sweep: { title: '每分钟补单与发送', every: '每分钟', lateAfterMs: 3 * MINUTE_MS },
  reconcile: { title: '账目核对', every: '每天 10:30 起每小时', lateAfterMs: 25 * HOUR_MS },
} as const
export type TimerName = keyof typeof TIMERS
export const TIMER_NAMES = Object.keys(TIMERS) as readonly TimerName[]

/** Duties as staff read them; one without words is told by its name. */
const DUTIES: Readonly<Record<string, string>> = {
  reminders: '提醒', forecast: '触达预测', orders: '查单', receipts: '收据编号', publications: '出账', imports: '台账导入', pools: '公摊分摊', drafts: '账单备稿',
  releases: '放行提醒', messages: '发送消息', books: '核对账目', clock: '校对时钟',
  holds: '承诺与异议到期', bills: '微信对账', reconciliation: '微信对账', seals: '封存留痕', plans: '分期到期',
}
export type TimerRecord = Pick<Duty, 'lastDoneAt' | 'lastSays' | 'failed' | 'since' | 'lastStartedAt'>
export type TimerRecords = Readonly<Record<TimerName, TimerRecord | null>>

export function timerId(timer: TimerName): string {
  return `timer:${timer}`
}

/** The first run of any timer that is known: what is missing since then is missing and not just new. */
export function runningSince(records: TimerRecords): Instant | null {
  const known = TIMER_NAMES.flatMap((name) => records[name]?.since ?? [])
  return known.length === 0 ? null : known.reduce((first, at) => (at < first ? at : first))
}

/** Milliseconds without a success, from the last one or else from `since`; null when neither is known. */
export function silentFor(record: TimerRecord | null, since: Instant | null, now: Instant): number | null {
  const from = record?.lastDoneAt ?? since
  return from === null ? null : msOf(now) - msOf(from)
}

export function isLate(timer: TimerName, record: TimerRecord | null, since: Instant | null, now: Instant): boolean {
  return (silentFor(record, since, now) ?? 0) > TIMERS[timer].lateAfterMs
}

/** For 今日: a sweep that is one minute late is no alarm for everybody, ten minutes without one are. */
const SILENT_AFTER_MS = 10 * MINUTE_MS
export function isSilent(timer: TimerName, record: TimerRecord | null, since: Instant | null, now: Instant): boolean {
  return (silentFor(record, since, now) ?? 0) > Math.max(TIMERS[timer].lateAfterMs, SILENT_AFTER_MS)
}

export function sayFailed(record: TimerRecord): string {
  return (record.failed ?? []).map((name) => DUTIES[name] ?? name).join('、')
}

export function timerCheck(timer: TimerName, record: TimerRecord | null, since: Instant | null, now: Instant): Check {
  const { title, every } = TIMERS[timer]
  const late = isLate(timer, record, since, now)
  const key = `timer_${timer}`
  if (!record) {
    return late
      ? check(key, 'bad', `“${title}”从来没有运行过`, '请技术支持检查云函数的定时触发器是否已经创建')
      : check(key, 'watch', `“${title}”还没有运行过`, `${every}自动运行，到时再来看一眼`)
  }
  const last = record.lastDoneAt === null ? '还没有成功过' : `上次成功是 ${formatInstant(record.lastDoneAt)}`
  const failed = sayFailed(record)
  const hand = `请把这句话转给技术支持：${record.lastSays}`
  if (late) {
    return failed
      ? check(key, 'bad', `“${title}”一直没有做成（${failed}），${last}`, hand)
      : check(key, 'bad', `“${title}”停了，${last}`, '请技术支持检查云函数的定时触发器和运行日志')
  }
  return failed
    ? check(key, 'watch', `“${title}”最近一次有没做成的：${failed}`, `会自动再试；一直这样，${hand}`)
    : check(key, 'good', `“${title}”按时运行，${last}`)
}

/** `reconcile` begins half an hour after the one, and two tries have had their time by the other. */
const RECONCILED_FROM_HOUR = 10
const RECONCILED_BY_HOUR = 12

/** Whether today's reconciliation is missing: never before two of its hours have passed since the program runs. */
export function reconciliationMissing(lastDoneAt: Instant | null, since: Instant | null, now: Instant, today: Day): boolean {
  const start = atHour(today, RECONCILED_FROM_HOUR)
  const wasDone = lastDoneAt !== null && lastDoneAt >= atHour(today, 0)
  return !wasDone && since !== null && since <= start && now >= atHour(today, RECONCILED_BY_HOUR)
}
