import type { Day, Instant } from '@contract/calendar'
import type { Fen } from '@contract/money'

/** What was used, and what a shared cost came to (rules §4). */

export type MeterUnit = 'ton' | 'kwh' | 'cubic_metre' | 'gigajoule'

/** A meter on a wall. Replaced, it is removed with its last value and another is put up with a base. */
export type Meter = {
  readonly _id: string
  readonly communityId: string
  /** Null: it measures what everybody shares. */
  readonly premisesId: string | null
  readonly item: string
  readonly label: string
  readonly serial: string
  readonly unit: MeterUnit
  /** Digits before the point: 99999 is followed by 0, and that is a rollover, no lower reading. */
  readonly digits: number
  /** What one step of its counter is worth, as exact decimal text. */
  readonly multiplier: string
  readonly since: Day
  readonly removedOn: Day | null
  readonly createdAt: Instant
}

/** One look at a meter: its id is meter and day, so a meter has one value a day. */
export type Reading = {
  readonly _id: string
  readonly communityId: string
  readonly meterId: string
  readonly premisesId: string | null
  readonly item: string
  readonly day: Day
  /** The counter as it stood, exact decimal text to 4 places. */
  readonly value: string
  /** `base`: where counting begins, nothing is charged up to it. `last`: taken down on that day. */
  readonly kind: 'base' | 'usual' | 'last'
  /** What was used since the reading before, in the meter's unit; null for a base. */
  readonly used: string | null
  readonly before: { readonly day: Day; readonly value: string } | null
  /** A person said that the counter passed its end between the two. */
  readonly rolledOver: boolean
  /** Three times the usual and more: shown to whoever publishes. */
  readonly unusual: boolean
  readonly photo: string | null
  readonly by: string
  /** The bill that charged it: from then on it is never changed. */
  readonly billId: string | null
  readonly createdAt: Instant
}

/** A cost that premises share. Its shares add up to it, and once billed it is never divided anew. */
export type Pool = {
  readonly _id: string
  readonly communityId: string
  readonly item: string
  readonly period: string
  readonly cost: Fen
  /** What it is: the electricity of the stairs by which invoice. */
  readonly says: string
  readonly proof: string | null
  readonly by: 'area' | 'premises' | 'usage'
  readonly enteredBy: string
  readonly state: 'entered' | 'divided' | 'billed'
  readonly count: number
  readonly cursor: string | null
  readonly leaseUntil: Instant | null
  readonly createdAt: Instant
}

export type PoolShare = {
  readonly _id: string
  readonly communityId: string
  readonly poolId: string
  readonly premisesId: string
  readonly item: string
  readonly period: string
  /** Its part of the whole, as it was measured, and the whole. */
  readonly part: string
  readonly whole: string
  readonly amount: Fen
}
