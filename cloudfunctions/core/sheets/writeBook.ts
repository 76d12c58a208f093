import { fen, formatFen } from '@contract/money'
import { PassThrough } from 'node:stream'

/**
 * Workbooks that leave the house. Money is given in fen and stands as a number of yuan with two
 * decimals, a day as a date, and whatever is text as text: a name that begins with "=" is never a
 * formula. Rows are written as they come, so that a large table is never held twice.
 */
export type Column = { readonly title: string; readonly kind: 'text' | 'money' | 'number' | 'day'; readonly wide?: boolean }
export type Cell = string | number | null
export type Table = {
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
  /** A last row with the sum of every column of money. */
  readonly summed?: boolean
}

/** What XML has no place for, half characters among it: with one of them the file would open damaged. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const FORMATS = { text: '@', money: '#,##0.00', number: '0', day: 'yyyy-mm-dd' } as const
const WIDTHS = { text: 16, money: 14, number: 10, day: 12 } as const
const WIDE = 36

export async function writeBook(tables: readonly Table[]): Promise<Buffer> {
  const library = await import('exceljs')
  const { stream } = library.default ?? library
  const out = new PassThrough()
  const parts: Buffer[] = []
  out.on('data', (part: Buffer) => parts.push(part))
  const book = new stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false })
  for (const { name, columns, rows, summed } of tables) {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
    sheet.columns = columns.map(({ kind, wide }) => ({ width: wide ? WIDE : WIDTHS[kind], style: { numFmt: FORMATS[kind] } }))
    const head = sheet.addRow(columns.map(({ title }) => title))
    head.font = { bold: true }
    head.commit()
    for (const row of rows) sheet.addRow(row.map((cell, i) => valueOf(cell, columns[i]))).commit()
    if (summed) {
      const sums = sheet.addRow(columns.map((column, i) => (i === 0 ? '合计' : valueOf(sumOf(column, rows, i), column))))
      sums.font = { bold: true }
      sums.commit()
    }
    sheet.commit()
  }
  await book.commit()
  return Buffer.concat(parts)
}

function valueOf(cell: Cell, column: Column | undefined): string | number | Date | null {
  if (cell === null || cell === '') return null
  if (column?.kind === 'money') return Number(formatFen(fen(Number(cell))))
  if (column?.kind === 'day') return new Date(`${cell}T00:00:00Z`)
  return typeof cell === 'string' ? cell.replace(NOT_XML, '') : cell
}
function sumOf({ kind }: Column, rows: Table['rows'], i: number): Cell {
  return kind === 'money' ? rows.reduce((sum, row) => sum + Number(row[i] ?? 0), 0) : null
}
