import { fen } from '@contract/money'
import { issue } from '@core/domain/billing/run'
import { addDays } from '@core/domain/calendar'
import { decide } from '@core/domain/collecting/decide'
import { answerDay, answerDispute, checked, endHold, endOf, type HoldWish, promiseOn, setHold } from '@core/domain/collecting/holds'
import { sayDispute, sayEffect, sayPromise } from '@core/domain/collecting/holdWords'
import { forbiddenIn } from '@core/domain/collecting/linter'
import { nextActOn } from '@core/domain/collecting/nextAct'
import { applied, holding } from '@core/domain/collecting/proposals'
import { asideOf, dueLines } from '@core/domain/paying/due'
import { limitationDay } from '@core/domain/paying/limitation'
import type { Account, Hold, HoldRecord, OpenBill, Proposal } from '@core/store/records'
import type { Instant } from '@contract/calendar'
import fc from 'fast-check'
import { account, bill, day, standing } from './facts'

const TODAY = day('2026-07-01')
const AT = '2026-07-01T09:00:00.000+08:00' as Instant
const MAY = bill('2026-05-31')
const JUNE = bill('2026-06-30')
const wish = (more: Partial<HoldWish> = {}): HoldWish => ({ kind: 'promise', billIds: [MAY.billId], until: day('2026-07-15'), caseState: null, ...more })
const by = { holdId: 'hold-1', note: '说好的', counsel: null, by: 's', at: AT, today: TODAY, newFacts: '' }
const held = (one: Account, more: Partial<HoldWish> = {}) => {
  const found = holding(wish(more), one, [], by)
  if (!found.ok) throw new Error(found.refusal)
  return { ...found.value, record: found.value.records.at(-1) as HoldRecord }
}
const verdict = (one: Account, on: string) => {
  const said = decide(standing(one), day(on), { by: 'person' })
  return 'line' in said ? `${said.line.stage.code} ${said.line.fields.amount}` : said.skip
}

describe('what a hold may be', () => {
  const says = (more: Partial<HoldWish>, open: readonly OpenBill[] = [MAY, JUNE]) => {
    const found = checked(wish(more), { open }, TODAY)
    return found.ok ? found.value : found.refusal
  }

  it.each([
    ['2026-06-30', 'HOLD_DAY_PASSED'], ['2026-07-01', null], ['2026-08-30', null], ['2026-08-31', 'HOLD_TOO_LONG'],
  ])('a promise until %s: %s', (until, refusal) => {
    expect(says({ until: day(until) })).toEqual(refusal ?? wish({ until: day(until) }))
  })

  it.each([['2026-09-29', null], ['2026-09-30', 'HOLD_TOO_LONG']])('a pause until %s: %s', (until, refusal) => {
    const pause = { kind: 'pause', billIds: null, until: day(until) } as const
    expect(says(pause)).toEqual(refusal ?? wish(pause))
  })

  it('names bills that are owed where it is about bills, and a day where it ends by itself', () => {
    expect(says({ billIds: null })).toBe('HOLD_BILLS_MISSING')
    expect(says({ kind: 'dispute', billIds: null })).toBe('HOLD_BILLS_MISSING')
    expect(says({ billIds: ['b-paid'] })).toBe('HOLD_BILLS_NOT_OPEN')
    expect(says({ until: null })).toBe('HOLD_DAY_MISSING')
    expect(says({ kind: 'case' })).toBe('CASE_STATE_MISSING')
    expect(says({ kind: 'case', caseState: 'in_suit' })).toEqual({ kind: 'case', billIds: null, until: null, caseState: 'in_suit' })
  })
})

describe('a promise', () => {
  const both = account([MAY, JUNE])
  const { account: promised, record } = held(both)

  it('holds the bills it names until its day, the others stay on the ladder', () => {
    expect(verdict(held(account([MAY])).account, '2026-07-15')).toBe('PROMISED')
    expect(verdict(promised, '2026-07-15')).toBe('T+7 ¥100.00')
    expect(verdict(promised, '2026-07-16')).toBe('T+7 ¥200.00')
    // It is not asked for, but it is due: who wants to pay pays everything.
    expect(dueLines(promised, TODAY)).toHaveLength(2)
  })

  it('is said kindly as long as something of it is to pay', () => {
    expect(sayPromise(promiseOn(promised, TODAY) ?? TODAY, TODAY)).toBe('您约定在7月15日前缴纳')
    expect(sayPromise(day('2027-01-15'), TODAY)).toBe('您约定在2027年1月15日前缴纳')
    expect(promiseOn(promised, day('2026-07-16'))).toBeNull()
    expect(promiseOn({ ...promised, open: [JUNE] }, TODAY)).toBeNull()
  })

  it.each<[string, Partial<Account>, string | null]>([
    ['nothing of it is owed', { open: [JUNE] }, 'kept'],
    ['a part is left', { open: [{ ...MAY, outstanding: fen(1) }] }, 'broken'],
    ['money is on its way', { open: [MAY], openOrders: [{ payeeId: 'p1', outTradeNo: 'L1', under: 'payment' }] }, null],
    ['what is left is not late yet', { open: [{ ...MAY, dueOn: day('2026-07-31') }] }, 'expired'],
    ['what is left is in dispute', { open: [MAY], holds: [{ holdId: 'd', kind: 'dispute', billIds: [MAY.billId], from: TODAY, until: null }] }, 'expired'],
  ])('when its day has passed and %s, it is %s', (_facts, more, how) => {
    expect(endOf({ ...both, ...more }, record, day('2026-07-16'))).toBe(how)
  })

  it('made anew gives way to the new one, also where only one bill is the same', () => {
    const again = holding(wish({ billIds: [MAY.billId, JUNE.billId], until: day('2026-07-20') }), promised, [record], { ...by, holdId: 'hold-2' })
    expect(again.ok && again.value.account.holds.map(({ holdId }) => holdId)).toEqual(['hold-2'])
    expect(again.ok && again.value.records.map(({ _id, state }) => [_id, state])).toEqual([['hold-1', 'over'], ['hold-2', 'running']])
    const other = holding(wish({ billIds: [JUNE.billId] }), promised, [record], { ...by, holdId: 'hold-2' })
    expect(other.ok && other.value.account.holds).toHaveLength(2)
  })
})

describe('a dispute', () => {
  const { account: disputed, record, tasks } = held(account([MAY, JUNE]), { kind: 'dispute', until: null })

  it('F41 hides nothing but its own bills', () => {
    expect(verdict(disputed, '2026-07-31')).toBe('T+7 ¥100.00')
    expect(verdict(held(account([MAY]), { kind: 'dispute', until: null }).account, '2026-07-31')).toBe('DISPUTED')
    expect(dueLines(disputed, TODAY)).toEqual([{ billId: JUNE.billId, amount: 100_00 }])
  })

  it('is to be answered in 7 working days, and ends 7 days after its answer', () => {
    expect(record.answerBy).toBe('2026-07-10')
    expect(answerDay(day('2026-09-24'))).toBe('2026-10-12') // three days of autumn, seven in October, a Saturday worked
    expect(tasks.map(({ kind, title }) => [kind, title])).toEqual([['dispute', '答复疑问（7月10日前）']])
    const told = answerDispute(disputed, record, { text: '已复核', by: 's' }, day('2026-07-03'))
    expect(asideOf(told.account, MAY, day('2026-07-10'))).toBe('disputed')
    expect(asideOf(told.account, MAY, day('2026-07-11'))).toBeNull()
    expect(sayDispute(record)).toEqual({ says: '您提出的疑问正在处理，物业会在7月10日前答复。答复之前，这一笔不计入待缴合计' })
    expect(sayDispute(told.record)).toEqual({ says: '物业在7月3日答复了您的疑问', answer: '已复核' })
  })

  it('is not raised twice: first it is answered, then it needs new facts', () => {
    const again = (earlier: HoldRecord, newFacts: string) => {
      const found = holding(wish({ kind: 'dispute', until: null }), disputed, [earlier], { ...by, holdId: 'hold-2', newFacts })
      return found.ok ? 'held' : found.refusal
    }
    const { record: answered } = answerDispute(disputed, record, { text: '已复核', by: 's' }, TODAY)
    expect([again(record, ''), again(record, '新的')]).toEqual(['DISPUTE_RUNNING', 'DISPUTE_RUNNING'])
    expect([again(answered, ''), again(answered, '新的')]).toEqual(['DISPUTE_REPEATED', 'held'])
    expect(again({ ...answered, billIds: [JUNE.billId] }, '')).toBe('held')
  })

  it('never stops the limitation clock', () => {
    const old = bill('2023-06-30')
    const { account: one } = held(account([old]), { kind: 'dispute', billIds: [old.billId], until: null })
    expect(limitationDay(one.open[0] ?? old)).toBe(limitationDay(old))
    const paused = held(account([old]), { kind: 'pause', billIds: [old.billId], until: day('2026-07-31') }).account
    expect(asideOf(paused, old, TODAY)).toBe('time_barred')
  })
})

describe('a case', () => {
  const { account: sued, record } = held(account([MAY]), { kind: 'case', caseState: 'bankrupt' })

  it('takes the account off the ladder, later bills included, until a person ends it; paying stays open', () => {
    const later = { ...sued, open: [MAY, bill('2027-05-31')] }
    expect([verdict(sued, '2026-07-31'), verdict(later, '2027-05-24')]).toEqual(['CASE_OPEN', 'CASE_OPEN'])
    expect(sued.nextActOn).toBeNull()
    expect(dueLines(sued, TODAY)).toHaveLength(1)
    const free = endHold(sued, record, { how: 'by_hand', by: 's', note: '撤诉' }, TODAY).account
    expect([free.nextActOn, verdict(free, '2026-07-31')]).toEqual([account([MAY]).nextActOn, 'T+7 ¥100.00'])
  })

  it('moves on: there is one at a time', () => {
    const on = holding(wish({ kind: 'case', caseState: 'enforced' }), sued, [record], { ...by, holdId: 'hold-2' })
    expect(on.ok && on.value.account.holds).toMatchObject([{ holdId: 'hold-2', caseState: 'enforced' }])
  })

  it('of a bankrupt stops set-off: a prepayment pays no bill', () => {
    const prepaid = [{ item: 'property_fee', payeeId: 'p1', amount: fen(500_00) }]
    const july = { from: day('2026-07-01'), to: day('2026-07-31'), amount: fen(80_00) }
    const draft = { ...JUNE, ...july, _id: 'd1', communityId: 'c1', accountId: 'a1', premisesId: 'x', working: [], tariff: null, void: false }
    const issued = (one: Account) => issue({ ...one, prepaid }, [draft as never], { kind: 'run', id: 'run' }, AT).account
    expect(issued(account([])).prepaid).toMatchObject([{ amount: 420_00 }])
    expect(issued(sued)).toMatchObject({ prepaid: [{ amount: 500_00 }], outstanding: 180_00 })
    expect(issued(held(account([MAY]), { kind: 'case', caseState: 'in_suit' }).account).prepaid).toMatchObject([{ amount: 420_00 }])
  })
})

describe('accepting a remark', () => {
  const proposal = (more: Partial<Proposal>): Proposal => ({
    _id: 'proposal-1', communityId: 'c1', accountId: 'a1', building: '1栋', label: '1栋1单元101', kind: 'promise', remark: '承诺7月15日前缴', day: day('2026-07-15'),
    caseState: null, phone: null, billIds: [MAY.billId, 'b-paid'], importId: 'i', sheetRow: 5, place: '', state: 'open', decidedBy: null,
    decidedAt: null, ...more,
  })
  const one = account([MAY, JUNE], { phones: ['13800138000', '13900139000'] })

  it('holds what is still owed of its own row, and only records it where nothing is', () => {
    const found = applied(proposal({}), one, [], null, by)
    expect(found.ok && found.value.account.holds).toMatchObject([{ kind: 'promise', billIds: [MAY.billId], until: '2026-07-15' }])
    const paid = applied(proposal({ billIds: ['b-paid'] }), one, [], null, by)
    expect(paid).toMatchObject({ ok: true, value: { account: one, records: [], tasks: [] } })
  })

  it('fills in the day that a person says, and refuses one without', () => {
    const until = (more: Partial<Proposal>, said: string | null) => {
      const found = applied(proposal(more), one, [], said === null ? null : day(said), by)
      return found.ok ? found.value.account.holds[0]?.until : found.refusal
    }
    expect([until({ day: null }, null), until({ day: null }, '2026-07-20'), until({}, '2026-07-20')]).toEqual(['HOLD_DAY_MISSING', '2026-07-20', '2026-07-20'])
    expect([until({ day: day('2026-06-30') }, null), until({ day: day('2026-07-01') }, null)]).toEqual(['HOLD_DAY_PASSED', '2026-07-01'])
  })

  it('takes one number off and no other, and keeps it out of the words', () => {
    const found = applied(proposal({ kind: 'wrong_number', phone: '13800138000' }), one, [], null, by)
    expect(found.ok && found.value.account.phones).toEqual(['13900139000'])
    expect(JSON.stringify(found.ok && [found.value.says, found.value.tasks])).not.toContain('13800138000')
  })

  it('tells beforehand what it does', () => {
    expect(sayEffect(proposal({}), one, day('2026-07-10'))).toBe('1 笔账单（¥100.00）到2026年7月15日为止不提醒；到期没缴清会提醒您跟进')
    expect(sayEffect(proposal({ kind: 'dispute' }), one, day('2026-07-10'))).toContain('请在7月10日前答复；其他账单照常')
    expect(sayEffect(proposal({ day: null }), one, day('2026-07-10'))).toContain('请先填写约定的日子')
  })
})

describe('what residents read of holds', () => {
  it('holds none of the words kept from them', () => {
    const answered = { answer: { text: '好', by: 's', on: TODAY }, answerBy: TODAY }
    for (const { says } of [sayDispute({ answer: null, answerBy: TODAY }), sayDispute(answered), { says: sayPromise(TODAY, TODAY) }]) {
      expect(forbiddenIn(says, 'resident')).toEqual([])
    }
  })
})

describe('whoever comes back', () => {
  it('is never asleep: where the timer would send, the account’s day has come', () => {
    const someBill = fc.integer({ min: -60, max: 40 }).map((days) => bill(addDays(TODAY, days)))
    const someHold = fc.record({
      kind: fc.constantFrom<Hold['kind']>('promise', 'dispute', 'pause', 'case'),
      named: fc.boolean(), pick: fc.nat(3), days: fc.option(fc.integer({ min: 0, max: 30 })),
    })
    const bills = fc.uniqueArray(someBill, { minLength: 1, maxLength: 4, selector: ({ billId }) => billId })
    fc.assert(
      fc.property(bills, fc.array(someHold, { maxLength: 3 }), fc.nat(60), (open, wishes, later) => {
        const holds = wishes.map(({ kind, named, pick, days }, i): Hold => ({
          holdId: `h${i}`, kind, from: TODAY, until: days === null ? null : addDays(TODAY, days),
          billIds: named ? [open[pick % open.length]?.billId ?? ''] : null,
        }))
        const one = account(open, { holds })
        const today = addDays(TODAY, later)
        const sent = decide(standing(one), today, { by: 'policy' })
        if ('line' in sent) expect((nextActOn(one) ?? '9999-12-31') <= today).toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  it('is set by the hold itself', () => {
    const { account: paused } = held(account([MAY]), { kind: 'pause', billIds: null, until: day('2026-07-20') })
    expect(paused.nextActOn).toBe('2026-07-21')
    expect(setHold(account([MAY]), wish(), by, TODAY).account.nextActOn).toBe('2026-07-16')
  })
})
