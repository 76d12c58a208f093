import type { Columns } from './columns'
import { isEmpty, plain, type SheetRow, textOf } from './sheet'
import { fieldOf } from './words'

/** What a row below the header is. Only `data` becomes a premises; the others are ignored with a reason. */
export type RowKind =
  | { readonly is: 'data' }
  | { readonly is: 'total'; readonly label: string; readonly grand: boolean }
  | { readonly is: 'ignored'; readonly code: 'HEADER_AGAIN' | 'NOTE_ROW'; readonly says: string }

const TOTAL = /(小计|合计|总计|共计|总额)[:：]?$/
const GRAND = /(合计|总计|共计|总额)[:：]?$/
const FOOTER = /^(注|说明|备注|制表|审核|复核|填表|负责人|打印|单位)/
const SHOWN_MAX = 20

export function kindOfRow({ cells }: SheetRow, columns: Columns): RowKind {
  const label = totalLabel(cells, columns)
  if (label !== null) return { is: 'total', label, grand: GRAND.test(label) }
  const roomText = columns.room === undefined ? '' : textOf(cells[columns.room] ?? null)
  if (fieldOf(roomText) === 'room') return { is: 'ignored', code: 'HEADER_AGAIN', says: '表头重复，不导入' }
  return isNote(cells, columns, roomText) ? { is: 'ignored', code: 'NOTE_ROW', says: `说明文字，不导入：${firstWords(cells)}` } : { is: 'data' }
}

/** The words of a subtotal stand before the figures: left of the area, in whatever column. */
function totalLabel(cells: SheetRow['cells'], columns: Columns): string | null {
  const labels = cells.slice(0, columns.area).map((value) => plain(textOf(value)).replace(/\s+/g, ''))
  return labels.find((text) => TOTAL.test(text)) ?? null
}

/** No room and no figure, or a footer's word and no figure: nothing that could be a household. */
function isNote(cells: SheetRow['cells'], columns: Columns, roomText: string): boolean {
  const figures = [columns.area, columns.owed, columns.months, columns.paidThrough]
  if (figures.some((column) => column !== undefined && !isEmpty(cells[column] ?? null))) return false
  if (roomText === '') return columns.name === undefined || isEmpty(cells[columns.name] ?? null)
  return cells.some((value) => FOOTER.test(plain(textOf(value))))
}

function firstWords(cells: SheetRow['cells']): string {
  const text = cells.map(textOf).find((words) => words !== '') ?? ''
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text
}
