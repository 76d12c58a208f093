import { fen, showFen } from '@contract/money'
import { sayPeriod } from '@core/domain/calendar'
import type { Bill } from '@core/store/records'
import { exactQuantity, isLess, minus, sayExact } from './exact'
import { UNIT_WORDS } from './tariff'

type Compared = Pick<Bill, 'period' | 'amount' | 'facts'>

/**
 * One plain sentence for what is more or less than in another period. A reason is given only where
 * both bills keep the fact that differs: nobody is told a reason that is merely likely.
 */
export function sayDifference(bill: Compared, other: Compared): string {
  const more = bill.amount - other.amount
  if (more === 0) return `与${sayPeriod(other.period)}相同`
  const reasons = reasonsOf(bill.facts, other.facts)
  return `比${sayPeriod(other.period)}${more > 0 ? '多' : '少'} ¥${showFen(fen(Math.abs(more)))}${reasons.length > 0 ? `：${reasons.join('，')}` : ''}`
}

function reasonsOf(now: Bill['facts'], then: Bill['facts']): readonly string[] {
  if (!now || !then) return []
  const reasons: string[] = []
  if (now.price !== then.price) reasons.push(`单价由 ${then.price} 元调为 ${now.price} 元`)
  if (now.area !== undefined && then.area !== undefined && now.area !== then.area) reasons.push(`面积由 ${then.area} ㎡改为 ${now.area} ㎡`)
  const used = usageReason(now, then)
  if (used) reasons.push(used)
  if (now.months !== then.months) reasons.push(`这次计 ${now.days} 天，那次计 ${then.days} 天`)
  if (now.rate !== then.rate) reasons.push('适用的优惠标准不同')
  if (now.persons !== then.persons) reasons.push('登记的人数不同')
  return reasons
}

function usageReason({ quantity, unit }: NonNullable<Bill['facts']>, then: NonNullable<Bill['facts']>): string | null {
  if (quantity === undefined || then.quantity === undefined || quantity === then.quantity || unit === undefined || unit !== then.unit) return null
  const [now, before] = [exactQuantity(quantity), exactQuantity(then.quantity)]
  const isMore = isLess(before, now)
  return `${isMore ? '多' : '少'}用了 ${sayExact(isMore ? minus(now, before) : minus(before, now))} ${UNIT_WORDS[unit]}`
}
