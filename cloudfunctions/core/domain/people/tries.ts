import type { Instant } from '@contract/calendar'
import type { Person } from '@core/store/records'

/** After five wrong proofs only the counter helps (rules §14). */
const BIND_FAILURES_MAX = 5
/** Wrong codes in one clock hour: a slip is forgiven, a search is not. */
const CODE_FAILURES_MAX = 5

export function newPerson(openid: string, now: Instant): Person {
  return { _id: openid, phone: null, privacy: null, bindFailures: 0, createdAt: now }
}

/**
 * The person as a verb that writes finds them. Who was forgotten and comes back begins anew in
 * everything but this: wrong proofs and codes are still counted, or forgetting oneself would be a
 * way to guess without end.
 */
export function knownPerson(person: Person | null, forgotten: Person | null, openid: string, now: Instant): Person {
  if (person) return person
  const { bindFailures = 0, codeFailures } = forgotten ?? {}
  return { ...newPerson(openid, now), bindFailures, ...(codeFailures ? { codeFailures } : {}) }
}

/** What is kept of somebody who is forgotten, under a pseudonym; null when there is nothing to count. */
export function countsOf(person: Person, pseudonym: string): Person | null {
  const { bindFailures, codeFailures, createdAt } = person
  if (bindFailures === 0 && !codeFailures) return null
  return { _id: pseudonym, phone: null, privacy: null, bindFailures, ...(codeFailures ? { codeFailures } : {}), createdAt }
}

export function bindTriesLeft(person: Person | null): number {
  return Math.max(0, BIND_FAILURES_MAX - (person?.bindFailures ?? 0))
}
export function withBindFailure(person: Person): Person {
  return { ...person, bindFailures: person.bindFailures + 1 }
}

export function codeTriesLeft(person: Person | null, now: Instant): number {
  const failures = person?.codeFailures
  return failures?.hour === hourOf(now) ? Math.max(0, CODE_FAILURES_MAX - failures.count) : CODE_FAILURES_MAX
}
export function withCodeFailure(person: Person, now: Instant): Person {
  const count = CODE_FAILURES_MAX - codeTriesLeft(person, now) + 1
  return { ...person, codeFailures: { hour: hourOf(now), count } }
}
/** "2026-07-01T09": both an hour and a day, so that tomorrow's ninth hour is another one. */
function hourOf(now: Instant): string {
  return now.slice(0, 13)
}
