import { type Fen, fen } from '@contract/money'
import { invariant } from '@core/domain/invariant'
import type { WorkingStep } from '@core/store/records'
import { sayRounding, UNIT_FEN } from './addUp'
import { multiplyToFen, parseDecimal, PRICE_PLACES, QUANTITY_PLACES } from './decimal'
import type { Rounding, TariffKind } from './tariff'

/** A price by the month: for an area, or flat. */
export type ChargeTerms = { readonly kind: 'area' | 'flat'; readonly price: string; readonly rounding: Rounding }
export type Charge = { readonly amount: Fen; readonly steps: readonly WorkingStep[] }

export function isByMonth(kind: TariffKind): kind is ChargeTerms['kind'] {
  return kind === 'area' || kind === 'flat'
}

/**
 * What one premises owes for whole months under one tariff (rules §1, §4), with the steps that
 * explain it. Price and area are exact decimal text: nothing is rounded before the product, and it
 * is rounded where the tariff says: each month, or once for the whole bill.
 * @param months how many; at least one
 */
export function charge(terms: ChargeTerms, area: string | null, months: number): Charge {
  invariant(months > 0, 'a charge covers at least one month')
  invariant(terms.kind === 'flat' || area !== null, 'an area charge has an area')
  const quantity = terms.kind === 'area' ? (area as string) : '1'
  const basis = sayMonthly(terms, area)

  if (terms.rounding.each === 'month') {
    const monthly = product(terms, quantity, 1)
    const amount = fen(monthly * months)
    const each: WorkingStep = { says: `${basis}${sayRounding(terms.rounding)}`, amount: monthly }
    return { amount, steps: months === 1 ? [each] : [each, { says: `${months} 个月合计`, amount }] }
  }
  const amount = product(terms, quantity, months)
  return { amount, steps: [{ says: `${basis} × ${months} 个月${sayRounding(terms.rounding)}`, amount }] }
}

export function sayMonthly({ kind, price }: Pick<ChargeTerms, 'kind' | 'price'>, area: string | null): string {
  return kind === 'area' ? `${area} ㎡ × ${price} 元/㎡·月` : `每月 ${price} 元`
}

const PARTS_OF_FEN = 10 ** (PRICE_PLACES + QUANTITY_PLACES - 2)

/**
 * Counted in the tariff's unit and rounded half up once: through fen to jiao would round twice.
 * While every product stays a whole number below 2^53 it is exact without big numbers, and a run
 * over a hundred thousand homes is mostly this line.
 */
function product({ price, rounding }: ChargeTerms, quantity: string, months: number): Fen {
  const unit = UNIT_FEN[rounding.to]
  const doubled = scaled(prices, price, PRICE_PLACES) * scaled(quantities, quantity, QUANTITY_PLACES) * months * 2 + PARTS_OF_FEN * unit
  if (!(doubled < Number.MAX_SAFE_INTEGER)) return fen(multiplyToFen(price, quantity, months, unit) * unit)
  const step = 2 * PARTS_OF_FEN * unit
  // A division may round up to the next whole number just below it: the product tells.
  const steps = Math.floor(doubled / step)
  return fen((steps * step > doubled ? steps - 1 : steps) * unit)
}

/** Each text is read once: a run has a handful of prices, and homes of one plan share their area. */
const SCALED_MAX = 10_000
const prices = new Map<string, number>()
const quantities = new Map<string, number>()
function scaled(known: Map<string, number>, text: string, places: number): number {
  const found = known.get(text)
  if (found !== undefined) return found
  const parsed = parseDecimal(text, places)
  invariant(parsed !== null && parsed >= 0n, `${text} is a decimal of at most ${places} places`)
  if (known.size >= SCALED_MAX) known.clear()
  known.set(text, Number(parsed))
  return Number(parsed)
}

/** A prepayment used at publication, as a step under the charge. */
export function prepaidStep(amount: Fen): WorkingStep {
  return { says: '已用预缴款抵扣', amount: fen(-amount) }
}
