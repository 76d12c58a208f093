/**
 * A spreadsheet as plain data: what is left of a workbook once the library that opened it is out of
 * sight. Rows count from 1 as on the sheet, columns from 0.
 */
export type CellValue = string | number | boolean | null | Moment | Unread
/** A cell that the workbook itself holds for a date: what its calendar and clock show, without a zone. */
export type Moment = { readonly moment: string }
/** A cell whose content the program cannot know: an error, or a formula that was never computed. */
export type Unread = { readonly unread: string }
export type SheetRow = { readonly row: number; readonly cells: readonly CellValue[] }
export type Merge = { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }
export type Sheet = {
  readonly name: string
  readonly rows: readonly SheetRow[]
  readonly merges: readonly Merge[]
  /** Excel for Mac once counted days from 1904. */
  readonly from1904?: boolean
}

export type Grid = {
  readonly rows: readonly SheetRow[]
  readonly from1904: boolean
  /** What stands in the cell itself: null in every merged cell but the first. */
  readonly at: (row: number, column: number) => CellValue
  /** What a reader sees there: the first cell of the merged area counts for all of it. */
  readonly spread: (row: number, column: number) => CellValue
  readonly mergeAt: (row: number, column: number) => Merge | null
}

export function gridOf(sheet: Sheet): Grid {
  const byRow = new Map(sheet.rows.map(({ row, cells }) => [row, cells]))
  const merges = mergesByRow(sheet)
  const at = (row: number, column: number): CellValue => byRow.get(row)?.[column] ?? null
  const mergeAt = (row: number, column: number): Merge | null =>
    merges.get(row)?.find(({ left, right }) => left <= column && column <= right) ?? null
  return {
    rows: [...sheet.rows].sort((a, b) => a.row - b.row),
    from1904: sheet.from1904 ?? false,
    at,
    mergeAt,
    spread: (row, column) => {
      const merge = mergeAt(row, column)
      return merge ? at(merge.top, merge.left) : at(row, column)
    },
  }
}

function mergesByRow({ merges, rows }: Sheet): ReadonlyMap<number, readonly Merge[]> {
  const byRow = new Map<number, Merge[]>()
  const lastRow = rows.reduce((last, { row }) => Math.max(last, row), 0)
  for (const merge of merges) {
    for (let row = merge.top; row <= Math.min(merge.bottom, lastRow); row += 1) {
      const there = byRow.get(row)
      if (there) there.push(merge)
      else byRow.set(row, [merge])
    }
  }
  return byRow
}

export function isMoment(value: CellValue): value is Moment {
  return value !== null && typeof value === 'object' && 'moment' in value
}

/** Full-width digits, letters and signs become plain ones, `㎡` becomes `m2`. */
export function plain(text: string): string {
  return text.normalize('NFKC').trim()
}

/** The cell as words; '' when it is empty or holds no words. */
export function textOf(value: CellValue): string {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number') return decimalText(value) ?? ''
  return ''
}

export function isEmpty(value: CellValue): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '')
}

/** Excel keeps 15 significant digits; what a float carries beyond them is not data. */
const EXCEL_DIGITS = 15

/** 188.16000000000003 -> "188.16"; null where it would need an exponent. */
export function decimalText(value: number): string | null {
  if (!Number.isFinite(value)) return null
  const text = String(Number(value.toPrecision(EXCEL_DIGITS)))
  return /e/i.test(text) ? null : text
}

/** 0 -> "A", 26 -> "AA". */
export function columnLetter(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? columnLetter(rest - 1) : '') + String.fromCharCode(65 + (column % 26))
}
/** "A" -> 0, "AA" -> 26. */
export function columnIndex(letters: string): number {
  return [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
