import { type Fen, fen } from '@contract/money'
import { invariant } from '@core/domain/invariant'
import type { WorkingStep } from '@core/store/records'
import { multiplyToFen } from './decimal'
import type { Rounding } from './tariff'

export type ChargeTerms = { readonly kind: 'area' | 'flat'; readonly price: string; readonly rounding: Rounding }
export type Charge = { readonly amount: Fen; readonly steps: readonly WorkingStep[] }

const UNIT: Record<Rounding['to'], number> = { fen: 1, jiao: 10, yuan: 100 }
const UNIT_WORD: Record<Rounding['to'], string> = { fen: '分', jiao: '角', yuan: '元' }

/**
 * What one premises owes for the given months under one tariff (rules §1, §4), with the steps
 * that explain it. Price and area are exact decimal text: nothing is rounded before the product,
 * and it is rounded where the tariff says: each month, or once for the whole bill.
 */
export function charge(terms: ChargeTerms, area: string | null, months: readonly string[]): Charge {
  invariant(months.length > 0, 'a charge covers at least one month')
  invariant(terms.kind === 'flat' || area !== null, 'an area charge has an area')
  const quantity = terms.kind === 'area' ? (area as string) : '1'
  const basis = terms.kind === 'area' ? `${area} ㎡ × ${terms.price} 元/㎡·月` : `每月 ${terms.price} 元`

  if (terms.rounding.each === 'month') {
    const monthly = product(terms, quantity, 1)
    const amount = fen(monthly * months.length)
    const each: WorkingStep = { says: `${basis}${say(terms.rounding)}`, amount: monthly }
    return { amount, steps: months.length === 1 ? [each] : [each, { says: `${months.length} 个月合计`, amount }] }
  }
  const amount = product(terms, quantity, months.length)
  return { amount, steps: [{ says: `${basis} × ${months.length} 个月${say(terms.rounding)}`, amount }] }
}

/** Counted in the tariff's unit and rounded half up once: through fen to jiao would round twice. */
function product(terms: ChargeTerms, quantity: string, months: number): Fen {
  const unit = UNIT[terms.rounding.to]
  return fen(multiplyToFen(terms.price, quantity, months, unit) * unit)
}
function say({ to }: Rounding): string {
  return to === 'fen' ? '' : `（四舍五入到${UNIT_WORD[to]}）`
}

/** A prepayment used at publication, as a step under the charge. */
export function prepaidStep(amount: Fen): WorkingStep {
  return { says: '已用预缴款抵扣', amount: fen(-amount) }
}
