import type { Reading } from './forms'
import { EMPTY, read, unread } from './forms'
import { type CellValue, isMoment, plain, textOf } from './sheet'

/** Names and phone numbers as ledgers write them. */
const MOBILE = /^1[3-9]\d{9}$/
/** Area code and number: 010 and 02x with eight digits, the others with seven or eight. */
const LANDLINE = /^(0(10|2\d)\d{8}|0[3-9]\d{2}\d{7,8})$/
const NO_PHONE = /^(无|没有|暂无|无电话|未登记|未留|不详|空|-+|—+|\/+)?$/
const PHONES_MAX = 4

/**
 * "13393791651/15825948119" -> both. What is not a whole number is left out and said: a missing
 * digit is never guessed, because a wrong number tells a stranger about somebody's debt.
 */
export function readPhones(value: CellValue): Reading<readonly string[]> {
  if (value !== null && typeof value === 'object') return unread('联系电话看不懂，没有导入')
  const text = plain(textOf(value))
  if (NO_PHONE.test(text)) return EMPTY
  const parts = text.split(/[/、,;|\n]+/).map((part) => part.trim()).filter((part) => !NO_PHONE.test(part))
  const found = parts.map(readPhone)
  const phones = [...new Set(found.flatMap(({ phone }) => phone ?? []))].slice(0, PHONES_MAX)
  const doubts = found.flatMap(({ doubt }) => doubt ?? [])
  return read(phones, doubts.length > 0 ? doubts.join('；') : undefined)
}

function readPhone(part: string): { phone?: string; doubt?: string } {
  const digits = part.replace(/[\s-]/g, '').replace(/^(\+86|0086|86)(?=1\d{10}$)/, '')
  if (MOBILE.test(digits) || LANDLINE.test(digits)) return { phone: digits }
  const inWords = /(?<!\d)1[3-9]\d{9}(?!\d)/.exec(part)
  // "13812345678(妻)": the number is certain, whose it is stays out of the books.
  if (inWords && !/\d/.test(part.replace(inWords[0], ''))) return { phone: inWords[0], doubt: '联系电话里的文字没有导入' }
  if (/^\d+$/.test(digits)) return { doubt: `联系电话 ${digits.slice(0, 12)} 是 ${digits.length} 位，不完整，没有导入` }
  return { doubt: '联系电话看不懂，没有导入' }
}

const NAME_MAX = 60
const HAN_GAP = /(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu

/** " 张  三 " -> "张三"; spaces between Latin words stay one. */
export function readName(value: CellValue): Reading<string> {
  if (value !== null && typeof value === 'object') return unread('业主姓名看不懂')
  const name = textOf(value).replace(/\s+/g, ' ').replace(HAN_GAP, '').trim()
  if (name === '') return EMPTY
  return name.length > NAME_MAX ? read(name.slice(0, NAME_MAX), `业主姓名过长，只保留前 ${NAME_MAX} 字`) : read(name)
}

const NOTE_MAX = 200

/** Kept as an internal note; what it may mean (dispute, promise, hardship) is a person's to say. */
export function readNote(value: CellValue): readonly string[] {
  const note = isMoment(value) ? value.moment.slice(0, 10) : textOf(value).replace(/\s+/g, ' ')
  return note === '' ? [] : [note.slice(0, NOTE_MAX)]
}
