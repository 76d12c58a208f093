/**
 * What a field of a subscription message may hold, by the letters of its template key (law-and-
 * conduct, WeChat rules). Words are cut where cutting cannot change what they mean; an amount, a
 * day or a number is never cut: it fits, or the message is not sent.
 */
const THING_MAX = 20
const TEXT_MAX = 32
const AMOUNT_DIGITS_MAX = 10
const NAME_HAN_MAX = 10
const NAME_LATIN_MAX = 20

const KINDS: Readonly<Record<string, (text: string) => string | null>> = {
  thing: (text) => cutEnd(text, THING_MAX),
  character_string: (text) => (/^[\x20-\x7e]+$/.test(text) && text.length <= TEXT_MAX ? text : null),
  number: (text) => (/^\d+(\.\d+)?$/.test(text) && text.length <= TEXT_MAX ? text : null),
  phrase: (text) => (/^\p{Script=Han}{1,5}$/u.test(text) ? text : null),
  name: (text) => (lengthOf(text) <= (/\p{Script=Han}/u.test(text) ? NAME_HAN_MAX : NAME_LATIN_MAX) && !/\d/.test(text) ? text : null),
  amount: (text) => (/^\p{Sc}\d+(\.\d+)?元?$/u.test(text) && text.replace(/\D/g, '').length <= AMOUNT_DIGITS_MAX ? text : null),
  date: (text) => (/^\d{4}年\d{1,2}月\d{1,2}日( \d{1,2}:\d\d)?$/.test(text) ? text : null),
  time: (text) => (/^(\d{4}年\d{1,2}月\d{1,2}日 )?\d{1,2}:\d\d$/.test(text) ? text : null),
}

/** The text as it may stand under `key` (such as `thing1`), or null when it cannot stand there at all. */
export function fitField(key: string, text: string): string | null {
  const plain = text.replace(/\s+/g, ' ').trim()
  if (plain === '') return null
  return KINDS[key.replace(/\d+$/, '')]?.(plain) ?? null
}

/**
 * A place keeps its end, the room: "…2单元1901" is still that room, while "锦桂花园1栋2单元19…"
 * would be any of ten.
 */
export function fitPlace(label: string): string {
  const letters = [...label]
  return letters.length <= THING_MAX ? label : `…${letters.slice(1 - THING_MAX).join('')}`
}

function cutEnd(text: string, max: number): string {
  const letters = [...text]
  return letters.length <= max ? text : `${letters.slice(0, max - 1).join('')}…`
}
function lengthOf(text: string): number {
  return [...text].length
}
