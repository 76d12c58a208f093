import { sumFen } from '@contract/money'
import { spanOf } from '@core/domain/calendar'
import { amounts, codes, day, drafted, held, home, meter, reading, share, tariff, words } from './homes'

describe('metered', () => {
  const water = tariff({ _id: 'water', item: 'water', kind: 'metered', price: '2.9', unit: 'ton' })
  const meters = [meter('m', '2026-06-01')]
  const june = reading('m', '2026-06-30', '100', null)
  it('charges what was used since the base, and names the readings', () => {
    const run = drafted([water], '2026-07', { meters, readings: [june, reading('m', '2026-07-28', '112.5', '12.5')] })
    expect(amounts(run)).toEqual([36_25])
    expect(words(run)).toEqual(['12.5 吨 × 2.9 元'])
    expect(run.drafts[0]).toMatchObject({ readingIds: ['m.2026-07-28'], facts: { quantity: '12.5', unit: 'ton' } })
  })
  it('F14 never charges from the start of the meter: a base alone, or none, is a reason', () => {
    expect(codes(drafted([water], '2026-07', { meters, readings: [june] }))).toEqual(['NO_READING'])
    expect(codes(drafted([water], '2026-07', { meters, readings: [reading('m', '2026-07-28', '112', '12')] }))).toEqual(['NO_PREVIOUS_READING'])
    expect(codes(drafted([water], '2026-07'))).toEqual(['NO_PREVIOUS_READING'])
  })
  it('takes up what earlier months left, once', () => {
    const charged = reading('m', '2026-05-31', '80', '5', { billId: 'bill' })
    const readings = [charged, reading('m', '2026-06-30', '100', '20'), reading('m', '2026-07-31', '130', '30')]
    expect(amounts(drafted([water], '2026-07', { meters, readings }))).toEqual([145_00])
  })
  it('goes on over a replaced meter', () => {
    const both = [meter('m', '2026-06-01', '2026-07-15'), meter('n', '2026-07-15')]
    const readings = [
      june, reading('m', '2026-07-15', '106', '6', { kind: 'last' }), reading('n', '2026-07-15', '0', null), reading('n', '2026-07-31', '4', '4'),
    ]
    const run = drafted([water], '2026-07', { meters: both, readings })
    expect(amounts(run)).toEqual([29_00])
    expect(run.drafts[0]?.readingIds).toEqual(['m.2026-07-15', 'n.2026-07-31'])
  })
  it('needs the hand-over read when the payer changes', () => {
    const holdings = [held('a', '2020-01-01', '2026-07-10'), held('b', '2026-07-11')]
    const without = { meters, holdings, readings: [june, reading('m', '2026-07-31', '130', '30')] }
    expect(codes(drafted([water], '2026-07', without))).toEqual(['NO_READING_AT_HANDOVER', 'NO_READING_AT_HANDOVER'])
    for (const on of ['2026-07-10', '2026-07-11']) {
      const run = drafted([water], '2026-07', { ...without, readings: [june, reading('m', on, '110', '10'), reading('m', '2026-07-31', '130', '20')] })
      expect(run.drafts.map(({ accountId, amount }) => [accountId, amount])).toEqual([['a', 29_00], ['b', 58_00]])
    }
  })
  it('gives a new price its days of what was used', () => {
    const next = tariff({ ...water, _id: 'next', effectiveFrom: day('2026-07-16'), price: '3.9' })
    const run = drafted([water, next], '2026-07', { meters, readings: [june, reading('m', '2026-07-31', '131', '31')] })
    expect(amounts(run)).toEqual([43_50 + 62_40])
  })
})

describe('tiered', () => {
  const steps = [{ upTo: '10', price: '2' }, { upTo: '20', price: '3' }, { upTo: null, price: '5' }]
  const monthly = tariff({ _id: 'tiers', item: 'water', kind: 'tiered', price: '0', unit: 'ton', tiers: { every: 'month', steps } })
  const use = (used: string, version = monthly, more = {}) => drafted([version], '2026-07', {
    meters: [meter('m', '2026-06-01')], readings: [reading('m', '2026-06-30', '0', null), reading('m', '2026-07-31', used, used)], ...more,
  })
  it.each([
    ['10', 20_00], ['10.0001', 20_00], ['10.01', 20_03], ['20', 50_00], ['20.01', 50_05], ['25', 75_00],
  ])('%s tons are %i fen', (used, amount) => {
    expect(amounts(use(used))).toEqual([amount])
  })
  it('shows each step with its part, and they add up', () => {
    const run = use('25')
    expect(run.drafts[0]?.working).toEqual([
      { says: '第 1 档：10 吨 × 2 元', amount: 20_00 }, { says: '第 2 档：10 吨 × 3 元', amount: 30_00 },
      { says: '第 3 档：5 吨 × 5 元', amount: 25_00 },
    ])
  })
  it('adds surcharges on every unit, and widens the steps for a large household', () => {
    const tiers = { every: 'month', steps, surcharges: [{ says: '污水处理费', price: '0.95' }], perPerson: { above: 4, extra: '2' } } as const
    expect(amounts(use('12', { ...monthly, tiers }))).toEqual([20_00 + 6_00 + 11_40])
    expect(amounts(use('12', { ...monthly, tiers }, { premises: home({ persons: 5 }) }))).toEqual([24_00 + 11_40])
    expect(amounts(use('12', { ...monthly, tiers }, { premises: home({ persons: 4 }) }))).toEqual([20_00 + 6_00 + 11_40])
  })
  it('goes on where the year stands, and begins anew with the next', () => {
    const yearly = { ...monthly, tiers: { every: 'year', steps } } as const
    const billed = (period: string) => [{
      _id: `b-${period}`, item: 'water', from: spanOf(period).from, to: spanOf(period).to, void: false,
      facts: { pieces: 1, days: 30, months: '1', price: '0', quantity: '15', beforeRounding: '0' },
    }]
    expect(amounts(use('10', yearly, { billed: billed('2026-06') }))).toEqual([15_00 + 25_00])
    expect(amounts(use('10', yearly, { billed: billed('2025-12') }))).toEqual([20_00])
    expect(amounts(use('10', yearly, { billed: billed('2026-06').map((one) => ({ ...one, void: true })) }))).toEqual([20_00])
  })
})

describe('a share and a formula', () => {
  const pool = tariff({ _id: 'pool', item: 'public_energy', kind: 'pool', price: '0', sharedBy: 'area' })
  it('a share is charged as it was divided, and by days when the home changes hands', () => {
    const facts = { shares: [share(31_01)], costs: new Map([['pool', 1550_50]]) } as never
    expect(drafted([pool], '2026-07', facts).drafts).toMatchObject([{
      amount: 31_01, poolId: 'pool', working: [{ says: '公摊总额 1550.5 元，按面积分摊，本户 100 / 全部 5000', amount: 31_01 }],
    }])
    const two = drafted([pool], '2026-07', { ...(facts as object), holdings: [held('a', '2020-01-01', '2026-07-10'), held('b', '2026-07-11')] })
    expect(sumFen(two.drafts.map(({ amount }) => amount))).toBe(31_01)
    expect(codes(drafted([pool], '2026-07'))).toEqual(['NO_SHARE'])
  })
  it('a formula is worked out exactly from what is known, and says what it used', () => {
    const lift = (text: string, constants = {}) => tariff({ _id: 'lift', item: 'lift', kind: 'formula', price: '0', formula: { text, constants } })
    const run = drafted([lift('(area * 0.3 + base) * months', { base: '12.5' })], '2026-Q3')
    expect(amounts(run)).toEqual([127_50])
    expect(words(run)).toEqual(['按公式 (area * 0.3 + base) * months（面积 100，base 12.5，月数 3）'])
    expect(codes(drafted([lift('area * 2')], '2026-07', { premises: home({ area: null }) }))).toEqual(['NO_AREA'])
    expect(codes(drafted([lift('persons * 2')], '2026-07'))).toEqual(['FORMULA_FAULT'])
    expect(codes(drafted([lift('1 / (area - 100)')], '2026-07'))).toEqual(['FORMULA_FAULT'])
    expect(codes(drafted([lift('1 - area')], '2026-07'))).toEqual(['FORMULA_FAULT'])
  })
})
