import type { Day } from '@contract/calendar'
import { readDay } from './forms'
import { type CellValue, type Grid, plain, textOf } from './sheet'

/** What stands above the header: the ledger's title and the day up to which it counts. */
export type Heading = { readonly title: string; readonly cutoff: Day | null; readonly cutoffDoubt: string | null }

const CUTOFF_WORDS = /(统计|数据|欠费|收费)?截[止至](日期?|时间)?|统计日期?/
const CUTOFF_DAY = /(\d{4})\s*[年./-]\s*\d{1,2}(\s*[月./-]\s*\d{1,2}\s*[日号]?|\s*月)?/
const TITLE_MAX = 60

export function readHeading(grid: Grid, headerTop: number): Heading {
  const above = grid.rows.filter(({ row }) => row < headerTop)
  const texts = above.flatMap(({ row, cells }) => cells.map((value, column) => ({ row, column, text: textOf(value) })))
  const title = texts.find(({ text }) => text !== '' && plain(text).search(CUTOFF_WORDS) !== 0)?.text ?? ''
  for (const { row, column, text } of texts) {
    if (!CUTOFF_WORDS.test(plain(text))) continue
    const day = cutoffIn(text) ?? nextValue(grid, row, column)
    const reading = day === null ? null : readDay(day, 'its last day', grid.from1904)
    if (reading?.is === 'read') return { title: title.slice(0, TITLE_MAX), cutoff: reading.value, cutoffDoubt: reading.doubt ?? null }
  }
  return { title: title.slice(0, TITLE_MAX), cutoff: null, cutoffDoubt: null }
}

/** "统计截止:2026年6月30日" carries its day in the same cell … */
function cutoffIn(text: string): string | null {
  return CUTOFF_DAY.exec(plain(text))?.[0] ?? null
}
/** … "统计截止日" | 2026-06-30 in the next one that holds anything. */
function nextValue(grid: Grid, row: number, column: number): CellValue {
  const cells = grid.rows.find((one) => one.row === row)?.cells ?? []
  return cells.slice(column + 1).find((value) => value !== null && value !== '') ?? null
}
