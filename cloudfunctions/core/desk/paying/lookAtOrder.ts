import { mayClose, nextCheckAt } from '@core/domain/paying/orderTimes'
import { closeUnpaid } from '@core/domain/paying/settle'
import { log } from '@core/shell/log'
import type { World } from '@core/shell/world'
import type { Order } from '@core/store/records'
import { present } from '@core/store/store'
import { WechatFault } from '@core/wechat/wechat'
import { recordPayment } from './recordPayment'

/** `unsure`: WeChat did not answer, so it may hold the money: nobody may be told "unpaid". */
export type Seen = 'paid' | 'unpaid' | 'closed' | 'unsure'

/** Asks WeChat what became of an order, and books a payment it proves (the second road to the truth). */
export async function lookAtOrder(order: Order, world: World): Promise<Seen> {
  if (order.state === 'paid') return 'paid'
  try {
    const asked = await world.wechat.pay.query(order._id)
    if (asked.state === 'paid') {
      await recordPayment(asked.fact, world)
      return 'paid'
    }
    return asked.state === 'closed' || order.state === 'closed' ? 'closed' : 'unpaid'
  } catch (error) {
    if (!(error instanceof WechatFault)) throw error
    log.info('order query', { outTradeNo: order._id, code: error.code })
    return 'unsure'
  }
}

/**
 * Ends an unpaid order so that another may take its place: query, close at WeChat, then close
 * ours. In this order, because an order closed only by us could still be paid (P11).
 */
export async function endOrder(order: Order, world: World): Promise<Seen> {
  const seen = await lookAtOrder(order, world)
  if (seen === 'paid' || seen === 'unsure') return seen
  try {
    if (seen === 'unpaid' && (await world.wechat.pay.close(order._id)) === 'paid') return await lookAtOrder(order, world)
  } catch (error) {
    if (!(error instanceof WechatFault)) throw error
    return 'unsure'
  }
  await world.store.change({ order: ['orders', order._id], account: ['accounts', order.accountId] }, ({ order, account }) =>
    closeUnpaid(present(order, 'the order'), present(account, 'the account')),
  )
  return 'closed'
}

const ORDERS_A_SWEEP = 100

/** sweep: asks about orders whose time has come, and closes those that nobody paid (P17, P19). */
export async function sweepOrders(world: World, hasTime: () => boolean): Promise<number> {
  const due = { checkAt: { gt: '' as Order['createdAt'], lte: world.now } }
  const waiting = await world.store.find('orders', { where: due, sort: [['checkAt', 1]], limit: ORDERS_A_SWEEP })
  let done = 0
  for (const order of waiting) {
    if (!hasTime()) break
    const seen = mayClose(order.createdAt, world.now) ? await endOrder(order, world) : await lookAtOrder(order, world)
    if (seen === 'unpaid' || seen === 'unsure') {
      await world.store.setIf('orders', order._id, { state: 'awaiting_payer' }, { checkAt: nextCheckAt(order.createdAt, world.now) })
    }
    done += 1
  }
  return done
}
