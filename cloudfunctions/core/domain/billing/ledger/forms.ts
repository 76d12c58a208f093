import type { Day } from '@contract/calendar'
import { type Fen, fen } from '@contract/money'
import { addDays, lastDayOfMonth, parseDay } from '@core/domain/calendar'
import { parseDecimal, PRICE_PLACES, QUANTITY_PLACES, roundYuanToFen, yuanToFen } from '../decimal'
import { type CellValue, decimalText, isMoment, type Moment, plain } from './sheet'

/**
 * How a ledger writes days, amounts, areas, prices and counts. A cell is read for certain, read
 * with a doubt that is said, or not read at all with the reason: never guessed.
 */
export type Reading<T> =
  | { readonly is: 'empty' }
  | { readonly is: 'read'; readonly value: T; readonly doubt?: string }
  | { readonly is: 'unread'; readonly why: string }

export const EMPTY = { is: 'empty' } as const
export const read = <T>(value: T, doubt?: string): Reading<T> => ({ is: 'read', value, ...(doubt === undefined ? {} : { doubt }) })
export const unread = (why: string) => ({ is: 'unread', why }) as const

/** What people write where there is nothing to write. */
const NOTHING = /^(-+|—+|–+|\/+|无|暂无|空)?$/

type Plain = { readonly text: string; readonly fromNumber: boolean }

/** The cell's words in plain letters, or why it has none. */
function wordsOf(value: CellValue): Reading<Plain> {
  if (value === null) return EMPTY
  if (typeof value === 'boolean') return unread('是逻辑值')
  if (typeof value === 'object') return unread('moment' in value ? '是日期' : value.unread)
  if (typeof value === 'number') {
    const text = decimalText(value)
    return text === null ? unread('数字过大或过小') : read({ text, fromNumber: true })
  }
  const text = plain(value)
  return NOTHING.test(text) ? EMPTY : read({ text, fromNumber: false })
}

/** "1,234.50" -> "1234.50". A comma anywhere else may be a decimal point: null. */
function withoutThousands(text: string): string | null {
  if (/^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return text.replaceAll(',', '').replace('+', '')
  return /^[-+]?\d+(\.\d+)?$/.test(text) ? text.replace('+', '') : null
}

const quote = (text: string) => `“${text.length > 20 ? `${text.slice(0, 20)}…` : text}”`

/** Above any household's debt: more is a slip of the pen, or two cells in one. */
const OWED_MAX = fen(10_000_000_00)
const OWED_PLACES = 12

/** 188.16 · "1,663.83" · "¥188.16元" · "(188.16)" as an accountant writes minus. */
export function readYuan(value: CellValue): Reading<Fen> {
  const words = wordsOf(value)
  if (words.is !== 'read') return words
  const { text } = words.value
  const bare = text.replace(/[−﹣]/, '-').replace(/^(-?)[¥￥]\s*/, '$1').replace(/\s*[元圆]$/, '').trim()
  const inBrackets = /^\((.+)\)$/.exec(bare)?.[1]
  const digits = withoutThousands(inBrackets ?? bare)
  if (digits === null) return unread(`${quote(text)}看不懂`)
  const signed = inBrackets === undefined ? digits : `-${digits}`
  const exact = yuanToFen(signed)
  const amount = exact ?? roundYuanToFen(signed, OWED_PLACES)
  if (amount === null || Math.abs(amount) > OWED_MAX) return unread(`${quote(text)}不是合理的金额`)
  return read(amount, exact === null ? `${quote(text)}不足一分，已四舍五入到分` : undefined)
}

type Measure = { readonly units: RegExp; readonly places: number; readonly max: number; readonly unit: string; readonly zero?: boolean }
const AREA: Measure = { units: /\s*(m2|m²|平方米|平米|平方)$/i, places: QUANTITY_PLACES, max: 1_000_000, unit: '平方米' }
const PRICE: Measure = { units: /\s*元?([/·.]|每|m2|m²|平方米|平米|个?月)*$/i, places: PRICE_PLACES, max: 10_000, unit: '元' }

const COUNTED: Measure = { units: /\s*(吨|t|度|kwh|千瓦时|立方米?|m3|m³|方|吉焦|gj)$/i, places: QUANTITY_PLACES, max: 99_999_999, unit: '', zero: true }

/** 101.71 · "141.31㎡", as exact text without its unit. */
export const readArea = (value: CellValue): Reading<string> => readMeasure(value, AREA)
/** 1.85 · "1.20" · "1.85元/㎡·月". */
export const readPrice = (value: CellValue): Reading<string> => readMeasure(value, PRICE)

/** 523 · "523.5吨", a meter's counter, which begins at nought. */
export const readCounter = (value: CellValue): Reading<string> => readMeasure(value, COUNTED)

function readMeasure(value: CellValue, { units, places, max, unit, zero = false }: Measure): Reading<string> {
  const words = wordsOf(value)
  if (words.is !== 'read') return words
  const { text } = words.value
  const digits = withoutThousands(text.replace(/^[¥￥]\s*/, '').replace(units, ''))
  if (digits === null) return unread(`${quote(text)}看不懂`)
  const exact = parseDecimal(digits, places)
  if (exact === null) return unread(`${quote(text)}超过 ${places} 位小数`)
  if (exact < 0n || (exact === 0n && !zero)) return unread(`${quote(text)}不是正数`)
  if (exact > BigInt(max) * 10n ** BigInt(places)) return unread(`${quote(text)}超过 ${max} ${unit}`)
  return read(trimZeros(digits))
}

/** "101.00" -> "101", "1.20" -> "1.2": one price has one text. */
function trimZeros(digits: string): string {
  const bare = digits.replace(/^0+(?=\d)/, '')
  return bare.includes('.') ? bare.replace(/\.?0+$/, '') : bare
}

/** 2 · "2个月". */
export function readMonths(value: CellValue): Reading<number> {
  const words = wordsOf(value)
  if (words.is !== 'read') return words
  const digits = /^(\d{1,4})\s*(个月|个|月)?$/.exec(words.value.text)?.[1]
  return digits === undefined ? unread(`${quote(words.value.text)}看不懂`) : read(Number(digits))
}

/** Excel's day 0; its day 60, 29 February 1900, never was, so serials count right from March 1900 on. */
const SERIAL_EPOCH = '1899-12-30' as Day
const SERIAL_SHIFT_1904 = 1462
/** 1990 to 2100: what no count of anything else in a date column could be. */
const SERIAL_MIN = 32_874
const SERIAL_MAX = 73_415

const FULL_DAYS = [
  /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/,
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/,
  /^(\d{4})(\d{2})(\d{2})$/,
]
const ONLY_MONTH = [/^(\d{4})年(\d{1,2})月份?$/, /^(\d{4})[-/.](\d{1,2})$/]

export type MonthMeans = 'its first day' | 'its last day'

/**
 * 2026-06-30 in the forms people write, an Excel date, or its serial number. A month without a day
 * is taken as the day that `month` says, with a doubt.
 */
export function readDay(value: CellValue, month: MonthMeans, from1904 = false): Reading<Day> {
  if (isMoment(value)) return readMoment(value)
  const words = wordsOf(value)
  if (words.is !== 'read') return words
  const { text, fromNumber } = words.value
  if (fromNumber && /^\d{5}$/.test(text)) return readSerial(Number(text) + (from1904 ? SERIAL_SHIFT_1904 : 0))
  const bare = text.replace(/\s+0{1,2}:00(:00)?$/, '').replace(/\s/g, '').replace(/^[至到]|止$/g, '')
  for (const form of FULL_DAYS) {
    const [, year, monthNo, date] = form.exec(bare) ?? []
    if (year === undefined) continue
    const day = parseDay(Number(year), Number(monthNo), Number(date))
    return day ? read(day) : unread(`${quote(text)}不是真实的日期`)
  }
  return readMonth(bare, text, month, fromNumber)
}

function readMonth(bare: string, text: string, month: MonthMeans, fromNumber: boolean): Reading<Day> {
  const [, year, monthNo] = ONLY_MONTH.map((form) => form.exec(bare)).find((found) => found) ?? []
  if (year === undefined) return unread(`${quote(text)}看不懂`)
  // As a number 2026.10 is 2026.1: January or October, nobody can tell.
  if (fromNumber && monthNo === '1') return unread(`${quote(text)}可能是 1 月，也可能是 10 月`)
  const first = parseDay(Number(year), Number(monthNo), 1)
  if (!first) return unread(`${quote(text)}不是真实的日期`)
  const day = month === 'its first day' ? first : lastDayOfMonth(first)
  return read(day, `${quote(text)}只写到月，按 ${day} 计`)
}

function readSerial(serial: number): Reading<Day> {
  if (serial < SERIAL_MIN || serial > SERIAL_MAX) return unread(`${quote(String(serial))}不是日期`)
  return read(addDays(SERIAL_EPOCH, serial))
}

function readMoment({ moment }: Moment): Reading<Day> {
  const [, year, month, date, clock] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(moment) ?? []
  const day = parseDay(Number(year), Number(month), Number(date))
  if (!day) return unread('不是 1990 年到 2100 年之间的日期')
  return read(day, clock === '00:00' ? undefined : `带有时刻 ${clock}，按 ${day} 计`)
}
