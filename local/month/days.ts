const DAY_MS = 86_400_000

/** The month after a ledger's 统计截止. */
export type Days = { readonly period: string; readonly days: readonly string[] }

export function monthAfter(cutoff: string): Days {
  const first = Date.parse(`${cutoff}T00:00:00Z`) + DAY_MS
  const period = dayOfMs(first).slice(0, 7)
  const days: string[] = []
  for (let ms = first; dayOfMs(ms).startsWith(period); ms += DAY_MS) days.push(dayOfMs(ms))
  return { period, days }
}

/** `09:05:00` on a day, as an instant of the world. */
export function at(day: string, time: string): string {
  return `${day}T${time}.000+08:00`
}

/** Minutes and seconds after an instant of the world. */
export function after(instant: string, minutes: number, seconds = 0): string {
  return instantOf(Date.parse(instant) + (minutes * 60 + seconds) * 1000)
}

/** The day `count` days before `day`. */
export function daysBefore(day: string, count: number): string {
  return dayOfMs(Date.parse(`${day}T00:00:00Z`) - count * DAY_MS)
}

function instantOf(ms: number): string {
  return `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, -1)}+08:00`
}
function dayOfMs(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
