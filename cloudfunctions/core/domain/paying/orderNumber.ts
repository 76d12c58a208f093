import { invariant } from '@core/domain/invariant'

/**
 * The order number is the quote's own id behind the environment's letters: unique by
 * construction, since a quote has 128 random bits and makes one order (F40), and the letters tell
 * which environment a payment belongs to (P28). JSAPI allows 6–32 of `0-9A-Za-z_-|*`.
 */
const ID_LETTERS = 24

export function orderNumber(prefix: string, quoteId: string): string {
  const number = `${prefix}_${quoteId.slice(0, ID_LETTERS)}`
  invariant(/^[0-9A-Za-z_|*-]{6,32}$/.test(number), `${number} is an order number`)
  return number
}
export function isOurNumber(prefix: string, outTradeNo: string): boolean {
  return outTradeNo.startsWith(`${prefix}_`)
}
