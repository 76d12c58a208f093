/**
 * A `Day` is `YYYY-MM-DD` in Asia/Shanghai, an `Instant` an RFC 3339 string with that zone and
 * milliseconds. Both sort as text, and a day is the first ten letters of its instant, so nothing
 * here depends on the machine's zone. Arithmetic lives in the cloud (core/domain/calendar).
 */
declare const dayBrand: unique symbol
declare const instantBrand: unique symbol
export type Day = string & { readonly [dayBrand]: 'Day' }
export type Instant = string & { readonly [instantBrand]: 'Instant' }

export function dayOf(instant: Instant): Day {
  return instant.slice(0, 10) as Day
}

/** "2026-07-01" -> "2026年7月1日". */
export function formatDay(day: Day): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${year}年${Number(month)}月${Number(date)}日`
}

/** "2026-07-01" -> "7月1日", where the year is plain from the context. */
export function formatShortDay(day: Day): string {
  const [, month = '', date = ''] = day.split('-')
  return `${Number(month)}月${Number(date)}日`
}

/** "2026-07-01T09:05:00.000+08:00" -> "7月1日 09:05". */
export function formatInstant(instant: Instant): string {
  return `${formatShortDay(dayOf(instant))} ${instant.slice(11, 16)}`
}

/** "2026-07" -> "2026年7月", "2026-Q3" -> "2026年第3季度", "2026-H1" -> "2026年上半年", "2026" -> "2026年". */
export function formatPeriod(period: string): string {
  const [year = '', part] = period.split('-')
  if (part === undefined) return `${year}年`
  if (part.startsWith('Q')) return `${year}年第${part.slice(1)}季度`
  if (part.startsWith('H')) return `${year}年${part === 'H1' ? '上' : '下'}半年`
  return `${year}年${Number(part)}月`
}
