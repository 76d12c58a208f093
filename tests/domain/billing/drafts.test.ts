import type { Day } from '@contract/calendar'
import { sumFen } from '@contract/money'
import { addDays, spanOf } from '@core/domain/calendar'
import { daysIn } from '@core/domain/billing/spans'
import fc from 'fast-check'
import { amounts, codes, day, drafted, held, home, spans, tariff, words } from './homes'

describe('a month at one price', () => {
  it('is price times area, with the facts that it was made of', () => {
    const run = drafted([tariff()], '2026-07')
    expect(run.drafts).toMatchObject([{
      _id: 'premises.property_fee.2026-07.a.0', from: '2026-07-01', to: '2026-07-31', amount: 200_00, dueOn: '2026-07-31',
      working: [{ says: '100 ㎡ × 2 元/㎡·月', amount: 200_00 }],
      facts: { pieces: 1, days: 31, months: '1', price: '2', area: '100', beforeRounding: '200' },
    }])
  })
  it('F13 is never billed as nothing: what is missing is said', () => {
    expect(codes(drafted([tariff()], '2026-07', { premises: home({ area: null }) }))).toEqual(['NO_AREA'])
    expect(codes(drafted([tariff()], '2026-07', { holdings: [] }))).toEqual(['NO_HOLDER'])
    expect(codes(drafted([], '2026-07'))).toEqual(['NO_TARIFF'])
    expect(codes(drafted([tariff({ basis: null, publishedOn: null })], '2026-07'))).toEqual(['TARIFF_NOT_PUBLISHED'])
    expect(codes(drafted([tariff({ effectiveFrom: day('2026-08-01') })], '2026-07'))).toEqual(['TARIFF_NOT_YET'])
  })
  it('is not billed again, and a void one leaves its number behind', () => {
    const bill = { _id: 'premises.property_fee.2026-07.a.0', item: 'property_fee', from: day('2026-07-01'), to: day('2026-07-31'), void: false }
    expect(codes(drafted([tariff()], '2026-07', { billed: [bill] }))).toEqual(['ALREADY_BILLED'])
    expect(drafted([tariff()], '2026-07', { billed: [{ ...bill, void: true }] }).drafts[0]?._id).toBe('premises.property_fee.2026-07.a.1')
  })
  it('begins with the tariff when that begins within it', () => {
    const run = drafted([tariff({ effectiveFrom: day('2026-07-17') })], '2026-07')
    expect(spans(run)).toEqual(['a 2026-07-17 2026-07-31'])
    expect(amounts(run)).toEqual([Math.round((200_00 * 15) / 31)])
  })
})

describe('a change of price', () => {
  const old = tariff()
  const next = tariff({ _id: 'next', effectiveFrom: day('2026-07-16'), price: '3' })
  it('splits the working by its days, and names both prices and what allows them', () => {
    const run = drafted([old, next], '2026-07')
    // 200 × 15/31 + 300 × 16/31, each rounded as a part of a month.
    expect(amounts(run)).toEqual([96_77 + 154_84])
    expect(words(run)).toEqual([
      '2026年7月1日至2026年7月15日：100 ㎡ × 2 元/㎡·月 × 15/31 个月', '2026年7月16日至2026年7月31日：100 ㎡ × 3 元/㎡·月 × 16/31 个月',
    ])
    expect(run.drafts[0]).toMatchObject({ tariff: { tariffId: 'next' }, earlierTariffs: [{ tariffId: old._id }], facts: { pieces: 2, price: '3' } })
  })
  it('on the first day of the period splits nothing, nor on the first day after it', () => {
    expect(amounts(drafted([old, { ...next, effectiveFrom: day('2026-07-01') }], '2026-07'))).toEqual([300_00])
    expect(amounts(drafted([old, { ...next, effectiveFrom: day('2026-08-01') }], '2026-07'))).toEqual([200_00])
  })
  it('in a quarter leaves whole months whole', () => {
    const run = drafted([old, { ...next, effectiveFrom: day('2026-08-01') }], '2026-Q3')
    expect(amounts(run)).toEqual([200_00 + 600_00])
  })
  it('rounds the bill once where the tariff says so', () => {
    const bill = { rounding: { to: 'yuan', each: 'bill' } } as const
    const run = drafted([tariff(bill), tariff({ ...bill, _id: 'next', effectiveFrom: day('2026-07-16'), price: '3' })], '2026-07')
    expect(amounts(run)).toEqual([252_00])
    expect(run.drafts[0]?.working.map(({ amount }) => amount)).toEqual([96_77, 154_84, 39])
  })
})

describe('F36 two payers of one month', () => {
  const seller = held('a', '2020-01-01', '2026-07-10')
  const buyer = held('b', '2026-07-11')
  it('have adjacent spans and a bill each, that add up to the month', () => {
    const run = drafted([tariff()], '2026-07', { holdings: [seller, buyer] })
    expect(spans(run)).toEqual(['a 2026-07-01 2026-07-10', 'b 2026-07-11 2026-07-31'])
    expect(amounts(run)).toEqual([64_52, 135_48])
  })
  it('leave the month to who holds its first day, where the contract says so', () => {
    const run = drafted([tariff({ proration: 'whole' })], '2026-07', { holdings: [seller, buyer] })
    expect(amounts(run)).toEqual([200_00])
    expect(codes(run)).toEqual(['NOTHING_TO_CHARGE'])
  })
  it('may be a tenant for some items and the owner for the others', () => {
    const tenant = held('tenant', '2026-03-01', null, { role: 'tenant', items: ['parking'] })
    const holdings = [held('owner', '2020-01-01', null, { items: ['property_fee'] }), tenant]
    const run = drafted([tariff(), tariff({ _id: 'parking', item: 'parking', kind: 'flat', price: '150' })], '2026-07', { holdings })
    const said = run.drafts.map(({ accountId, item, amount }) => `${accountId} ${item} ${amount}`)
    expect(said).toEqual(['owner property_fee 20000', 'tenant parking 15000'])
  })
  it('may be the owner before and after a short tenancy: two bills of one month, each with an id of its own', () => {
    const holdings = [held('owner', '2020-01-01', '2026-07-04'), held('tenant', '2026-07-05', '2026-07-15', { role: 'tenant' }), held('owner', '2026-07-16')]
    const run = drafted([tariff()], '2026-07', { holdings })
    expect(run.drafts.map(({ _id, amount }) => [_id.replace('premises.property_fee.2026-07.', ''), amount])).toEqual([
      ['owner.0', 25_81], ['tenant.0', 70_97], ['owner.1', 103_23],
    ])
  })
  it('pay nothing for the days that the contract gives free, which are said', () => {
    const free = (from: string, to: string) => [held('a', '2020-01-01', null, { free: [{ from: day(from), to: day(to), says: '合同免租期' }] })]
    const half = drafted([tariff()], '2026-07', { holdings: free('2026-07-01', '2026-07-15') })
    expect(amounts(half)).toEqual([103_23])
    expect(words(half)?.[0]).toBe('2026年7月1日至2026年7月15日：合同免租期，不收')
    expect(codes(drafted([tariff()], '2026-07', { holdings: free('2026-06-01', '2026-08-31') }))).toEqual(['FREE'])
  })
})

describe('a posted rate', () => {
  const rates = [{ code: 'vacant', says: '空置房', multiplier: '0.7' }, { code: 'low_income', says: '低保', multiplier: '0.5' }]
  const certificate = (code: string, from: string, to: string) => ({
    _id: code, communityId: 'c', premisesId: 'premises', code, certificate: '第 7 号', from: day(from), to: day(to), setBy: 's', createdAt: '' as never,
  })
  it('holds from the first to the last day of the certificate', () => {
    const whole = drafted([tariff({ rates })], '2026-07', { entitlements: [certificate('vacant', '2026-07-01', '2026-07-31')] })
    expect(amounts(whole)).toEqual([140_00])
    expect(words(whole)).toEqual(['100 ㎡ × 2 元/㎡·月 × 70%（空置房）'])
    const cut = drafted([tariff({ rates })], '2026-07', { entitlements: [certificate('vacant', '2026-01-01', '2026-07-15')] })
    expect(amounts(cut)).toEqual([67_74 + 103_23])
  })
  it('is the better of two, and none without being posted', () => {
    const both = [certificate('vacant', '2026-01-01', '2026-12-31'), certificate('low_income', '2026-01-01', '2026-12-31')]
    expect(amounts(drafted([tariff({ rates })], '2026-07', { entitlements: both }))).toEqual([100_00])
    expect(amounts(drafted([tariff()], '2026-07', { entitlements: both }))).toEqual([200_00])
  })
})

describe('anniversary periods', () => {
  const yearly = tariff({ cycle: { every: 'anniversary', months: 12 } })
  const on = (handedOverOn: string, period: string, cycle = yearly) => drafted([cycle], period, { premises: home({ handedOverOn: day(handedOverOn) }) })
  it.each([
    ['2023-03-15', '2026-03', 'a 2026-03-15 2027-03-14'],
    // From a leap day: the day before the next 28 or 29 February.
    ['2024-02-29', '2026-02', 'a 2026-02-28 2027-02-27'],
    ['2024-02-29', '2028-02', 'a 2028-02-29 2029-02-27'],
    ['2023-12-31', '2026-12', 'a 2026-12-31 2027-12-30'],
    ['2023-01-01', '2026-01', 'a 2026-01-01 2026-12-31'],
  ])('from %s a year that begins in %s is %s', (from, period, span) => {
    expect(spans(on(from, period))).toEqual([span])
    expect(amounts(on(from, period))).toEqual([2400_00])
  })
  it('come only in the month they begin in, and need the day they count from', () => {
    expect(on('2023-03-15', '2026-04')).toEqual({ drafts: [], skips: [] })
    expect(codes(drafted([yearly], '2026-03'))).toEqual(['NO_HANDOVER_DAY'])
  })
  it.each([
    ['2026-01-31', 1, '2026-02', 'a 2026-02-28 2026-03-30'],
    ['2026-01-31', 1, '2026-03', 'a 2026-03-31 2026-04-29'],
    ['2025-11-30', 3, '2026-02', 'a 2026-02-28 2026-05-29'],
    ['2026-08-31', 6, '2027-02', 'a 2027-02-28 2027-08-30'],
  ])('from %s every %i months: in %s', (from, months, period, span) => {
    const run = on(from, period, tariff({ cycle: { every: 'anniversary', months } }))
    expect(spans(run)).toEqual([span])
    expect(amounts(run)).toEqual([200_00 * months])
  })
  it('follow each other without a gap or a shared day', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 4000 }), fc.constantFrom(1, 2, 3, 6, 12), (offset, months) => {
      const from = addDays(day('2020-01-01'), offset)
      const cycle = tariff({ cycle: { every: 'anniversary', months } })
      const periods = Array.from({ length: 30 }, (_, i) => `${2031 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`)
      const found = periods.flatMap((period) => on(from, period, cycle).drafts)
      for (const [i, bill] of found.entries()) if (i > 0) expect(bill.from).toBe(addDays(found[i - 1]?.to as Day, 1))
      expect(found.length).toBeGreaterThanOrEqual(Math.floor(29 / months))
    }), { numRuns: 60 })
  })
  it('are other than the calendar quarters, which come in the run of a quarter alone', () => {
    const quarterly = tariff({ cycle: { every: 'quarter' } })
    expect(amounts(drafted([quarterly], '2026-Q3'))).toEqual([600_00])
    expect(drafted([quarterly], '2026-07')).toEqual({ drafts: [], skips: [] })
  })
})

describe('whatever happens within a period', () => {
  const dayOf2026 = fc.integer({ min: 0, max: 364 }).map((offset) => addDays(day('2026-01-01'), offset))
  const period = fc.constantFrom('2026-02', '2026-07', '2026-Q1', '2026-Q3', '2026-H1', '2026')
  it('each day is charged once, to one payer', () => {
    fc.assert(fc.property(period, fc.uniqueArray(dayOf2026, { maxLength: 3 }), fc.uniqueArray(dayOf2026, { maxLength: 2 }), (text, sales, changes) => {
      const ends = [...sales].sort()
      const holdings = [...ends, null].map((end, i) => held(`h${i}`, i === 0 ? '2020-01-01' : addDays(ends[i - 1] as Day, 1), end))
      const versions = [tariff(), ...changes.map((on, i) => tariff({ _id: `v${i}`, effectiveFrom: on, price: `${i + 3}` }))]
      const { drafts, skips } = drafted(versions, text, { holdings })
      expect(skips).toEqual([])
      expect(drafts.reduce((sum, bill) => sum + daysIn(bill), 0)).toBe(daysIn(spanOf(text)))
      expect(drafts.reduce((sum, bill) => sum + (bill.facts?.days ?? 0), 0)).toBe(daysIn(spanOf(text)))
      for (const { amount, working } of drafts) {
        // Of months on their own each stands once and then as many as there are.
        const sum = working.reduce((total, { amount: part }, i) => total + (working[i + 1]?.says.endsWith('个月合计') ? 0 : (part ?? 0)), 0)
        expect(sum).toBe(amount)
      }
    }), { numRuns: 200 })
  })
  it('a cut at the same price moves less than one rounding a cut, and nothing when the bill is rounded once', () => {
    fc.assert(fc.property(period, dayOf2026, fc.integer({ min: 1, max: 9_000_000 }), fc.integer({ min: 1, max: 5_000_000 }), (text, cut, micro, tenth) => {
      const price = `${Math.floor(micro / 1e6)}.${String(micro % 1e6).padStart(6, '0')}`
      const premises = home({ area: `${Math.floor(tenth / 1e4)}.${String(tenth % 1e4).padStart(4, '0')}` })
      const sum = (rounding: Parameters<typeof tariff>[0], cuts: readonly Day[]) => {
        const versions = [tariff({ price, ...rounding }), ...cuts.map((on) => tariff({ _id: 'cut', effectiveFrom: on, price, ...rounding }))]
        return sumFen(drafted(versions, text, { premises }).drafts.map(({ amount }) => amount))
      }
      const once = { rounding: { to: 'fen', each: 'bill' } } as const
      expect(sum(once, [cut])).toBe(sum(once, []))
      expect(Math.abs(sum({}, [cut]) - sum({}, []))).toBeLessThanOrEqual(1)
    }), { numRuns: 200 })
  })
})
