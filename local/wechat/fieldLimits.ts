/**
 * What a field of a subscription message may hold, by the letters of its key.
 * Source: developers.weixin.qq.com, subscribeMessage.send, 订阅消息参数值内容限制说明. Characters are
 * counted as people see them, so an emoji counts once.
 */
const FIELDS: Record<string, (value: string) => boolean> = {
  thing: (value) => lengthOf(value) <= 20,
  character_string: (value) => /^[\x20-\x7e]{1,32}$/.test(value),
  number: (value) => /^\d+(\.\d+)?$/.test(value) && digitsOf(value) <= 32,
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  symbol: (value) => /^[^\p{L}\p{N}\s]{1,5}$/u.test(value),
  phrase: (value) => /^\p{Script=Han}{1,5}$/u.test(value),
  name: (value) => !/\p{N}/u.test(value) && lengthOf(value) <= (/\p{Script=Han}/u.test(value) ? 10 : 20),
  amount: (value) => /^\p{Sc}\d+(\.\d+)?元?$/u.test(value) && digitsOf(value) <= 10,
  time: (value) => spans(value, isTime),
  date: (value) => spans(value, isDate),
  phone_number: (value) => /^[\d+\-() ]{1,17}$/.test(value),
  car_number: (value) => /^[\p{Script=Han}A-Za-z\d][A-Za-z\d]{0,6}[\p{Script=Han}A-Za-z\d]$/u.test(value),
}

export const FIELD_KINDS = Object.keys(FIELDS)

/** @returns null when `value` may stand under `key`, else the word WeChat's errmsg ends with */
export function fieldProblem(key: string, value: unknown): 'is empty' | 'invalid' | null {
  if (value === undefined || value === null) return 'is empty'
  if (typeof value !== 'string') return 'invalid'
  if (value.trim() === '') return 'is empty'
  if (/^\s|[\r\n]/.test(value)) return 'invalid'
  const fits = FIELDS[key.replace(/\d+$/, '')]
  return fits?.(value) ? null : 'invalid'
}

const lengthOf = (value: string) => [...value].length
const digitsOf = (value: string) => value.replace(/\D/g, '').length

/** One point, or two joined by a half-width tilde; the full-width one of Chinese keyboards is refused. */
function spans(value: string, isPoint: (text: string) => boolean): boolean {
  const points = value.split('~')
  return points.length <= 2 && points.every((point) => isPoint(point.trim()))
}

const CLOCK = /^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/

/** 15:01, or 2019年10月1日 15:01 */
function isTime(text: string): boolean {
  const [first = '', second, ...more] = text.split(' ')
  if (more.length > 0) return false
  return second === undefined ? CLOCK.test(first) : isDay(first) && CLOCK.test(second)
}

/** 2019年10月1日, or 2019年10月1日 15:01 */
function isDate(text: string): boolean {
  const [day = '', clock, ...more] = text.split(' ')
  return isDay(day) && (clock === undefined || CLOCK.test(clock)) && more.length === 0
}

function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(text) ?? []
  if (!year || !month || !day) return false
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}
