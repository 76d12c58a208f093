import { nextStage } from '@core/domain/collecting/nextStage'
import type { Stage } from '@core/domain/collecting/policy'
import type { PremisesKind, Reminded } from '@core/store/records'
import { account, bill, day, NEVER } from './facts'

const DUE = '2026-06-30'
type May = (stage: Stage) => boolean
const owed = (today: string, reminded: Partial<Reminded> = {}, dueDays = [DUE], kind: PremisesKind = 'residential', may?: May) => {
  const found = nextStage(account(dueDays.map((dueOn) => bill(dueOn)), { reminded: { ...NEVER, ...reminded }, kind }), day(today), may)
  return found.stage ? found.stage.code : found.code
}

describe('courtesy, by account and due day', () => {
  it.each([
    ['2026-06-01', 'issued'], ['2026-06-22', 'issued'], ['2026-06-23', 'T-7'], ['2026-06-28', 'T-7'], ['2026-06-29', 'T-1'], ['2026-06-30', 'T-1'],
    ['2026-07-01', 'NOT_YET'], // F26: the day after the due day is not yet dunned
  ])('with nothing said yet, on %s it is %s: the last stage reached, not the missed ones', (today, code) => {
    expect(owed(today)).toBe(code)
  })

  it.each([
    ['2026-06-10', ['2026-06-30:issued'], 'NOT_YET'],
    ['2026-06-23', ['2026-06-30:issued'], 'T-7'],
    ['2026-06-24', ['2026-06-30:T-7'], 'NOT_YET'],
    ['2026-06-29', ['2026-06-30:T-7'], 'T-1'],
    ['2026-06-29', ['2026-06-30:T-1'], 'NOT_YET'],
    ['2026-06-10', ['2026-05-31:T-1'], 'issued'], // another due day's marks say nothing about this one
  ])('on %s after %j it is %s', (today, courtesy, code) => {
    expect(owed(today, { courtesy })).toBe(code)
  })

  it('F41 an account 38 months late still hears of a new bill', () => {
    const reminded = { episode: { since: day('2023-04-30'), lastStage: 'T+30' as const, lastOn: day('2026-05-20') } }
    expect(owed('2026-06-10', reminded, ['2023-04-30', DUE])).toBe('issued')
  })

  it('waits for what is too small to be worth a word', () => {
    expect(nextStage(account([bill('2026-06-01', 99)]), day('2026-06-20'))).toMatchObject({ code: 'TOO_SMALL' })
    expect(nextStage(account([bill('2026-06-01', 1_00)]), day('2026-06-20'))).toMatchObject({ stage: { code: 'T+7' } })
    expect(nextStage(account([]), day('2026-06-20'))).toMatchObject({ code: 'NOTHING_OWED' })
  })
})

describe('dunning, by account and arrears episode', () => {
  const after = (lastStage: 'T+7' | 'T+30', lastOn: string, since = DUE) => ({ episode: { since: day(since), lastStage, lastOn: day(lastOn) } })

  it.each([
    ['2026-07-06', {}, 'NOT_YET'], ['2026-07-07', {}, 'T+7'], ['2026-07-29', {}, 'T+7'],
    ['2026-07-30', {}, 'T+7'], // nobody jumps a step: thirty days old and never told
    ['2026-07-29', after('T+7', '2026-07-07'), 'NOT_YET'], ['2026-07-30', after('T+7', '2026-07-07'), 'T+30'],
    // Told late: no sooner than the gap of 23 days between the two offsets.
    ['2026-08-11', after('T+7', '2026-07-20'), 'NOT_YET'], ['2026-08-12', after('T+7', '2026-07-20'), 'T+30'],
    ['2026-09-30', after('T+30', '2026-07-30'), 'LADDER_ENDED'],
  ])('on %s after %j it is %s', (today, reminded, code) => {
    expect(owed(today, reminded)).toBe(code)
  })

  it('begins with the first step even for a debt of 38 months', () => {
    expect(owed('2026-07-01', {}, ['2023-04-30', '2023-05-31'])).toBe('T+7')
  })

  it('F43 begins anew after everything overdue was paid', () => {
    const reminded = after('T+30', '2026-03-20', '2026-02-18')
    expect(owed('2026-07-06', reminded)).toBe('NOT_YET')
    expect(owed('2026-07-07', reminded)).toBe('T+7')
  })

  it('a bill that was due on the very day of the last reminder was not overdue then: its episode is new', () => {
    expect(owed('2026-07-07', after('T+30', '2026-06-30', '2026-04-30'))).toBe('T+7')
    expect(owed('2026-07-07', after('T+30', '2026-07-01', '2026-04-30'))).toBe('LADDER_ENDED')
  })

  it('goes on while a bill of the last reminder is still open, though the oldest was paid', () => {
    const reminded = after('T+7', '2026-06-20', '2026-04-30')
    expect(owed('2026-07-13', reminded, ['2026-05-31', DUE])).toBe('T+30')
  })

  it('goes before courtesy, since one message speaks for all bills; and makes way when it may not go', () => {
    expect(owed('2026-07-30', {}, [DUE, '2026-07-31'])).toBe('T+7')
    expect(owed('2026-07-30', {}, [DUE, '2026-07-31'], 'residential', (stage) => stage.kind === 'courtesy')).toBe('T-1')
  })

  it('counts what is overdue, not what is still to come', () => {
    const facts = account([bill(DUE, 50), bill('2026-07-31', 500_00)], { reminded: { ...NEVER, courtesy: ['2026-07-31:issued'] } })
    expect(nextStage(facts, day('2026-07-10'))).toMatchObject({ stage: null, code: 'TOO_SMALL' })
  })
})

describe('companies', () => {
  it.each([
    ['2026-06-24', {}, 'NOT_YET'], ['2026-06-25', {}, 'T-5'], ['2026-07-01', {}, 'T+1'],
    ['2026-07-06', { episode: { since: day(DUE), lastStage: 'T+1' as const, lastOn: day('2026-07-01') } }, 'NOT_YET'],
    ['2026-07-07', { episode: { since: day(DUE), lastStage: 'T+1' as const, lastOn: day('2026-07-01') } }, 'T+7'],
  ])('on %s after %j it is %s', (today, reminded, code) => {
    expect(owed(today, reminded, [DUE], 'commercial')).toBe(code)
  })
})
