import type { Day } from '@contract/calendar'
import { type Exact, exactOf, exactPrice, exactQuantity, isLess, over, times } from '@core/domain/billing/exact'
import { invariant } from '@core/domain/invariant'

/**
 * What no setting can loosen about late charges and discounts (law-and-conduct), and what a new rule
 * starts from. A community's own rule may only be milder.
 */
export const CHARGE_LIMITS = {
  /** Shares of the principal: a day, and altogether. */
  rateMax: '0.0005',
  capMax: '0.3',
  graceDaysMax: 365,
  /** A discount never takes more of a bill than this share: paying stays paying. */
  discountMax: '0.5',
  discountDays: { earliest: -60, latest: 30 },
} as const
export const LATE_DEFAULTS = { rate: '0.0001', graceDays: 0, cap: '0.3' } as const

/** Collected for somebody else: no charge of ours grows on it, and it is not ours to discount. */
const AGENCY_ITEMS: readonly string[] = ['water', 'electricity', 'gas', 'heating', 'garbage']
export function isOurs(item: string): boolean {
  return !AGENCY_ITEMS.includes(item)
}

/** The one-year loan prime rate, a share a year: data, to be renewed when a new one is announced. */
export const LPR = { rate: '0.03', since: '2025-05-20' as Day } as const
/** Courts lower what is far above the payee's loss; beyond this many times the LPR a person is warned. */
const LPR_TIMES = '1.3'
const DAYS_A_YEAR = 365

/** A year of the LPR's 1.3 times, as a share a day. */
export function warnedAbove(): Exact {
  const daily = over(times(exactPrice(LPR.rate), exactQuantity(LPR_TIMES)), exactOf(DAYS_A_YEAR))
  invariant(daily, 'a year has days')
  return daily
}
export function isHigh(rate: string): boolean {
  return isLess(warnedAbove(), exactPrice(rate))
}
