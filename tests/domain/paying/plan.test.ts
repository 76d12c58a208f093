import type { StaffRole } from '@contract/contract/staff'
import { fen, sumFen } from '@contract/money'
import { addMonths } from '@core/domain/calendar'
import { forbiddenIn } from '@core/domain/collecting/linter'
import { withOpen } from '@core/domain/paying/account'
import { type PlanAsk, simulate, splitEvenly } from '@core/domain/paying/plan'
import { doubtsOf, mayDecidePlan, PLAN_POLICY, verdictOf } from '@core/domain/paying/planPolicy'
import { planTerms } from '@core/domain/paying/planTerms'
import type { Account, Hold } from '@core/store/records'
import fc from 'fast-check'
import { account, bill, day } from '../collecting/facts'

const TODAY = day('2026-07-01')
const tried = (one: Account, ask: Partial<PlanAsk> = {}) => {
  const draft = simulate(one, { parts: 3, firstDueOn: day('2026-07-10'), ...ask }, TODAY)
  return draft.ok ? draft.value : draft.refusal
}
const hold = (more: Partial<Hold>): Hold => ({ holdId: 'h', kind: 'dispute', billIds: null, from: TODAY, until: null, ...more })

describe('parts of a plan', () => {
  it('add up to the plan for any total and number, differ by a fen at most, and the odd fen come first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 1e11 }), fc.integer({ min: 1, max: 12 }), (total, parts) => {
        const shares = splitEvenly(fen(total), parts)
        expect(shares).toHaveLength(parts)
        expect(sumFen(shares)).toBe(total)
        expect([...shares].sort((a, b) => b - a)).toEqual(shares)
        expect((shares[0] ?? 0) - (shares.at(-1) ?? 0)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it.each([[200_00, 3, [66_67, 66_67, 66_66]], [100_01, 2, [50_01, 50_00]], [120_00, 12, Array(12).fill(10_00)]])('%i in %i', (total, parts, expected) => {
    expect(splitEvenly(fen(total), parts)).toEqual(expected)
  })

  it('fall due a month apart, counted from the first day each time', () => {
    expect(tried(account([bill('2026-06-30', 300_00)]), { firstDueOn: day('2026-08-30'), parts: 8 })).toMatchObject({
      instalments: ['2026-08-30', '2026-09-30', '2026-10-30', '2026-11-30', '2026-12-30', '2027-01-30', '2027-02-28', '2027-03-30'].map((dueOn) => ({ dueOn })),
    })
  })
})

describe('trying a plan out', () => {
  const owing = account([bill('2026-05-31', 200_00), bill('2026-06-30', 200_00)])

  it('takes the bills named, whole, and says what each part is', () => {
    expect(tried(owing)).toEqual({
      payeeId: 'p1', total: 400_00, partsMax: 12, leftOut: [],
      lines: [{ billId: 'b-2026-05-31', amount: 200_00 }, { billId: 'b-2026-06-30', amount: 200_00 }],
      instalments: [[0, 133_34], [1, 133_33], [2, 133_33]].map(([i = 0, amount]) => ({ dueOn: addMonths(day('2026-07-10'), i), amount })),
    })
    expect(tried(owing, { billIds: ['b-2026-06-30'] })).toMatchObject({ total: 200_00, leftOut: [] })
  })

  it('leaves out, with words, what is disputed, time-barred or in another plan', () => {
    const instalments = [{ dueOn: day('2026-07-20'), amount: fen(90_00) }]
    const plan = { planId: 'plan-old', payeeId: 'p1', total: fen(90_00), billIds: ['b-2026-03-31'], instalments }
    const one = account([bill('2023-06-30'), bill('2026-03-31', 90_00), bill('2026-04-30'), bill('2026-06-30', 200_00)], {
      holds: [hold({ billIds: ['b-2026-04-30'] })], plans: [plan],
    })
    expect(tried(one)).toMatchObject({
      total: 200_00,
      leftOut: [
        { billId: 'b-2023-06-30', says: expect.stringContaining('三年以前') as string },
        { billId: 'b-2026-03-31', says: expect.stringContaining('另一份分期') as string },
        { billId: 'b-2026-04-30', says: expect.stringContaining('疑问') as string },
      ],
    })
    expect(tried(one, { replaces: 'plan-old' })).toMatchObject({ total: 90_00, lines: [{ billId: 'b-2026-03-31' }] })
    // None of the old plan's bills may fall out of the new one unseen.
    expect(tried(one, { replaces: 'plan-old', billIds: ['b-2026-06-30'] })).toMatchObject({ total: 290_00 })
    expect(tried(one, { replaces: 'plan-x' })).toBe('PLAN_NOT_RUNNING')
    expect(tried(account([bill('2023-06-30')]))).toBe('PLAN_NO_BILLS')
    expect(tried(account([]))).toBe('PLAN_NO_BILLS')
  })

  it('is for one payee: named bills of two are refused, of all the first one is taken', () => {
    const two = account([bill('2026-05-31', 200_00), { ...bill('2026-06-30', 200_00), payeeId: 'p2' }])
    expect(tried(two, { billIds: ['b-2026-05-31', 'b-2026-06-30'] })).toBe('PLAN_PAYEES_MIXED')
    expect(tried(two)).toMatchObject({ payeeId: 'p1', total: 200_00, leftOut: [{ billId: 'b-2026-06-30' }] })
  })

  it.each([
    ['2026-06-30', 'PLAN_FIRST_DAY'], ['2026-07-01', null], ['2026-08-30', null], ['2026-08-31', 'PLAN_FIRST_DAY'],
  ])('may begin on %s: %s', (firstDueOn, refusal) => {
    const draft = tried(owing, { firstDueOn: day(firstDueOn) })
    expect(typeof draft === 'string' ? draft : null).toBe(refusal)
  })

  it.each([
    [19_99, 2, 'PLAN_TOO_SMALL'], [20_00, 2, null], [29_99, 3, 'PLAN_PART_TOO_SMALL'], [30_00, 3, null],
    [1_000_00, 13, 'PLAN_PART_TOO_SMALL'], [1_000_00, 1, 'PLAN_PART_TOO_SMALL'],
  ])('of %i in %i parts: %s', (total, parts, refusal) => {
    const draft = tried(account([bill('2026-06-30', total)]), { parts })
    expect(typeof draft === 'string' ? draft : null).toBe(refusal)
  })

  it('asks about a bill that is not open, and leaves a case to the counter', () => {
    expect(tried(owing, { billIds: ['b-2026-05-31', 'b-gone'] })).toBe('BILL_ALREADY_PAID')
    expect(tried(withOpen({ ...owing, holds: [hold({ kind: 'case' })] }, owing.open))).toBe('PLAN_COUNTER_ONLY')
  })
})

describe('the text that is accepted', () => {
  const facts = {
    place: '1栋1单元101', company: '桂湖物业', payee: '桂湖物业', counterPhone: '0571-5550111', total: fen(400_00),
    bills: [bill('2026-05-31', 200_00), bill('2026-06-30', 200_00)],
    instalments: [{ dueOn: day('2026-07-10'), amount: fen(200_00) }, { dueOn: day('2026-08-10'), amount: fen(200_00) }], needsApproval: false, replaces: false,
  }

  it('says the amounts, the days, the cost, what a missed part means, and that it acknowledges the debt', () => {
    const text = planTerms(facts)
    for (const said of ['2026年5月至2026年6月物业服务费共 2 笔，合计 ¥400.00', '第 1 期 2026年7月10日 ¥200.00', '第 2 期 2026年8月10日', '不收手续费和利息',
      '不再计收违约金',
      '7 天内补上', '已经缴的都算数', '确认第一条的账单和金额由您承担', '诉讼时效，从同意当天起重新计算', '0571-5550111']) expect(text).toContain(said)
    expect(text).not.toContain('审批')
    expect(planTerms({ ...facts, needsApproval: true })).toContain('物业审批后才开始')
    expect(planTerms({ ...facts, replaces: true })).toContain('代替原来的分期')
  })

  it('has no word that a resident must not be sent', () => {
    expect(forbiddenIn(planTerms({ ...facts, needsApproval: true, replaces: true }), 'resident')).toEqual([])
  })

  it('is another text whenever an amount or a day is another', () => {
    const texts = [facts, { ...facts, total: fen(400_01) }, { ...facts, instalments: [...facts.instalments].reverse() }].map(planTerms)
    expect(new Set(texts).size).toBe(3)
  })
})

describe('who must approve', () => {
  const { freeTotalMax, freePartsMax, financeMax, managerMax } = PLAN_POLICY
  it.each([
    [freeTotalMax, freePartsMax, null, false, []], [freeTotalMax + 1, freePartsMax, null, false, ['total']],
    [freeTotalMax, freePartsMax + 1, null, false, ['parts']],
    [100, 2, 'plan-1', true, ['broken_before', 'replaces']],
  ])('%i in %i parts', (total, parts, replaces, brokenLately, expected) => {
    expect(doubtsOf({ total: fen(total), parts, replaces }, { brokenLately })).toEqual(expected)
  })

  type Said = readonly [by: string, role: StaffRole | readonly StaffRole[], approve?: boolean]
  const verdict = (total: number, ...said: readonly Said[]) =>
    verdictOf(fen(total), said.map(([by, role, approve = true]) => ({ by, roles: ([] as StaffRole[]).concat(role), approve })))

  it.each<[number, readonly Said[], string]>([
    [financeMax, [['s', 'steward']], 'waiting'], [financeMax, [['s', 'steward', false]], 'waiting'], [financeMax, [['f', 'finance']], 'approved'],
    [financeMax, [['f', 'finance', false]], 'refused'], [financeMax + 1, [['f', 'finance']], 'waiting'], [financeMax + 1, [['f', 'finance', false]], 'waiting'],
    [financeMax + 1, [['m', 'manager']], 'approved'], [managerMax, [['m', 'manager']], 'approved'], [managerMax + 1, [['m', 'manager']], 'waiting'],
    [managerMax + 1, [['m', 'manager'], ['f', 'finance']], 'approved'], [managerMax + 1, [['m', 'manager'], ['n', 'manager']], 'waiting'],
    // Two persons: one who is both is one.
    [managerMax + 1, [['m', ['manager', 'finance']]], 'waiting'], [managerMax + 1, [['m', ['manager', 'finance']], ['f', 'finance']], 'approved'],
    [managerMax + 1, [['m', 'manager'], ['f', 'finance', false]], 'refused'], [managerMax + 1, [['f', 'finance'], ['s', 'steward']], 'waiting'],
  ])('%i fen after %j: %s', (total, said, expected) => {
    expect(verdict(total, ...said)).toBe(expected)
  })

  it('a steward only proposes, whatever the amount', () => {
    expect([1, financeMax + 1, managerMax + 1].map((total) => mayDecidePlan(fen(total), ['steward', 'collector', 'auditor']))).toEqual([false, false, false])
    expect([financeMax, financeMax + 1, managerMax + 1].map((total) => mayDecidePlan(fen(total), ['finance']))).toEqual([true, false, true])
  })
})
