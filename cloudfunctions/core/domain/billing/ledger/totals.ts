import { type Fen, fen, showFen, sumFen, ZERO } from '@contract/money'
import { FEE_ITEMS, type FeeItem } from '../tariff'
import { readYuan } from './forms'
import type { Said } from './judgement'
import type { RowVerdict } from './row'
import type { CellValue } from './sheet'

/** A 小计 or 合计 row as found, with its figures in the columns of amounts. */
export type TotalRow = {
  readonly row: number
  readonly label: string
  readonly grand: boolean
  readonly value: CellValue
  readonly others: readonly CellValue[]
}
export type TotalDoubt = Said & { readonly row: number }

/** One column of amounts: what a row brings of it, what its cell said, and the sums under it. */
type Column = {
  readonly says: string
  readonly brought: (verdict: RowVerdict) => Fen
  readonly figure: (verdict: RowVerdict) => Fen | null
  readonly value: (total: TotalRow) => CellValue
}

/**
 * Holds the ledger's own sums against what would be imported, owed less prepaid, column by column. A
 * sum that was never computed says nothing; one that differs is said with both figures, and with
 * what the refused rows would add, because that is where the difference usually lies.
 */
export function checkTotals(verdicts: readonly RowVerdict[], totals: readonly TotalRow[], others: readonly FeeItem[] = []): readonly TotalDoubt[] {
  const property: Column = {
    says: '', value: ({ value }) => value, figure: ({ figure }) => figure,
    brought: ({ line }) => (line ? fen(line.owed - line.prepaid) : ZERO),
  }
  const columns = [property, ...others.map((item, i): Column => ({
    says: FEE_ITEMS[item], value: (total) => total.others[i] ?? null, figure: (verdict) => verdict.others[i]?.figure ?? null,
    brought: ({ line, others: all }) => (line ? (all[i]?.figure ?? ZERO) : ZERO),
  }))]
  return columns.flatMap((column) => checkColumn(verdicts, totals, column))
}

function checkColumn(verdicts: readonly RowVerdict[], totals: readonly TotalRow[], { says, brought, figure, value }: Column): readonly TotalDoubt[] {
  const net = (group: readonly RowVerdict[]): Fen => sumFen(group.map(brought))
  return totals.flatMap((total, i) => {
    const stated = readYuan(value(total))
    if (stated.is !== 'read') return []
    const above = verdicts.filter(({ row }) => row < total.row)
    const sinceLast = above.filter(({ row }) => row > (totals[i - 1]?.row ?? 0))
    const groups = total.grand ? [verdicts, above] : [sinceLast, placed(above, total.label), above]
    if (groups.some((group) => net(group) === stated.value)) return []
    const group = groups[0] ?? []
    const refused = sumFen(group.map((verdict) => (verdict.line ? ZERO : (figure(verdict) ?? ZERO))))
    const besides = refused === 0 ? '' : `，其中不能导入的行有 ${showFen(refused)} 元`
    const difference = showFen(fen(stated.value - net(group)))
    const figures = `台账${says}${total.label} ${showFen(stated.value)} 元，可导入的行合计 ${showFen(net(group))} 元，相差 ${difference} 元`
    return [{ row: total.row, code: 'SUM_DIFFERS', says: figures + besides }]
  })
}

/** "1栋小计" sums a building, "1栋1单元小计" a unit, wherever its rows stand. */
function placed(verdicts: readonly RowVerdict[], label: string): readonly RowVerdict[] {
  const name = label.replace(/[小合总共]计[:：]?$/, '')
  return verdicts.filter(({ place }) => place !== null && name !== '' && (name === place.building || name === `${place.building}${place.unit}`))
}
