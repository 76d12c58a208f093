import { endOrder } from '@core/desk/paying/lookAtOrder'
import type { World } from '@core/shell/world'

/** One open order an account and payee: nobody has as many. */
const ORDERS_MAX = 100

/**
 * Looks up, and ends, whatever this person began to pay. False while WeChat does not say what became
 * of one: it may hold the money, and then nobody is forgotten yet. An order that waits for a person's
 * look is on the books already and is left as it is.
 */
export async function endOwnOrders(openid: string, world: World): Promise<boolean> {
  const open = await world.store.find('orders', { where: { openid, state: 'awaiting_payer' }, limit: ORDERS_MAX })
  for (const order of open.filter(({ review }) => review === null)) {
    if ((await endOrder(order, world)) === 'unsure') return false
  }
  return true
}
