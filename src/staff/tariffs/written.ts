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
}

export const EMPTY: Written = {
  item: 'property_fee', kind: 'area', price: '', unit: 'ton', every: 'year', steps: [{ upTo: '', price: '' }, { upTo: '', price: '' }], surcharge: '',
  surchargePrice: '', sharedBy: 'area', formula: '', cycle: 'any', rounding: 'month_fen', effectiveFrom: '',
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
    ...(cycle === 'any' ? {} : { cycle: cycle === 'anniversary' ? { every: cycle, months: YEAR } : { every: cycle } }),
  }
}

export function hasPrice(kind: Kind): boolean {
  return kind === 'area' || kind === 'flat' || kind === 'metered'
}

function tiersOf({ every, steps, surcharge, surchargePrice }: Written): NonNullable<Draft['tiers']> {
  return {
    every,
    steps: steps.map(({ upTo, price }, i) => ({ upTo: i === steps.length - 1 ? null : upTo.trim(), price: price.trim() })),
    ...(surcharge.trim() === '' ? {} : { surcharges: [{ says: surcharge.trim(), price: surchargePrice.trim() }] }),
  }
}
