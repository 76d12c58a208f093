import type { Day, Instant } from '@contract/calendar'
import { managesPeople, nameFor, registeredRelation, seesFrom } from '@core/domain/people/binding'
import { bindTriesLeft, codeTriesLeft, newPerson, withBindFailure, withCodeFailure } from '@core/domain/people/tries'

const NINE = '2026-07-01T09:00:00.000+08:00' as Instant
const LATE_IN_THE_HOUR = '2026-07-01T09:59:59.999+08:00' as Instant
const TEN = '2026-07-01T10:00:00.000+08:00' as Instant
const TOMORROW_NINE = '2026-07-02T09:00:00.000+08:00' as Instant

describe('what somebody is to an account', () => {
  it.each([
    ['residential', '王建国', 'owner'],
    ['commercial', '欧阳明月', 'owner'],
    ['commercial', '重庆桂湖商贸有限公司', 'company'],
    ['residential', '买买提·阿不都拉', 'owner'],
  ] as const)('%s, registered as %s: %s', (kind, name, relation) => {
    expect(registeredRelation({ kind, name })).toBe(relation)
  })

  it('an owner bears the registered name, the others the word for them', () => {
    expect(nameFor('owner', { name: '王建国' })).toBe('王建国')
    expect(nameFor('tenant', { name: '王建国' })).toBe('租客')
  })

  it('owners and companies manage people, family and tenants do not', () => {
    expect((['owner', 'company', 'family', 'tenant'] as const).filter((relation) => managesPeople({ relation }))).toEqual(['owner', 'company'])
  })

  it('only a tenant’s sight has a first day', () => {
    const today = '2026-07-01' as Day
    expect((['owner', 'company', 'family', 'tenant'] as const).map((relation) => seesFrom(relation, today))).toEqual([null, null, null, today])
  })
})

describe('five tries', () => {
  it('of the second proof, for good', () => {
    let person = newPerson('oWang', NINE)
    const left = [bindTriesLeft(null), bindTriesLeft(person)]
    for (let i = 0; i < 6; i += 1) {
      person = withBindFailure(person)
      left.push(bindTriesLeft(person))
    }
    expect(left).toEqual([5, 5, 4, 3, 2, 1, 0, 0])
  })

  it('of codes, by the clock hour', () => {
    let person = newPerson('oWang', NINE)
    for (let i = 0; i < 5; i += 1) person = withCodeFailure(person, NINE)
    expect([NINE, LATE_IN_THE_HOUR, TEN, TOMORROW_NINE].map((now) => codeTriesLeft(person, now))).toEqual([0, 0, 5, 5])
    expect(codeTriesLeft(withCodeFailure(person, TEN), TEN)).toBe(4)
    expect(codeTriesLeft(null, NINE)).toBe(5)
  })
})
