import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * The world's clock: real time plus an offset, or standing at one instant during a jump. Functions,
 * database and WeChat learn it from here; nothing changes `Date` itself, because the SDK signs with
 * real time and real waits (a request, a transaction) stay real.
 */
export type WorldClock = {
  readonly nowMs: () => number
  readonly now: () => string
  /** What a process needs to compute the world's time for itself. */
  readonly source: () => InstantSource
  /** Milliseconds to add to real time at this moment, also while the clock stands. */
  readonly offsetMs: () => number
  readonly standing: () => boolean
  /** Stops the clock at `ms`, or where it is when that already lies in the past. */
  readonly standAt: (ms: number) => void
  /** Lets the clock run on at real speed, from `ms` or from where it is when that is later. */
  readonly runFrom: (ms: number) => void
}

export type InstantSource = { readonly offsetMs: number } | { readonly standingAtMs: number }

const SHANGHAI_MS = 8 * 3600_000

/** Milliseconds since 1970 -> "2026-07-01T09:00:00.000+08:00". */
export function toInstant(ms: number): string {
  return new Date(ms + SHANGHAI_MS).toISOString().replace('Z', '+08:00')
}

/** RFC 3339 with a zone -> milliseconds since 1970, or null when the text is anything else. */
export function parseInstant(text: unknown): number | null {
  if (typeof text !== 'string') return null
  // Without a zone the machine's own would decide, and the same request would mean two instants.
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? null : ms
}

/** Continues from `file` when it exists; otherwise starts at `startsAt`, or at real time. */
export function openClock(file: string, startsAt?: string): WorldClock {
  let offsetMs = readOffset(file)
  if (offsetMs === null) {
    const startMs = startsAt === undefined ? Date.now() : parseInstant(startsAt)
    if (startMs === null)
      throw new Error(`the clock cannot start at ${startsAt}: RFC 3339 with a zone is wanted`)
    offsetMs = save(file, startMs - Date.now())
  }
  let running: number = offsetMs
  let standingAtMs: number | null = null

  const nowMs = (): number => standingAtMs ?? Date.now() + running
  /** Time that has been seen is never taken back, whatever a caller computed a moment ago. */
  const notBefore = (ms: number): number => Math.max(ms, nowMs())
  return {
    nowMs,
    now: () => toInstant(nowMs()),
    source: () => (standingAtMs === null ? { offsetMs: running } : { standingAtMs }),
    offsetMs: () => (standingAtMs === null ? running : standingAtMs - Date.now()),
    standing: () => standingAtMs !== null,
    standAt: (ms) => {
      standingAtMs = notBefore(ms)
      // Saved at every step of a jump: a cloud that is killed midway must not wake up in its own past.
      running = save(file, standingAtMs - Date.now())
    },
    runFrom: (ms) => {
      running = save(file, notBefore(ms) - Date.now())
      standingAtMs = null
    },
  }
}

function readOffset(file: string): number | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return null // Never started before.
  }
  const { offsetMs } = JSON.parse(text) as { offsetMs?: unknown }
  if (!Number.isSafeInteger(offsetMs))
    throw new Error(`${file} holds no offset: delete it, or start with --fresh`)
  return offsetMs as number
}

function save(file: string, offsetMs: number): number {
  mkdirSync(dirname(file), { recursive: true })
  // Written beside and renamed, so a crash leaves the old clock or the new one, never half a file.
  writeFileSync(`${file}.new`, JSON.stringify({ offsetMs }))
  renameSync(`${file}.new`, file)
  return offsetMs
}
