import type { PremisesKind } from '@core/store/records'
import type { Reading } from './forms'
import { EMPTY, read, unread } from './forms'
import { type CellValue, plain, textOf } from './sheet'

/** Which premises a row speaks of. One premises has one key, however a ledger writes it. */
export type Place = { readonly building: string; readonly unit: string; readonly room: string }

const NAME_LETTERS_MAX = 30

/** A letter O or l beside a digit is nearly always a slip for 0 or 1, and 19O1 would become a second 1901. */
const LETTER_FOR_DIGIT = /\d[OoIl]|[Ool]\d|(?<![A-Z])I\d/
const PLACE_LETTERS = /^[\p{Script=Han}0-9A-Za-z#()+.-]+$/u

/** A building or unit as written, in plain letters: "１栋" -> "1栋", 1 -> "1栋". */
export function readPart(value: CellValue, word: '栋' | '单元'): Reading<string> {
  if (value !== null && typeof value === 'object') return unread('moment' in value ? '被 Excel 变成了日期' : value.unread)
  const text = plain(textOf(value)).replace(/\s+/g, '')
  if (text === '' || /^[-—/]+$/.test(text)) return EMPTY
  if (text.length > NAME_LETTERS_MAX) return unread('过长')
  if (LETTER_FOR_DIGIT.test(text)) return unread(`“${text}”里混有字母，可能是数字 0 或 1`)
  if (!PLACE_LETTERS.test(text)) return unread(`“${text}”看不懂`)
  return read(/^\d+$/.test(text) ? `${Number(text)}${word}` : text)
}

/** "101室" -> "101", "s101" -> "S101". */
export function readRoom(value: CellValue): Reading<string> {
  if (value !== null && typeof value === 'object') return unread('moment' in value ? '被 Excel 变成了日期' : value.unread)
  const text = plain(textOf(value)).replace(/\s+/g, '')
  if (text === '') return EMPTY
  if (text.length > NAME_LETTERS_MAX) return unread('过长')
  if (LETTER_FOR_DIGIT.test(text)) return unread(`“${text}”里混有字母，可能是数字 0 或 1`)
  if (!PLACE_LETTERS.test(text)) return unread(`“${text}”看不懂`)
  const room = text.replace(/(?<=\d)(室|号房|号|房)$/, '').toUpperCase()
  return /[0-9A-Z]/.test(room) ? read(room) : read(room, `“${room}”没有号码`)
}

const WHOLE_ADDRESSES = [
  /^(?<building>.{1,10}?(?:栋|幢|座|号楼))(?<unit>.{1,4}?单元)?(?<room>[0-9A-Z-]+)$/,
  /^(?<building>[^-]{1,10})-(?<unit>[^-]{1,4})-(?<room>[^-]+)$/,
]

/** A ledger without a building column writes "1栋2单元301" or "1-2-301" as the room. */
export function splitAddress(room: string): Place {
  for (const form of WHOLE_ADDRESSES) {
    const parts = form.exec(room)?.groups
    if (!parts) continue
    const { building = '', unit = '', room: rest = '' } = parts
    return { building: /^\d+$/.test(building) ? `${Number(building)}栋` : building, unit: /^\d+$/.test(unit) ? `${Number(unit)}单元` : unit, room: rest }
  }
  return { building: '', unit: '', room }
}

const HAN_DIGITS = '零一二三四五六七八九十'

/** "01号楼", "1栋" and "1#" are one building: words for it and leading zeros do not count. */
function bare(part: string): string {
  const stem = part.replace(/(号楼|栋楼|栋|幢|座|楼|单元|号|#)$/, '').toUpperCase()
  if (/^\d+$/.test(stem)) return String(Number(stem))
  const digit = stem.length === 1 ? HAN_DIGITS.indexOf(stem) : -1
  return digit >= 0 ? String(digit) : stem
}

/** Unique within a community. `|` stands in no part, so that no two places share a key. */
export function keyOf({ building, unit, room }: Place): string {
  return [bare(building), bare(unit), room].join('|')
}
export function labelOf({ building, unit, room }: Place): string {
  return `${building}${unit}${room}`
}
export function kindOf({ building, room }: Place): PremisesKind {
  return /商|铺|店|写字楼/.test(building) || /^S\d|铺|商/.test(room) ? 'commercial' : 'residential'
}
