import { unzip, ZipTooLarge, ZipUnreadable, zipStored } from './zip'

/**
 * A workbook without what a ledger has no use for. Pictures, comments, tables, validation lists and
 * named ranges are left out, because they are what makes the library slow or throw; cells and merged
 * areas stay. What is left is counted first: the library would take any number.
 */
const UNPACKED_BYTES_MAX = 64 * 1024 * 1024
export const ROWS_MAX = 20_000
const CELLS_MAX = 500_000
const MERGED_CELLS_MAX = 500_000

export const WORKSHEET = /^xl\/worksheets\/[^/]+\.xml$/
const KEPT = new Set(['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/sharedStrings.xml', 'xl/styles.xml'])

/** Throws ZipTooLarge or ZipUnreadable. */
export function slimWorkbook(file: Buffer): Buffer {
  const entries = unzip(file, (name) => KEPT.has(name) || WORKSHEET.test(name), UNPACKED_BYTES_MAX)
  const slim = new Map<string, Buffer>()
  let bounds: Bounds = { rows: 0, cells: 0, merged: 0 }
  for (const [name, content] of entries) {
    if (!WORKSHEET.test(name)) {
      slim.set(name, name === 'xl/workbook.xml' ? withoutNames(content) : content)
      continue
    }
    const sheet = cellsAndMerges(content)
    bounds = countIn(sheet, bounds)
    slim.set(name, sheet)
  }
  return zipStored(slim)
}

function withoutNames(workbook: Buffer): Buffer {
  return Buffer.from(workbook.toString('utf8').replace(/<definedNames>[\s\S]*?<\/definedNames>/, ''))
}

const CELLS_END = '</sheetData>'
function cellsAndMerges(sheet: Buffer): Buffer {
  const end = sheet.indexOf(CELLS_END)
  // Some programs write every element with a prefix, which the library reads as a sheet without cells.
  if (sheet.indexOf('<sheetData') < 0) throw new ZipUnreadable('no cells')
  if (end < 0) return Buffer.from('<worksheet><sheetData/></worksheet>')
  const from = sheet.indexOf('<mergeCells', end)
  const to = sheet.indexOf('</mergeCells>', end)
  const merges = from >= 0 && to > from ? sheet.subarray(from, to + '</mergeCells>'.length) : Buffer.alloc(0)
  return Buffer.concat([sheet.subarray(0, end + CELLS_END.length), merges, Buffer.from('</worksheet>')])
}

type Bounds = { readonly rows: number; readonly cells: number; readonly merged: number }

function countIn(sheet: Buffer, before: Bounds): Bounds {
  const bounds = {
    rows: before.rows + occurrences(sheet, '<row'),
    cells: before.cells + occurrences(sheet, '<c ') + occurrences(sheet, '<c>'),
    merged: before.merged + mergedCells(sheet),
  }
  if (bounds.rows > ROWS_MAX || bounds.cells > CELLS_MAX || bounds.merged > MERGED_CELLS_MAX) throw new ZipTooLarge(JSON.stringify(bounds))
  return bounds
}

function occurrences(content: Buffer, word: string): number {
  let count = 0
  for (let at = content.indexOf(word); at >= 0; at = content.indexOf(word, at + word.length)) count += 1
  return count
}

function mergedCells(sheet: Buffer): number {
  const from = sheet.indexOf('<mergeCells')
  if (from < 0) return 0
  let cells = 0
  for (const [, left = '', top, right = '', bottom] of sheet.toString('latin1', from).matchAll(/ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)) {
    cells += (Number(bottom) - Number(top) + 1) * (columnNumber(right) - columnNumber(left) + 1)
  }
  return cells
}
const columnNumber = (letters: string) => [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)
