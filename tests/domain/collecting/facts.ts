import type { Day, Instant } from '@contract/calendar'
import { fen } from '@contract/money'
import type { Standing } from '@core/domain/collecting/decide'
import type { Reach } from '@core/domain/collecting/recipient'
import { withOpen } from '@core/domain/paying/account'
import type { Account, Contact, OpenBill, Reminded } from '@core/store/records'

/** What the collecting tests say about an account, in one line. */
export const day = (text: string) => text as Day
export const NEVER: Reminded = { episode: null, courtesy: [], doNotContact: false }

export function bill(dueOn: string, amount = 100_00): OpenBill {
  const what = { item: 'property_fee', title: '物业服务费', payeeId: 'p1' }
  return { ...what, billId: `b-${dueOn}`, period: dueOn.slice(0, 7), dueOn: day(dueOn), outstanding: fen(amount) }
}

export function account(open: readonly OpenBill[], more: Partial<Account> = {}): Account {
  const empty: Account = {
    _id: 'a1', communityId: 'c1', label: '1栋1单元101', building: '1栋', name: '王建国', phones: [], kind: 'residential', open: [], outstanding: fen(0),
    oldestDueOn: null, nextActOn: null, prepaid: [], openOrders: [], holds: [], plans: [],
    reminded: NEVER, internalNotes: [], createdAt: '2026-01-01T09:00:00.000+08:00' as Instant,
  }
  return withOpen({ ...empty, ...more }, open)
}

export function reach(openid: string, quota: number, more: Partial<Reach['binding']> = {}): Reach {
  return { binding: { openid, relation: 'owner', since: day('2026-01-01'), seesFrom: null, ...more }, consent: { quota, lastOn: null }, contacts: [] }
}

export function contact(on: string, channel: Contact['channel'] = 'wechat'): Contact {
  const at = `${on}T09:00:00.000+08:00` as Instant
  return { _id: `contact-${on}-${channel}`, communityId: 'c1', accountId: 'a1', openid: 'o1', channel, stage: 'T-7', day: day(on), at }
}

export function standing(of: Account, more: Partial<Standing> = {}): Standing {
  return {
    account: of, community: { paused: false, companyName: '桂湖物业' }, people: [reach('o1', 1)], contacts: [], surplus: fen(0), today: {}, ...more,
  }
}
