import { fen, sumFen } from '@contract/money'
import { withOpen } from '@core/domain/paying/account'
import { asideOf, asked, dueLines } from '@core/domain/paying/due'
import { isTimeBarred, limitationDay } from '@core/domain/paying/limitation'
import { partsDue, partsOf, standingOf } from '@core/domain/paying/planParts'
import { quote } from '@core/domain/paying/quote'
import type { Account, Hold, OpenBill, RunningPlan } from '@core/store/records'
import fc from 'fast-check'
import { account, bill, day } from '../collecting/facts'

const TODAY = day('2026-07-10')
const plan = (billIds: readonly string[], total: number, ...parts: readonly (readonly [string, number])[]): RunningPlan => ({
  planId: 'plan-1', payeeId: 'p1', total: fen(total), billIds, instalments: parts.map(([dueOn, amount]) => ({ dueOn: day(dueOn), amount: fen(amount) })),
})
const dispute = (billIds: readonly string[] | null, until: string | null, from = '2026-07-01'): Hold => ({
  holdId: 'h', kind: 'dispute', billIds, from: day(from), until: until === null ? null : day(until),
})
const sums = (one: Account, today = TODAY) => dueLines(one, today).map(({ billId, amount }) => [billId, amount])

describe('the limitation period', () => {
  it.each([
    ['2023-07-09', true], ['2023-07-10', false], ['2026-07-31', false],
  ])('a bill due %s is time-barred on 10 July 2026: %s', (dueOn, barred) => {
    expect(isTimeBarred(bill(dueOn), TODAY)).toBe(barred)
  })

  it('begins anew with evidence, and ends on the last day of February where there is no 29th', () => {
    expect(limitationDay({ dueOn: day('2020-01-31'), interruptedOn: day('2026-07-10') })).toBe('2029-07-10')
    expect(limitationDay({ dueOn: day('2024-02-29') })).toBe('2027-02-28')
  })
})

describe('what is due', () => {
  it('is every open bill, its day passed or not, without disputed and time-barred ones', () => {
    const one = account([bill('2023-06-30'), bill('2026-06-30', 1_00), bill('2026-07-31', 2_00)], { holds: [dispute(['b-2026-06-30'], '2026-07-10')] })
    expect(sums(one)).toEqual([['b-2026-07-31', 2_00]])
    expect(one.open.map((open) => asideOf(one, open, TODAY))).toEqual(['time_barred', 'disputed', null])
    // The dispute's last day was the tenth: on the eleventh the bill is back.
    expect(sums(one, day('2026-07-11'))).toEqual([['b-2026-06-30', 1_00], ['b-2026-07-31', 2_00]])
  })

  it('of a kept plan is the missed part, and the next one from three days before its day', () => {
    const bills = [bill('2026-05-31', 100_00), bill('2026-06-30', 100_00)]
    const of = (today: string) => {
      const three = plan(bills.map(({ billId }) => billId), 200_00, ['2026-07-10', 66_68], ['2026-08-10', 66_66], ['2026-09-10', 66_66])
      const one = account(bills, { plans: [three] })
      return sumFen(dueLines(one, day(today)).map(({ amount }) => amount))
    }
    expect([of('2026-07-06'), of('2026-07-07'), of('2026-07-10'), of('2026-07-17')]).toEqual([0, 66_68, 66_68, 66_68])
    // Grace is seven days; then the plan is broken and its bills are due whole.
    expect(of('2026-07-18')).toBe(200_00)
  })

  it('leaves the ladder what is neither disputed nor in a plan, however old', () => {
    const old = bill('2023-06-30')
    const one = account([old, bill('2026-06-30'), bill('2026-07-31')], {
      holds: [dispute(['b-2026-06-30'], null)], plans: [plan(['b-2026-07-31'], 100_00, ['2026-08-01', 50_00], ['2026-09-01', 50_00])],
    })
    expect(asked(one, TODAY)).toMatchObject({ open: [old], outstanding: 100_00, oldestDueOn: '2023-06-30' })
    expect(asked(account([old]), TODAY)).toEqual(account([old]))
  })
})

describe('the parts of a plan', () => {
  const bills = [bill('2026-05-31', 60_00), bill('2026-06-30', 40_00)]
  const three = plan(bills.map(({ billId }) => billId), 100_00, ['2026-07-10', 33_34], ['2026-08-10', 33_33], ['2026-09-10', 33_33])

  it('fill in their order, whichever road the money took', () => {
    const left = (open: readonly OpenBill[]) => partsOf(three, open).map((part) => part.left)
    expect(left(bills)).toEqual([33_34, 33_33, 33_33])
    expect(left([bill('2026-05-31', 20_00), bill('2026-06-30', 40_00)])).toEqual([0, 26_67, 33_33])
    expect(left([])).toEqual([0, 0, 0])
  })

  it.each([
    ['2026-07-10', 'kept'], ['2026-07-11', 'missed'], ['2026-07-17', 'missed'], ['2026-07-18', 'broken'],
  ])('stand on %s as %s', (today, expected) => {
    expect(standingOf(three, bills, day(today))).toBe(expected)
    expect(standingOf(three, [], day(today))).toBe('finished')
  })

  it('are paid exactly as their bills are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90_00 }), { minLength: 2, maxLength: 12 }), fc.nat(), (amounts, some) => {
        const total = amounts.reduce((sum, amount) => sum + amount, 0)
        const owed = some % (total + 1)
        const terms = plan(['b-2026-05-31'], total, ...amounts.map((amount, i) => [`2027-${String(i + 1).padStart(2, '0')}-15`, amount] as const))
        const open = owed === 0 ? [] : [bill('2026-05-31', owed)]
        expect(sumFen(partsOf(terms, open).map(({ left }) => left))).toBe(owed)
        expect(sumFen(partsDue(terms, open, day('2028-01-01')).map(({ left }) => left))).toBe(owed)
      }),
    )
  })
})

describe('a quote', () => {
  const bills = [bill('2026-05-31', 60_00), bill('2026-06-30', 40_00), bill('2026-07-31', 10_00)]
  const planned = account(bills, { plans: [plan(['b-2026-05-31', 'b-2026-06-30'], 100_00, ['2026-07-10', 50_00], ['2026-08-10', 50_00])] })
  const asks = (one: Account, ask: Parameters<typeof quote>[1], today = TODAY) => {
    const quoted = quote(one, ask, today)
    return quoted.ok ? [quoted.value.total, ...quoted.value.lines.map(({ billId, amount }) => `${billId} ${amount}`)] : quoted.refusal
  }

  it('without bills is exactly what is due', () => {
    expect(asks(planned, {})).toEqual([60_00, 'b-2026-05-31 5000', 'b-2026-07-31 1000'])
    expect(asks(account([bill('2023-06-30')]), {})).toBe('NOTHING_DUE')
  })

  it('takes the parts named, due or ahead, and refuses those that are paid or not there', () => {
    expect(asks(planned, { planId: 'plan-1', parts: [1, 2] })).toEqual([100_00, 'b-2026-05-31 6000', 'b-2026-06-30 4000'])
    expect(asks(planned, { planId: 'plan-1', parts: [3] })).toBe('PART_NOT_FOUND')
    expect(asks(planned, { planId: 'plan-1', parts: [2] })).toBe('PART_NOT_NEXT')
    expect(asks(planned, { planId: 'plan-2', parts: [1] })).toBe('PLAN_NOT_RUNNING')
    const half = withOpen(planned, [bill('2026-05-31', 10_00), bill('2026-06-30', 40_00)])
    expect(asks(half, { planId: 'plan-1', parts: [1] })).toBe('PART_ALREADY_PAID')
    expect(asks(half, { planId: 'plan-1', parts: [2] })).toEqual([50_00, 'b-2026-05-31 1000', 'b-2026-06-30 4000'])
    expect(asks(planned, { planId: 'plan-1', parts: [1] }, day('2026-07-18'))).toBe('PLAN_NOT_RUNNING')
  })

  it('of an amount fills what is due first and then pays the plan ahead, to the fen and no further', () => {
    expect(asks(planned, { amount: fen(59_99) })).toEqual([59_99, 'b-2026-05-31 5000', 'b-2026-07-31 999'])
    expect(asks(planned, { amount: fen(110_00) })).toEqual([110_00, 'b-2026-05-31 6000', 'b-2026-06-30 4000', 'b-2026-07-31 1000'])
    expect(asks(planned, { amount: fen(110_01) })).toBe('AMOUNT_TOO_LARGE')
    expect(asks(planned, { amount: fen(20_00) }, day('2026-07-01'))).toEqual([20_00, 'b-2026-05-31 1000', 'b-2026-07-31 1000'])
  })

  it('lets the payer choose a bill that stands aside: the choice wins', () => {
    const one = account([bill('2023-06-30', 5_00), bill('2026-06-30', 7_00)], { holds: [dispute(['b-2026-06-30'], null)] })
    expect(asks(one, { billIds: ['b-2026-06-30', 'b-2023-06-30'] })).toEqual([12_00, 'b-2023-06-30 500', 'b-2026-06-30 700'])
  })
})
