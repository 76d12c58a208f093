import { type Fen, fen } from '@contract/money'
import { invariant } from '@core/domain/invariant'
import { halfUp, parseDecimal, PRICE_PLACES, QUANTITY_PLACES } from './decimal'

/**
 * Exact fractions of whole numbers (rules §1): what is multiplied, divided by days and added up
 * before it is rounded once, where the tariff says. Nothing is ever a float.
 */
export type Exact = { readonly n: bigint; readonly d: bigint }

export const ZERO_EXACT: Exact = { n: 0n, d: 1n }
export const ONE_EXACT: Exact = { n: 1n, d: 1n }
const FEN_A_YUAN = 100n

export function exactPrice(text: string): Exact {
  return exact(text, PRICE_PLACES)
}
export function exactQuantity(text: string): Exact {
  return exact(text, QUANTITY_PLACES)
}
function exact(text: string, places: number): Exact {
  const n = parseDecimal(text, places)
  invariant(n !== null, `${text} is a decimal of at most ${places} places`)
  return lowest(n, 10n ** BigInt(places))
}
export function exactOf(count: number, outOf = 1): Exact {
  invariant(Number.isSafeInteger(count) && Number.isSafeInteger(outOf) && outOf !== 0, 'a fraction is of whole numbers')
  return lowest(BigInt(count), BigInt(outOf))
}
export function exactFen(amount: Fen): Exact {
  return lowest(BigInt(amount), FEN_A_YUAN)
}

export function plus(a: Exact, b: Exact): Exact {
  return lowest(a.n * b.d + b.n * a.d, a.d * b.d)
}
export function minus(a: Exact, b: Exact): Exact {
  return lowest(a.n * b.d - b.n * a.d, a.d * b.d)
}
export function times(a: Exact, b: Exact): Exact {
  return lowest(a.n * b.n, a.d * b.d)
}
/** Null when the divisor is nothing. */
export function over(a: Exact, b: Exact): Exact | null {
  return b.n === 0n ? null : lowest(a.n * b.d, a.d * b.n)
}
export function sumExact(parts: readonly Exact[]): Exact {
  return parts.reduce(plus, ZERO_EXACT)
}
export function isLess(a: Exact, b: Exact): boolean {
  return a.n * b.d < b.n * a.d
}
export function least(a: Exact, b: Exact): Exact {
  return isLess(b, a) ? b : a
}

/** Yuan to fen, half up in steps of `unit` fen, once: through fen to jiao would round twice. */
export function toFen({ n, d }: Exact, unit = 1): Fen {
  const sized = n * FEN_A_YUAN
  const step = d * BigInt(unit)
  const rounded = halfUp(sized < 0n ? -sized : sized, step) * BigInt(unit)
  return fen(Number(sized < 0n ? -rounded : rounded))
}

/** As text, for words: at most `places` places, half up, without idle zeros. */
export function sayExact({ n, d }: Exact, places = QUANTITY_PLACES): string {
  const scaled = halfUp((n < 0n ? -n : n) * 10n ** BigInt(places), d)
  const digits = scaled.toString().padStart(places + 1, '0')
  const part = digits.slice(digits.length - places).replace(/0+$/, '')
  const whole = digits.slice(0, digits.length - places)
  return `${n < 0n && scaled > 0n ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`
}

function lowest(n: bigint, d: bigint): Exact {
  if (n === 0n) return ZERO_EXACT
  const sign = d < 0n ? -1n : 1n
  const shared = common(n < 0n ? -n : n, d * sign)
  return { n: (n / shared) * sign, d: (d / shared) * sign }
}
function common(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b]
  return a
}
