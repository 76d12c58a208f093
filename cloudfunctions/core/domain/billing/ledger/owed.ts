import type { Day } from '@contract/calendar'
import { type Fen, fen, showFen, sumFen, ZERO } from '@contract/money'
import { addDays, lastDayOfMonth } from '@core/domain/calendar'
import { readMonths } from './forms'
import type { Judgement } from './judgement'
import { chargesOf, type MonthBehind, type OwedMonth, withTotal } from './months'
import type { CellValue } from './sheet'

export type BalanceFacts = {
  readonly paidThrough: Day | null
  readonly chargedFrom: Day | null
  readonly cutoff: Day
  /** 欠费金额 as the cell says it; null when the cell is empty. */
  readonly figure: Fen | null
}

/** The row's balance, positive owed and negative prepaid; null after saying why it cannot be known. */
export function judgeBalance(facts: BalanceFacts, judged: Judgement): Fen | null {
  const { paidThrough, cutoff, figure } = facts
  const paidUp = paidThrough !== null && paidThrough >= cutoff
  if (figure === null && !paidUp) {
    judged.fault('OWED_MISSING', paidThrough === null ? '已缴至和欠费金额都为空' : '欠费金额为空，而已缴至早于统计截止')
    return null
  }
  const balance = figure ?? ZERO
  if (balance > 0) return judgeDebt(facts, balance, judged)
  if (balance === 0 && paidThrough !== null && paidThrough > lastDayOfMonth(cutoff)) {
    judged.fault('PAID_AHEAD', `已缴至 ${paidThrough} 晚于统计截止，预缴了多少没有写明，请在欠费金额里用负数写出`)
    return null
  }
  if (paidThrough === null) judged.doubt('NO_PAID_THROUGH', '已缴至为空，按没有欠费导入')
  else if (!paidUp) {
    const stated = balance < 0 ? '有预缴' : '没有欠费'
    judged.doubt('BEHIND_BUT_NOT_OWING', `已缴至 ${paidThrough} 早于统计截止，但台账写${stated}，以台账金额为准`)
  }
  return balance
}

function judgeDebt({ paidThrough, chargedFrom, cutoff }: BalanceFacts, owed: Fen, judged: Judgement): Fen | null {
  if (paidThrough === null) judged.fault('NO_PAID_THROUGH', '有欠费但已缴至为空；从未缴过的，请填收费起始日的前一天')
  else if (paidThrough >= cutoff) judged.fault('OWED_BUT_PAID_UP', `已缴至 ${paidThrough} 不早于统计截止，却写有欠费 ${showFen(owed)} 元`)
  else if (chargedFrom !== null && chargedFrom > addDays(paidThrough, 1)) {
    judged.fault('STARTS_AFTER_PAID', `收费起始日 ${chargedFrom} 晚于已缴至 ${paidThrough}，分不清从哪天起欠费`)
  } else return owed
  return null
}

/** The debt by months, the ledger's own total winning over area times price. */
export function judgeMonths(months: readonly MonthBehind[], terms: { area: string; price: string }, owed: Fen, judged: Judgement): readonly OwedMonth[] {
  const charges = chargesOf(months, terms, owed)
  const counted = sumFen(charges.map((month) => month.amount))
  if (counted !== owed) {
    const difference = showFen(fen(owed - counted))
    judged.doubt('TOTAL_WINS', `按面积、单价和 ${charges.length} 个月计算是 ${showFen(counted)} 元，台账写 ${showFen(owed)} 元，以台账为准，相差 ${difference} 元计入最后一个月`)
  }
  return withTotal(charges, owed)
}

/** 欠费月数 decides nothing; where it disagrees with the dates, a person should know. */
export function judgeCount(value: CellValue, counted: number, judged: Judgement): void {
  const stated = readMonths(value)
  if (stated.is === 'unread') judged.doubt('MONTHS_DIFFER', `欠费月数${stated.why}，按日期数是 ${counted} 个月`)
  if (stated.is === 'read' && stated.value !== counted) {
    judged.doubt('MONTHS_DIFFER', `台账写欠费 ${stated.value} 个月，按已缴至数到统计截止是 ${counted} 个月`)
  }
}
