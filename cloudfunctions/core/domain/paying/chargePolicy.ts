import type { Day } from '@contract/calendar'
import type { Refusal } from '@contract/outcome'
import { exactFen, exactOf, exactPrice, exactQuantity, isLess, over } from '@core/domain/billing/exact'
import type { ChargePolicy, Community, DiscountRule, LateRule } from '@core/store/records'
import { CHARGE_LIMITS, isOurs } from './chargeLimits'

export type Wished = Pick<ChargePolicy, 'payeeId' | 'items' | 'late' | 'discount' | 'dueFrom'>

/** What is wrong with a rule that somebody wishes for; null: nothing, and it may be drafted. */
export function faultOf(wished: Wished, community: Community, today: Day): Refusal | null {
  if (!community.payees.some(({ payeeId }) => payeeId === wished.payeeId)) return 'CHARGE_PAYEE_UNKNOWN'
  if (!wished.late && !wished.discount) return 'CHARGE_EMPTY'
  if (wished.items.length === 0 || !wished.items.every(isOurs)) return 'CHARGE_ITEMS'
  if (wished.dueFrom < today) return 'CHARGE_BACKWARDS'
  if ((wished.late && !isLawful(wished.late)) || (wished.discount && !isSmall(wished.discount))) return 'CHARGE_TOO_MUCH'
  return null
}

function isLawful({ rate, cap, graceDays }: LateRule): boolean {
  const daily = exactPrice(rate)
  const whole = exactQuantity(cap)
  return (
    daily.n > 0n && !isLess(exactPrice(CHARGE_LIMITS.rateMax), daily) &&
    whole.n > 0n && !isLess(exactQuantity(CHARGE_LIMITS.capMax), whole) &&
    graceDays >= 0 && graceDays <= CHARGE_LIMITS.graceDaysMax
  )
}

function isSmall({ off, days }: DiscountRule): boolean {
  const { earliest, latest } = CHARGE_LIMITS.discountDays
  if (days < earliest || days > latest) return false
  if ('amount' in off) return exactFen(off.amount).n > 0n
  const share = over(exactQuantity(off.percent), exactOf(100))
  return share !== null && share.n > 0n && !isLess(exactQuantity(CHARGE_LIMITS.discountMax), share)
}

/** Before anybody is charged, the contract's clause must be named (law-and-conduct). */
export function publishFault({ late, publishedOn, dueFrom }: ChargePolicy, today: Day): Refusal | null {
  if (publishedOn !== null) return 'CHARGE_PUBLISHED'
  if (late && late.clause.trim() === '') return 'CHARGE_CLAUSE_MISSING'
  return dueFrom < today ? 'CHARGE_BACKWARDS' : null
}

/** Of a payee, the version that bills falling due from now on are under. */
export function runningOf(policies: readonly ChargePolicy[], payeeId: string): ChargePolicy | null {
  const mine = policies.filter((one) => one.payeeId === payeeId && one.publishedAt !== null)
  const last = mine.reduce<ChargePolicy | null>((newest, one) => ((newest?.publishedAt ?? '') < (one.publishedAt ?? '') ? one : newest), null)
  return last && !last.stopped ? last : null
}
