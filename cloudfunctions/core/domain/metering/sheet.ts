import type { Day } from '@contract/calendar'
import { readCounter, readDay } from '@core/domain/billing/ledger/forms'
import { type CellValue, type Grid, gridOf, isEmpty, plain, type Sheet, textOf } from '@core/domain/billing/ledger/sheet'
import { headerWord } from '@core/domain/billing/ledger/words'

/** A table of readings as meter readers bring it: the round that they were given, or their own. */
const WORDS = {
  serial: ['表号', '表编号', '表具号', '表具编号', '水表号', '电表号', '气表号', '热表号', '仪表编号'],
  label: ['房号', '房屋', '房间号', '门牌', '门牌号', '住址', '地址'],
  day: ['抄表日', '抄表日期', '本次抄表日', '本次抄表日期', '本期抄表日期'],
  value: ['本次读数', '本月读数', '本期读数', '本次抄表', '本次止码', '本期止码', '止码', '抄见数', '现读数'],
  turned: ['转过一圈', '过圈', '转圈'],
} as const satisfies Record<string, readonly string[]>
type Field = keyof typeof WORDS
type Columns = Partial<Record<Field, number>>

/** Columns of titles and of values that were: the last value stands beside and is never taken for a new one. */
const HEADER_ROWS_MAX = 20

/** One row: whose reading it is to be, or why it cannot be read. */
export type SheetLine = {
  readonly row: number
  readonly serial: string
  readonly label: string
  readonly day: Day
  readonly value: string
  readonly rolledOver: boolean
  readonly fault: string | null
}
export type SheetRead = { readonly lines: readonly SheetLine[]; /** Rows without a value: not read yet. */ readonly ignored: number }

/** Null: no sheet has a header that names the meters and the values, or two columns claim to. */
export function readSheet(sheets: readonly Sheet[], today: Day): SheetRead | null {
  for (const sheet of sheets) {
    const grid = gridOf(sheet)
    const header = headerOf(grid)
    if (header) return readRows(grid, header, today)
  }
  return null
}

function headerOf(grid: Grid): { readonly row: number; readonly columns: Columns } | null {
  for (const { row, cells } of grid.rows.slice(0, HEADER_ROWS_MAX)) {
    const columns: Columns = {}
    let isClear = true
    for (const [column, cell] of cells.entries()) {
      const field = fieldOf(cell)
      if (field === null) continue
      isClear &&= columns[field] === undefined
      columns[field] = column
    }
    if (columns.value !== undefined && (columns.serial !== undefined || columns.label !== undefined)) return isClear ? { row, columns } : null
  }
  return null
}
function fieldOf(cell: CellValue): Field | null {
  const word = typeof cell === 'string' ? headerWord(cell) : ''
  const fields = Object.keys(WORDS) as Field[]
  return fields.find((field) => (WORDS[field] as readonly string[]).includes(word)) ?? null
}

function readRows(grid: Grid, header: { readonly row: number; readonly columns: Columns }, today: Day): SheetRead {
  const lines: SheetLine[] = []
  let ignored = 0
  for (const { row } of grid.rows) {
    if (row <= header.row) continue
    const cell = (field: Field): CellValue => (header.columns[field] === undefined ? null : grid.at(row, header.columns[field]))
    const serial = plain(textOf(cell('serial')))
    const label = plain(textOf(cell('label')))
    if (isEmpty(cell('value')) || (serial === '' && label === '')) ignored += 1
    else lines.push({ row, serial, label, ...readLine(cell, grid.from1904, today) })
  }
  return { lines, ignored }
}

function readLine(cell: (field: Field) => CellValue, from1904: boolean, today: Day): Pick<SheetLine, 'day' | 'value' | 'rolledOver' | 'fault'> {
  const value = readCounter(cell('value'))
  const day = readDay(cell('day'), 'its last day', from1904)
  const turned = plain(textOf(cell('turned')))
  const fault = value.is === 'unread' ? `读数${value.why}` : value.is === 'empty' ? '没有读数' : day.is === 'unread' ? `抄表日${day.why}` : null
  return {
    day: day.is === 'read' ? day.value : today, value: value.is === 'read' ? value.value : '', rolledOver: /^(是|y|yes|√|1)$/i.test(turned),
    // A month without a day could be any of thirty: whose days it charges depends on it.
    fault: fault ?? (day.is === 'read' && day.doubt !== undefined && !day.doubt.startsWith('带有时刻') ? `抄表日${day.doubt}，请写到日` : null),
  }
}
