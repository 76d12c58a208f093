import { readYuan } from '@/pages/pay/readYuan'
import type { StaffAsk } from '@contract/contract/staff'

type Draft = StaffAsk<'charges.draft'>

/** A rule as it is typed, in the units that people say: parts of ten thousand, percent, days. */
export type Written = {
  readonly payeeId: string
  readonly items: readonly Draft['items'][number][]
  readonly dueFrom: string
  readonly isCharging: boolean
  readonly clause: string
  /** Of ten thousand, a day. */
  readonly rate: string
  readonly graceDays: string
  /** Percent of the bill, altogether. */
  readonly cap: string
  readonly isGiving: boolean
  readonly basis: string
  /** Before the due day; negative: after it. */
  readonly daysBefore: string
  readonly kind: 'percent' | 'amount'
  readonly off: string
}

export type Unread = { readonly says: string; readonly next: string; readonly refusal: null }
const unread = (says: string, next: string): Unread => ({ says, next, refusal: null })

const DAY = /^\d{4}-\d{2}-\d{2}$/
const NUMBER = /^\d{1,5}(\.\d{1,4})?$/
const DAYS = /^-?\d{1,3}$/

/** What is asked of the cloud, or what could not be read. The cloud alone knows what is too much. */
export function draftOf(written: Written, communityId: string): Draft | Unread {
  const { payeeId, items, isCharging, isGiving } = written
  const dueFrom = written.dueFrom.trim()
  if (!DAY.test(dueFrom)) return unread('没有看懂从哪个缴费截止日起', '请写成年-月-日，例如 2026-08-31')
  const late = isCharging ? lateOf(written) : null
  if (late && 'says' in late) return late
  const discount = isGiving ? discountOf(written) : null
  if (discount && 'says' in discount) return discount
  return {
    communityId, payeeId, items: [...items], dueFrom, ...(late ? { late } : {}), ...(discount ? { discount } : {}),
  }
}

function lateOf({ clause, rate, graceDays, cap }: Written): NonNullable<Draft['late']> | Unread {
  if (!NUMBER.test(rate.trim())) return unread('没有看懂每天万分之几', '请填写数字，例如 1 就是万分之一')
  if (!/^\d{1,3}$/.test(graceDays.trim())) return unread('没有看懂宽限几天', '请填写 0 到 365 的数字')
  if (!NUMBER.test(cap.trim())) return unread('没有看懂上限', '请填写百分数，例如 30')
  return { clause: clause.trim(), rate: shifted(rate.trim(), 4), graceDays: Number(graceDays), cap: shifted(cap.trim(), 2) }
}

function discountOf({ basis, daysBefore, kind, off }: Written): NonNullable<Draft['discount']> | Unread {
  if (basis.trim() === '') return unread('还没有写明优惠的依据', '请填写，例如“业委会公示第 3 号”')
  if (!DAYS.test(daysBefore.trim())) return unread('没有看懂提前几天', '请填写数字，0 就是截止日当天')
  const amount = readYuan(off)
  if (kind === 'amount')
    return amount === null
      ? unread('没有看懂优惠金额', '请填写大于 0 的数字，最多两位小数，例如 20')
      : { basis: basis.trim(), days: -Number(daysBefore) || 0, off: { amount } }
  if (!/^\d{1,2}(\.\d{1,2})?$/.test(off.trim())) return unread('没有看懂优惠百分之几', '请填写数字，例如 2 就是减 2%')
  return { basis: basis.trim(), days: -Number(daysBefore) || 0, off: { percent: off.trim() } }
}

/** "1.5" shifted by 4 is "0.00015": moved by letters, because a float would not be exact. */
export function shifted(text: string, places: number): string {
  const [whole = '0', part = ''] = text.split('.')
  const digits = whole.padStart(places + 1, '0')
  const at = digits.length - places
  const behind = `${digits.slice(at)}${part}`.replace(/0+$/, '')
  const before = digits.slice(0, at).replace(/^0+(?=\d)/, '')
  return behind === '' ? before : `${before}.${behind}`
}
