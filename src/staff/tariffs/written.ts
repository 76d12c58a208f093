import type { Home } from '@/staff/premises/FindHomes'
import type { StaffAsk } from '@contract/contract/staff'

type Draft = StaffAsk<'tariff.draft'>
export type Kind = Draft['kind']
export type Step = { readonly upTo: string; readonly price: string }

/** A tariff as it is typed: text until the cloud has read it. */
export type Written = {
  readonly item: Draft['item']
  readonly kind: Kind
  readonly price: string
  readonly unit: NonNullable<Draft['unit']>
  readonly every: 'month' | 'year'
  /** The last one's limit is empty: whatever is more. */
  readonly steps: readonly Step[]
  readonly surcharge: string
  readonly surchargePrice: string
  readonly sharedBy: NonNullable<Draft['sharedBy']>
  readonly formula: string
  readonly cycle: 'any' | 'month' | 'quarter' | 'year' | 'anniversary'
  readonly rounding: 'month_fen' | 'bill_fen' | 'bill_jiao' | 'bill_yuan'
  readonly effectiveFrom: string
  /** A month cut by a sale or a price: by its days, or whole to who holds its first day. */
  readonly proration: 'days' | 'whole'
  /** Posted rates for whoever has a certificate, as shares of the price; empty: none. */
  readonly vacant: string
  readonly lowIncome: string
  /** Each person above so many widens every step by so many units; empty: nobody does. */
  readonly personsAbove: string
  readonly personsExtra: string
  /** Homes that it charges; none: every residential one. */
  readonly homes: readonly Home[]
}

export const EMPTY: Written = {
  item: 'property_fee', kind: 'area', price: '', unit: 'ton', every: 'year', steps: [{ upTo: '', price: '' }, { upTo: '', price: '' }], surcharge: '',
  surchargePrice: '', sharedBy: 'area', formula: '', cycle: 'any', rounding: 'month_fen', effectiveFrom: '',
  proration: 'days', vacant: '', lowIncome: '', personsAbove: '', personsExtra: '', homes: [],
}

const ROUNDINGS: Record<Written['rounding'], Draft['rounding']> = {
  month_fen: { to: 'fen', each: 'month' },
  bill_fen: { to: 'fen', each: 'bill' },
  bill_jiao: { to: 'jiao', each: 'bill' },
  bill_yuan: { to: 'yuan', each: 'bill' },
}
const YEAR = 12

/** What is asked of the cloud: only what this kind of tariff has. */
export function draftOf(written: Written, communityId: string): Draft {
  const { item, kind, price, unit, cycle, rounding, effectiveFrom } = written
  return {
    communityId, item, kind, effectiveFrom: effectiveFrom.trim() as Draft['effectiveFrom'], rounding: ROUNDINGS[rounding],
    price: hasPrice(kind) ? price.trim() : '0',
    ...(kind === 'metered' || kind === 'tiered' ? { unit } : {}),
    ...(kind === 'tiered' ? { tiers: tiersOf(written) } : {}),
    ...(kind === 'pool' ? { sharedBy: written.sharedBy } : {}),
    ...(kind === 'formula' ? { formula: { text: written.formula.trim() } } : {}),
    ...(written.proration === 'whole' ? { proration: 'whole' as const } : {}),
    ...(ratesOf(written).length === 0 ? {} : { rates: ratesOf(written) }),
    ...(written.homes.length === 0 ? {} : { premisesIds: written.homes.map(({ premisesId }) => premisesId) }),
    ...(cycle === 'any' ? {} : { cycle: cycle === 'anniversary' ? { every: cycle, months: YEAR } : { every: cycle } }),
  }
}

export function hasPrice(kind: Kind): boolean {
  return kind === 'area' || kind === 'flat' || kind === 'metered'
}

function ratesOf({ vacant, lowIncome }: Written): NonNullable<Draft['rates']> {
  return [
    { code: 'vacant', says: '空置房', multiplier: vacant.trim() }, { code: 'low_income', says: '低保户', multiplier: lowIncome.trim() },
  ].filter(({ multiplier }) => multiplier !== '')
}

function tiersOf({ every, steps, surcharge, surchargePrice, personsAbove, personsExtra }: Written): NonNullable<Draft['tiers']> {
  return {
    every,
    steps: steps.map(({ upTo, price }, i) => ({ upTo: i === steps.length - 1 ? null : upTo.trim(), price: price.trim() })),
    ...(surcharge.trim() === '' ? {} : { surcharges: [{ says: surcharge.trim(), price: surchargePrice.trim() }] }),
    ...(personsExtra.trim() === '' ? {} : { perPerson: { above: Number(personsAbove.trim() || '0'), extra: personsExtra.trim() } }),
  }
}
