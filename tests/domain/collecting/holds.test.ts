import { decide } from '@core/domain/collecting/decide'
import { answerBy, outcomeOf, restsUntil, withHold, withoutHold } from '@core/domain/collecting/holding'
import { nextActOn } from '@core/domain/collecting/nextAct'
import { promiseDayProblem } from '@core/domain/collecting/promise'
import type { Hold } from '@core/store/records'
import { account, bill, day, standing } from './facts'

const TODAY = day('2026-07-07')
const OVERDUE = bill('2026-06-30', 123_45)
const hold = (kind: Hold['kind'], billIds: readonly string[] | null, until: string | null): Hold => ({
  holdId: `h-${kind}`, kind, billIds, from: day('2026-07-01'), until: until === null ? null : day(until),
})
const said = (holds: readonly Hold[], open = [OVERDUE], today = TODAY) => {
  const verdict = decide(standing(account(open, { holds })), today, { by: 'policy' })
  return 'line' in verdict ? `${verdict.line.stage.code} ${verdict.line.fields.amount}` : verdict.skip
}

describe('what holds dunning', () => {
  it.each<[string, Hold]>([
    ['CASE_OPEN', hold('case', null, null)],
    ['ON_HOLD', hold('pause', null, '2026-07-07')],
    ['PROMISED', hold('promise', ['b-2026-06-30'], '2026-07-07')],
    ['DISPUTED', hold('dispute', ['b-2026-06-30'], null)],
    ['DISPUTED', hold('dispute', null, '2026-07-07')],
  ])('%s', (code, one) => {
    expect(said([one])).toBe(code)
  })

  it.each(['pause', 'promise', 'dispute'] as const)('a %s ends with its last day', (kind) => {
    expect(said([hold(kind, ['b-2026-06-30'], '2026-07-06')])).toBe('T+7 ¥123.45')
  })

  it('F41 a dispute holds its own bill only: the others stay on the ladder, and the message names their sum', () => {
    expect(said([hold('dispute', ['b-2026-05-31'], null)], [bill('2026-05-31', 50_00), OVERDUE])).toBe('T+7 ¥123.45')
  })

  it('a promise whose bills are paid holds nothing any more', () => {
    expect(said([hold('promise', ['b-2026-05-31'], '2026-07-31')])).toBe('T+7 ¥123.45')
  })
})

describe('the next day an account with a hold is looked at', () => {
  const next = (holds: readonly Hold[], open = [OVERDUE]) => nextActOn(account(open, { holds }))

  it('is the day after a hold of the whole account, and none while a case is open', () => {
    expect(next([hold('promise', ['b-2026-06-30'], '2026-07-15')])).toBe('2026-07-16')
    expect(next([hold('pause', null, '2026-07-15'), hold('promise', null, '2026-07-20')])).toBe('2026-07-21')
    expect(next([hold('case', null, null)])).toBeNull()
  })

  it('is what the other bills ask for while one is in dispute, and the day after the dispute for that one', () => {
    expect(next([hold('dispute', ['b-2026-06-30'], '2026-07-15')])).toBe('2026-07-16')
    expect(next([hold('dispute', ['b-2026-06-30'], null)])).toBeNull()
    expect(next([hold('dispute', ['b-2026-06-30'], null)], [OVERDUE, bill('2026-08-31')])).toBe('1990-01-01')
  })

  it('is as it was once the hold is taken off again', () => {
    const before = account([OVERDUE])
    const held = withHold(before, hold('pause', null, '2026-07-15'))
    expect(held.nextActOn).toBe('2026-07-16')
    expect(withoutHold(held, 'h-pause')).toEqual(before)
  })
})

describe('days of holds', () => {
  it('a dispute is answered in seven working days, the day itself not counted, and rests seven days after', () => {
    expect(answerBy(day('2026-07-07'))).toBe('2026-07-16')
    // Over National Day, by its table of shifted working days.
    expect(answerBy(day('2026-09-29')) > day('2026-10-09')).toBe(true)
    expect(restsUntil(day('2026-07-16'))).toBe('2026-07-23')
  })

  it.each([
    [null, 'PROMISE_NEEDS_DAY'], ['2026-07-06', 'PROMISE_DAY_PAST'], ['2026-07-07', null], ['2026-10-07', null], ['2026-10-08', 'PROMISE_TOO_FAR'],
  ])('a promise of %s on 7 July: %s', (promised, problem) => {
    expect(promiseDayProblem(promised === null ? null : day(promised), TODAY)).toBe(problem)
  })

  it('a promise is kept when none of its bills is owed, whatever else is', () => {
    const promise = { kind: 'promise', billIds: ['b-2026-06-30'] } as const
    expect(outcomeOf(promise, account([bill('2026-07-31')]))).toBe('kept')
    expect(outcomeOf(promise, account([bill('2026-06-30', 1)]))).toBe('broken')
    expect(outcomeOf({ kind: 'pause', billIds: null }, account([OVERDUE]))).toBe('expired')
  })
})
