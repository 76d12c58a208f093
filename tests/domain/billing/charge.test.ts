import { charge } from '@core/domain/billing/charge'
import { multiplyToFen } from '@core/domain/billing/decimal'
import type { Rounding } from '@core/domain/billing/tariff'
import fc from 'fast-check'

const area = (price: string, rounding: Rounding = { to: 'fen', each: 'month' }) => ({ kind: 'area' as const, price, rounding })

describe('charge', () => {
  it('F16 never rounds before multiplying and never makes a float', () => {
    expect(charge(area('0.5469'), '260', 1).amount).toBe(142_19)
    expect(charge(area('0.588'), '34.2', 1).amount).toBe(20_11)
    expect(charge(area('1.85'), '101.71', 1).amount).toBe(188_16)
  })

  // 1.005 × 1 is exactly half a fen above 1.00: half up, and just below it stays.
  it.each([
    ['1.005', '1', 101],
    ['1.004999', '1', 100],
    ['0.005', '1', 1],
    ['0.004999', '1', 0],
  ])('%s yuan × %s ㎡ is %i fen', (price, quantity, expected) => {
    expect(charge(area(price), quantity, 1).amount).toBe(expected)
  })

  it('rounds each month or the whole bill, as the tariff says, and the two may differ', () => {
    expect(charge(area('1.005', { to: 'fen', each: 'month' }), '1', 12).amount).toBe(12_12)
    expect(charge(area('1.005', { to: 'fen', each: 'bill' }), '1', 12).amount).toBe(12_06)
    expect(charge(area('1.2', { to: 'yuan', each: 'bill' }), '88.53', 12).amount).toBe(1275_00)
  })

  it('rounds to jiao once: 1.0495 is 1.0, though by way of the fen it would be 1.1', () => {
    expect(charge(area('1.0495', { to: 'jiao', each: 'bill' }), '1', 1).amount).toBe(100)
    expect(charge(area('1.05', { to: 'jiao', each: 'bill' }), '1', 1).amount).toBe(110)
  })

  it('shows the steps that lead to the amount', () => {
    const { steps, amount } = charge(area('1.85'), '101.71', 3)
    expect(steps.map((step) => step.says)).toEqual(['101.71 ㎡ × 1.85 元/㎡·月', '3 个月合计'])
    expect(steps[steps.length - 1]?.amount).toBe(amount)
  })

  it('charges a flat price by the month, whatever the area', () => {
    const flat = { kind: 'flat' as const, price: '120', rounding: { to: 'fen', each: 'month' } as const }
    expect(charge(flat, null, 2).amount).toBe(240_00)
  })

  it('agrees with whole-number arithmetic for any price to 6 places and area to 4', () => {
    const decimal = (places: number, max: number) =>
      fc.integer({ min: 0, max }).map((n) => ({ n: BigInt(n), text: `${Math.floor(n / 10 ** places)}.${String(n % 10 ** places).padStart(places, '0')}` }))
    fc.assert(
      fc.property(decimal(6, 50_000_000), decimal(4, 50_000_000), (price, quantity) => {
        const exact = price.n * quantity.n // in 10^-10 yuan: 10^8 of them make a fen
        expect(multiplyToFen(price.text, quantity.text)).toBe(Number((exact * 2n + 10n ** 8n) / (2n * 10n ** 8n)))
      }),
      { numRuns: 2000 },
    )
  })
})
