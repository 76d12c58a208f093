import { accept, type Outcome, refuse } from '@contract/outcome'
import { FEE_ITEMS, type FeeItem } from '../tariff'
import { findHeader, headerWords, NEEDED, type Words } from './columns'
import { givenColumns, type Mapping } from './mapping'
import { isMoneyColumn } from './moneyColumns'
import { isTotalWord, type OtherItem } from './otherFees'
import { columnLetter, type Grid, gridOf, isEmpty, isMoment, type Sheet, textOf } from './sheet'
import { FIELD_WORDS, LEDGER_FIELDS, type LedgerField } from './words'

/** An answer to a question: what it adds to the mapping, or the sheet that it names. */
export type Choice = { readonly says: string; readonly example: string; readonly mapping: Mapping; readonly sheet?: string }
export type Question = {
  readonly code: 'WHICH_SHEET' | 'WHICH_COLUMN' | 'MISSING_COLUMN' | 'MONEY_COLUMN'
  readonly says: string
  readonly choices: readonly Choice[]
}
export type LedgerLook = {
  readonly sheet: string
  readonly columns: readonly { readonly column: string; readonly header: string; readonly field: string | null; readonly example: string }[]
  readonly questions: readonly Question[]
  /** The words of the header, by which the same form is known again. */
  readonly form: string
}

const KNOWN_MIN = 3
const TITLE_ROWS_MAX = 30
const EXAMPLES = 3
const ROWS_LOOKED_AT = 200

type Seen = {
  readonly sheet: Sheet
  readonly grid: Grid
  readonly top: number
  readonly bottom: number
  readonly words: readonly Words[]
  /** How many columns say what they are. */
  readonly known: number
}

/**
 * Looks at a ledger before it is read: what each column is taken for, and what only a person can say.
 * Nothing is guessed: where two columns could be the area, or a column of amounts names no debt, the
 * question stands there with what the sheet itself says beside it (rules §5).
 */
export function lookAtLedger(
  sheets: readonly Sheet[], ask: { readonly mapping?: Mapping | undefined; readonly sheet?: string | undefined } = {},
): Outcome<LedgerLook> {
  const { mapping = {} } = ask
  const seen = sheets.filter(({ name }) => ask.sheet === undefined || name === ask.sheet).flatMap((sheet) => seeSheet(sheet) ?? [])
  const [first] = seen
  if (!first || givenColumns(mapping) === null) return refuse('LEDGER_COLUMNS_UNKNOWN')
  const form = first.words.map(({ own }) => own).join('|')
  const columns = shownOf(first, mapping)
  const questions = seen.length > 1 ? [whichSheet(seen)] : questionsOf(first, mapping)
  return accept({ sheet: first.sheet.name, columns, questions, form })
}

/** The row with the most known words, if it has enough of them to be a header. */
function seeSheet(sheet: Sheet): Seen | null {
  const grid = gridOf(sheet)
  const rows = grid.rows.slice(0, TITLE_ROWS_MAX).map(({ row: top }): Seen => {
    const { bottom, words } = headerWords(grid, top)
    return { sheet, grid, top, bottom, words, known: new Set(words.flatMap(({ field, other }) => field ?? (other ? `${other.item}.${other.what}` : []))).size }
  })
  const [best] = rows.sort((a, b) => b.known - a.known || a.top - b.top)
  return best && best.known >= KNOWN_MIN ? best : null
}

function whichSheet(seen: readonly Seen[]): Question {
  return {
    code: 'WHICH_SHEET', says: '这个文件有几张像台账的工作表，导入哪一张？',
    choices: seen.map(({ sheet }) => ({ says: sheet.name, example: `${sheet.rows.length} 行`, mapping: {}, sheet: sheet.name })),
  }
}

function questionsOf(seen: Seen, mapping: Mapping): readonly Question[] {
  const asked = NEEDED.flatMap((field) => aboutField(seen, field, mapping) ?? [])
  return [...asked, ...aboutMoney(seen, mapping)]
}

/** Two columns that could be the one, or none: the sheet's own words to choose from. */
function aboutField({ words, ...seen }: Seen, field: LedgerField, mapping: Mapping): Question | null {
  const given = givenColumns(mapping)
  if (!given || given.fields[field] !== undefined || (field === 'owed' && given.total !== null)) return null
  const hasOthers = words.some(({ other }) => other?.what === 'owed') || given.others.length > 0
  const isSum = (own: string) => field === 'owed' && hasOthers && isTotalWord(own)
  const free = words.flatMap(({ own, ...one }, column) => (own === '' || given.taken.has(column) ? [] : [{ own, column, ...one }]))
  const claiming = free.filter((one) => one.field === field && !isSum(one.own))
  if (claiming.length === 1) return null
  const label = FIELD_WORDS[field][0]
  const choose = (column: number, own: string): Choice => ({
    says: `${columnLetter(column)} 列“${own}”`, example: examplesOf(seen, column), mapping: { [field]: columnLetter(column) },
  })
  if (claiming.length > 1) {
    return { code: 'WHICH_COLUMN', says: `有几列都可能是“${label}”，按哪一列？`, choices: claiming.map(({ column, own }) => choose(column, own)) }
  }
  const sums = free.filter(({ own }) => isSum(own)).map(({ column, own }): Choice => ({
    says: `${columnLetter(column)} 列“${own}”是各项合计，减去其他费用就是物业费`, example: examplesOf(seen, column), mapping: { total: columnLetter(column) },
  }))
  const others = free.filter((one) => one.field === null && one.other?.what !== 'owed' && one.other?.what !== 'paidThrough')
  return { code: 'MISSING_COLUMN', says: `没有找到“${label}”，是哪一列？`, choices: [...sums, ...others.map(({ column, own }) => choose(column, own))] }
}

/** Columns of amounts that no field takes: which fee's debt they are, or that they stay out. */
function aboutMoney({ words, grid, bottom }: Seen, mapping: Mapping): readonly Question[] {
  const given = givenColumns(mapping)
  const hasOthers = words.some(({ other }) => other?.what === 'owed') || (given?.others.length ?? 0) > 0
  return words.flatMap(({ own, field, other }, column): Question[] => {
    if (!given || field !== null || given.taken.has(column) || (other && other.what !== 'unclear')) return []
    if (hasOthers && isTotalWord(own)) return []
    if (!isMoneyColumn(grid, bottom, column, own)) return []
    const letter = columnLetter(column)
    const items = (other ? [other.item] : (Object.keys(FEE_ITEMS) as FeeItem[])).filter((item): item is OtherItem => item !== 'property_fee')
    const example = examplesOf({ grid, bottom }, column)
    return [{
      code: 'MONEY_COLUMN', says: `${letter} 列“${own}”里有金额，是什么？`,
      choices: [
        ...items.map((item): Choice => ({ says: `${FEE_ITEMS[item]}的欠费`, example, mapping: { [`${item}.owed`]: letter } })),
        { says: '不是欠费，不导入', example, mapping: { [`ignore.${letter}`]: letter } },
      ],
    }]
  })
}

function examplesOf({ grid, bottom }: Pick<Seen, 'grid' | 'bottom'>, column: number): string {
  const rows = grid.rows.filter(({ row }) => row > bottom).slice(0, ROWS_LOOKED_AT)
  const values = rows.map(({ row }) => grid.at(row, column)).filter((value) => !isEmpty(value))
  return values.slice(0, EXAMPLES).map((value) => (isMoment(value) ? value.moment.slice(0, 10) : textOf(value))).filter((text) => text !== '').join('、')
}

function shownOf(seen: Seen, mapping: Mapping): LedgerLook['columns'] {
  const header = findHeader(seen.grid, mapping)
  const fields = new Map(header?.shown.map(({ column, field }) => [column, field]))
  return seen.words.flatMap(({ own, field, other }, column) => {
    if (own === '') return []
    const letter = columnLetter(column)
    const guess = field ?? (other && other.what !== 'unclear' ? `${other.item}.${other.what}` : null)
    return [{ column: letter, header: own, field: fields.get(letter) ?? (header ? null : guess), example: examplesOf(seen, column) }]
  })
}

/** How a screen says a field. */
export function sayField(field: string): string {
  if (field === 'total') return '各项合计'
  if (field === 'ignore') return '不导入'
  const [item, what] = field.split('.')
  if (what !== undefined && item !== undefined && item in FEE_ITEMS) return `${FEE_ITEMS[item as FeeItem]}${what === 'owed' ? '欠费' : '已缴至'}`
  return LEDGER_FIELDS.includes(field as LedgerField) ? FIELD_WORDS[field as LedgerField][0] : field
}
