import { fen, sumFen } from '@contract/money'
import { divide } from '@core/domain/metering/pool'
import { readingFault, readingOf, relinked, usedBetween } from '@core/domain/metering/readings'
import fc from 'fast-check'
import { day, meter, reading } from '../billing/homes'

const TODAY = day('2026-08-01')
const one = meter('m', '2026-01-01')
const known = [reading('m', '2026-01-01', '100', null), reading('m', '2026-02-01', '110', '10'), reading('m', '2026-03-01', '120', '10')]
const fault = (on: string, value: string, more: { rolledOver?: boolean; readings?: typeof known } = {}) =>
  readingFault(one, more.readings ?? known, { day: day(on), value, rolledOver: more.rolledOver ?? false }, TODAY)

describe('a look at a meter', () => {
  it.each([
    ['2026-04-01', '120', null], ['2026-04-01', '119.9999', 'READING_LOWER'], ['2026-08-01', '130', null], ['2026-08-02', '130', 'READING_AHEAD'],
    ['2025-12-31', '90', 'METER_NOT_THERE'], ['2026-04-01', '99999.9999', null], ['2026-04-01', '100000', 'READING_TOO_LONG'],
    ['2026-02-15', '115', null], ['2026-02-15', '120', null], ['2026-02-15', '120.1', 'READING_ABOVE_NEXT'], ['2026-03-01', '121', null],
  ])('F15 on %s of %s: %s', (on, value, refusal) => expect(fault(on, value)).toBe(refusal))

  it('rolls over only when a person says so and the value is lower', () => {
    expect(fault('2026-04-01', '5', { rolledOver: true })).toBeNull()
    expect(fault('2026-04-01', '120', { rolledOver: true })).toBe('READING_NOT_ROLLED')
    expect(usedBetween(one, '99990', '5', true)).toBe('15')
  })
  it('puts nothing before or onto what a bill has charged', () => {
    const billed = known.map((each, i) => (i === 1 ? { ...each, billId: 'b' } : each))
    expect(fault('2026-02-01', '110', { readings: billed })).toBe('READING_BILLED')
    expect(fault('2026-01-15', '105', { readings: billed })).toBe('READING_BILLED')
    expect(fault('2026-02-02', '110', { readings: billed })).toBeNull()
  })
  it('is a base when it is the first, and says what was used when it is not', () => {
    const more = { by: 's', photo: null, createdAt: '' as never }
    expect(
      readingOf(one, [], { day: day('2026-01-01'), value: '0100.50', rolledOver: false }, more),
    ).toMatchObject({ kind: 'base', used: null, value: '100.5' })
    const between = readingOf(one, known, { day: day('2026-02-11'), value: '113.25', rolledOver: false }, more)
    expect(between).toMatchObject({ kind: 'usual', used: '3.25', before: { day: '2026-02-01', value: '110' } })
    expect(relinked(one, known[2] as never, between)).toMatchObject({ used: '6.75', before: { day: '2026-02-11', value: '113.25' } })
  })
  it('is unusual from three times the usual on, once there is a usual', () => {
    const more = { by: 's', photo: null, createdAt: '' as never }
    const four = [...known, reading('m', '2026-04-01', '130', '10')]
    const at = (readings: typeof known, value: string) => readingOf(one, readings, { day: day('2026-05-01'), value, rolledOver: false }, more).unusual
    expect([at(four, '160'), at(four, '159.9999'), at(known, '190')]).toEqual([true, false, false])
  })
  it('however often it is looked at in between, the same is used', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 2, max: 200 }), { minLength: 1, maxLength: 12 }), (offsets) => {
      const more = { by: 's', photo: null, createdAt: '' as never }
      let readings = [reading('m', '2026-01-01', '0', null)]
      for (const offset of offsets) {
        const on = day(new Date(Date.UTC(2026, 0, offset)).toISOString().slice(0, 10))
        const fresh = readingOf(one, readings, { day: on, value: String(offset * 3), rolledOver: false }, more)
        readings = [
          ...readings.map((each) => (each.day === readings.filter((r) => r.day > on).map((r) => r.day).sort()[0] ? relinked(one, each, fresh) : each)), fresh,
        ]
      }
      expect(readings.reduce((sum, { used }) => sum + Number(used ?? 0), 0)).toBeCloseTo(Math.max(...offsets) * 3)
    }), { numRuns: 100 })
  })
})

describe('a shared cost', () => {
  it('is divided by largest remainder, the earlier of equals first', () => {
    const three = ['a', 'b', 'c'].map((premisesId) => ({ premisesId, part: '1' }))
    expect(divide(fen(100_00), three).map(({ amount }) => amount)).toEqual([33_34, 33_33, 33_33])
    expect(divide(fen(1), three).map(({ amount }) => amount)).toEqual([1, 0, 0])
    expect(divide(fen(100_00), [{ premisesId: 'a', part: '0' }])).toEqual([])
  })
  it('adds up to the cost, and no share is a fen away from its exact part', () => {
    const part = fc.integer({ min: 0, max: 5_000_000 }).map((n) => `${Math.floor(n / 10_000)}.${String(n % 10_000).padStart(4, '0')}`)
    fc.assert(fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.array(part, { minLength: 1, maxLength: 40 }), (cost, parts) => {
      const whole = parts.reduce((sum, one) => sum + Number(one), 0)
      const shares = divide(fen(cost), parts.map((each, i) => ({ premisesId: String(i), part: each })))
      if (whole === 0) return expect(shares).toEqual([])
      expect(sumFen(shares.map(({ amount }) => amount))).toBe(cost)
      for (const { amount, part: own } of shares) expect(Math.abs(amount - (cost * Number(own)) / whole)).toBeLessThan(1.001)
    }))
  })
})
