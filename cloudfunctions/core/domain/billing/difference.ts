import { fen, showFen } from '@contract/money'
import { sayPeriod } from '@core/domain/calendar'
import type { Bill, BillFacts } from '@core/store/records'
import { type Exact, exactFen, exactPrice, exactQuantity, isLess, minus, sayExact } from './exact'
import { UNIT_WORDS } from './tariff'

export type Compared = Pick<Bill, 'period' | 'amount' | 'facts' | 'tariff' | 'earlierTariffs'>

/** `sign`: whether by itself it makes the amount more or less; 0 where the fact does not say. */
type Reason = { readonly says: string; readonly sign: -1 | 0 | 1 }

/**
 * One plain sentence for what is more or less than in another period. A reason is given only where
 * both bills keep the fact that differs, and only one that pulls the way the amount went stands as
 * its reason: what pulled the other way is said beside it. Nobody is told what is merely likely.
 */
export function sayDifference(bill: Compared, other: Compared): string {
  const more = bill.amount - other.amount
  if (more === 0) return `与${sayPeriod(other.period)}相同`
  const reasons = reasonsOf(bill, other)
  const against = reasons.filter(({ sign }) => sign * more < 0)
  const because = reasons.filter((reason) => !against.includes(reason))
  const said = (some: readonly Reason[]) => some.map(({ says }) => says).join('，')
  return [
    `比${sayPeriod(other.period)}${more > 0 ? '多' : '少'} ¥${showFen(fen(Math.abs(more)))}`,
    because.length > 0 ? `：${said(because)}` : '', against.length > 0 ? `（同时${said(against)}）` : '',
  ].join('')
}

function reasonsOf(bill: Compared, other: Compared): readonly Reason[] {
  const [now, then] = [bill.facts, other.facts]
  if (!now || !then) return []
  return [
    priceReason(bill, other, now, then), areaReason(now, then), usageReason(now, then), stepReason(now, then), shareReason(now, then),
    daysReason(now, then),
    now.rate === then.rate ? null : { says: '适用的优惠标准不同', sign: 0 as const },
    now.persons === then.persons || now.persons === undefined || then.persons === undefined ? null
      : { says: `登记的人数由 ${then.persons} 人改为 ${now.persons} 人`, sign: signOf(then.persons - now.persons) },
  ].flatMap((reason) => reason ?? [])
}

/** Prices of one kind are compared as such; of a price in steps, or of another kind, only that the tariff is another is known. */
function priceReason(bill: Compared, other: Compared, now: BillFacts, then: BillFacts): Reason | null {
  const [tariff, before] = [bill.tariff, other.tariff]
  if (!tariff || !before) return null
  if (now.kind !== then.kind || now.unit !== then.unit || !HAS_PRICE.includes(now.kind)) {
    return tariff.says === before.says ? null : { says: `收费标准由“${before.says}”改为“${tariff.says}”`, sign: 0 }
  }
  const change = sideOf(exactPrice(now.price), exactPrice(then.price))
  if (change !== 0) return { says: `单价由 ${then.price} 元调为 ${now.price} 元`, sign: change }
  // Both end with the same price, which one of them had for some of its days only.
  if (Boolean(bill.earlierTariffs) === Boolean(other.earlierTariffs)) return null
  return { says: `${sayPeriod(bill.earlierTariffs ? bill.period : other.period)}中途换过收费标准`, sign: 0 }
}
const HAS_PRICE: readonly BillFacts['kind'][] = ['area', 'flat', 'metered']

function areaReason(now: BillFacts, then: BillFacts): Reason | null {
  if (now.area === undefined || then.area === undefined) return null
  const sign = sideOf(exactQuantity(now.area), exactQuantity(then.area))
  return sign === 0 ? null : { says: `面积由 ${then.area} ㎡改为 ${now.area} ㎡`, sign }
}

function usageReason({ quantity, unit }: BillFacts, then: BillFacts): Reason | null {
  if (quantity === undefined || then.quantity === undefined || unit === undefined || unit !== then.unit) return null
  const [now, before] = [exactQuantity(quantity), exactQuantity(then.quantity)]
  const sign = sideOf(now, before)
  if (sign === 0) return null
  return { says: `${sign > 0 ? '多' : '少'}用了 ${sayExact(sign > 0 ? minus(now, before) : minus(before, now))} ${UNIT_WORDS[unit]}`, sign }
}

/** The same water costs more from a higher step on: what the year has used so far says so. */
function stepReason(now: BillFacts, then: BillFacts): Reason | null {
  if (now.step === undefined || then.step === undefined || now.step === then.step) return null
  return { says: `用量到了第 ${now.step} 档，那次到第 ${then.step} 档`, sign: signOf(now.step - then.step) }
}

function shareReason({ shared: now }: BillFacts, { shared: then }: BillFacts): Reason | null {
  if (!now || !then) return null
  const sign = sideOf(exactFen(now.cost), exactFen(then.cost))
  if (sign !== 0) return { says: `公摊总额由 ¥${showFen(then.cost)} 变为 ¥${showFen(now.cost)}`, sign }
  return now.part === then.part && now.whole === then.whole ? null : { says: '本户分摊的份额不同', sign: 0 }
}

/** Months of different lengths are whole ones all the same; a month that is cut counts by its days. */
function daysReason(now: BillFacts, then: BillFacts): Reason | null {
  const sign = sideOf(exactQuantity(now.months), exactQuantity(then.months))
  return sign === 0 ? null : { says: `这次计 ${now.days} 天，那次计 ${then.days} 天`, sign }
}

function sideOf(now: Exact, then: Exact): -1 | 0 | 1 {
  return isLess(now, then) ? -1 : isLess(then, now) ? 1 : 0
}
function signOf(difference: number): -1 | 0 | 1 {
  return difference < 0 ? -1 : difference > 0 ? 1 : 0
}
