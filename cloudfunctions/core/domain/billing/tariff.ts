import type { Day, Instant } from '@contract/calendar'
import type { MeterUnit } from '@core/store/records'

/**
 * A price rule (rules §4). A version is published once, with its basis, and never changes after;
 * only a published version may bill.
 */
export const FEE_ITEMS = {
  property_fee: '物业服务费',
  parking: '停车费',
  public_energy: '公共能耗费',
  water: '水费',
  electricity: '电费',
  gas: '燃气费',
  heating: '供暖费',
  garbage: '垃圾清运费',
  lift: '电梯费',
} as const
export type FeeItem = keyof typeof FEE_ITEMS

export type Rounding = { readonly to: 'fen' | 'jiao' | 'yuan'; readonly each: 'month' | 'period' | 'bill' }
export const ROUND_EACH_MONTH_TO_FEN: Rounding = { to: 'fen', each: 'month' }

/**
 * `area`: yuan per square metre and month. `flat`: yuan per month. `metered`: yuan per unit used.
 * `tiered`: by steps of what is used. `pool`: a part of a shared cost. `formula`: yuan by an
 * expression over named facts.
 */
export const TARIFF_KINDS = ['area', 'flat', 'metered', 'tiered', 'pool', 'formula'] as const
export type TariffKind = (typeof TARIFF_KINDS)[number]

export type Tier = {
  /** Up to and with this many units; null: whatever is more. */
  readonly upTo: string | null
  readonly price: string
}
export type Tiers = {
  /** A yearly step counts what earlier bills of the calendar year have charged. */
  readonly every: 'month' | 'year'
  readonly steps: readonly Tier[]
  /** Components on every unit: sewage, water resources. */
  readonly surcharges?: readonly { readonly says: string; readonly price: string }[] | undefined
  /** Each person above `above` widens every step by `extra` units (a month, or a year). */
  readonly perPerson?: { readonly above: number; readonly extra: string } | undefined
}

/** How often an item is billed. `anniversary`: spans of `months` from each premises' hand-over day. */
export type Cycle =
  | { readonly every: 'month' | 'quarter' | 'half_year' | 'year' }
  | { readonly every: 'anniversary'; readonly months: number }

/** A posted entitlement rate (rules §4): the same for everybody who has the certificate. */
export type Rate = { readonly code: string; readonly says: string; readonly multiplier: string }

export type TariffTerms = {
  readonly kind: TariffKind
  /** Yuan as exact decimal text, to 6 places; "0" where steps, a pool or a formula say the price. */
  readonly price: string
  readonly rounding: Rounding
  readonly unit?: MeterUnit | undefined
  readonly tiers?: Tiers | undefined
  readonly sharedBy?: 'area' | 'premises' | 'usage' | undefined
  readonly formula?: { readonly text: string; readonly constants: Readonly<Record<string, string>> } | undefined
  /** Absent: in whatever period a run is for. */
  readonly cycle?: Cycle | undefined
  /** A month cut by a sale, a price or a certificate: by its days, or whole to who holds its first day. Absent: by days. */
  readonly proration?: 'days' | 'whole' | undefined
  readonly rates?: readonly Rate[] | undefined
}

export type TariffVersion = TariffTerms & {
  readonly _id: string
  readonly communityId: string
  readonly item: FeeItem
  readonly effectiveFrom: Day
  /** The contract clause or filing number that allows the price; null while it is a draft. */
  readonly basis: string | null
  readonly publishedOn: Day | null
  readonly publishedBy: string | null
  /** Not all the premises that it is meant for have it yet: it must not be published. */
  readonly unfinished?: boolean
  readonly createdAt: Instant
}

export const UNIT_WORDS: Readonly<Record<MeterUnit, string>> = { ton: '吨', kwh: '度', cubic_metre: '立方米', gigajoule: '吉焦' }
const SHARED_WORDS = { area: '面积', premises: '户数', usage: '用量' } as const

export function unitWord({ unit }: Pick<TariffTerms, 'unit'>): string {
  return unit === undefined ? '单位' : UNIT_WORDS[unit]
}
export function sharedWord({ sharedBy = 'area' }: Pick<TariffTerms, 'sharedBy'>): string {
  return SHARED_WORDS[sharedBy]
}

/** "物业服务费 1.85 元/㎡·月", "水费 阶梯计价（按年）2.90/3.85/6.70 元/吨". */
export function sayTariff(tariff: Pick<TariffVersion, 'item' | 'kind' | 'price' | 'unit' | 'tiers' | 'sharedBy'>): string {
  return `${FEE_ITEMS[tariff.item]} ${sayPrice(tariff)}`
}
function sayPrice(tariff: Pick<TariffVersion, 'kind' | 'price' | 'unit' | 'tiers' | 'sharedBy'>): string {
  const { kind, price, tiers } = tariff
  if (kind === 'area') return `${price} 元/㎡·月`
  if (kind === 'flat') return `${price} 元/月`
  if (kind === 'metered') return `${price} 元/${unitWord(tariff)}`
  if (kind === 'pool') return `按${sharedWord(tariff)}分摊`
  if (kind === 'formula' || !tiers) return '按公示公式计算'
  return `阶梯计价（按${tiers.every === 'year' ? '年' : '月'}）${tiers.steps.map((step) => step.price).join('/')} 元/${unitWord(tariff)}`
}
