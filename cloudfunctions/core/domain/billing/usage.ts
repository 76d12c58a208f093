import type { Day } from '@contract/calendar'
import type { MeterUnit, Reading } from '@core/store/records'

/** What a premises used of one fee item in a span, for the charge and for its explanation. */
export type Usage = {
  /** Exact decimal text to 4 places, all meters of the item together. */
  readonly quantity: string
  readonly unit: MeterUnit
  /** The days the counters were read: usage belongs to the days after the first up to the last. */
  readonly from: Day
  readonly to: Day
  /** The readings that are charged, oldest first: a bill that charges them names itself on each. */
  readonly readings: readonly Reading[]
}
