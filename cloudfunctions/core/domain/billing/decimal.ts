import { type Fen, fen } from '@contract/money'
import { invariant } from '@core/domain/invariant'

/**
 * Exact decimals (rules §1): yuan, prices and areas arrive as text and become whole numbers of
 * their smallest part. No float is ever made: 1.15 * 100 in floats is 114.99999999999999 (P37).
 */
export const PRICE_PLACES = 6
export const QUANTITY_PLACES = 4
const FEN_PLACES = 2
/** More digits than any price, area or amount has; it bounds the work on odd input. */
const WHOLE_DIGITS_MAX = 12

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/

/**
 * "-12.5" with 4 places -> -125000n. Null when the text is no plain decimal, or has more places
 * than `placesMax`: digits that cannot be kept are refused, not cut.
 */
export function parseDecimal(text: string, placesMax: number): bigint | null {
  const found = DECIMAL.exec(text)
  if (!found) return null
  const [, sign = '', whole = '', part = ''] = found
  const kept = part.replace(/0+$/, '')
  if (kept.length > placesMax || whole.replace(/^0+/, '').length > WHOLE_DIGITS_MAX) return null
  const digits = BigInt(whole + kept.padEnd(placesMax, '0'))
  return sign ? -digits : digits
}

/** "1234.5" -> 123450 fen; null when it is no amount of whole fen. */
export function yuanToFen(text: string): Fen | null {
  const amount = parseDecimal(text, FEN_PLACES)
  return amount === null ? null : fen(Number(amount))
}

/**
 * Yuan a unit (to 6 places) times a quantity (to 4 places), times `count` of `outOf` parts, rounded
 * half up to the fen once, at the end. `count` is months charged together, or days of a month.
 */
export function multiplyToFen(price: string, quantity: string, count = 1, outOf = 1): Fen {
  const [yuan, units] = [parseDecimal(price, PRICE_PLACES), parseDecimal(quantity, QUANTITY_PLACES)]
  invariant(yuan !== null && yuan >= 0n, `${price} is a price of at most ${PRICE_PLACES} places`)
  invariant(units !== null && units >= 0n, `${quantity} is a quantity of at most ${QUANTITY_PLACES} places`)
  invariant(Number.isInteger(count) && count >= 0, 'the count is whole')
  invariant(Number.isInteger(outOf) && outOf >= 1, 'the parts are whole')
  const partsOfFen = 10n ** BigInt(PRICE_PLACES + QUANTITY_PLACES - FEN_PLACES) * BigInt(outOf)
  return fen(Number(halfUp(yuan * units * BigInt(count), partsOfFen)))
}

/** `amount` in whole `unit`s, both of them positive. */
export function halfUp(amount: bigint, unit: bigint): bigint {
  return (amount * 2n + unit) / (unit * 2n)
}

/** "-188.155" -> -18816 fen: away from zero at the half, so that a debt and its reversal round alike. */
export function roundYuanToFen(text: string, places: number): Fen | null {
  const amount = parseDecimal(text, places)
  if (amount === null || places < FEN_PLACES) return null
  const unit = 10n ** BigInt(places - FEN_PLACES)
  const rounded = halfUp(amount < 0n ? -amount : amount, unit)
  return fen(Number(amount < 0n ? -rounded : rounded))
}
