import type { Day, Instant } from '@contract/calendar'
import type { Fen } from '@contract/money'

/** What the program keeps about itself, and about whom it can reach. */

export type Reached = { readonly accounts: number; readonly amount: Fen }

/** One building's accounts of one due day, each in exactly one of the three. */
export type ForecastPart = {
  readonly dueOn: Day
  readonly building: string
  readonly wechat: Reached
  readonly phone: Reached
  readonly none: Reached
}

/**
 * The reach forecast of one due day of a community (rules §9), by building, because a collector
 * sees the sums of own buildings only. Rewritten when its figures change; a day that has passed
 * stays as it last was.
 */
export type Forecast = {
  readonly _id: string
  readonly communityId: string
  readonly dueOn: Day
  readonly parts: readonly ForecastPart[]
  readonly changedAt: Instant
}

/** The last time that something was seen which a person must repair and no duty can. */
export type Sighting = { readonly _id: string; readonly lastAt: Instant }
