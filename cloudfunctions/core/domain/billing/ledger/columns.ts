import { columnIndex, columnLetter, type Grid, plain, textOf } from './sheet'

/** What a ledger's columns can mean, and the words that say so. */
export const FIELD_WORDS = {
  seq: ['序号', '行号'],
  building: ['楼栋', '楼号', '栋号', '幢号', '楼幢', '楼宇', '楼座', '栋', '幢', '座'],
  unit: ['单元', '单元号'],
  room: ['房号', '房间号', '室号', '商铺号', '铺号', '房屋号'],
  name: ['业主姓名', '业主', '姓名', '户名', '业主名称', '客户名称', '住户姓名', '缴费人'],
  phone: ['联系电话', '电话', '手机', '手机号', '手机号码', '联系方式', '电话号码', '业主电话'],
  area: ['建筑面积', '面积', '计费面积', '收费面积', '房屋面积', '产权面积'],
  price: ['单价', '收费单价', '物业费单价', '收费标准', '物业费标准', '物业费收费标准', '计费单价'],
  chargedFrom: ['收费起始日', '收费起始日期', '起始日', '计费起始日', '计费起始日期', '收费开始日', '收费开始日期', '起收日', '起收日期'],
  paidThrough: ['已缴至', '已交至', '已收至', '缴至', '交至', '缴费至', '交费至', '已缴费至', '已交费至', '费用缴至', '物业费缴至', '物业费交至'],
  months: ['欠费月数', '欠缴月数', '欠交月数', '拖欠月数', '未缴月数', '欠费月份数'],
  owed: ['欠费金额', '欠缴金额', '欠交金额', '拖欠金额', '未缴金额', '欠费', '欠款', '欠款金额', '欠费合计', '欠费总额', '欠费总金额'],
  note: ['备注', '说明', '备注说明', '情况说明'],
} as const satisfies Record<string, readonly string[]>

export type LedgerField = keyof typeof FIELD_WORDS
export type Columns = { readonly [F in LedgerField]?: number }
/** Without these no row says what is owed. */
export const NEEDED: readonly LedgerField[] = ['room', 'area', 'price', 'paidThrough', 'owed']

const FIELDS = Object.keys(FIELD_WORDS) as readonly LedgerField[]
const FIELD_OF_WORD = new Map(FIELDS.flatMap((field) => FIELD_WORDS[field].map((word): [string, LedgerField] => [word, field])))
const isField = (name: string): name is LedgerField => Object.hasOwn(FIELD_WORDS, name)

/** "单价\n(元/㎡·月)" -> "单价": units stand in brackets, and a narrow column breaks its word. */
export function headerWord(text: string): string {
  return plain(text).replace(/\s+/g, '').replace(/[([{【〔].*?[)\]}】〕]/g, '').replace(/[:：*]/g, '')
}
export function fieldOf(text: string): LedgerField | null {
  return FIELD_OF_WORD.get(headerWord(text)) ?? null
}

export type Header = {
  /** First and last row of the header; the data begin below. */
  readonly top: number
  readonly bottom: number
  readonly columns: Columns
  readonly shown: readonly { readonly column: string; readonly header: string; readonly field: LedgerField | null }[]
}

/** A title block of more rows than this is not a ledger. */
const TITLE_ROWS_MAX = 30
const WIDTH_MAX = 60

/**
 * Finds the header under the title rows. `mapping` names columns by letter where the words are not
 * enough and then wins. Null when a needed column is missing or two columns claim it: which of two
 * areas is charged for is not the program's to choose.
 */
export function findHeader(grid: Grid, mapping: Readonly<Record<string, string>> = {}): Header | null {
  const given = givenColumns(mapping)
  if (given === null) return null
  const found = grid.rows.slice(0, TITLE_ROWS_MAX).map(({ row }) => headerAt(grid, row, given)).filter((header) => header !== null)
  const [best] = found.sort((a, b) => Object.keys(b.columns).length - Object.keys(a.columns).length)
  return best ?? null
}

/** Field names, or the ledger's own words for them, to columns; null when one is unknown. */
function givenColumns(mapping: Readonly<Record<string, string>>): Columns | null {
  const given: { [F in LedgerField]?: number } = {}
  for (const [name, letters] of Object.entries(mapping)) {
    const field = isField(name) ? name : fieldOf(name)
    if (field === null) return null
    given[field] = columnIndex(letters)
  }
  return given
}

function headerAt(grid: Grid, top: number, given: Columns): Header | null {
  const bottom = bottomOf(grid, top)
  const width = Math.min(WIDTH_MAX, grid.rows.reduce((most, { cells }) => Math.max(most, cells.length), 0))
  const words = Array.from({ length: width }, (_, column) => wordsAt(grid, top, bottom, column))
  const columns = columnsBy(words, given)
  if (columns === null || NEEDED.some((field) => columns[field] === undefined)) return null
  // Where a person names the columns the words may be unknown; a title spread over all of them is
  // one word, a header is a different one in each.
  const heads = NEEDED.map((field) => words[columns[field] ?? width]?.own ?? '')
  if (heads.includes('') || new Set(heads).size < heads.length) return null
  const fieldAt = new Map(FIELDS.flatMap((field) => (columns[field] === undefined ? [] : [[columns[field], field] as const])))
  return {
    top, bottom, columns,
    shown: words.flatMap(({ own }, column) => (own ? [{ column: columnLetter(column), header: own, field: fieldAt.get(column) ?? null }] : [])),
  }
}

/** A header of two rows shows by a cell merged down into the second. */
function bottomOf(grid: Grid, top: number): number {
  const row = grid.rows.find((one) => one.row === top)
  return (row?.cells ?? []).reduce<number>((bottom, value, column) => {
    const merge = textOf(value) === '' ? null : grid.mergeAt(top, column)
    return merge && merge.top === top ? Math.max(bottom, merge.bottom) : bottom
  }, top)
}

type Words = { readonly own: string; readonly field: LedgerField | null }

/** "欠费" above "月数" is 欠费月数; the lower word alone counts where the two together say nothing. */
function wordsAt(grid: Grid, top: number, bottom: number, column: number): Words {
  const parts: string[] = []
  for (let row = top; row <= bottom; row += 1) {
    const value = grid.spread(row, column)
    const word = typeof value === 'string' ? headerWord(value) : ''
    if (word !== '' && parts[parts.length - 1] !== word) parts.push(word)
  }
  const own = parts.join('')
  return { own, field: fieldOf(own) ?? fieldOf(parts[parts.length - 1] ?? '') ?? null }
}

function columnsBy(words: readonly Words[], given: Columns): Columns | null {
  const taken = new Set(Object.values(given))
  const columns: { [F in LedgerField]?: number } = { ...given }
  for (const [column, { field }] of words.entries()) {
    if (field === null || given[field] !== undefined || taken.has(column)) continue
    if (columns[field] !== undefined) {
      if (NEEDED.includes(field)) return null
      continue
    }
    columns[field] = column
  }
  return columns
}
