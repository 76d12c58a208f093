import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { ownAccount } from '@core/desk/people/residentAccount'
import { firstCheckAt, payBefore } from '@core/domain/paying/orderTimes'
import { orderNumber } from '@core/domain/paying/orderNumber'
import { stillOwed } from '@core/domain/paying/quote'
import { UNPAID } from '@core/domain/paying/settle'
import { log } from '@core/shell/log'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Community, OpenOrder, Order, Quote } from '@core/store/records'
import { type Decision, insert, present, put } from '@core/store/store'
import { WechatFault } from '@core/wechat/wechat'
import { chargesOf } from './charges/chargesOf'
import { endOrder, lookAtOrder } from './lookAtOrder'

type Answer = Outcome<ResidentAnswer<'pay.start'>>

/**
 * pay.start: turns a quote into one order and its payment sheet. The quote's id names the order,
 * so a double tap finds the order it made (P13); the order is written before WeChat is asked (P03).
 */
export async function startPayment({ quoteId }: { quoteId: string }, caller: Caller, world: World): Promise<Answer> {
  const quote = await world.store.get('quotes', quoteId)
  if (!quote || quote.openid !== caller.openid) return refuse('QUOTE_NOT_FOUND')
  const own = await ownAccount(world, caller, quote.accountId)
  if (!own.ok) return own
  const outTradeNo = orderNumber(world.settings.orderPrefix, quote._id)
  const known = await world.store.get('orders', outTradeNo)
  if (known) return resume(known, world)
  if (quote.expiresAt <= world.now) return refuse('QUOTE_EXPIRED')
  const community = present(await world.store.get('communities', quote.communityId), 'the community')
  if (community.paused) return refuse('COLLECTION_PAUSED')

  const way = await clearTheWay(quote, own.value.account.openOrders, world)
  if (!way.ok) return way
  if (way.value) return resume(way.value, world)
  return begin(quote, community, outTradeNo, world)
}

/**
 * One open order per account and payee: the same ask by the same person returns the same order;
 * anything else ends the earlier one first. `null`: the way is free.
 */
async function clearTheWay(quote: Quote, openOrders: readonly OpenOrder[], world: World): Promise<Outcome<Order | null>> {
  for (const open of openOrders.filter((o) => o.payeeId === quote.payeeId)) {
    if (open.under === 'review') return refuse('PAYMENT_UNDER_REVIEW')
    const earlier = present(await world.store.get('orders', open.outTradeNo), 'the open order')
    const sameAsk = earlier.openid === quote.openid && JSON.stringify(earlier.lines) === JSON.stringify(quote.lines)
    if (sameAsk && earlier.payBefore > world.now) return accept(earlier)
    const seen = await endOrder(earlier, world)
    if (seen === 'unsure') return refuse('PAYMENT_CONFIRMING')
    if (seen === 'paid') return refuse('QUOTE_CHANGED')
  }
  return accept(null)
}

async function begin(quote: Quote, community: Community, outTradeNo: string, world: World): Promise<Answer> {
  const order: Order = {
    ...UNPAID,
    _id: outTradeNo, communityId: quote.communityId, accountId: quote.accountId, openid: quote.openid, payeeId: quote.payeeId,
    amount: quote.total, lines: quote.lines, quoteId: quote._id, description: `${community.name} 物业缴费`.slice(0, 40),
    createdAt: world.now, payBefore: payBefore(world.now), checkAt: firstCheckAt(world.now),
  }
  const charges = await chargesOf(community, world)
  const begun = await world.store.change(
    { account: ['accounts', quote.accountId], order: ['orders', outTradeNo] },
    ({ account: found, order: twin }): Decision<Order | 'busy' | 'changed'> => {
      const account = present(found, 'the account')
      if (twin) return { writes: [], result: twin }
      if (account.openOrders.some((open) => open.payeeId === order.payeeId)) return { writes: [], result: 'busy' }
      if (!stillOwed(account, order.lines, world.today, charges)) return { writes: [], result: 'changed' }
      const openOrders = [...account.openOrders, { payeeId: order.payeeId, outTradeNo, under: 'payment' as const }]
      return { writes: [insert('orders', order), put('accounts', { ...account, openOrders })], result: order }
    },
  )
  if (begun === 'busy') return refuse('PAYMENT_CONFIRMING')
  if (begun === 'changed') return refuse('QUOTE_CHANGED')
  return sheetOf(begun, world)
}

async function resume(order: Order, world: World): Promise<Answer> {
  if (order.review !== null) return refuse('PAYMENT_UNDER_REVIEW')
  if (order.state === 'paid') return accept({ settled: true as const, receiptId: present(order.receiptId, 'the receipt id') })
  if (order.state === 'closed' || order.payBefore <= world.now) return refuse('QUOTE_EXPIRED')
  return sheetOf(order, world)
}

/** Asks WeChat with the parameters written in the order: on every repeat the same, to the letter (P14). */
async function sheetOf(order: Order, world: World): Promise<Answer> {
  try {
    const prepayId = order.prepayId ?? (await prepay(order, world))
    return accept({ outTradeNo: order._id, sheet: world.wechat.pay.sheet(prepayId) })
  } catch (error) {
    if (!(error instanceof WechatFault)) throw error
    log.info('order call', { outTradeNo: order._id, code: error.code })
    if (error.code === 'ORDERPAID' && (await lookAtOrder(order, world)) === 'paid') return refuse('PAYMENT_CONFIRMING')
    return refuse('PAY_UNAVAILABLE')
  }
}

async function prepay(order: Order, world: World): Promise<string> {
  const { prepayId } = await world.wechat.pay.order({
    outTradeNo: order._id, openid: order.openid, amount: order.amount, description: order.description, payBefore: order.payBefore,
  })
  await world.store.setIf('orders', order._id, { state: 'awaiting_payer' }, { prepayId })
  return prepayId
}
