import { fen } from '@contract/money'
import { type Asker, decide, type Standing } from '@core/domain/collecting/decide'
import { SKIPS } from '@core/domain/collecting/skips'
import type { Account } from '@core/store/records'
import { account, bill, contact, day, NEVER, reach, standing } from './facts'

const TODAY = day('2026-07-07')
const OVERDUE = [bill('2026-06-30', 123_45)]
const verdictOf = (facts: Standing, today = TODAY, by: Asker = { by: 'policy' }) => {
  const verdict = decide(facts, today, by)
  return 'line' in verdict ? `${verdict.line.stage.code} ${verdict.line.channel} ${verdict.line.openid}` : verdict.skip
}
const changed = (more: Partial<Account>) => standing(account(OVERDUE, more))

describe('the stop list', () => {
  it('lets a plain case through', () => {
    expect(verdictOf(standing(account(OVERDUE)))).toBe('T+7 wechat o1')
  })

  it.each<[string, Standing]>([
    ['COLLECTION_PAUSED', standing(account(OVERDUE), { community: { paused: true, companyName: '桂湖物业' } })],
    ['DO_NOT_CONTACT', changed({ reminded: { ...NEVER, doNotContact: true } })],
    ['PAYMENT_IN_FLIGHT', changed({ openOrders: [{ payeeId: 'p1', outTradeNo: 'L1', under: 'payment' }] })],
    ['PAYMENT_UNDER_REVIEW', changed({ openOrders: [{ payeeId: 'p1', outTradeNo: 'L1', under: 'review' }] })],
    ['ACCOUNT_CAP', standing(account(OVERDUE), { contacts: ['2026-07-02', '2026-07-04', '2026-07-06'].map((one) => contact(one)) })],
    ['PERSON_CAP', standing(account(OVERDUE), { people: [{ ...reach('o1', 2), contacts: [contact('2026-07-07')] }] })],
    ['PERSON_CAP', standing(account(OVERDUE), { people: [{ ...reach('o1', 2), consent: { quota: 2, lastOn: TODAY } }] })],
    ['NOT_BOUND', standing(account(OVERDUE), { people: [] })],
    ['NO_QUOTA', standing(account(OVERDUE), { people: [reach('o1', 0)] })],
    ['ALREADY_TODAY', standing(account(OVERDUE), { today: { wechat: { state: 'queued' } } })],
    ['NOTHING_OWED', standing(account([]))],
    ['TEXT_FORBIDDEN', changed({ label: '欠费户101' })],
  ])('%s', (code, facts) => {
    expect(verdictOf(facts)).toBe(code)
  })

  it('every reason has words', () => {
    for (const says of Object.values(SKIPS)) expect(says.length).toBeGreaterThan(4)
  })

  it('F42 money waiting to be placed holds dunning up to its amount', () => {
    expect(verdictOf(standing(account(OVERDUE), { surplus: fen(122_46) }))).toBe('SURPLUS_WAITING')
    expect(verdictOf(standing(account(OVERDUE), { surplus: fen(122_45) }))).toBe('T+7 wechat o1')
  })

  it('F41 a bill paid in part is still reminded of', () => {
    expect(verdictOf(standing(account([bill('2026-06-30', 1_00)])))).toBe('T+7 wechat o1')
  })

  it('dunning waits on the days when nobody is dunned, courtesy does not', () => {
    const eve = day('2026-02-16')
    expect(verdictOf(standing(account([bill('2026-02-05')])), eve)).toBe('NO_DUNNING_DAY')
    expect(verdictOf(standing(account([bill('2026-02-24')])), eve)).toBe('issued wechat o1')
    // The account has both: the coming bill is announced, the old one waits.
    expect(verdictOf(standing(account([bill('2026-02-05'), bill('2026-02-24')])), eve)).toBe('issued wechat o1')
  })

  it('a company is contacted on working days only', () => {
    const shop = account([bill('2026-07-03')], { kind: 'commercial' })
    expect(verdictOf(standing(shop), day('2026-07-04'))).toBe('REST_DAY')
    expect(verdictOf(standing(shop), day('2026-07-06'))).toBe('T+1 wechat o1')
  })
})

describe('who is told', () => {
  const who = (people: Standing['people']) => verdictOf(standing(account(OVERDUE), { people }))
  it.each([
    ['the owner before family', [reach('oSon', 1, { relation: 'family' }), reach('oOwner', 1)], 'T+7 wechat oOwner'],
    ['family who asked to be, when the owner cannot be reached', [reach('oOwner', 0), reach('oSon', 1, { relation: 'family' })], 'T+7 wechat oSon'],
    ['the earlier of two owners', [reach('oSecond', 1, { since: day('2026-05-01') }), reach('oFirst', 1)], 'T+7 wechat oFirst'],
    ['no tenant of an owner’s account', [reach('oTenant', 1, { relation: 'tenant', seesFrom: day('2026-05-01') })], 'NOT_BOUND'],
    ['the tenant of a tenancy’s own account', [reach('oTenant', 1, { relation: 'tenant' })], 'T+7 wechat oTenant'],
  ])('%s', (_who, people, expected) => {
    expect(who(people)).toBe(expected)
  })
})

describe('calls', () => {
  const person: Asker = { by: 'person' }
  const told = { ...NEVER, episode: { since: day('2026-06-30'), lastStage: 'T+7' as const, lastOn: day('2026-07-07') } }

  it('are a person’s: the timer never makes one', () => {
    const ripe = standing(account(OVERDUE, { reminded: told }))
    expect(verdictOf(ripe, day('2026-07-30'))).toBe('LADDER_ENDED')
    expect(verdictOf(ripe, day('2026-07-30'), person)).toBe('T+30 call_task null')
    expect(verdictOf(ripe, day('2026-07-29'), person)).toBe('NOT_YET')
  })

  it('take the place of a message that reaches nobody, once the debt is thirty days old', () => {
    const alone = standing(account(OVERDUE), { people: [] })
    expect(verdictOf(alone, day('2026-07-29'), person)).toBe('NOT_BOUND')
    expect(verdictOf(alone, day('2026-07-30'), person)).toBe('T+7 call_task null')
    expect(verdictOf(alone, day('2026-07-30'))).toBe('NOT_BOUND')
  })
})

describe('at sending', () => {
  const outbox: Asker = { by: 'outbox', stage: 'T+7', channel: 'wechat' }
  it('its own message of today does not stop it, a payment does', () => {
    expect(verdictOf(standing(account(OVERDUE), { today: { wechat: { state: 'queued' } } }), TODAY, outbox)).toBe('T+7 wechat o1')
    expect(verdictOf(standing(account([])), TODAY, outbox)).toBe('NOTHING_OWED')
  })
  it('a step that is no longer owed is decided anew', () => {
    expect(verdictOf(standing(account([bill('2026-07-31')])), TODAY, outbox)).toBe('DECIDED_ANEW')
  })
})
