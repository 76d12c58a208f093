import { recall, remember } from './memory'

const KEY = 'nuancui.paid'

/**
 * The order of this account that WeChat's sheet called paid and the books have not confirmed yet, or
 * null. The phone keeps it, because between the two the cloud may still show the bills as open, and
 * the resident would pay twice (F08).
 */
export function paidAlready(accountId: string | null): string | null {
  const [paidFor, outTradeNo] = (recall(KEY) ?? '').split(' ')
  return outTradeNo !== undefined && paidFor === accountId ? outTradeNo : null
}

export const rememberPaid = (accountId: string, outTradeNo: string): void =>
  remember(KEY, `${accountId} ${outTradeNo}`)
export const forgetPaid = (): void => remember(KEY, null)
