import { type Given, givenColumns, type Mapping } from './mapping'
import { isTotalWord, type OtherColumn, otherColumnOf, type OtherItem } from './otherFees'
import { columnLetter, type Grid, textOf } from './sheet'
import { fieldOf, headerWord, LEDGER_FIELDS, type LedgerField } from './words'

export type Columns = { readonly [F in LedgerField]?: number }
/** A fee besides the property fee, in columns of its own. */
export type OtherFee = { readonly item: OtherItem; readonly owed: number; readonly paidThrough?: number }
/** Without these no row says what is owed. */
export const NEEDED: readonly LedgerField[] = ['room', 'area', 'price', 'paidThrough', 'owed']

export type Header = {
  /** First and last row of the header; the data begin below. */
  readonly top: number
  readonly bottom: number
  readonly columns: Columns
  readonly others: readonly OtherFee[]
  /** The sum over all fees of a row, where a column has one. */
  readonly total: number | null
  readonly shown: readonly { readonly column: string; readonly header: string; readonly field: string | null }[]
}

/** A title block of more rows than this is not a ledger. */
const TITLE_ROWS_MAX = 30
const WIDTH_MAX = 60

/**
 * Finds the header under the title rows. `mapping` names columns by letter where the words are not
 * enough and then wins. Null when a needed column is missing or two columns claim it: which of two
 * areas is charged for is not the program's to choose.
 */
export function findHeader(grid: Grid, mapping: Mapping = {}): Header | null {
  const given = givenColumns(mapping)
  if (given === null) return null
  const found = grid.rows.slice(0, TITLE_ROWS_MAX).map(({ row }) => headerAt(grid, row, given)).filter((header) => header !== null)
  const [best] = found.sort((a, b) => Object.keys(b.columns).length - Object.keys(a.columns).length)
  return best ?? null
}

function headerAt(grid: Grid, top: number, given: Given): Header | null {
  const words = headerWords(grid, top)
  const columns = columnsBy(words.words, given)
  if (columns === null || NEEDED.some((field) => columns.fields[field] === undefined && !isDerived(field, columns))) return null
  // Where a person names the columns the words may be unknown; a title spread over all of them is
  // one word, a header is a different one in each.
  const heads = NEEDED.filter((field) => columns.fields[field] !== undefined).map(
    (field) => words.words[columns.fields[field] ?? words.words.length]?.own ?? '',
  )
  if (heads.includes('') || new Set(heads).size < heads.length) return null
  const fieldAt = new Map(LEDGER_FIELDS.flatMap((field) => (columns.fields[field] === undefined ? [] : [[columns.fields[field], field] as const])))
  const otherAt = new Map(columns.others.flatMap(({ item, owed, paidThrough = -1 }): [number, string][] => [
    [owed, `${item}.owed`], [paidThrough, `${item}.paidThrough`],
  ]))
  return {
    top, bottom: words.bottom, columns: columns.fields, others: columns.others, total: columns.total,
    shown: words.words.flatMap(({ own }, column) => {
      const field = fieldAt.get(column) ?? otherAt.get(column) ?? (column === columns.total ? 'total' : given.ignored.has(column) ? 'ignore' : null)
      return own ? [{ column: columnLetter(column), header: own, field }] : []
    }),
  }
}

/** A sum over all fees, less the others, is the property fee's: where a person says that it is one. */
function isDerived(field: LedgerField, { total, others }: Found): boolean {
  return field === 'owed' && total !== null && others.length > 0
}

/** The words of every column of a header that begins in a row, which may reach down over a second one. */
export function headerWords(grid: Grid, top: number): { readonly bottom: number; readonly words: readonly Words[] } {
  const bottom = bottomOf(grid, top)
  const width = Math.min(WIDTH_MAX, grid.rows.reduce((most, { cells }) => Math.max(most, cells.length), 0))
  return { bottom, words: Array.from({ length: width }, (_, column) => wordsAt(grid, top, bottom, column)) }
}

/** A header of two rows shows by a cell merged down into the second. */
function bottomOf(grid: Grid, top: number): number {
  const row = grid.rows.find((one) => one.row === top)
  return (row?.cells ?? []).reduce<number>((bottom, value, column) => {
    const merge = textOf(value) === '' ? null : grid.mergeAt(top, column)
    return merge && merge.top === top ? Math.max(bottom, merge.bottom) : bottom
  }, top)
}

export type Words = { readonly own: string; readonly field: LedgerField | null; readonly other: OtherColumn | null }

/** "欠费" above "月数" is 欠费月数; the lower word alone counts where the two together say nothing. */
function wordsAt(grid: Grid, top: number, bottom: number, column: number): Words {
  const parts: string[] = []
  for (let row = top; row <= bottom; row += 1) {
    const value = grid.spread(row, column)
    const word = typeof value === 'string' ? headerWord(value) : ''
    if (word !== '' && parts[parts.length - 1] !== word) parts.push(word)
  }
  const own = parts.join('')
  const other = fieldOf(own) === null ? otherColumnOf(own) : null
  return { own, field: fieldOf(own) ?? (other ? null : fieldOf(parts[parts.length - 1] ?? '')) ?? null, other }
}

type Found = { readonly fields: Columns; readonly others: readonly OtherFee[]; readonly total: number | null }

function columnsBy(words: readonly Words[], given: Given): Found | null {
  const fields: { [F in LedgerField]?: number } = { ...given.fields }
  const others = othersBy(words, given)
  if (others === null) return null
  const totals = words.flatMap(({ own }, column) => (isTotalWord(own) && !given.taken.has(column) ? [column] : []))
  // With several fees a sum is of all of them, or of one: only a person can say.
  const owedByName = given.fields.owed !== undefined || words.some(
    ({ own, field }, column) => field === 'owed' && !isTotalWord(own) && !given.taken.has(column),
  )
  const total = given.total ?? (others.length > 0 && owedByName && totals.length === 1 ? (totals[0] ?? null) : null)
  for (const [column, { own, field }] of words.entries()) {
    if (field === null || given.fields[field] !== undefined || given.taken.has(column) || column === total) continue
    if (field === 'owed' && others.length > 0 && isTotalWord(own)) continue
    if (fields[field] !== undefined) {
      if (NEEDED.includes(field)) return null
      continue
    }
    fields[field] = column
  }
  return { fields, others, total }
}

/** Other fees by their own words or a person's; null where two columns claim one. */
function othersBy(words: readonly Words[], given: Given): readonly OtherFee[] | null {
  const found = new Map<OtherItem, { owed?: number; paidThrough?: number }>(given.others.map(({ item, ...columns }) => [item, columns]))
  for (const [column, { other }] of words.entries()) {
    if (!other || other.what === 'unclear' || given.taken.has(column)) continue
    const known = found.get(other.item) ?? {}
    if (known[other.what] !== undefined) {
      if (given.others.some(({ item }) => item === other.item)) continue
      return null
    }
    found.set(other.item, { ...known, [other.what]: column })
  }
  return [...found].flatMap(
    ([item, { owed, paidThrough }]) => (owed === undefined ? [] : [{ item, owed, ...(paidThrough === undefined ? {} : { paidThrough }) }]),
  )
}
