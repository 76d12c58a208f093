import { FEE_ITEMS, type FeeItem } from '@core/domain/billing/tariff'
import { isOurs } from './chargeLimits'
import type { BookAccount } from './ledger'

/**
 * Which account of the accountants' own chart each account of these books is. Defaults are of the
 * chart of 企业会计准则——应用指南, or of 小企业会计准则 (财会〔2011〕17 号, 附录; its codes also at
 * tax.aimcx.com/queinfo-358443.html); every company has its own, so each can be changed (◇).
 */
export type VoucherAccount = { readonly code: string; readonly name: string }
export type VoucherAccounts = Readonly<Record<string, VoucherAccount>>
export type Chart = 'enterprise' | 'small'
type BookAccountShown = { readonly key: string; readonly says: string; readonly usual: Readonly<Record<Chart, VoucherAccount>> }

/** Collected for somebody else, or for the shared meters at what they cost: no income of the company's. */
const isIncome = (item: FeeItem) => isOurs(item) && item !== 'public_energy'
const ITEMS = Object.keys(FEE_ITEMS) as FeeItem[]

const account = (key: string, says: string, code: string, name: string, small: readonly [code: string, name: string] = [code, name]): BookAccountShown =>
  ({ key, says, usual: { enterprise: { code, name }, small: { code: small[0], name: small[1] } } })
const INCOME = ['6001', '主营业务收入', ['5001', '主营业务收入']] as const
const LATE = ['6301', '营业外收入', ['5301', '营业外收入']] as const

/** Every account that a posting can name, and how a screen says it. */
export const BOOK_ACCOUNTS: readonly BookAccountShown[] = [
  account('cash:wechat', '微信收款（在途）', '1012', '其他货币资金'),
  account('receivable', '应收物业费等', '1122', '应收账款'),
  account('receivable:late', '应收违约金', '1122', '应收账款'),
  ...ITEMS.map((item) => (isIncome(item) ? account(`income:${item}`, `${FEE_ITEMS[item]}收入`, ...INCOME)
    : account(`income:${item}`, `代收${FEE_ITEMS[item]}`, '2241', '其他应付款'))),
  account('income:late_charge', '违约金收入', ...LATE),
  // A small company books a discount for early payment as a cost of money; the others as less income.
  account('expense:discount', '按期缴费优惠', '6001', '主营业务收入', ['5603', '财务费用']),
  account('expense:late_waived', '减免的违约金', ...LATE),
  account('liability:prepaid', '预缴款', '2203', '预收账款'),
  account('liability:unplaced', '待处理款', '2241', '其他应付款'),
  account('opening:ledger', '旧账（作废的台账欠费、受让的债权）', '6901', '以前年度损益调整', ['5711', '营业外支出']),
]
export function usualAccounts(chart: Chart): VoucherAccounts {
  return Object.fromEntries(BOOK_ACCOUNTS.map(({ key, usual }) => [key, usual[chart]]))
}

/** The name that an account of the books has in the mapping: payees and fee items share one where accountants do. */
export function voucherKeyOf(account: BookAccount): string {
  if (account.startsWith('cash:wechat:')) return 'cash:wechat'
  if (account.startsWith('liability:prepaid:')) return 'liability:prepaid'
  return account
}
export function voucherAccountOf(account: BookAccount, accounts: VoucherAccounts): VoucherAccount {
  // A fee item that is no longer known is still somebody's money.
  return accounts[voucherKeyOf(account)] ?? { code: '2241', name: '其他应付款' }
}
