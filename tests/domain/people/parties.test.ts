import type { Day } from '@contract/calendar'
import { isThere, personProven, withoutParty, withParty } from '@core/domain/people/parties'
import type { Party } from '@core/store/records'
import { account as emptyAccount } from '../../store/features'

const day = (text: string) => text as Day
const account = emptyAccount('a', 'c', { name: '王桂兰', phones: ['13800000001'] })
const party = (more: Partial<Party> = {}): Omit<Party, 'added'> => ({
  id: 'p1', name: '李建国', role: 'owner', phones: ['13800000002'], from: day('2026-07-01'), to: null, ...more,
})

describe('people of an account', () => {
  it('belong to it from their first day to their last', () => {
    const one = { from: day('2026-07-01'), to: day('2026-07-31') }
    expect(['2026-06-30', '2026-07-01', '2026-07-31', '2026-08-01'].map((on) => isThere(one, day(on)))).toEqual([false, true, true, false])
  })

  it('find the account by their own phone, and prove themselves by their own name', () => {
    const both = withParty(account, party())
    expect(both.phones).toEqual(['13800000001', '13800000002'])
    expect(personProven(both, '13800000002', '国', day('2026-07-01'))?.party?.id).toBe('p1')
    expect(personProven(both, '13800000002', '国', day('2026-06-30'))).toBeNull()
    expect(personProven(both, '13800000001', '国', day('2026-07-01'))).toBeNull()
    expect(personProven(both, '13800000001', '兰', day('2026-07-01'))).toEqual({ party: null })
  })

  it('leave with what they brought: a phone that was there before stays, one that another has stays too', () => {
    const both = withParty(
      withParty(account, party({ phones: ['13800000001', '13800000002'] })), party({ id: 'p2', name: '李小明', phones: ['13800000002', '13800000003'] }),
    )
    const left = withoutParty({ ...both, speaks: 'p1' }, 'p1', day('2026-07-31'))
    expect([left.phones, left.speaks]).toEqual([['13800000001', '13800000002', '13800000003'], undefined])
    expect(withoutParty(left, 'p2', day('2026-07-31')).phones).toEqual(['13800000001', '13800000002'])
  })
})
