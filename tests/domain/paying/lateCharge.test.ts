import type { Day, Instant } from '@contract/calendar'
import { fen } from '@contract/money'
import { addDays } from '@core/domain/calendar'
import { sayLate, sayRate, warningsOf } from '@core/domain/paying/chargeWords'
import { isHigh } from '@core/domain/paying/chargeLimits'
import { lateChargeOf, lateOn, NO_CHARGES, policyOf } from '@core/domain/paying/lateCharge'
import type { Hold, OpenBill, RunningPlan } from '@core/store/records'
import fc from 'fast-check'
import { bill, day, DUE, home, late, LATE, policy, under } from './lateHomes'

/** 1000.00 yuan at a ten-thousandth a day is 10 fen a day. */
const whole = bill('b', 100_000)
const on = (text: string, one: OpenBill = whole, charges = late()) => lateOn(home([one]), one, day(text), charges)

describe('a late charge', () => {
  it.each([
    ['the due day itself', '2026-07-31', 0], ['the day after', '2026-08-01', 10], ['twelve days after', '2026-08-12', 120],
    ['due 31 July, paid 9 September: 40 days', '2026-09-09', 400],
  ])('on %s', (_, today, amount) => expect(on(today)).toBe(amount))

  it.each([['the last day of grace', '2026-08-10', 0], ['the first day after it', '2026-08-11', 10]])('%s', (_, today, amount) => {
    expect(on(today, whole, late({ graceDays: 10 }))).toBe(amount)
  })

  it.each([
    ['well below it', '2027-03-28', 240 * 50],
    ['one day before 30 %', '2028-03-21', 599 * 50], ['at 30 %', '2028-03-22', 30_000], ['years later', '2030-01-01', 30_000],
  ])(
    'never passes its cap: %s', (_, today, amount) => expect(on(today, whole, late({ rate: '0.0005' }))).toBe(amount),
  )

  it('is rounded half up once, over all days, and its cap down', () => {
    const odd = bill('b', 12_345)
    expect([1, 4, 5, 12].map((days) => lateOn(home([odd]), odd, addDays(DUE, days), late()))).toEqual([1, 5, 6, 15])
    expect(lateOn(home([bill('b', 101)]), bill('b', 101), day('2040-01-01'), late({ cap: '0.01' }))).toBe(1)
  })

  it('is nothing where there is no rule, and nobody begins with one', () => {
    expect(lateChargeOf(home([whole]), whole, day('2026-12-31'), NO_CHARGES)).toBeNull()
    expect(on('2026-12-31', whole, under(policy({ late: null })))).toBe(0)
  })

  it.each([
    ['another payee', { payeeId: 'q' }], ['an item the rule leaves out', { item: 'lift' }], ['water, collected for somebody else', { item: 'water' }],
    ['a bill that nobody was told of', { toldOn: undefined }],
  ])('is nothing on %s', (_, changed) => {
    const { toldOn, ...rest } = { ...whole, ...changed }
    const other = { ...rest, ...(toldOn ? { toldOn } : {}) } as OpenBill
    expect(on('2026-12-31', other, under(policy({ items: ['property_fee', 'water'] })))).toBe(0)
  })

  it('counts from the day after the payer was told, where that is later', () => {
    expect(on('2026-08-25', { ...whole, toldOn: day('2026-08-20') })).toBe(50)
  })
})

describe('the version that a bill is under', () => {
  const v = (id: string, publishedOn: string, changed = {}) =>
    policy({ _id: id, publishedOn: day(publishedOn), publishedAt: `${publishedOn}T09:00:00.000+08:00` as Instant, ...changed })
  const of = (dueOn: string, ...policies: ReturnType<typeof v>[]) =>
    policyOf({ payeeId: 'p', item: 'property_fee', dueOn: day(dueOn) }, under(...policies))?._id ?? null

  it('never reaches back: only bills due after its publication', () => {
    expect(of('2026-07-31', v('one', '2026-07-31'))).toBeNull()
    expect(of('2026-08-01', v('one', '2026-07-31'))).toBe('one')
  })
  it('begins with the due day that it names', () => {
    expect(of('2026-08-30', v('one', '2026-07-01', { dueFrom: day('2026-08-31') }))).toBeNull()
    expect(of('2026-08-31', v('one', '2026-07-01', { dueFrom: day('2026-08-31') }))).toBe('one')
  })
  it('stays with the bill when another is published', () => {
    const both = [v('one', '2026-07-01'), v('two', '2026-08-15')]
    expect([of('2026-07-31', ...both), of('2026-08-15', ...both), of('2026-08-16', ...both)]).toEqual(['one', 'one', 'two'])
  })
  it('is none once it was stopped, and an older one does not come back', () => {
    const stopped = v('two', '2026-07-10', { stopped: { on: day('2026-07-20'), by: 'm', reason: 'r' } })
    expect([of('2026-07-20', v('one', '2026-07-01'), stopped), of('2026-07-21', v('one', '2026-07-01'), stopped)]).toEqual(['two', null])
  })
  it('charges up to the day it was stopped and no longer', () => {
    const stopped = under(policy({ stopped: { on: day('2026-08-05'), by: 'm', reason: 'r' } }))
    expect(on('2026-08-05', whole, stopped)).toBe(50)
    expect(on('2026-12-31', whole, stopped)).toBe(50)
  })
})

describe('days that do not count', () => {
  const hold = (kind: Hold['kind'], from: string, until: string | null, billIds: readonly string[] | null): Hold => ({
    holdId: 'h', kind, billIds, from: day(from), until: until === null ? null : day(until), ...(kind === 'case' ? { caseState: 'bankrupt' as const } : {}),
  })
  const held = (today: string, ...holds: Hold[]) => lateOn(home([whole], { holds }), whole, day(today), late())

  it.each([
    ['a dispute', hold('dispute', '2026-08-03', '2026-08-06', ['b']), 60],
    ['a dispute of another bill', hold('dispute', '2026-08-03', '2026-08-06', ['x']), 100],
    ['a promise', hold('promise', '2026-08-01', '2026-08-10', ['b']), 0], ['a pause of the account', hold('pause', '2026-08-09', '2026-08-31', null), 80],
    ['a bankrupt’s case', hold('case', '2026-08-05', null, null), 40],
  ])('%s', (_, one, amount) => expect(held('2026-08-10', one)).toBe(amount))

  it('overlapping ones spare a day once', () => {
    expect(held('2026-08-10', hold('dispute', '2026-08-03', '2026-08-06', ['b']), hold('pause', '2026-08-05', '2026-08-08', null))).toBe(40)
  })
  it('stay spared when the hold is gone, and outages of ours are spared for everybody', () => {
    const was = { ...whole, spared: [{ from: day('2026-08-03'), to: day('2026-08-06') }] }
    expect(on('2026-08-10', was)).toBe(60)
    expect(on('2026-08-10', was, { ...late(), spared: [{ from: day('2026-08-06'), to: day('2026-08-07'), says: '系统故障' }] })).toBe(50)
  })
  it('a plan, as long as it is kept, its grace included', () => {
    const plan: RunningPlan = {
      planId: 'plan', payeeId: 'p', total: fen(100_000), billIds: ['b'], since: day('2026-08-05'),
      instalments: [{ dueOn: day('2026-08-20'), amount: fen(50_000) }, { dueOn: day('2026-09-20'), amount: fen(50_000) }],
    }
    const planned = home([whole], { plans: [plan] })
    const charged = ['2026-08-04', '2026-08-20', '2026-08-27', '2026-08-28'].map((today) => lateOn(planned, whole, day(today), late()))
    expect(charged).toEqual([40, 40, 40, 50])
  })
})

describe('paid in parts', () => {
  it('what is paid on a day was owed on it still', () => {
    const rest = { ...whole, outstanding: fen(40_000), paidLate: [{ on: day('2026-08-10'), amount: fen(60_000) }] }
    expect([on('2026-08-10', rest), on('2026-08-11', rest), on('2026-08-20', rest)]).toEqual([100, 104, 140])
  })
  it('two payments of one day, and one whose notice came late, make no difference to the order', () => {
    const pays = [
      { on: day('2026-08-10'), amount: fen(30_000) }, { on: day('2026-08-05'), amount: fen(20_000) }, { on: day('2026-08-10'), amount: fen(10_000) },
    ]
    const one = { ...whole, outstanding: fen(40_000), paidLate: pays }
    expect(on('2026-08-20', one)).toBe(50 + 40 + 40)
    expect(on('2026-08-20', { ...one, paidLate: [...pays].reverse() })).toBe(130)
  })
})

/** Day by day, in whole numbers: the simplest thing that can be right. */
function slowly(one: OpenBill, today: Day, tenThousandths: number, grace: number, spared: readonly { from: Day; to: Day }[]): bigint {
  let sum = 0n
  for (let x = addDays(DUE, grace + 1); x <= today; x = addDays(x, 1)) {
    if (spared.some(({ from, to }) => from <= x && x <= to)) continue
    const owed = one.outstanding + (one.paidLate ?? []).filter((pay) => pay.on >= x).reduce((total, pay) => total + pay.amount, 0)
    sum += BigInt(owed)
  }
  return (sum * BigInt(tenThousandths) * 2n + 10_000n) / 20_000n
}

describe('for any bill', () => {
  const dayAfter = (max: number) => fc.integer({ min: -5, max }).map((n) => addDays(DUE, n))
  const anyBill = fc.record({
    outstanding: fc.integer({ min: 1, max: 5_000_000 }), rate: fc.integer({ min: 1, max: 5 }), grace: fc.integer({ min: 0, max: 60 }), today: dayAfter(900),
    pays: fc.array(fc.record({ on: dayAfter(600).filter((on_) => on_ > DUE), amount: fc.integer({ min: 1, max: 900_000 }) }), { maxLength: 4 }),
    spans: fc.array(fc.record({ from: dayAfter(400), length: fc.integer({ min: 0, max: 90 }) }), { maxLength: 3 }),
  })
  const made = ({ outstanding, pays, spans }: { outstanding: number; pays: { on: Day; amount: number }[]; spans: { from: Day; length: number }[] }) =>
    bill('b', outstanding, {
      paidLate: pays.map(({ on: at, amount }) => ({ on: at, amount: fen(amount) })),
      spared: spans.map(({ from, length }) => ({ from, to: addDays(from, length) })),
    })
  const text = (rate: number) => `0.000${rate}`

  it('it is the sum of its days, below its cap', () => {
    fc.assert(fc.property(anyBill, (facts) => {
      const one = made(facts)
      // A payment that lies ahead is no fact yet.
      fc.pre(facts.pays.every(({ on: at }) => at <= facts.today))
      const exact = slowly(one, facts.today, facts.rate, facts.grace, one.spared ?? [])
      const owedFirst = one.outstanding + (one.paidLate ?? []).filter((pay) => pay.on > addDays(DUE, facts.grace)).reduce((total, pay) => total + pay.amount, 0)
      const cap = (BigInt(owedFirst) * 3n) / 10n
      expect(BigInt(lateOn(home([one]), one, facts.today, late({ rate: text(facts.rate), graceDays: facts.grace })))).toBe(exact < cap ? exact : cap)
    }), { numRuns: 120 })
  })
  it('it never falls from one day to the next, and is nothing within grace', () => {
    fc.assert(fc.property(anyBill, (facts) => {
      const one = made({ ...facts, pays: [] })
      const charges = late({ rate: text(facts.rate), graceDays: facts.grace })
      const [today, next] = [facts.today, addDays(facts.today, 1)].map((at) => lateOn(home([one]), one, at, charges))
      expect(next).toBeGreaterThanOrEqual(today ?? 0)
      if (facts.today <= addDays(DUE, facts.grace)) expect(today).toBe(0)
    }))
  })
  it('paying in parts never costs more than paying all at the end', () => {
    fc.assert(fc.property(anyBill, (facts) => {
      const inParts = made(facts)
      const atOnce = made({ ...facts, outstanding: facts.outstanding + facts.pays.reduce((sum, { amount }) => sum + amount, 0), pays: [] })
      const charges = late({ rate: text(facts.rate), graceDays: facts.grace })
      expect(lateOn(home([inParts]), inParts, facts.today, charges)).toBeLessThanOrEqual(lateOn(home([atOnce]), atOnce, facts.today, charges))
    }))
  })
})

describe('the words', () => {
  const said = (today: string, one = whole) => {
    const found = lateChargeOf(home([one]), one, day(today), late())
    return found ? sayLate(found, day(today)) : ''
  }
  it('name the clause, the day, the rate and the days so far', () => {
    expect(said('2026-08-12')).toBe('按合同第八条，7月31日后每天万分之一，已计12天')
    expect(said('2027-01-02')).toBe('按合同第八条，2026年7月31日后每天万分之一，已计155天')
    expect(said('2040-01-01')).toContain('最多为账单的30%，不再增加')
    expect(said('2026-08-12', { ...whole, waivers: [{ id: 'w', at: '' as Instant, amount: fen(50) }] })).toContain('已减免¥0.50')
  })
  it.each([['0.0001', '万分之一'], ['0.0005', '万分之五'], ['0.00015', '万分之1.5'], ['0.00005', '万分之0.5']])('%s is %s', (rate, words) => {
    expect(sayRate(rate)).toBe(words)
  })
  it('warn above 1.3 times the LPR: 0.03 × 1.3 / 365', () => {
    expect([isHigh('0.000106'), isHigh('0.000107')]).toEqual([false, true])
    expect(warningsOf({ late: { ...LATE, rate: '0.0005' }, discount: null })[0]).toContain('1.3 倍')
    expect(warningsOf({ late: LATE, discount: null })).toHaveLength(1)
  })
})
