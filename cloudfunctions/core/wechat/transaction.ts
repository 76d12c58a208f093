import { fen } from '@contract/money'
import { toInstant } from '@core/domain/calendar'
import * as z from 'zod'
import type { PaidFact } from './wechat'

/**
 * A payment as WeChat Pay writes it, in a notice and in a query's answer. Before the payment there
 * is no payer, no transaction_id and no success_time.
 */
export const TransactionSchema = z.object({
  appid: z.string(),
  mchid: z.string(),
  out_trade_no: z.string().min(1),
  trade_state: z.string(),
  transaction_id: z.string().optional(),
  success_time: z.string().optional(),
  payer: z.object({ openid: z.string().optional() }).optional(),
  amount: z.object({ total: z.int().optional(), currency: z.string().optional() }).optional(),
})
export type Transaction = z.infer<typeof TransactionSchema>

/** Throws when a payment that is said to have happened lacks one of its facts. */
export function paidFact(said: Transaction): PaidFact {
  const { transaction_id: transactionId, success_time: paidAt, payer, amount } = said
  if (!transactionId || !paidAt || !payer?.openid || !amount?.total) {
    throw new Error('a paid transaction without all its facts')
  }
  if (amount.total < 0) throw new Error('a paid transaction of less than nothing')
  return {
    outTradeNo: said.out_trade_no,
    transactionId,
    amount: fen(amount.total),
    currency: amount.currency || 'CNY', // optional in the documentation, with this default
    openid: payer.openid,
    appid: said.appid,
    mchid: said.mchid,
    paidAt: toInstant(paidAt),
  }
}
