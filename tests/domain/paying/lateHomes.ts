import type { Day, Instant } from '@contract/calendar'
import { fen } from '@contract/money'
import { withOpen } from '@core/domain/paying/account'
import type { Charges } from '@core/domain/paying/lateCharge'
import type { Account, ChargePolicy, DiscountRule, LateRule, OpenBill } from '@core/store/records'
import { account as emptyAccount } from '../../store/features'

/** Accounts, bills and rules for the tests of late charges and discounts. Bills fall due on 31 July and were told of before. */
export const day = (text: string) => text as Day
export const DUE = day('2026-07-31')
export const bill = (billId: string, outstanding: number, changed: Partial<OpenBill> = {}): OpenBill => ({
  billId, item: 'property_fee', title: '物业服务费', period: '2026-07', payeeId: 'p', dueOn: DUE, outstanding: fen(outstanding),
  toldOn: day('2026-07-02'), ...changed,
})
export const home = (open: readonly OpenBill[], changed: Partial<Account> = {}): Account => withOpen({ ...emptyAccount('a', 'c'), ...changed }, open)

export const LATE: LateRule = { clause: '合同第八条', rate: '0.0001', graceDays: 0, cap: '0.3' }
export const policy = (changed: Partial<ChargePolicy> = {}): ChargePolicy => ({
  _id: 'charge-1', communityId: 'c', payeeId: 'p', items: ['property_fee', 'parking'], late: LATE, discount: null, dueFrom: day('2026-07-01'),
  draftedBy: 'f', createdAt: '2026-06-01T09:00:00.000+08:00' as Instant, publishedOn: day('2026-06-01'),
  publishedAt: '2026-06-01T09:00:00.000+08:00' as Instant, publishedBy: 'm', stopped: null, ...changed,
})
export const under = (...policies: readonly ChargePolicy[]): Charges => ({ policies, spared: [] })
export const late = (changed: Partial<LateRule> = {}, more: Partial<ChargePolicy> = {}) => under(policy({ late: { ...LATE, ...changed }, ...more }))
export const discount = (rule: Partial<DiscountRule>, more: Partial<ChargePolicy> = {}) =>
  under(policy({ late: null, discount: { basis: '业委会公示', days: 0, off: { percent: '2' }, ...rule }, ...more }))
