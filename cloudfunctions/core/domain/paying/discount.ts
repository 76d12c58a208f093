import type { Day } from '@contract/calendar'
import { type Fen, fen, sumFen, ZERO } from '@contract/money'
import { exactFen, exactOf, exactQuantity, over, times, toFen, ZERO_EXACT } from '@core/domain/billing/exact'
import { addDays } from '@core/domain/calendar'
import { divide } from '@core/domain/metering/pool'
import type { Account, ChargePolicy, DiscountRule, OpenBill } from '@core/store/records'
import { CHARGE_LIMITS } from './chargeLimits'
import { type Charges, policyOf } from './lateCharge'
import { keptPlans } from './due'

type Facts = Pick<Account, 'open' | 'holds' | 'plans'>
export type Offer = { readonly policy: ChargePolicy; readonly rule: DiscountRule; readonly until: Day }

/** What a bill may get for being paid whole by `until`; null when there is no such rule, or its day has passed. */
export function offerOn(account: Facts, bill: OpenBill, today: Day, charges: Charges): Offer | null {
  const policy = policyOf(bill, charges)
  if (!policy?.discount || (policy.stopped && policy.stopped.on < today)) return null
  // Of a plan each part has its own day: the bill's day says nothing any more.
  if (keptPlans(account, today).some(({ billIds }) => billIds.includes(bill.billId))) return null
  const until = addDays(bill.dueOn, policy.discount.days)
  return today <= until ? { policy, rule: policy.discount, until } : null
}

/**
 * What comes off bills that are paid whole, together and in time (rules §11). A share is each bill's
 * own; an amount is for all bills of one due day that the rule offers it to, only when they are paid
 * together, and is divided by largest remainder.
 */
export function discountsOn(account: Facts, whole: readonly OpenBill[], today: Day, charges: Charges): ReadonlyMap<string, Fen> {
  const offers = account.open.flatMap((bill) => {
    const offer = offerOn(account, bill, today, charges)
    return offer ? [{ bill, offer }] : []
  })
  const paid = new Set(whole.map(({ billId }) => billId))
  const off = new Map<string, Fen>()
  for (const { bill, offer } of offers.filter(({ bill: { billId } }) => paid.has(billId))) {
    if ('percent' in offer.rule.off) off.set(bill.billId, shareOf(bill, offer.rule.off.percent))
  }
  for (const together of groups(offers)) {
    const [first] = together
    if (!first || !('amount' in first.offer.rule.off) || !together.every(({ bill }) => paid.has(bill.billId))) continue
    for (const [billId, amount] of divided(first.offer.rule.off.amount, together.map(({ bill }) => bill))) off.set(billId, amount)
  }
  return new Map([...off].filter(([, amount]) => amount > 0))
}

type Offered = { readonly bill: OpenBill; readonly offer: Offer }
function groups(offers: readonly Offered[]): readonly (readonly Offered[])[] {
  const byDay = new Map<string, Offered[]>()
  for (const one of offers) {
    const key = `${one.offer.policy._id} ${one.bill.dueOn}`
    byDay.set(key, [...(byDay.get(key) ?? []), one])
  }
  return [...byDay.values()]
}

function shareOf({ outstanding }: OpenBill, percent: string): Fen {
  const share = over(exactQuantity(percent), exactOf(100)) ?? ZERO_EXACT
  return fen(Math.min(toFen(times(exactFen(outstanding), share)), most(outstanding)))
}

function divided(amount: Fen, bills: readonly OpenBill[]): readonly (readonly [string, Fen])[] {
  const given = fen(Math.min(amount, most(sumFen(bills.map(({ outstanding }) => outstanding)))))
  return divide(given, bills.map(({ billId, outstanding }) => ({ premisesId: billId, part: String(outstanding) }))).map((one) => [one.premisesId, one.amount])
}

/** Rounded down, so that something of every bill is always paid (F06). */
function most(owed: Fen): Fen {
  const { n, d } = exactQuantity(CHARGE_LIMITS.discountMax)
  return owed <= 0 ? ZERO : fen(Number((BigInt(owed) * n) / d))
}
