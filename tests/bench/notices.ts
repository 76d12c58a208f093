import { join } from 'node:path'
import type { LocalCloud } from '../../local/cloud'
import { ask } from '../../local/estate/founding'
import type { Keys } from '../../local/wechat/keys'
import { sealResource, signedHeaders } from '../../local/wechat/signing'
import { COMMUNITY } from './ground'

export type Order = { readonly outTradeNo: string; readonly openid: string; readonly accountId: string; readonly amount: number }
export type Letter = { readonly headers: Record<string, string>; readonly body: string; readonly transactionId: string }
export const FUNCTION_FILE = join(__dirname, '../../dist/cloudfunctions/payNotify/index.js')

/** A resident for each account, invited by staff, and an open order for everything each owes. */
export async function openOrders(cloud: LocalCloud, manager: string, accountIds: readonly string[]): Promise<readonly Order[]> {
  const openids = accountIds.map((_, i) => `payer-${i}`)
  cloud.people.settle(openids.map((openid) => ({ openid, name: openid, role: 'owner', communityId: COMMUNITY, shows: '' })))
  const orders: Order[] = []
  for (const [i, accountId] of accountIds.entries()) {
    const openid = openids[i] ?? ''
    const { code } = await ask<{ code: string }>(cloud, 'staff', manager, 'invite.issue', { accountId, relation: 'owner' })
    await ask(cloud, 'resident', openid, 'bind.invited', { code })
    const { quoteId, total } = await ask<{ quoteId: string; total: number }>(cloud, 'resident', openid, 'pay.quote', {})
    const { outTradeNo } = await ask<{ outTradeNo: string }>(cloud, 'resident', openid, 'pay.start', { quoteId })
    orders.push({ outTradeNo, openid, accountId, amount: total })
  }
  return orders
}

/** What WeChat Pay sends for a payment of `order`, signed and sealed with the platform's own keys. */
export function letterOf(order: Order, keys: Keys, nowMs: number): Letter {
  const transactionId = `4200${String(nowMs).padStart(14, '0')}${order.outTradeNo.replace(/\D/g, '').padEnd(10, '0').slice(0, 10)}`
  const at = new Date(nowMs + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00')
  const plain = {
    transaction_id: transactionId, out_trade_no: order.outTradeNo, mchid: keys.mchid, appid: keys.appid, trade_type: 'JSAPI', trade_state: 'SUCCESS',
    trade_state_desc: '支付成功', bank_type: 'OTHERS', attach: '', success_time: at, payer: { openid: order.openid },
    amount: { total: order.amount, payer_total: order.amount, currency: 'CNY', payer_currency: 'CNY' },
  }
  const body = JSON.stringify({
    id: transactionId.padEnd(36, '0').slice(0, 36), create_time: at, resource_type: 'encrypt-resource', event_type: 'TRANSACTION.SUCCESS', summary: '支付成功',
    resource: sealResource(plain, keys.apiV3Key),
  })
  return { transactionId, body, headers: { 'content-type': 'application/json', ...signedHeaders(body, keys.publicKeyMode, String(Math.floor(nowMs / 1000))) } }
}
