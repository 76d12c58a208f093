/** WeChat writes its instants in Beijing time; the simulator never asks for the machine's zone. */
const BEIJING_AHEAD_MS = 8 * 3_600_000

/** 1432099775000 -> "2015-05-20T13:29:35+08:00". */
export function rfc3339(ms: number): string {
  return `${new Date(ms + BEIJING_AHEAD_MS).toISOString().slice(0, 19)}+08:00`
}

/** "20150520" of the same instant: the middle of a transaction id, and the day of a daily limit. */
export function dayDigits(ms: number): string {
  return rfc3339(ms).slice(0, 10).replaceAll('-', '')
}

/** "20150520132935", the head of a prepay id. */
export function secondDigits(ms: number): string {
  return rfc3339(ms).slice(0, 19).replace(/\D/g, '')
}

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/

/** Milliseconds, or null for anything that is not RFC 3339 with a zone. */
export function parseRfc3339(text: string): number | null {
  if (!RFC3339.test(text)) return null
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? null : ms
}
