import type { Day } from '@contract/calendar'
import { type Fen, sumFen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { judgeTogether } from './between'
import { findHeader, type Header } from './columns'
import { readHeading } from './heading'
import { judgeRow, type LedgerLine, type RowVerdict } from './row'
import { kindOfRow } from './rowKinds'
import { moneyColumns } from './moneyColumns'
import { type Grid, gridOf, isEmpty, type Sheet } from './sheet'
import { checkTotals, type TotalRow } from './totals'

export type LedgerIssue = { readonly row: number; readonly level: 'refused' | 'warned' | 'ignored'; readonly code: string; readonly says: string }
export type LedgerRead = {
  readonly title: string
  readonly cutoff: Day
  readonly columns: Header['shown']
  /** What would be written, in the order of the sheet. */
  readonly lines: readonly LedgerLine[]
  readonly issues: readonly LedgerIssue[]
  /** Every row below the header is one of the four. */
  readonly rows: { readonly accepted: number; readonly warned: number; readonly refused: number; readonly ignored: number }
  readonly totals: { readonly premises: number; readonly owed: Fen; readonly prepaid: Fen; readonly debtors: number }
}
export type LedgerAsk = {
  /** Field, or the ledger's word for it, to column letter. */
  readonly mapping?: Readonly<Record<string, string>> | undefined
  /** The sheet that a person chose; absent: the first with a header. */
  readonly sheet?: string | undefined
  /** Given by a person: wins over the sheet's. */
  readonly cutoff?: Day | undefined
}

/**
 * Reads a paper ledger's sheets: the first in which a header is found. Nothing is guessed: a cell
 * that is not certain refuses its row or is warned about in words (rules §5).
 */
export function readLedger(all: readonly Sheet[], ask: LedgerAsk = {}): Outcome<LedgerRead> {
  const sheets = ask.sheet === undefined ? all : all.filter(({ name }) => name === ask.sheet)
  const grids = sheets.map(gridOf)
  const headers = grids.map((grid) => findHeader(grid, ask.mapping))
  const chosen = headers.findIndex((header) => header !== null)
  const [grid, header] = [grids[chosen], headers[chosen]]
  if (!grid || !header) return refuse('LEDGER_COLUMNS_UNKNOWN')
  const heading = readHeading(grid, header.top)
  const cutoff = ask.cutoff ?? heading.cutoff
  if (cutoff === null) return refuse('LEDGER_NO_CUTOFF')

  const found = readRows(grid, header, cutoff)
  const verdicts = judgeTogether(found.verdicts)
  const issues = [
    ...aboutSheet(sheets, headers, ask.cutoff === undefined ? heading.cutoffDoubt : null),
    ...found.ignored,
    ...verdicts.flatMap(issuesOf),
    ...checkTotals(verdicts, found.totals, header.others.map(({ item }) => item)).map((doubt): LedgerIssue => ({ ...doubt, level: 'warned' })),
    ...unreadColumns(grid, header),
  ]
  const lines = verdicts.flatMap(({ line }) => line ?? [])
  return accept({
    title: heading.title, cutoff, columns: header.shown, lines,
    issues: issues.sort((a, b) => a.row - b.row),
    rows: countRows(verdicts, found.ignoredRows),
    totals: totalsOf(lines),
  })
}

type Found = { verdicts: RowVerdict[]; totals: TotalRow[]; ignored: LedgerIssue[]; ignoredRows: number }

function readRows(grid: Grid, header: Header, cutoff: Day): Found {
  const found: Found = { verdicts: [], totals: [], ignored: [], ignoredRows: 0 }
  const ignore = (row: number, code: string, says: string, rows = 1) => {
    found.ignored.push({ row, level: 'ignored', code, says })
    found.ignoredRows += rows
  }
  let next = header.bottom + 1
  for (const sheetRow of grid.rows) {
    const { row, cells } = sheetRow
    if (row <= header.bottom || cells.every(isEmpty)) continue
    if (row > next) ignore(next, 'BLANK_ROWS', row === next + 1 ? '空行，不导入' : `第 ${next} 至 ${row - 1} 行是空行，不导入`, row - next)
    next = row + 1
    const kind = kindOfRow(sheetRow, header.columns)
    if (kind.is === 'data') found.verdicts.push(judgeRow({ grid, cutoff, columns: header.columns, others: header.others, total: header.total }, row))
    if (kind.is === 'ignored') ignore(row, kind.code, kind.says)
    if (kind.is === 'total') {
      const valueAt = (column: number | undefined) => cells[column ?? -1] ?? null
      const others = header.others.map(({ owed }) => valueAt(owed))
      found.totals.push({ row, label: kind.label, grand: kind.grand, value: valueAt(header.columns.owed), others })
      ignore(row, 'TOTAL_ROW', `${kind.label}，只用来核对，不导入`)
    }
  }
  return found
}

function issuesOf({ row, line, faults, doubts }: RowVerdict): readonly LedgerIssue[] {
  if (line) return doubts.map((doubt) => ({ row, level: 'warned', ...doubt }))
  return [{ row, level: 'refused', code: faults[0]?.code ?? '', says: faults.map(({ says }) => says).join('；') }]
}

function aboutSheet(sheets: readonly Sheet[], headers: readonly (Header | null)[], cutoffDoubt: string | null): readonly LedgerIssue[] {
  const chosen = headers.findIndex((header) => header !== null)
  const others = sheets.filter((_, i) => i > chosen && headers[i]).map(({ name }) => name)
  const row = headers[chosen]?.top ?? 1
  const issues: LedgerIssue[] = []
  if (others.length > 0) {
    const says = `只读了工作表“${sheets[chosen]?.name ?? ''}”，没有读：${others.join('、')}`
    issues.push({ row, level: 'warned', code: 'OTHER_SHEETS', says })
  }
  if (cutoffDoubt !== null) issues.push({ row, level: 'warned', code: 'CUTOFF_DOUBTFUL', says: `统计截止${cutoffDoubt}` })
  return issues
}

/** A column of amounts that was not taken in is said, never passed over. */
function unreadColumns(grid: Grid, header: Header): readonly LedgerIssue[] {
  return moneyColumns(grid, header).map(({ column, word }): LedgerIssue => ({
    row: header.top, level: 'warned', code: 'COLUMN_UNREAD', says: `${column} 列“${word}”里有金额，没有导入；要导入请先说明是哪一项费用`,
  }))
}

function countRows(verdicts: readonly RowVerdict[], ignored: number): LedgerRead['rows'] {
  const read = verdicts.filter(({ line }) => line)
  const warned = read.filter(({ doubts }) => doubts.length > 0).length
  return { accepted: read.length - warned, warned, refused: verdicts.length - read.length, ignored }
}

function totalsOf(lines: readonly LedgerLine[]): LedgerRead['totals'] {
  const owedOf = ({ owed, others = [] }: LedgerLine) => sumFen([owed, ...others.map((one) => one.owed)])
  return {
    premises: lines.length,
    owed: sumFen(lines.map(owedOf)),
    prepaid: sumFen(lines.flatMap(({ prepaid, others = [] }) => [prepaid, ...others.map((one) => one.prepaid)])),
    debtors: lines.filter((line) => owedOf(line) > 0).length,
  }
}
