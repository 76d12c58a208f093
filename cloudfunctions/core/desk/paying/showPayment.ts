import type { ResidentAnswer } from '@contract/contract/resident'
import { ZERO } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { ownAccount } from '@core/desk/people/residentAccount'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Order } from '@core/store/records'
import { present } from '@core/store/store'
import { lookAtOrder } from './lookAtOrder'

type State = ResidentAnswer<'pay.status'>['state']

/**
 * pay.status: the page asks right after the payment sheet closes, and by then WeChat may hold the
 * money. So an unpaid order is looked up at once, and while WeChat does not answer the state is
 * `confirming`, never unpaid (F01, F08).
 */
export async function showPayment({ outTradeNo }: { outTradeNo: string }, caller: Caller, world: World): Promise<Outcome<ResidentAnswer<'pay.status'>>> {
  const order = await world.store.get('orders', outTradeNo)
  if (!order) return refuse('ORDER_NOT_FOUND')
  const own = await ownAccount(world, caller, order.accountId)
  if (!own.ok) return refuse('ORDER_NOT_FOUND')
  if (order.state === 'paid' || order.review !== null) return accept(answer(order, stateOf(order)))
  const seen = await lookAtOrder(order, world)
  const after = seen === 'paid' ? present(await world.store.get('orders', outTradeNo), 'the order') : order
  return accept(answer(after, seen === 'unsure' ? 'confirming' : stateOf(after)))
}

function stateOf(order: Order): State {
  return order.review !== null ? 'confirming' : order.state
}
function answer(order: Order, state: State): ResidentAnswer<'pay.status'> {
  return {
    state, amount: order.amount, refunded: ZERO, surplus: order.surplus,
    ...(order.receiptId === null ? {} : { receiptId: order.receiptId }),
    ...(order.receiptNo === null ? {} : { receiptNo: order.receiptNo }),
  }
}
