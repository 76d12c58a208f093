import { type Fen, fen } from '@contract/money'

/**
 * "1,234.5" -> 123450 fen; null when it is no amount a person can pay. Digits are put together and
 * never multiplied, so 1.15 is 115 fen and not 114.99 (P37).
 */
export function readYuan(text: string): Fen | null {
  const [, yuan = '', cents = ''] = /^(\d{1,8})(?:\.(\d{0,2}))?$/.exec(text.replace(/[,，\s]/g, '')) ?? []
  const amount = Number(`${yuan}${cents.padEnd(2, '0')}`)
  return yuan === '' || amount === 0 ? null : fen(amount)
}
