import { type Day, formatDay, formatShortDay } from '@contract/calendar'
import { showFen } from '@contract/money'
import { exactPrice, exactQuantity, sayExact, times } from '@core/domain/billing/exact'
import type { ChargePolicy, DiscountRule, LateRule, SparedDays } from '@core/store/records'
import { CHARGE_LIMITS, isHigh, LATE_DEFAULTS, LPR, warnedAbove } from './chargeLimits'
import type { Offer } from './discount'
import type { LateCharge } from './lateCharge'

/** Every word about late charges and discounts: residents' are warm and plain, and always name the clause. */
const NUMERALS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const
const TEN_THOUSAND = exactQuantity('10000')
const HUNDRED = exactQuantity('100')

/** "0.0001" -> "万分之一", "0.00015" -> "万分之1.5". */
export function sayRate(rate: string): string {
  const parts = sayExact(times(exactPrice(rate), TEN_THOUSAND))
  return `万分之${/^\d$/.test(parts) ? NUMERALS[Number(parts)] : parts}`
}
export function sayShare(share: string): string {
  return `${sayExact(times(exactQuantity(share), HUNDRED))}%`
}

function dayWords(day: Day, today: Day): string {
  return day.slice(0, 4) === today.slice(0, 4) ? formatShortDay(day) : formatDay(day)
}

/** "按合同第八条，7月31日后每天万分之一，已计12天": under the charge, wherever a resident reads it. */
export function sayLate({ rule, after, days, capped, waived }: LateCharge, today: Day): string {
  const said = `按${rule.clause}，${dayWords(after, today)}后每天${sayRate(rule.rate)}，已计${days}天`
  return `${said}${capped ? `，最多为账单的${sayShare(rule.cap)}，不再增加` : ''}${waived > 0 ? `，已减免¥${showFen(waived)}` : ''}`
}
/** Of a charge whose bill is paid. */
export const LATE_FIXED = '账单已缴，金额不再增加'

export function sayOffer({ rule, until }: Offer, today: Day): string {
  return `${rule.basis}：${dayWords(until, today)}前（含当日）一次缴清${sayOff(rule)}`
}
function sayOff({ off }: DiscountRule): string {
  return 'percent' in off ? `减${off.percent}%` : `，同一缴费日的账单一起缴共减¥${showFen(off.amount)}`
}

/** A rule as staff and everybody read it, a sentence a line. */
export function sayPolicy({ late, discount, dueFrom }: Pick<ChargePolicy, 'late' | 'discount' | 'dueFrom'>): readonly string[] {
  return [
    ...(late ? [sayLateRule(late)] : []),
    ...(discount ? [`按期优惠：${discount.basis}，${sayDeadline(discount.days)}一次缴清${sayOff(discount)}，每户一样`] : []),
    `只对${formatDay(dueFrom)}及以后、且在公布之后到期的账单`,
  ]
}
function sayLateRule({ clause, rate, graceDays, cap }: LateRule): string {
  const grace = graceDays === 0 ? '缴费截止日的次日起' : `缴费截止日后宽限${graceDays}天，之后起`
  return `违约金：按${clause}，${grace}每天${sayRate(rate)}，最多为账单的${sayShare(cap)}，不计复利`
}
function sayDeadline(days: number): string {
  if (days === 0) return '缴费截止日前（含当日）'
  return days < 0 ? `缴费截止日${-days}天前` : `缴费截止日后${days}天内`
}

/** What a manager must read before publishing; empty: nothing stands out. */
export function warningsOf({ late, discount }: Pick<ChargePolicy, 'late' | 'discount'>): readonly string[] {
  return [
    ...(late && isHigh(late.rate) ? [sayHigh(late.rate)] : []),
    ...(late ? ['没有送达提醒的账单不计；有疑问、约定、暂停、案件或分期的日子不计；我们系统的故障日不计'] : []),
    ...(discount ? ['优惠一经公布，对每一户都一样；退款时优惠会一起收回'] : []),
  ]
}
function sayHigh(rate: string): string {
  const line = sayExact(times(warnedAbove(), TEN_THOUSAND), 2)
  return `每天${sayRate(rate)}，高于一年期 LPR（${formatDay(LPR.since)}起 ${sayShare(LPR.rate)}）的 1.3 倍（每天万分之${line}），法院可能不全部支持，请先请法律顾问看过合同`
}

export function saySpared({ from, to, says }: SparedDays): string {
  return `${formatDay(from)}${to === from ? '' : `至${formatDay(to)}`}不计：${says}`
}
/** What a new rule starts from, in the units that it is typed in. */
export function defaultsWritten() {
  const { rate, graceDays, cap } = LATE_DEFAULTS
  return { ofTenThousand: sayExact(times(exactPrice(rate), TEN_THOUSAND)), graceDays, capPercent: sayExact(times(exactQuantity(cap), HUNDRED)) }
}
export const LIMIT_WORDS = `每天最高${sayRate(CHARGE_LIMITS.rateMax)}，累计最高为账单的${sayShare(CHARGE_LIMITS.capMax)}`
