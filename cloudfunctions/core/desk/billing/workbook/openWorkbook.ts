import { accept, type Outcome, refuse } from '@contract/outcome'
import type { CellValue, Merge, Sheet, SheetRow } from '@core/domain/billing/ledger/sheet'
import { log } from '@core/shell/log'
import type { Cell, Worksheet } from 'exceljs'
import { openCsv } from './openCsv'
import { openLarge } from './openLarge'
import { plainOf, WIDTH_MAX } from './plainOf'
import { slimWorkbook, WORKSHEET } from './slim'
import { unpackedBytes, unzip, ZipTooLarge, ZipUnreadable } from './zip'

export const FILE_BYTES_MAX = 20 * 1024 * 1024
const LARGE_BYTES_MAX = 192 * 1024 * 1024
const WORDS_BYTES_MAX = 32 * 1024 * 1024
const WORDS: readonly string[] = ['xl/sharedStrings.xml', 'xl/styles.xml']

/** Every .xlsx file begins so, as every zip does. */
const ZIP = Buffer.from('PK')

/** The visible sheets of an .xlsx or .csv file as plain data. */
export async function openWorkbook(file: Buffer): Promise<Outcome<readonly Sheet[]>> {
  if (file.length > FILE_BYTES_MAX) return refuse('FILE_TOO_LARGE')
  return file.subarray(0, ZIP.length).equals(ZIP) ? openXlsx(file) : openCsv(file)
}

/** The library loads here, where it is used. */
async function openXlsx(file: Buffer): Promise<Outcome<readonly Sheet[]>> {
  try {
    const slim = slimWorkbook(file)
    const library = await import('exceljs')
    const { Workbook } = library.default ?? library
    const workbook = new Workbook()
    await workbook.xlsx.load(slim as unknown as Parameters<typeof workbook.xlsx.load>[0])
    const from1904 = workbook.properties?.date1904 ?? false
    const visible = workbook.worksheets.filter(({ state }) => state === 'visible')
    // A damaged directory can lose the sheet itself: nothing to read is no empty ledger.
    return visible.length === 0 ? refuse('FILE_NOT_READABLE') : accept(visible.map((sheet) => plainSheet(sheet, from1904)))
  } catch (error) {
    if (error instanceof ZipTooLarge) return openRowByRow(file)
    // What the library throws on a damaged file has no type of its own; it is the file's fault, not ours.
    if (!(error instanceof ZipUnreadable)) log.info('workbook', { message: (error as Error).message })
    return refuse('FILE_NOT_READABLE')
  }
}

async function openRowByRow(file: Buffer): Promise<Outcome<readonly Sheet[]>> {
  try {
    // What unpacks to more than any ledger does is not even begun; its words are held as long as its rows are read.
    unzip(file, (name) => WORDS.includes(name), WORDS_BYTES_MAX)
    const bytes = await unpackedBytes(file, (name) => WORKSHEET.test(name), LARGE_BYTES_MAX)
    return bytes > LARGE_BYTES_MAX ? refuse('FILE_TOO_LARGE') : await openLarge(file)
  } catch (error) {
    if (error instanceof ZipTooLarge) return refuse('FILE_TOO_LARGE')
    log.info('workbook', { message: (error as Error).message })
    return refuse('FILE_NOT_READABLE')
  }
}

function plainSheet(sheet: Worksheet, from1904: boolean): Sheet {
  const rows: SheetRow[] = []
  sheet.eachRow((row, number) => {
    const cells: CellValue[] = []
    row.eachCell((cell, column) => {
      if (column <= WIDTH_MAX) cells[column - 1] = plainValue(cell)
    })
    rows.push({ row: number, cells: Array.from(cells, (value) => value ?? null) })
  })
  return { name: sheet.name, rows, merges: mergesOf(sheet), from1904 }
}

function mergesOf(sheet: Worksheet): readonly Merge[] {
  // The library has no other way to them than this field or a copy of the whole sheet.
  const { _merges: merges } = sheet as unknown as { _merges: Record<string, Merge> }
  return Object.values(merges).map(({ top, left, bottom, right }) => ({ top, left: left - 1, bottom, right: right - 1 }))
}

function plainValue(cell: Cell): CellValue {
  // Every cell of a merged area answers the first one's value: it stands in the first alone.
  if (cell.isMerged && cell.master.address !== cell.address) return null
  return plainOf(cell.value)
}
