import type { Day, Instant } from '@contract/calendar'

/**
 * A price rule (rules §4). A version is published once, with its basis, and never changes after;
 * only a published version may bill.
 */
export const FEE_ITEMS = {
  property_fee: '物业服务费',
  parking: '停车费',
  public_energy: '公共能耗费',
} as const
export type FeeItem = keyof typeof FEE_ITEMS

export type Rounding = { readonly to: 'fen' | 'jiao' | 'yuan'; readonly each: 'month' | 'period' | 'bill' }
export const ROUND_EACH_MONTH_TO_FEN: Rounding = { to: 'fen', each: 'month' }

export type TariffVersion = {
  readonly _id: string
  readonly communityId: string
  readonly item: FeeItem
  /** `area`: yuan per square metre and month. `flat`: yuan per month. */
  readonly kind: 'area' | 'flat'
  /** Yuan as exact decimal text, to 6 places. */
  readonly price: string
  readonly rounding: Rounding
  readonly effectiveFrom: Day
  /** The contract clause or filing number that allows the price; null while it is a draft. */
  readonly basis: string | null
  readonly publishedOn: Day | null
  readonly publishedBy: string | null
  /** Not all the premises that it is meant for have it yet: it must not be published. */
  readonly unfinished?: boolean
  readonly createdAt: Instant
}
