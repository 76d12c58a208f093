import type { Instant } from '@contract/calendar'
import { dayOf } from '@contract/calendar'
import { fen, sumFen } from '@contract/money'
import { addDays } from '@core/domain/calendar'
import { decide } from '@core/domain/collecting/decide'
import { takeOff, withOpen } from '@core/domain/paying/account'
import { dueLines } from '@core/domain/paying/due'
import { splitEvenly } from '@core/domain/paying/plan'
import { planFaults } from '@core/domain/paying/planRules'
import { acceptPlan, keep, type Moved, PLAN_ROADS, signPlan } from '@core/domain/paying/planRoad'
import { partsShown, planThatMatters, sayRunning } from '@core/domain/paying/planWords'
import { quote } from '@core/domain/paying/quote'
import { seenFrom } from '@core/domain/paying/seen'
import type { Account, OpenBill, Plan, PlanSignature } from '@core/store/records'
import fc from 'fast-check'
import { account, bill, day, standing } from '../collecting/facts'

const at = (on: string) => `${on}T09:00:00.000+08:00` as Instant
const START = at('2026-07-01')

function plan(open: readonly OpenBill[], parts: number, more: Partial<Plan> = {}): Plan {
  const total = sumFen(open.map(({ outstanding }) => outstanding))
  const days = Array.from({ length: parts }, (_, i) => day(`2026-${String(7 + i).padStart(2, '0')}-10`))
  return {
    _id: 'plan-1', communityId: 'c1', accountId: 'a1', payeeId: 'p1', total, lines: open.map(({ billId, outstanding: amount }) => ({ billId, amount })),
    instalments: splitEvenly(total, parts).map((amount, i) => ({ dueOn: days[i] ?? day('2027-01-10'), amount })), doubts: [], replaces: null,
    terms: '', termsHash: '', asked: { by: 'b1', relation: 'owner', at: START }, accepted: null, signatures: [], state: 'proposed', startedAt: null,
    ended: null, createdAt: START, ...more,
  }
}
const begin = (one: Account, of: Plan, old: Plan | null = null): Moved => {
  const moved = acceptPlan(of, one, old, { by: 'b1', at: START })
  if (!moved.ok) throw new Error(moved.refusal)
  return moved.value
}
const pay = (one: Account, amount: number): Account => {
  const quoted = quote(one, { amount: fen(amount) }, day('2026-07-01'))
  if (!quoted.ok) throw new Error(quoted.refusal)
  return withOpen(one, takeOff(one.open, quoted.value.lines))
}
const bills = [bill('2026-05-31', 150_00), bill('2026-06-30', 150_00)]
const ids = new Set(bills.map(({ billId }) => billId))

describe('accepting a plan', () => {
  it('acknowledges its bills: their three years begin anew that day, and they leave the ladder', () => {
    const { plan: running, account: after } = begin(account([...bills, bill('2026-07-31')]), plan(bills, 3))
    expect(running).toMatchObject({ state: 'running', accepted: { by: 'b1', at: START }, startedAt: START })
    expect(after.open.map(({ interruptedOn }) => interruptedOn)).toEqual(['2026-07-01', '2026-07-01', undefined])
    expect(after.plans).toHaveLength(1)
    expect(after.outstanding).toBe(400_00)
    expect(planFaults(after, [running], ids)).toEqual([])
  })

  it('with doubts waits for staff: acknowledged, not begun, and a task', () => {
    const { plan: waiting, account: after, task } = begin(account(bills), plan(bills, 3, { doubts: ['total'] }))
    expect([waiting.state, after.plans, task?.kind]).toEqual(['waiting_approval', [], 'plan_approval'])
    expect(after.open.every(({ interruptedOn }) => interruptedOn === '2026-07-01')).toBe(true)
  })

  it('is refused when a bill is no longer as it was read, or is in another plan', () => {
    const stale = acceptPlan(plan(bills, 3), account([bill('2026-05-31', 149_99), bill('2026-06-30', 150_00)]), null, { by: 'b1', at: START })
    expect(stale).toMatchObject({ refusal: 'PLAN_BILLS_CHANGED' })
    const first = begin(account(bills), plan(bills, 3))
    expect(acceptPlan(plan(bills, 2, { _id: 'plan-2' }), first.account, null, { by: 'b1', at: START })).toMatchObject({ refusal: 'PLAN_BILLS_CHANGED' })
  })

  it('in place of an old plan takes the old one out in the same step', () => {
    const first = begin(account(bills), plan(bills, 3))
    const second = begin(first.account, plan(bills, 2, { _id: 'plan-2', replaces: 'plan-1' }), first.plan)
    expect([second.account.plans.map(({ planId }) => planId), second.replaced?.state]).toEqual([['plan-2'], 'replaced'])
    expect(planFaults(second.account, [second.plan, ...(second.replaced ? [second.replaced] : [])], ids)).toEqual([])
  })
})

describe('staff deciding', () => {
  const waiting = begin(account(bills), plan(bills, 3, { doubts: ['total'] }))
  const sign = (more: Partial<PlanSignature>, of = waiting.plan, one = waiting.account, on = '2026-07-02') =>
    signPlan(of, one, null, { by: 'm', name: '经理', roles: ['manager'], approve: true, reason: '好', at: at(on), ...more })

  it('a steward proposes, the manager decides, and the reason of a refusal is kept for the resident', () => {
    const proposed = sign({ by: 's', roles: ['steward'] })
    expect(proposed).toMatchObject({ value: { plan: { state: 'waiting_approval', signatures: [{ by: 's' }] }, account: { plans: [] } } })
    expect(sign({})).toMatchObject({ value: { plan: { state: 'running' }, account: { plans: [{ planId: 'plan-1' }] } } })
    const refused = sign({ approve: false, reason: '请先缴一部分' })
    expect(refused).toMatchObject({ value: { plan: { state: 'refused', ended: { says: '请先缴一部分' } }, account: { plans: [] } } })
  })

  it.each([['2026-07-10', true], ['2026-07-11', false]])('on %s, the first part falling due on the tenth: %s', (on, begins) => {
    expect(sign({}, waiting.plan, waiting.account, on)).toMatchObject(begins ? { ok: true } : { refusal: 'PLAN_DAY_PASSED' })
  })

  it('what was paid while it waited counts; a plan with nothing left to pay does not begin', () => {
    const less = pay(waiting.account, 120_00)
    const begun = sign({}, waiting.plan, less)
    expect(begun.ok && sumFen(partsShown(begun.value.account.plans[0] as never, less.open, day('2026-07-02')).map(({ left }) => left))).toBe(180_00)
    expect(sign({}, waiting.plan, pay(waiting.account, 300_00))).toMatchObject({ value: { plan: { state: 'withdrawn' }, account: { plans: [] } } })
  })

  it('nothing leads out of an end', () => {
    const over = Object.entries(PLAN_ROADS).filter(([, roads]) => roads.length === 0).map(([state]) => state)
    expect(over).toEqual(['finished', 'broken', 'refused', 'withdrawn', 'replaced'])
    for (const state of over as Plan['state'][]) {
      expect(sign({}, { ...waiting.plan, state })).toMatchObject({ refusal: 'PLAN_NOT_WAITING' })
      expect(keep({ ...waiting.plan, state }, waiting.account, at('2030-01-01'))).toBeNull()
    }
  })
})

describe('what a night does', () => {
  const running = begin(account(bills), plan(bills, 3))
  const night = (one: Account, on: string, of = running.plan) => keep(of, one, at(on))

  it.each([['2026-07-10', null], ['2026-07-17', null], ['2026-07-18', 'broken']])('a part of the tenth that nobody paid, on %s: %s', (on, state) => {
    expect(night(running.account, on)?.plan.state ?? null).toBe(state)
  })

  it('a broken plan leaves the account with every bill as it was, and asks a person', () => {
    const paid = pay(running.account, 50_00)
    const broken = night(paid, '2026-07-18')
    expect([broken?.account.plans, broken?.account.outstanding, broken?.task?.kind]).toEqual([[], 250_00, 'plan_broken'])
    expect(broken?.account.open).toEqual(paid.open)
  })

  it('is not broken while money of its payee may be on its way', () => {
    const order = { payeeId: 'p1', outTradeNo: 'L_1', under: 'payment' as const }
    expect(night({ ...running.account, openOrders: [order] }, '2026-07-18')).toBeNull()
    expect(night({ ...running.account, openOrders: [{ ...order, payeeId: 'p2' }] }, '2026-07-18')?.plan.state).toBe('broken')
  })

  it('finishes what is paid, early too, and lapses what was never begun', () => {
    expect(night(pay(running.account, 300_00), '2026-07-02')).toMatchObject({ plan: { state: 'finished' }, account: { plans: [], outstanding: 0 } })
    expect(night(account(bills), '2026-07-10', plan(bills, 3))).toBeNull()
    expect(night(account(bills), '2026-07-11', plan(bills, 3))?.plan.state).toBe('withdrawn')
  })

  it('money paid under a plan is never lost by its end, and the parts are paid exactly as the bills are', () => {
    const amounts = fc.array(fc.integer({ min: 1_00, max: 900_00 }), { minLength: 1, maxLength: 5 })
    const payments = fc.array(fc.record({ day: fc.nat(160), share: fc.integer({ min: 1, max: 100 }) }), { maxLength: 8 })
    fc.assert(
      fc.property(amounts, fc.integer({ min: 2, max: 5 }), payments, (owed, parts, pays) => {
        const open = owed.map((amount, i) => bill(`2026-0${i + 1}-28`, amount))
        let { plan: one, account: holder } = begin(account(open), plan(open, parts))
        let paid = 0
        for (let i = 0; i < 170; i += 1) {
          const today = addDays(day('2026-07-01'), i)
          for (const { share } of pays.filter((each) => each.day === i)) {
            const amount = Math.ceil((holder.outstanding * share) / 100)
            if (amount === 0) continue
            holder = pay(holder, amount)
            paid += amount
          }
          const moved = keep(one, holder, at(today))
          if (moved) ({ plan: one, account: holder } = moved)
          expect(holder.outstanding).toBe(one.total - paid)
          expect(planFaults(holder, [one], new Set(open.map(({ billId }) => billId)))).toEqual([])
          for (const each of holder.plans) expect(sumFen(partsShown(each, holder.open, today).map(({ left }) => left))).toBe(holder.outstanding)
          // The ladder has no word for an account whose only open bills are in a plan that is kept.
          if (one.state === 'running' && holder.open.length > 0) expect(decide(standing(holder), today, { by: 'person' })).toMatchObject({ skip: 'PLAN_KEPT' })
        }
        expect(['finished', 'broken']).toContain(one.state)
      }),
      { numRuns: 30 },
    )
  })
})

describe('what residents read', () => {
  const { account: kept, plan: running } = begin(account(bills), plan(bills, 3))
  const [inForce] = kept.plans
  if (!inForce) throw new Error('no plan')

  it.each([
    ['2026-07-06', '分期进行中：第 1 期 ¥100.00，缴费日 7月10日', 'coming'], ['2026-07-07', '分期进行中：第 1 期 ¥100.00，缴费日 7月10日', 'due'],
    ['2026-07-11', '第 1 期 ¥100.00 还没缴，7月17日前补上即可', 'missed'], ['2026-07-18', '分期已经结束，余下的账单按原缴费日缴纳', 'missed'],
  ])('on %s: %s', (on, says, state) => {
    expect(sayRunning(inForce, kept.open, day(on))).toBe(says)
    expect(partsShown(inForce, kept.open, day(on))[0]?.state).toBe(state)
  })

  it('a part that is missing goes before a proposal, a proposal to an owner before a plan that runs well', () => {
    const more = bill('2026-07-31', 80_00)
    const both = withOpen(kept, [...kept.open, more])
    const proposal = plan([more], 2, { _id: 'plan-2' })
    const says = (on: string, mine: boolean) => planThatMatters(both, both, [proposal, running], day(on), mine)?.planId
    expect([says('2026-07-11', true), says('2026-07-05', true), says('2026-07-05', false)]).toEqual(['plan-1', 'plan-2', 'plan-1'])
    // A proposal whose bills are no longer as they were is not worth a word.
    expect(planThatMatters(account([]), account([]), [proposal], day('2026-07-05'), true)).toBeNull()
  })

  it('an end is news for two weeks', () => {
    const over: Plan = { ...running, state: 'broken', ended: { at: START, says: '' } }
    const said = (on: string) => planThatMatters(account(bills), account(bills), [over], day(on), true)?.planId
    expect([said(addDays(dayOf(START), 14)), said(addDays(dayOf(START), 15))]).toEqual(['plan-1', undefined])
  })

  it('a tenant who sees one of its bills is asked for nothing of it before its last day', () => {
    const seen = seenFrom(kept, '2026-06-01')
    expect(dueLines(seen, day('2026-07-10'))).toEqual([])
    expect(dueLines(seen, day('2026-09-10'))).toEqual([{ billId: 'b-2026-06-30', amount: 150_00 }])
    expect(seenFrom(kept, '2026-05-01').plans).toEqual(kept.plans)
  })
})
