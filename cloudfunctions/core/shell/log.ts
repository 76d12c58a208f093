/**
 * One line of JSON an event. Phone numbers, names of keys and openids never reach a log whole:
 * a log is read by more people than the roster allows.
 */
const PHONE = /(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)/g
const SECRET_NAME = /secret|token|private|apiv3|authorization|signature|phone|openid|name/i

export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replace(PHONE, '$1****$2')
  if (value === null || typeof value !== 'object') return value
  if (depth > 4) return '…'
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => redact(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_NAME.test(key) && typeof item === 'string' ? `${item.slice(0, 4)}…` : redact(item, depth + 1),
    ]),
  )
}

function say(level: 'info' | 'alarm', what: string, detail: unknown): void {
  const line = { level, what, ...(detail === undefined ? {} : { detail: redact(detail) }) }
  console[level === 'alarm' ? 'error' : 'log'](JSON.stringify(line))
}

export const log = {
  info: (what: string, detail?: unknown) => say('info', what, detail),
  /** For a person to look at: something of ours is broken. */
  alarm: (what: string, problem: unknown) =>
    say('alarm', what, problem instanceof Error ? { message: problem.message, stack: problem.stack?.split('\n').slice(1, 6) } : problem),
}
