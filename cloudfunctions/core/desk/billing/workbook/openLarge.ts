import { accept, type Outcome, refuse } from '@contract/outcome'
import type { CellValue, Sheet, SheetRow } from '@core/domain/billing/ledger/sheet'
import { Readable } from 'node:stream'
import { plainOf, WIDTH_MAX } from './plainOf'

/** More than any community has; what is beyond is a slip, or meant to fill the memory. */
export const LARGE_ROWS_MAX = 120_000
const CELLS_MAX = 4_000_000

/**
 * A workbook too large to be held as one: read row by row, a few megabytes at a time. Merged areas
 * come at a sheet's end and are not known while its rows pass: a cell under one is empty here, and
 * the row that needs it is refused in words.
 */
export async function openLarge(file: Buffer): Promise<Outcome<readonly Sheet[]>> {
  const library = await import('exceljs')
  const { stream } = library.default ?? library
  const book = new stream.xlsx.WorkbookReader(Readable.from([file]), {
    worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', entries: 'ignore',
  })
  const sheets: Sheet[] = []
  let [count, cellCount] = [0, 0]
  for await (const sheet of book) {
    const rows: SheetRow[] = []
    for await (const row of sheet) {
      count += 1
      cellCount += row.cellCount
      if (count > LARGE_ROWS_MAX || cellCount > CELLS_MAX) return refuse('FILE_TOO_LARGE')
      const cells: CellValue[] = []
      row.eachCell((cell, column) => {
        if (column <= WIDTH_MAX) cells[column - 1] = plainOf(cell.value)
      })
      rows.push({ row: row.number, cells: Array.from(cells, (value) => value ?? null) })
    }
    sheets.push({ name: nameOf(sheet, sheets.length), rows, merges: [], from1904: from1904(book) })
  }
  return sheets.length === 0 ? refuse('FILE_NOT_READABLE') : accept(sheets)
}

/** The library reads both, and its types name neither. */
function nameOf(sheet: object, before: number): string {
  const { name } = sheet as { name?: string }
  return name ?? `工作表${before + 1}`
}
function from1904(book: object): boolean {
  const { properties } = book as { properties?: { date1904?: boolean | string } }
  return properties?.date1904 === true || properties?.date1904 === '1'
}
