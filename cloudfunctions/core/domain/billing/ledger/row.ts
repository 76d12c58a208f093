import type { Day } from '@contract/calendar'
import { type Fen, fen, showFen, sumFen, ZERO } from '@contract/money'
import { addDays, lastDayOfMonth } from '@core/domain/calendar'
import type { PremisesKind } from '@core/store/records'
import type { Columns, LedgerField } from './columns'
import { type Reading, readArea, readDay, readMonths, readPrice, readYuan } from './forms'
import { chargesOf, monthsBehind, withTotal } from './months'
import { readName, readNote, readPhones } from './people'
import { keyOf, kindOf, labelOf, type Place, readPart, readRoom, splitAddress } from './place'
import type { CellValue, Grid } from './sheet'

/** One household as the ledger states it, certain enough to be written. */
export type LedgerLine = {
  readonly sheetRow: number
  readonly key: string
  readonly label: string
  readonly building: string
  readonly unit: string
  readonly room: string
  readonly kind: PremisesKind
  readonly name: string
  readonly phones: readonly string[]
  readonly area: string
  readonly price: string
  readonly chargedFrom: Day | null
  readonly paidThrough: Day | null
  readonly owed: Fen
  readonly prepaid: Fen
  readonly months: readonly { readonly period: string; readonly amount: Fen }[]
  readonly notes: readonly string[]
}
export type Said = { readonly code: string; readonly says: string }
/** `place` and `figure` are told of a refused row too: duplicates and totals are checked with them. */
export type RowVerdict = {
  readonly row: number
  readonly place: Place | null
  readonly figure: Fen | null
  readonly faults: readonly Said[]
  readonly doubts: readonly Said[]
  readonly line: LedgerLine | null
}

export type RowContext = { readonly grid: Grid; readonly columns: Columns; readonly cutoff: Day }

/** A merged amount may belong to any of its rows: what is one household's alone is never spread. */
const NEVER_SPREAD: ReadonlySet<LedgerField> = new Set(['room', 'area', 'owed', 'months'])

class Judgement {
  readonly faults: Said[] = []
  readonly doubts: Said[] = []

  fault(code: string, says: string): void {
    this.faults.push({ code, says })
  }
  doubt(code: string, says: string): void {
    this.doubts.push({ code, says })
  }
  /** The value, or null after saying what is wrong with it; `missing` is null where a cell may be empty. */
  take<T>(reading: Reading<T>, label: string, wrong: string, missing: string | null): T | null {
    if (reading.is === 'unread') this.fault(wrong, `${label}${reading.why}`)
    if (reading.is === 'empty' && missing !== null) this.fault(missing, `${label}为空`)
    if (reading.is !== 'read') return null
    if (reading.doubt !== undefined) this.doubt('CELL_DOUBTFUL', `${label}${reading.doubt}`)
    return reading.value
  }
}

/** Reads one row below the header: every cell, then what the cells say about each other. */
export function judgeRow(context: RowContext, row: number): RowVerdict {
  const judged = new Judgement()
  const cell = (field: LedgerField) => cellOf(context, row, field, judged)
  const place = readPlace(context.columns, cell, judged)
  const area = judged.take(readArea(cell('area')), '建筑面积', 'AREA_WRONG', 'AREA_MISSING')
  const price = judged.take(readPrice(cell('price')), '单价', 'PRICE_WRONG', 'PRICE_MISSING')
  const { from1904 } = context.grid
  const chargedFrom = judged.take(readDay(cell('chargedFrom'), 'its first day', from1904), '收费起始日', 'DATE_WRONG', null)
  const paidThrough = readDay(cell('paidThrough'), 'its last day', from1904)
  const paid = judged.take(paidThrough, '已缴至', 'DATE_WRONG', null)
  const amount = readYuan(cell('owed'))
  const figure = judged.take(amount, '欠费金额', 'OWED_WRONG', null)
  // A date that cannot be read has been said; what follows from it would only be said twice.
  const datesRead = paidThrough.is !== 'unread' && amount.is !== 'unread'
  const owed = datesRead ? judgeOwed({ paid, chargedFrom, cutoff: context.cutoff, figure }, judged) : null
  const people = readPeople(cell, judged)
  if (place === null || area === null || price === null || owed === null || judged.faults.length > 0) {
    return { row, place, figure, faults: judged.faults, doubts: judged.doubts, line: null }
  }
  const months = owed > 0 && paid !== null ? judgeMonths({ paidThrough: paid, cutoff: context.cutoff, area, price }, owed, judged) : []
  if (paid !== null) judgeCount(cell('months'), monthsBehind({ paidThrough: paid, cutoff: context.cutoff }).length, judged)
  const line: LedgerLine = {
    sheetRow: row, key: keyOf(place), label: labelOf(place), ...place, kind: kindOf(place), ...people,
    area, price, chargedFrom, paidThrough: paid,
    owed: owed > 0 ? owed : ZERO, prepaid: owed < 0 ? fen(-owed) : ZERO,
    months: months.map(({ period, amount: part }) => ({ period, amount: part })), notes: readNote(cell('note')),
  }
  return { row, place, figure, faults: [], doubts: judged.doubts, line }
}

function cellOf({ grid, columns }: RowContext, row: number, field: LedgerField, judged: Judgement): CellValue {
  const column = columns[field]
  if (column === undefined) return null
  if (!NEVER_SPREAD.has(field)) return grid.spread(row, column)
  const merge = grid.mergeAt(row, column)
  if (merge && merge.bottom > merge.top && field !== 'months') {
    judged.fault('CELLS_MERGED', `第 ${merge.top} 至 ${merge.bottom} 行的${{ room: '房号', area: '建筑面积', owed: '欠费金额' }[field as 'room']}合并成了一格，分不清是哪一户的`)
  }
  return grid.at(row, column)
}

type CellOf = (field: LedgerField) => CellValue

function readPlace(columns: Columns, cell: CellOf, judged: Judgement): Place | null {
  const room = judged.take(readRoom(cell('room')), '', 'ROOM_WRONG', null)
  if (room === null && judged.faults.length === 0) judged.fault('ROOM_MISSING', '房号为空')
  if (columns.building === undefined) return room === null ? null : splitAddress(room)
  const building = judged.take(readPart(cell('building'), '栋'), '楼栋', 'PLACE_WRONG', 'BUILDING_MISSING')
  const unitReading = readPart(cell('unit'), '单元')
  const unit = judged.take(unitReading, '单元', 'PLACE_WRONG', null) ?? ''
  return room === null || building === null || unitReading.is === 'unread' ? null : { building, unit, room }
}

function readPeople(cell: CellOf, judged: Judgement): Pick<LedgerLine, 'name' | 'phones'> {
  const phones = readPhones(cell('phone'))
  if (phones.is === 'unread') judged.doubt('PHONE_LEFT_OUT', phones.why)
  if (phones.is === 'read' && phones.doubt !== undefined) judged.doubt('PHONE_LEFT_OUT', phones.doubt)
  const name = readName(cell('name'))
  if (name.is !== 'read') judged.doubt('NAME_MISSING', name.is === 'unread' ? name.why : '业主姓名为空')
  else if (name.doubt !== undefined) judged.doubt('CELL_DOUBTFUL', name.doubt)
  return { name: name.is === 'read' ? name.value : '', phones: phones.is === 'read' ? phones.value : [] }
}

type OwedFacts = { readonly paid: Day | null; readonly chargedFrom: Day | null; readonly cutoff: Day; readonly figure: Fen | null }

/** The row's balance: positive owed, negative prepaid; null after saying why it cannot be known. */
function judgeOwed({ paid, chargedFrom, cutoff, figure }: OwedFacts, judged: Judgement): Fen | null {
  const paidUp = paid !== null && paid >= cutoff
  if (figure === null && !paidUp) {
    judged.fault('OWED_MISSING', paid === null ? '已缴至和欠费金额都为空' : '欠费金额为空，而已缴至早于统计截止')
    return null
  }
  const owed = figure ?? ZERO
  if (owed > 0) return judgeDebt({ paid, chargedFrom, paidUp }, owed, judged)
  if (owed === 0 && paid !== null && paid > lastDayOfMonth(cutoff)) {
    judged.fault('PAID_AHEAD', `已缴至 ${paid} 晚于统计截止，预缴了多少没有写明，请在欠费金额里用负数写出`)
    return null
  }
  if (paid === null) judged.doubt('NO_PAID_THROUGH', '已缴至为空，按没有欠费导入')
  else if (!paidUp) {
    judged.doubt(owed < 0 ? 'PREPAID_BUT_BEHIND' : 'NOTHING_OWED_BUT_BEHIND', `已缴至 ${paid} 早于统计截止，但台账写${owed < 0 ? '有预缴' : '没有欠费'}，以台账金额为准`)
  }
  return owed
}

function judgeDebt({ paid, chargedFrom, paidUp }: Pick<OwedFacts, 'paid' | 'chargedFrom'> & { paidUp: boolean }, owed: Fen, judged: Judgement): Fen | null {
  if (paid === null) judged.fault('NO_PAID_THROUGH', '有欠费但已缴至为空；从未缴过的，请填收费起始日的前一天')
  else if (paidUp) judged.fault('OWED_BUT_PAID_UP', `已缴至 ${paid} 不早于统计截止，却写有欠费 ${showFen(owed)} 元`)
  else if (chargedFrom !== null && chargedFrom > addDays(paid, 1)) {
    judged.fault('STARTS_AFTER_PAID', `收费起始日 ${chargedFrom} 晚于已缴至 ${paid}，分不清从哪天起欠费`)
  } else return owed
  return null
}

function judgeMonths(terms: Parameters<typeof chargesOf>[0], owed: Fen, judged: Judgement) {
  const charges = chargesOf(terms, owed)
  const counted = sumFen(charges.map((month) => month.amount))
  if (counted !== owed) {
    const difference = fen(owed - counted)
    judged.doubt('TOTAL_WINS', `按面积、单价和 ${charges.length} 个月计算是 ${showFen(counted)} 元，台账写 ${showFen(owed)} 元，以台账为准，相差 ${showFen(difference)} 元计入最后一个月`)
  }
  return withTotal(charges, owed)
}

function judgeCount(value: CellValue, counted: number, judged: Judgement): void {
  const stated = readMonths(value)
  if (stated.is === 'unread') judged.doubt('MONTHS_DIFFER', `欠费月数${stated.why}，按日期数是 ${counted} 个月`)
  if (stated.is === 'read' && stated.value !== counted) {
    judged.doubt('MONTHS_DIFFER', `台账写欠费 ${stated.value} 个月，按已缴至数到统计截止是 ${counted} 个月`)
  }
}
