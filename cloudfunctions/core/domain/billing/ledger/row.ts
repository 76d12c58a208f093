import type { Day } from '@contract/calendar'
import { type Fen, fen, showFen, sumFen, ZERO } from '@contract/money'
import type { LedgerRow } from '@core/store/records'
import type { Columns, OtherFee } from './columns'
import { read, readArea, readDay, type Reading, readPrice, readYuan } from './forms'
import { type Judgement, newJudgement, type Said } from './judgement'
import { monthsBehind } from './months'
import { judgeBalance, judgeCount, judgeMonths } from './owed'
import { readName, readNote, readPhones } from './people'
import { keyOf, kindOf, labelOf, type Place, readPart, readRoom, splitAddress } from './place'
import { judgeOther, type OtherOwed } from './otherOwed'
import type { CellValue, Grid } from './sheet'
import type { LedgerField } from './words'

/** One household as the ledger states it, certain enough to be written. */
export type LedgerLine = Omit<LedgerRow, '_id' | 'importId' | 'communityId' | 'seq'>

export type RowVerdict = {
  readonly row: number
  /** Place and figure are told of a refused row too: duplicates and totals are checked with them. */
  readonly place: Place | null
  readonly figure: Fen | null
  /** The same of each other fee, in the order of the header's. */
  readonly others: readonly OtherOwed[]
  readonly faults: readonly Said[]
  readonly doubts: readonly Said[]
  readonly line: LedgerLine | null
}
export type RowContext = {
  readonly grid: Grid
  readonly columns: Columns
  readonly others: readonly OtherFee[]
  readonly total: number | null
  readonly cutoff: Day
}
type CellOf = (field: LedgerField) => CellValue

/** Reads one row below the header: every cell, then what the cells say about each other. */
export function judgeRow(context: RowContext, row: number): RowVerdict {
  const { columns, cutoff } = context
  const judged = newJudgement()
  const cell: CellOf = (field) => cellOf(context, row, field)
  judgeMerges(context, row, judged)
  const place = readPlace(columns, cell, judged)
  const area = judged.take(readArea(cell('area')), { label: '建筑面积', wrong: 'AREA_WRONG', missing: 'AREA_MISSING' })
  const price = judged.take(readPrice(cell('price')), { label: '单价', wrong: 'PRICE_WRONG', missing: 'PRICE_MISSING' })
  const others = context.others.map((other) => judgeOther(context, other, row, judged))
  const { chargedFrom, paidThrough, figure, balance } = readBalance(context, cell, owedCellOf(context, row, cell, others), judged)
  const people = readPeople(cell, judged)
  judgeSum(context, row, figure, others, judged)
  const refused = { row, place, figure, others, faults: judged.faults, doubts: judged.doubts, line: null }
  if (place === null || area === null || price === null || balance === null || judged.faults.length > 0) return refused

  const behind = paidThrough === null ? [] : monthsBehind(paidThrough, cutoff)
  judgeCount(cell('months'), behind.length, judged)
  const months = balance > 0 ? judgeMonths(behind, { area, price }, balance, judged) : []
  const line: LedgerLine = {
    sheetRow: row, key: keyOf(place), label: labelOf(place), ...place, kind: kindOf(place), ...people,
    area, price, chargedFrom, paidThrough,
    owed: balance > 0 ? balance : ZERO,
    prepaid: balance < 0 ? fen(-balance) : ZERO,
    months: months.map(({ period, amount }) => ({ period, amount })),
    notes: readNote(cell('note')),
    ...(others.length === 0 ? {} : { others: others.flatMap(({ taken }) => (taken && (taken.owed > 0 || taken.prepaid > 0) ? [taken] : [])) }),
  }
  return { ...refused, line }
}

/** A row's own sum over all its fees shows a column that was taken for another. */
function judgeSum({ grid, total, columns }: RowContext, row: number, figure: Fen | null, others: readonly OtherOwed[], judged: Judgement): void {
  if (total === null || columns.owed === undefined || figure === null || others.some((one) => one.figure === null)) return
  const stated = readYuan(grid.at(row, total))
  const counted = sumFen([figure, ...others.map((one) => one.figure ?? ZERO)])
  if (stated.is !== 'read' || stated.value === counted) return
  judged.fault('ROW_SUM_DIFFERS', `台账写各项合计 ${showFen(stated.value)} 元，各列相加是 ${showFen(counted)} 元，请核对是哪一列`)
}

/** What is one household's alone is never spread: a merged amount may belong to any of its rows. */
const ALONE: Partial<Record<LedgerField, string>> = { room: '房号', area: '建筑面积', owed: '欠费金额', months: '欠费月数' }

function cellOf({ grid, columns }: RowContext, row: number, field: LedgerField): CellValue {
  const column = columns[field]
  if (column === undefined) return null
  return field in ALONE ? grid.at(row, column) : grid.spread(row, column)
}

function judgeMerges({ grid, columns }: RowContext, row: number, judged: Judgement): void {
  for (const field of ['room', 'area', 'owed'] as const) {
    const merge = columns[field] === undefined ? null : grid.mergeAt(row, columns[field])
    if (!merge || merge.bottom === merge.top) continue
    judged.fault('CELLS_MERGED', `第 ${merge.top} 至 ${merge.bottom} 行的${ALONE[field]}合并成了一格，分不清是哪一户的`)
  }
}

function readPlace(columns: Columns, cell: CellOf, judged: Judgement): Place | null {
  const room = judged.take(readRoom(cell('room')), { label: '房号', wrong: 'ROOM_WRONG', missing: 'ROOM_MISSING' })
  if (columns.building === undefined) return room === null ? null : splitAddress(room)
  const building = judged.take(readPart(cell('building'), '栋'), { label: '楼栋', wrong: 'BUILDING_WRONG', missing: 'BUILDING_MISSING' })
  const unit = readPart(cell('unit'), '单元')
  const unitName = judged.take(unit, { label: '单元', wrong: 'UNIT_WRONG' })
  if (room === null || building === null || unit.is === 'unread') return null
  return { building, unit: unitName ?? '', room }
}

/** What the row owes of the property fee: its own cell, or the sum over all fees less the others. */
function owedCellOf({ grid, columns, total }: RowContext, row: number, cell: CellOf, others: readonly OtherOwed[]): Reading<Fen> {
  if (columns.owed !== undefined || total === null) return readYuan(cell('owed'))
  const sum = readYuan(grid.at(row, total))
  if (sum.is !== 'read') return sum
  return read(fen(sum.value - others.reduce((all, { figure }) => all + (figure ?? 0), 0)))
}

function readBalance({ grid, cutoff }: RowContext, cell: CellOf, owedCell: Reading<Fen>, judged: Judgement) {
  const startCell = readDay(cell('chargedFrom'), 'its first day', grid.from1904)
  const chargedFrom = judged.take(startCell, { label: '收费起始日', wrong: 'DATE_WRONG' })
  const paidCell = readDay(cell('paidThrough'), 'its last day', grid.from1904)
  const paidThrough = judged.take(paidCell, { label: '已缴至', wrong: 'DATE_WRONG' })
  const figure = judged.take(owedCell, { label: '欠费金额', wrong: 'OWED_WRONG' })
  // A cell that cannot be read has been said; what would follow from it is not said as well.
  const known = paidCell.is !== 'unread' && owedCell.is !== 'unread'
  const balance = known ? judgeBalance({ paidThrough, chargedFrom, cutoff, figure }, judged) : null
  return { chargedFrom, paidThrough, figure, balance }
}

function readPeople(cell: CellOf, judged: Judgement): Pick<LedgerLine, 'name' | 'phones'> {
  const phones = readPhones(cell('phone'))
  const left = phones.is === 'unread' ? phones.why : phones.is === 'read' ? phones.doubt : undefined
  if (left !== undefined) judged.doubt('PHONE_LEFT_OUT', left)
  const name = readName(cell('name'))
  if (name.is === 'empty') judged.doubt('NAME_MISSING', '业主姓名为空，住户将无法用手机号自助绑定')
  if (name.is === 'unread') judged.doubt('NAME_MISSING', name.why)
  if (name.is === 'read' && name.doubt !== undefined) judged.doubt('CELL_DOUBTFUL', name.doubt)
  return { name: name.is === 'read' ? name.value : '', phones: phones.is === 'read' ? phones.value : [] }
}
