import { accept, type Outcome, refuse } from '@contract/outcome'
import type { CellValue, Sheet } from '@core/domain/billing/ledger/sheet'
import { LARGE_ROWS_MAX } from './openLarge'
import { WIDTH_MAX } from './plainOf'
import { CsvError, parse } from 'csv-parse/sync'

const ROWS_MAX = LARGE_ROWS_MAX
const DELIMITERS = [',', '\t', ';'] as const
/** Rows by which the delimiter is known. */
const TRIED = 30

/**
 * A comma-separated file as one sheet: in UTF-8, in UTF-16 as Excel's "Unicode text" writes it, or
 * in GB18030 as Excel writes it in China. What is none of them strictly is refused: a guess would
 * turn names into other names.
 */
export function openCsv(file: Buffer): Outcome<readonly Sheet[]> {
  const text = decoded(file)
  if (text === null || text.trim() === '') return refuse('FILE_NOT_READABLE')
  const delimiter = delimiterOf(text)
  try {
    const rows = rowsOf(text, delimiter, ROWS_MAX + 1)
    if (rows.length > ROWS_MAX) return refuse('FILE_TOO_LARGE')
    // Words without a second column are a letter and no table.
    if (rows.every((row) => row.length < 2)) return refuse('FILE_NOT_READABLE')
    return accept([{ name: 'CSV', rows: rows.map((cells, i) => ({ row: i + 1, cells: cells.slice(0, WIDTH_MAX).map(cellOf) })), merges: [] }])
  } catch (error) {
    // A quote that never closes is the file's fault.
    if (error instanceof CsvError) return refuse('FILE_NOT_READABLE')
    throw error
  }
}

function decoded(file: Buffer): string | null {
  const [first, second] = [file[0], file[1]]
  const named = first === 0xff && second === 0xfe ? ['utf-16le'] : first === 0xfe && second === 0xff ? ['utf-16be'] : ['utf-8', 'gb18030']
  for (const encoding of named) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(file)
      // No table has a null in it: that is a picture, or a workbook of another kind.
      return text.includes('\u0000') ? null : text
    } catch {
      // Not this one.
    }
  }
  return null
}

/** The one by which most of the first rows have one width. */
function delimiterOf(text: string): string {
  const evenness = DELIMITERS.map((delimiter) => {
    try {
      const widths = rowsOf(text, delimiter, TRIED).map((row) => row.length).filter((width) => width > 1)
      return Math.max(0, ...widths.map((width) => widths.filter((other) => other === width).length))
    } catch {
      return 0
    }
  })
  return DELIMITERS[evenness.indexOf(Math.max(...evenness))] ?? ','
}

function rowsOf(text: string, delimiter: string, to: number): readonly (readonly string[])[] {
  return parse(text, { delimiter, to, bom: true, relaxColumnCount: true, relaxQuotes: true, skipEmptyLines: false })
}

/** Excel writes ="0123" so that a number stays text: what is meant is what stands inside. */
function cellOf(text: string): CellValue {
  const kept = /^="(.*)"$/s.exec(text)?.[1] ?? text
  return kept.trim() === '' ? null : kept
}
