import { fen } from '@contract/money'
import { POLICY, sayStage, type Stage } from '@core/domain/collecting/policy'
import { forbiddenIn } from '@core/domain/collecting/linter'
import { callText, reminderFields, reminderText, sayWhy } from '@core/domain/collecting/words'
import { fitField } from '@core/domain/messageFields'
import { addDays } from '@core/domain/calendar'
import fc from 'fast-check'
import { account, bill, day, NEVER } from './facts'

const stage = (code: string): Stage => {
  const found = POLICY.residential.find((one) => one.code === code)
  if (!found) throw new Error(code)
  return found
}
const note = (dueDays: string[], code: string, dueOn: string, today: string) =>
  reminderFields(account(dueDays.map((one) => bill(one))), stage(code), day(dueOn), day(today)).note

describe('what a resident reads', () => {
  it.each([
    [['2026-07-31'], 'issued', '2026-07-31', '2026-07-02', '新账单已出，共1笔待缴'],
    [['2026-07-31'], 'T-7', '2026-07-31', '2026-07-24', '还有7天到缴费日，共1笔待缴'],
    [['2026-07-31'], 'T-1', '2026-07-31', '2026-07-31', '今天是缴费日，共1笔待缴'],
    [['2026-05-31', '2026-06-30'], 'T+7', '2026-05-31', '2026-07-07', '共2笔待缴，已过缴费日'],
    [['2026-06-30', '2026-07-31'], 'T+7', '2026-06-30', '2026-07-07', '共2笔待缴，1笔已过缴费日'],
    // One message for all bills: a new bill is announced to somebody who owes older ones, truthfully.
    [['2026-06-30', '2026-07-31'], 'issued', '2026-07-31', '2026-07-07', '共2笔待缴，1笔已过缴费日'],
  ])('%j at %s', (dueDays, code, dueOn, today, expected) => {
    expect(note(dueDays, code, dueOn, today)).toBe(expected)
  })

  it('fits the template and keeps the law’s and the residents’ words, whatever the numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: -2000, max: 400 }), fc.integer({ min: 1, max: 9_999_999 }), (bills, ahead, yuan) => {
        const today = day('2026-07-07')
        const dueOn = addDays(today, ahead)
        const each = fen(Math.max(1, Math.floor((yuan * 100) / bills)))
        const open = Array.from({ length: bills }, (_, i) => ({ ...bill(dueOn), billId: `b${i}`, outstanding: each }))
        for (const one of POLICY.residential) {
          const facts = account(open, { label: '锦桂花园二期高层12栋2单元1901室' })
          const fields = reminderFields(facts, one, dueOn, today)
          expect(fitField('thing1', fields.place)).toBe(fields.place)
          expect(fitField('amount2', fields.amount)).toBe(fields.amount)
          expect(fitField('date3', fields.dueOn)).toBe(fields.dueOn)
          expect(fitField('thing4', fields.note)).toBe(fields.note)
          expect(forbiddenIn(reminderText(fields), 'resident')).toEqual([])
          expect(forbiddenIn(callText(facts, '桂湖物业', dueOn), 'resident')).toEqual([])
        }
      }),
    )
  })

  it('states the sum of everything open, to the fen', () => {
    const fields = reminderFields(account([bill('2026-06-30', 1240_50), bill('2026-07-31', 7)]), stage('T+7'), day('2026-06-30'), day('2026-07-07'))
    expect(reminderText(fields)).toBe('房屋：1栋1单元101；待缴金额：¥1240.57；缴费日：2026年6月30日；备注：共2笔待缴，1笔已过缴费日')
  })
})

describe('what staff read', () => {
  it('why this account and this step', () => {
    const fresh = account([bill('2026-06-30', 50_00), bill('2026-07-31', 50_00)])
    expect(sayWhy(fresh, stage('T+7'), day('2026-07-07'))).toBe('到期满 7 天提醒：逾期 7 天，逾期金额 ¥50.00，本次欠费周期还没有提醒过')
    const episode = { since: day('2026-06-30'), lastStage: 'T+7' as const, lastOn: day('2026-07-08') }
    const told = account([bill('2026-06-30', 50_00)], { reminded: { ...NEVER, episode } })
    expect(sayWhy(told, stage('T+30'), day('2026-08-01'))).toBe('到期满 30 天电话：逾期 32 天，逾期金额 ¥50.00，上次是 7月8日的到期满 7 天提醒')
    expect(sayWhy(account([bill('2026-07-08')]), stage('T-1'), day('2026-07-07'))).toBe('到期前 1 天提醒：还有 1 天到期')
  })
  it('every stage has a name', () => {
    expect([...POLICY.residential, ...POLICY.commercial].map(sayStage)).toEqual([
      '新账单提醒', '到期前 7 天提醒', '到期前 1 天提醒', '到期满 7 天提醒', '到期满 30 天电话', '到期前 5 天提醒', '到期满 1 天提醒', '到期满 7 天电话',
    ])
  })
})

describe('the linter', () => {
  it.each([['停水'], ['门禁'], ['征信'], ['曝光'], ['减少保洁']])('finds a threat of %s in anybody’s text', (word) => {
    expect(forbiddenIn(`再不缴费就${word}`, 'staff')).toContain(word)
  })
  it('keeps staff’s words from residents, and lets staff have them', () => {
    expect(forbiddenIn('您已逾期，请尽快补缴欠费', 'resident')).toEqual(expect.arrayContaining(['逾期', '欠费']))
    expect(forbiddenIn('逾期 7 天', 'staff')).toEqual([])
  })
})
