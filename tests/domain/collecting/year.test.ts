import type { Day } from '@contract/calendar'
import { addDays, daysBetween } from '@core/domain/calendar'
import { decide } from '@core/domain/collecting/decide'
import { remindedAfter } from '@core/domain/collecting/delivered'
import { nextActOn } from '@core/domain/collecting/nextAct'
import { nextStage } from '@core/domain/collecting/nextStage'
import { POLICY, type Stage, stagesOf } from '@core/domain/collecting/policy'
import { withOpen } from '@core/domain/paying/account'
import type { Account, Contact, PremisesKind } from '@core/store/records'
import fc from 'fast-check'
import { account, bill, contact, day, NEVER, reach, standing } from './facts'

/** One account through months of days: bills come and are paid, some days the cloud is down. */
type Happening = { readonly outage: boolean; readonly pays: 'nothing' | 'oldest' | 'all'; readonly person: boolean }
type Sent = { readonly on: Day; readonly stage: Stage; readonly age: number }

const START = day('2026-01-01')
const happening = fc.record({
  outage: fc.boolean(),
  pays: fc.constantFrom<Happening['pays']>('nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'oldest', 'all'),
  person: fc.boolean(),
})

function live(days: readonly Happening[], kind: PremisesKind, oldDebts: readonly string[]) {
  let one = account(oldDebts.map((dueOn) => bill(dueOn)), { kind })
  const sent: Sent[] = []
  const contacts: Contact[] = []
  days.forEach((what, i) => {
    const today = addDays(START, i)
    if (today.endsWith('-03')) one = withOpen(one, [...one.open, bill(monthEnd(today))])
    if (what.pays !== 'nothing') one = withOpen(one, what.pays === 'all' ? [] : one.open.slice(1))
    if (what.outage) return
    assertSound(one, today)
    // The timer touches an account only when its day has come; a person's run looks at everybody.
    const asked = what.person || (one.nextActOn !== null && one.nextActOn <= today)
    const verdict = asked ? decide(standing(one, { contacts, people: [reach('o1', 9)] }), today, { by: what.person ? 'person' : 'policy' }) : null
    if (!verdict || !('line' in verdict)) return
    const { stage, channel } = verdict.line
    sent.push({ on: today, stage, age: daysBetween(one.oldestDueOn ?? today, today) })
    if (channel === 'wechat') contacts.push(contact(today))
    const before = one
    one = withOpen({ ...one, reminded: remindedAfter(one, stage, today) }, one.open)
    assertNotTwice(before, one, stage, today)
  })
  return sent
}

/** Whatever the timer may send today, the account's day has come: a scan by index misses nobody. */
function assertSound(one: Account, today: Day): void {
  const owed = nextStage(one, today, (stage) => stage.automatic)
  if (owed.stage !== null) expect(one.nextActOn !== null && one.nextActOn <= today).toBe(true)
}
function assertNotTwice(before: Account, after: Account, stage: Stage, today: Day): void {
  const again = nextStage(after, today)
  expect(again.stage?.code === stage.code && again.stage.kind === stage.kind).toBe(false)
  expect(after.outstanding).toBe(before.outstanding)
}
function monthEnd(today: Day): string {
  return addDays(`${addDays(today, 30).slice(0, 7)}-01` as Day, -1)
}

describe.each(['residential', 'commercial'] as const)('a %s account through a year with outages', (kind) => {
  const years = fc.array(happening, { minLength: 60, maxLength: 240 })
  const debts = fc.subarray(['2022-11-30', '2025-06-30', '2025-11-30', '2025-12-24', '2025-12-31'])

  it('gets at most one message a day and three contacts in any seven days', () => {
    fc.assert(
      fc.property(years, debts, (days, old) => {
        const messages = live(days, kind, old).filter(({ stage }) => stage.channel === 'wechat')
        expect(new Set(messages.map(({ on }) => on)).size).toBe(messages.length)
        for (const { on } of messages) expect(messages.filter((other) => other.on <= on && other.on > addDays(on, -7)).length).toBeLessThanOrEqual(3)
      }),
      { numRuns: 60 },
    )
  })

  it('never jumps a step of the ladder, and never takes one too soon', () => {
    const ladder = stagesOf(kind, 'dunning')
    fc.assert(
      fc.property(years, debts, (days, old) => {
        const steps = live(days, kind, old).filter(({ stage }) => stage.kind === 'dunning')
        steps.forEach(({ stage, age, on }, i) => {
          const at = ladder.indexOf(stage)
          expect(age).toBeGreaterThan(0)
          if (at === 0) return expect(age).toBeGreaterThanOrEqual(stage.offset ?? 0)
          const before = steps[i - 1]
          expect(before?.stage).toBe(ladder[at - 1])
          expect(daysBetween(before?.on ?? on, on)).toBeGreaterThanOrEqual((stage.offset ?? 0) - (ladder[at - 1]?.offset ?? 0))
        })
      }),
      { numRuns: 60 },
    )
  })

  it('is told of one due day at most once by each courtesy stage, and never after the day', () => {
    fc.assert(
      fc.property(years, debts, (days, old) => {
        const courtesy = live(days, kind, old).filter(({ stage }) => stage.kind === 'courtesy')
        const perDay = new Set(courtesy.map(({ on }) => on))
        expect(perDay.size).toBe(courtesy.length)
      }),
      { numRuns: 40 },
    )
  })
})

describe('after an outage', () => {
  it('one message goes out, not the missed ones', () => {
    const quiet: Happening = { outage: false, pays: 'nothing', person: false }
    const down: Happening = { ...quiet, outage: true }
    // The bill of 3 January is due on the 31st; the cloud is down from the 1st to the 29th.
    const sent = live([...Array.from({ length: 29 }, () => down), ...Array.from({ length: 20 }, () => quiet)], 'residential', [])
    expect(sent.map(({ on, stage }) => [on, stage.code])).toEqual([['2026-01-30', 'T-1'], ['2026-02-03', 'issued'], ['2026-02-07', 'T+7']])
  })
})

describe('what is remembered of a message', () => {
  it('is every stage that a coming due day had reached, the due day itself included', () => {
    const T1 = POLICY.residential[2] as Stage
    const facts = account([bill('2026-06-30'), bill('2026-07-07'), bill('2026-08-31')])
    expect(remindedAfter(facts, T1, day('2026-06-30')).courtesy).toEqual(['2026-06-30:T-1', '2026-07-07:T-7', '2026-08-31:issued'])
    expect(remindedAfter(facts, T1, day('2026-07-01')).courtesy).toEqual(['2026-07-07:T-7', '2026-08-31:issued'])
  })

  it('forgets due days that nothing is open for', () => {
    const facts = account([bill('2026-07-31')], { reminded: { ...NEVER, courtesy: ['2026-06-30:T-1', '2026-07-31:issued'] } })
    expect(remindedAfter(facts, POLICY.residential[1] as Stage, day('2026-07-24')).courtesy).toEqual(['2026-07-31:issued', '2026-07-31:T-7'])
  })
})

describe('the next day an account is looked at', () => {
  const next = (dueDays: string[], reminded = NEVER, kind: PremisesKind = 'residential') =>
    nextActOn({ ...account(dueDays.map((dueOn) => bill(dueOn))), reminded, kind })
  const reminded = (courtesy: string[], episode: (typeof NEVER)['episode'] = null) => ({ ...NEVER, courtesy, episode })

  it('is past as soon as a bill is published, so that the next scan announces it', () => {
    expect(next(['2026-07-31'])).toBe('1990-01-01')
  })

  it.each([
    [['2026-07-31'], reminded(['2026-07-31:issued']), '2026-07-24'],
    [['2026-07-31'], reminded(['2026-07-31:T-7']), '2026-07-30'],
    [['2026-07-31'], reminded(['2026-07-31:T-1']), '2026-08-07'],
    // After T+7 the rest is a person's: the timer has nothing to do, however long the debt stands.
    [['2023-04-30', '2023-05-31'], reminded([], { since: day('2023-04-30'), lastStage: 'T+7', lastOn: day('2026-07-08') }), null],
    [[], NEVER, null],
  ])('for bills due %j after %j is %s', (dueDays, after, expected) => {
    expect(next(dueDays, after)).toBe(expected)
  })

  it('counts courtesy as said by a dunning message only for what was due before it', () => {
    const episode = { since: day('2026-05-31'), lastStage: 'T+7' as const, lastOn: day('2026-07-31') }
    expect(next(['2026-07-30'], reminded([], episode))).toBeNull()
    expect(next(['2026-05-31', '2026-07-31'], reminded([], episode))).toBe('1990-01-01')
  })

  it('is the fifth day before the due day for a company, which is not told of the issue', () => {
    expect(next(['2026-07-31'], NEVER, 'commercial')).toBe('2026-07-26')
  })
})
