import { type Fen, fen, showFen, sumFen, ZERO } from '@contract/money'
import { readYuan } from './forms'
import type { Said } from './judgement'
import type { RowVerdict } from './row'
import type { CellValue } from './sheet'

/** A 小计 or 合计 row as found, with its figure in the column of amounts. */
export type TotalRow = { readonly row: number; readonly label: string; readonly grand: boolean; readonly value: CellValue }
export type TotalDoubt = Said & { readonly row: number }

const ADDED_UP: Fen = ZERO
const net = (verdicts: readonly RowVerdict[]): Fen => sumFen(verdicts.map(({ line }) => (line ? fen(line.owed - line.prepaid) : ADDED_UP)))

/**
 * Holds the ledger's own sums against what would be imported, owed less prepaid. A sum that was
 * never computed says nothing; one that differs is said with both figures, and with what the
 * refused rows would add, because that is where the difference usually lies.
 */
export function checkTotals(verdicts: readonly RowVerdict[], totals: readonly TotalRow[]): readonly TotalDoubt[] {
  return totals.flatMap((total, i) => {
    const stated = readYuan(total.value)
    if (stated.is !== 'read') return []
    const above = verdicts.filter(({ row }) => row < total.row)
    const sinceLast = above.filter(({ row }) => row > (totals[i - 1]?.row ?? 0))
    const groups = total.grand ? [verdicts, above] : [sinceLast, placed(above, total.label), above]
    if (groups.some((group) => net(group) === stated.value)) return []
    const group = groups[0] ?? []
    const refused = sumFen(group.map(({ line, figure }) => (line ? ZERO : (figure ?? ZERO))))
    const besides = refused === 0 ? '' : `，其中不能导入的行有 ${showFen(refused)} 元`
    const difference = showFen(fen(stated.value - net(group)))
    const figures = `台账${total.label} ${showFen(stated.value)} 元，可导入的行合计 ${showFen(net(group))} 元，相差 ${difference} 元`
    return [{ row: total.row, code: 'SUM_DIFFERS', says: figures + besides }]
  })
}

/** "1栋小计" sums a building, "1栋1单元小计" a unit, wherever its rows stand. */
function placed(verdicts: readonly RowVerdict[], label: string): readonly RowVerdict[] {
  const name = label.replace(/[小合总共]计[:：]?$/, '')
  return verdicts.filter(({ place }) => place !== null && name !== '' && (name === place.building || name === `${place.building}${place.unit}`))
}
