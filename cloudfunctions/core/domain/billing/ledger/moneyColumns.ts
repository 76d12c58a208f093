import type { Header } from './columns'
import { readYuan } from './forms'
import { columnIndex, type Grid } from './sheet'

/** Words that a column of amounts bears: what has none of them may be a count, a date or a room. */
const MONEY = /费|款|金额|欠|应收|应缴|元|余额/
/** What is paid or charged already, or a price, is no debt. */
const NO_DEBT = /单价|标准|已缴|已收|实收|实缴|减免|优惠|收款|缴费日|收费日|月数|期数|方式|时间|日期|人$|情况|原因|备注|状态/
const ROWS_LOOKED_AT = 200

/** Columns with amounts that no field takes, as far as a header shows them. */
export function moneyColumns(grid: Grid, { bottom, shown }: Pick<Header, 'bottom' | 'shown'>): readonly { readonly column: string; readonly word: string }[] {
  return shown.flatMap(({ column, header, field }) =>
    field === null && isMoneyColumn(grid, bottom, columnIndex(column), header) ? [{ column, word: header }] : [])
}

/** By its word and by what stands under it. */
export function isMoneyColumn(grid: Grid, bottom: number, column: number, word: string): boolean {
  if (!MONEY.test(word) || NO_DEBT.test(word)) return false
  const rows = grid.rows.filter(({ row }) => row > bottom).slice(0, ROWS_LOOKED_AT)
  return rows.some(({ row }) => {
    const cell = readYuan(grid.at(row, column))
    return cell.is === 'read' && cell.value !== 0
  })
}
