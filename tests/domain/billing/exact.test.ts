import { addUp } from '@core/domain/billing/addUp'
import { charge } from '@core/domain/billing/charge'
import { exactOf, exactPrice, exactQuantity, over, plus, sayExact, times, toFen } from '@core/domain/billing/exact'
import { evaluate, formulaFault, FORMULA_NAMES } from '@core/domain/billing/formula'
import type { Rounding } from '@core/domain/billing/tariff'
import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { lotOf } from '../../../local/month/lots'

const Big = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP })
const CASES = 100_000
const UNIT = { fen: '0.01', jiao: '0.1', yuan: '1' } as const

/** A decimal of up to `digits` digits before and `places` after the point, of every length. */
function decimals(seed: string) {
  const lot = lotOf(seed)
  return (digits: number, places: number) => {
    const whole = Math.floor(lot.below(10 ** lot.below(digits + 1)))
    const kept = lot.below(places + 1)
    return kept === 0 ? String(whole) : `${whole}.${String(lot.below(10 ** kept)).padStart(kept, '0')}`
  }
}

describe('exact amounts, against a big-number library', () => {
  it(`any price to 6 places and area to 4, ${CASES} times, in every rounding`, () => {
    const some = decimals('prices')
    const lot = lotOf('rounding')
    for (let i = 0; i < CASES; i += 1) {
      const [price, area, months] = [some(4, 6), some(6, 4), 1 + lot.below(24)]
      const rounding: Rounding = { to: lot.pick(['fen', 'jiao', 'yuan'] as const), each: lot.pick(['month', 'period', 'bill'] as const) }
      const month = new Big(price).times(area)
      const round = (amount: Decimal) => amount.toNearest(UNIT[rounding.to], Decimal.ROUND_HALF_UP)
      const expected = rounding.each === 'month' ? round(month).times(months) : round(month.times(months))
      const { amount } = charge({ kind: 'area', price, rounding }, area, months)
      const said = `${price} × ${area} × ${months} ${JSON.stringify(rounding)}: ${amount}, not ${expected.toString()}`
      if (amount !== expected.times(100).toNumber()) throw new Error(said)
      const line = { says: '', exact: times(exactPrice(price), exactQuantity(area)), times: months }
      if (addUp([{ lines: [line], rounding, byMonth: true }]).amount !== amount) throw new Error(`the long way differs: ${said}`)
    }
  }, 60_000)

  it('keeps fractions of days exact until the one rounding', () => {
    const part = fc.tuple(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 1, max: 366 }))
    fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
      const exact = parts.map(([n, d]) => exactOf(n, d)).reduce(plus)
      const big = parts.reduce((sum, [n, d]) => sum.plus(new Big(n).div(d)), new Big(0))
      expect(toFen(exact)).toBe(big.times(100).toNearest(1, Decimal.ROUND_HALF_UP).toNumber())
      expect(sayExact(exact)).toBe(big.toDecimalPlaces(4, Decimal.ROUND_HALF_UP).toString())
    }))
  })
})

describe('a formula', () => {
  it.each([
    'area * 2', '(area + usage) * price / 3', '-area + 1', 'base * months', '1.123456 * days',
  ])('may be %s', (text) => expect(formulaFault(text, { base: '1' })).toBeNull())

  it.each([
    'area.constructor', 'this', 'process', 'eval(1)', 'max(1, 2)', '[1]', 'area ? 1 : 2', 'a = 1', 'area; usage', '"text"', 'area ** 2', 'area % 2', '!area',
    '1e5', '0x10', '.5', '', 'area +', '(area', 'base', '1.1234567', '__proto__', 'toString', 'area && usage', '`x`', 'new area',
  ])('may not be %s', (text) => expect(formulaFault(text, {})).not.toBeNull())

  it('may not be longer than two hundred letters', () => {
    expect(formulaFault(Array(100).fill('1').join('+'), {})).toBeNull()
    expect(formulaFault(Array(101).fill('1').join('+'), {})).not.toBeNull()
  })

  it('whatever is typed is a sentence or a number, and nothing is ever called', () => {
    const piece = fc.constantFrom('area', 'usage', 'months', '1', '2.5', '+', '-', '*', '/', '(', ')', ' ', '.', '[', ']', 'x', "'", ',', '=', '?', ':')
    const names = {
      area: exactOf(100), usage: exactOf(7), months: exactOf(3), days: exactOf(31), persons: exactOf(4), price: exactPrice('1.5'),
    }
    expect(Object.keys(names).sort()).toEqual([...FORMULA_NAMES].sort())
    fc.assert(fc.property(fc.array(piece, { maxLength: 14 }).map((parts) => parts.join(' ')), (text) => {
      const fault = formulaFault(text, {})
      if (fault !== null) return
      const result = evaluate(text, names)
      // Javascript's own numbers agree to the ninth digit, wherever it can divide.
      const plain = Number(new Function(...Object.keys(names), `return ${text}`)(100, 7, 3, 31, 4, 1.5))
      if (result.ok) expect(Number(sayExact(result.value, 9))).toBeCloseTo(plain, 6)
      else expect(Number.isFinite(plain)).toBe(false)
    }), { numRuns: 3000 })
  })

  it('divides exactly, and says when there is nothing to divide by', () => {
    expect(evaluate('1 / 3 * 3', {})).toEqual({ ok: true, value: exactOf(1) })
    expect(evaluate('1 / 0', {})).toEqual({ ok: false, missing: '/' })
    expect(over(exactOf(1), exactOf(0))).toBeNull()
  })
})
