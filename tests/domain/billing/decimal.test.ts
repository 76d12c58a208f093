import { fen } from '@contract/money'
import { multiplyToFen, parseDecimal, roundYuanToFen, yuanToFen } from '@core/domain/billing/decimal'
import fc from 'fast-check'

describe('exact decimals', () => {
  it.each([
    ['1.15', 115],
    ['4.35', 435],
    ['0.29', 29],
    ['94449.91', 9444991],
    ['-836.96', -83696],
    ['0', 0],
    ['7', 700],
    ['1.10', 110],
  ])('P37 reads %s yuan as %i fen without a float', (text, amount) => {
    expect(yuanToFen(text)).toBe(amount)
  })

  it.each(['', '.5', '1.', '1.005', '1e3', '--1', '1,000', 'NaN', '１', ' 1', '1234567890123'])('has no amount for “%s”', (text) => {
    expect(yuanToFen(text)).toBeNull()
  })

  it('keeps zeros that say nothing and refuses digits it cannot keep', () => {
    expect(parseDecimal('131.7000', 2)).toBe(13170n)
    expect(parseDecimal('131.701', 2)).toBeNull()
  })

  // Both sides of the half: 19.109 rounds up, what is below stays.
  it.each([
    ['0.5469', '260', 14219],
    ['0.588', '34.2', 2011],
    ['2.35', '131.7', 30950],
    ['1.85', '101.71', 18816],
    ['0.005', '1', 1],
    ['0.004999', '1', 0],
    ['0.000001', '0.0001', 0],
  ])('%s yuan times %s is %i fen', (price, quantity, amount) => {
    expect(multiplyToFen(price, quantity)).toBe(amount)
  })

  it('rounds once for months charged together, and by days of a month', () => {
    expect(multiplyToFen('2.35', '131.7', 3)).toBe(92849)
    expect(multiplyToFen('3', '10', 16, 31)).toBe(1548)
    expect(multiplyToFen('3', '10', 31, 31)).toBe(3000)
  })

  it('rounds parts of a fen away from zero, so that a debt and its reversal stay alike', () => {
    expect(roundYuanToFen('188.155', 6)).toBe(18816)
    expect(roundYuanToFen('-188.155', 6)).toBe(-18816)
    expect(roundYuanToFen('188.1549', 6)).toBe(18815)
  })

  it('agrees with whole-number arithmetic for any price and area', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 99_999_999 }), (price, area) => {
        const exact = (BigInt(price) * BigInt(area) * 2n + 100_000_000n) / 200_000_000n
        expect(multiplyToFen(scaled(price, 6), scaled(area, 4))).toBe(Number(exact))
      }),
    )
  })

  it('gives back every amount it is given', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (amount) => {
        expect(yuanToFen(`${amount < 0 ? '-' : ''}${scaled(Math.abs(amount), 2)}`)).toBe(fen(amount))
      }),
    )
  })
})

function scaled(value: number, places: number): string {
  const digits = String(value).padStart(places + 1, '0')
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`
}
