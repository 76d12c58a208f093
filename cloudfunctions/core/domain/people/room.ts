/**
 * A room as people type it, against the register's. "1栋1单元101", "1-1-101", "１号楼１０１室" and
 * "101" may all mean the same door; numbers and letters count, the words between them do not.
 */
export type Home = {
  readonly accountId: string
  readonly building: string
  readonly unit: string
  readonly room: string
}

const WORD = '号楼|栋楼|栋|幢|座|楼|单元|门|号房|室|号|房|#'
const HAN_NUMBER = new RegExp(`[一二三四五六七八九十]{1,3}(?=${WORD})`, 'g')
const WORDS = new RegExp(`(?<=[0-9A-Z])(${WORD})`, 'g')
const TOKENS = /[A-Z]+|\d+|\p{Script=Han}+/gu
const IS_HAN = /\p{Script=Han}/u

/** "Ｓ0101室" -> ["S", "101"]. */
export function roomTokens(text: string): readonly string[] {
  const plain = text.normalize('NFKC').toUpperCase().replace(HAN_NUMBER, (han) => String(numberOf(han)))
  const tokens = plain.replace(WORDS, ' ').match(TOKENS) ?? []
  return tokens.map((token) => (/^\d+$/.test(token) ? token.replace(/^0+(?=\d)/, '') : token))
}

/** "十二" -> 12, "二十" -> 20; as far as buildings go. */
function numberOf(han: string): number {
  const digit = (letter: string | undefined) => '一二三四五六七八九'.indexOf(letter ?? '') + 1
  if (!han.includes('十')) return Number([...han].map(digit).join(''))
  const [tens, ones] = han.split('十')
  return (tens ? digit(tens) : 1) * 10 + digit(ones)
}

/**
 * The one of `places` that the text means, or null. The whole address counts before a part of it;
 * a part ("101", "1栋101") counts only when it fits a single account.
 */
export function accountMeant(text: string, places: readonly Home[]): string | null {
  const typed = roomTokens(text)
  const known = places.map((place) => ({
    accountId: place.accountId,
    tokens: [place.building, place.unit, place.room].flatMap(roomTokens),
  }))
  const whole = known.filter(({ tokens }) => isWhole(typed, tokens))
  const fitting = whole.length > 0 ? whole : known.filter(({ tokens }) => isPart(typed, tokens))
  const accounts = new Set(fitting.map(({ accountId }) => accountId))
  return accounts.size === 1 ? ([...accounts][0] ?? null) : null
}

function isWhole(typed: readonly string[], place: readonly string[]): boolean {
  const told = withoutNames(typed, place)
  return told.length > 0 && told.length === place.length && told.every((token, i) => token === place[i])
}

/** In order, and down to the door itself: "1栋" alone names no room. */
function isPart(typed: readonly string[], place: readonly string[]): boolean {
  const told = withoutNames(typed, place)
  if (told.length === 0 || told[told.length - 1] !== place[place.length - 1]) return false
  let from = 0
  for (const token of told) {
    from = place.indexOf(token, from) + 1
    if (from === 0) return false
  }
  return true
}

/** Where the register uses numbers and letters only, the community's name before them says nothing. */
function withoutNames(typed: readonly string[], place: readonly string[]): readonly string[] {
  return place.some((token) => IS_HAN.test(token)) ? typed : typed.filter((token) => !IS_HAN.test(token))
}

/**
 * Whether `ending` is how the registered name ends: "国" of 王建国. Several owners stand in one
 * name, so the ending of any of them counts; remarks in brackets do not.
 */
export function endsName(name: string, ending: string): boolean {
  const told = bareName(ending)
  if (told === '') return false
  const names = name.normalize('NFKC').replace(/[([【].*?[)\]】]/g, '').split(/[、,;/&]/)
  return names.map(bareName).some((one) => one !== '' && one.endsWith(told))
}
function bareName(text: string): string {
  return text.normalize('NFKC').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
}
