/**
 * Money is a whole number of fen, from the database to the screen.
 *
 * WeChat Pay speaks fen, JSON has no bigint, and a whole number below 2^53 is exact, so a plain
 * integer survives every hop. The brand keeps yuan and counts from slipping in. No schema here:
 * the phone imports this file and must not carry a schema library.
 */
declare const fenBrand: unique symbol
export type Fen = number & { readonly [fenBrand]: 'Fen' }

/** Throws when `amount` is not a whole number of fen. */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new Error(`fen: ${amount} is not a whole number of fen`)
  return (amount === 0 ? 0 : amount) as Fen // -0 would be printed and compared differently
}

export const ZERO = fen(0)

export function sumFen(amounts: readonly Fen[]): Fen {
  return fen(amounts.reduce<number>((total, amount) => total + amount, 0))
}

/** 123456 -> "1234.56". Cuts the digits apart instead of dividing, so no float is ever made. */
export function formatFen(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** 123456 -> "1,234.56", as people read it. */
export function showFen(amount: Fen): string {
  const [yuan = '0', cents = '00'] = formatFen(amount).split('.')
  return `${yuan.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${cents}`
}
