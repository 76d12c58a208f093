import { FEE_ITEMS, type FeeItem } from '@core/domain/billing/tariff'
import { isOurs } from './chargeLimits'
import type { BookAccount } from './ledger'

/**
 * Which account of the accountants' own chart each account of these books is. Defaults are of the
 * chart of 企业会计准则——应用指南; every company has its own, so each can be changed (◇).
 */
export type VoucherAccount = { readonly code: string; readonly name: string }
export type VoucherAccounts = Readonly<Record<string, VoucherAccount>>

/** Collected for somebody else, or for the shared meters at what they cost: no income of the company's. */
const isIncome = (item: FeeItem) => isOurs(item) && item !== 'public_energy'
const ITEMS = Object.keys(FEE_ITEMS) as FeeItem[]

/** Every account that a posting can name, and how a screen says it. */
export const BOOK_ACCOUNTS: readonly { readonly key: string; readonly says: string; readonly usual: VoucherAccount }[] = [
  { key: 'cash:wechat', says: '微信收款（在途）', usual: { code: '1012', name: '其他货币资金' } },
  { key: 'receivable', says: '应收物业费等', usual: { code: '1122', name: '应收账款' } },
  { key: 'receivable:late', says: '应收违约金', usual: { code: '1122', name: '应收账款' } },
  ...ITEMS.map((item) => ({
    key: `income:${item}`, says: `${FEE_ITEMS[item]}收入`,
    usual: isIncome(item) ? { code: '6001', name: '主营业务收入' } : { code: '2241', name: '其他应付款' },
  })),
  { key: 'income:late_charge', says: '违约金收入', usual: { code: '6301', name: '营业外收入' } },
  { key: 'expense:discount', says: '按期缴费优惠', usual: { code: '6001', name: '主营业务收入' } },
  { key: 'expense:late_waived', says: '减免的违约金', usual: { code: '6301', name: '营业外收入' } },
  { key: 'liability:prepaid', says: '预缴款', usual: { code: '2203', name: '预收账款' } },
  { key: 'liability:unplaced', says: '待处理款', usual: { code: '2241', name: '其他应付款' } },
  { key: 'opening:ledger', says: '旧账（作废的台账欠费、受让的债权）', usual: { code: '6901', name: '以前年度损益调整' } },
]
export const USUAL_ACCOUNTS: VoucherAccounts = Object.fromEntries(BOOK_ACCOUNTS.map(({ key, usual }) => [key, usual]))

/** The name that an account of the books has in the mapping: payees and fee items share one where accountants do. */
export function voucherKeyOf(account: BookAccount): string {
  if (account.startsWith('cash:wechat:')) return 'cash:wechat'
  if (account.startsWith('liability:prepaid:')) return 'liability:prepaid'
  return account
}
export function voucherAccountOf(account: BookAccount, chosen: VoucherAccounts): VoucherAccount {
  const key = voucherKeyOf(account)
  // A fee item that is no longer known is still somebody's money.
  return chosen[key] ?? USUAL_ACCOUNTS[key] ?? { code: '2241', name: '其他应付款' }
}
