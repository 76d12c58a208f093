import { randomUUID } from 'node:crypto'
import type { Parcel } from './delivery'
import type { Faults } from './faults'
import type { Keys } from './keys'
import type { Order } from './model'
import { sealResource } from './signing'
import { rfc3339 } from './worldTime'

const STATE_SAYS = { NOTPAY: '订单未支付', SUCCESS: '支付成功', CLOSED: '订单已关闭' } as const

/** The order as a query answers it; for a paid one also what its notice says. */
export function transactionOf(order: Order): Record<string, unknown> {
  const { ask, paid } = order
  const { total } = ask.amount
  const common = {
    appid: ask.appid,
    mchid: ask.mchid,
    out_trade_no: order.outTradeNo,
    trade_state: order.state,
    trade_state_desc: STATE_SAYS[order.state],
    promotion_detail: [],
  }
  // Seen on the wire: before the payment there is no payer, no payer_total and no attach.
  if (!paid) return { ...common, amount: { total, payer_currency: 'CNY' }, scene_info: { device_id: '' } }
  return {
    ...common,
    transaction_id: paid.transactionId,
    trade_type: 'JSAPI',
    bank_type: 'OTHERS',
    attach: ask.attach ?? '',
    success_time: rfc3339(paid.atMs),
    payer: { openid: ask.payer.openid },
    amount: { total, payer_total: total, currency: 'CNY', payer_currency: 'CNY' },
  }
}

/** A notice of this paid order, sealed. Source: pay.weixin.qq.com/doc/v3/merchant/4012791861 */
export function writeNotice(order: Order, atMs: number, keys: Keys, faults: Faults): Parcel {
  const transaction = distort(transactionOf(order), faults)
  const id = randomUUID()
  const body = JSON.stringify({
    id,
    create_time: rfc3339(atMs),
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource: sealResource(transaction, keys.apiV3Key),
  })
  return { id, outTradeNo: order.outTradeNo, url: order.ask.notify_url, body, transaction }
}

function distort(transaction: Record<string, unknown>, faults: Faults): Record<string, unknown> {
  const { amountOff = 0, noticeSays = {} } = faults.current()
  const amount = transaction['amount'] as { total: number; payer_total: number }
  const off = { ...amount, total: amount.total + amountOff, payer_total: amount.payer_total + amountOff }
  return merge({ ...transaction, amount: off }, noticeSays)
}

function merge(base: Record<string, unknown>, changes: Record<string, unknown>): Record<string, unknown> {
  const result = { ...base }
  for (const [key, value] of Object.entries(changes)) {
    const old = result[key]
    result[key] = isRecord(old) && isRecord(value) ? merge(old, value) : value
  }
  return result
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
