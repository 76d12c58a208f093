import type { Day } from '@contract/calendar'
import { type Fen, fen, ZERO } from '@contract/money'
import { monthOf } from '@core/domain/calendar'
import type { LedgerRow } from '@core/store/records'
import { FEE_ITEMS } from '../tariff'
import type { OtherFee } from './columns'
import { readDay, readYuan } from './forms'
import type { Judgement } from './judgement'
import { monthsBehind } from './months'
import type { Grid } from './sheet'

/** What a row says of a fee besides the property fee. */
export type OtherTaken = NonNullable<LedgerRow['others']>[number]
export type OtherOwed = {
  /** The cell's amount; null where it cannot be read. An empty cell owes nothing. */
  readonly figure: Fen | null
  readonly taken: OtherTaken | null
}
type Context = { readonly grid: Grid; readonly cutoff: Day }

/**
 * A fee of a column of its own. With a day up to which it is paid its debt is by months, the
 * ledger's amount divided over them; without one it is one bill of the day that the ledger counts
 * to: how far back it reaches is not made up.
 */
export function judgeOther({ grid, cutoff }: Context, { item, owed, paidThrough }: OtherFee, row: number, judged: Judgement): OtherOwed {
  const label = FEE_ITEMS[item]
  const cell = readYuan(grid.at(row, owed))
  const merge = grid.mergeAt(row, owed)
  if (merge && merge.bottom > merge.top) judged.fault('CELLS_MERGED', `第 ${merge.top} 至 ${merge.bottom} 行的${label}合并成了一格，分不清是哪一户的`)
  const amount = cell.is === 'empty' ? ZERO : judged.take(cell, { label, wrong: 'OWED_WRONG' })
  const dayCell = paidThrough === undefined ? null : readDay(grid.at(row, paidThrough), 'its last day', grid.from1904)
  const paid = dayCell ? judged.take(dayCell, { label: `${label}已缴至`, wrong: 'DATE_WRONG' }) : null
  if (amount === null || dayCell?.is === 'unread') return { figure: amount, taken: null }
  if (amount <= 0) return { figure: amount, taken: { item, owed: ZERO, prepaid: fen(-amount), months: [] } }
  if (paid !== null && paid >= cutoff) {
    judged.fault('OWED_BUT_PAID_UP', `${label}已缴至 ${paid} 不早于统计截止，却写有欠费`)
    return { figure: amount, taken: null }
  }
  return { figure: amount, taken: { item, owed: amount, prepaid: ZERO, months: paid === null ? [whole(cutoff, amount)] : byMonths(paid, cutoff, amount) } }
}

function whole(cutoff: Day, amount: Fen): OtherTaken['months'][number] {
  return { period: monthOf(cutoff), from: cutoff, to: cutoff, amount }
}

/** Parts that add up to the amount, the larger ones first (rules §1); a month that owes nothing is left out. */
function byMonths(paid: Day, cutoff: Day, amount: Fen): OtherTaken['months'] {
  const months = monthsBehind(paid, cutoff)
  const part = Math.floor(amount / months.length)
  const more = amount - part * months.length
  return months.map(({ period, from, to }, i) => ({ period, from, to, amount: fen(part + (i < more ? 1 : 0)) })).filter((month) => month.amount > 0)
}
