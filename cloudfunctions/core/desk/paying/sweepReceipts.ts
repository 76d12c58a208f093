import { messageOf } from '@core/notify/outbox'
import { receiptLetter } from '@core/notify/receiptLetter'
import type { World } from '@core/shell/world'
import type { Message, Order } from '@core/store/records'
import { numberReceipts } from './numberReceipts'

/** People of the few accounts that are numbered at once; a family is a handful. */
const PEOPLE_MAX = 1000

/** sweep: numbers what was settled, and tells the payer and, when family paid, the owner (rules §14). */
export function sweepReceipts(world: World, hasTime: () => boolean): Promise<number> {
  return numberReceipts(world, hasTime, (orders) => messagesFor(orders, world))
}

/** Who hears of each order's receipt, read before the numbers are given: what it says is known only then. */
async function messagesFor(orders: readonly Order[], world: World): Promise<(numbered: Order) => readonly Message[]> {
  const ids = [...new Set(orders.map(({ accountId }) => accountId))]
  const [accounts, bindings] = await Promise.all([
    world.store.getMany('accounts', ids),
    world.store.find('bindings', { where: { accountId: { in: ids }, state: 'active' }, limit: PEOPLE_MAX }),
  ])
  return (order) => {
    const owners = bindings.filter((one) => one.accountId === order.accountId && one.relation === 'owner')
    const told = [...new Set([order.openid, ...owners.map(({ openid }) => openid)])]
    const label = accounts.find(({ _id }) => _id === order.accountId)?.label ?? ''
    return told.map((openid) => messageOf(receiptLetter(order, { label }, openid), world.now))
  }
}
