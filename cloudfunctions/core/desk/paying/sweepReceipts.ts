import { enqueue } from '@core/notify/outbox'
import { receiptLetter } from '@core/notify/receiptLetter'
import type { World } from '@core/shell/world'
import type { Order } from '@core/store/records'
import { present } from '@core/store/store'
import { numberReceipts } from './numberReceipts'

const PEOPLE_TOLD_MAX = 20

/** sweep: numbers what was settled, and tells the payer and, when family paid, the owner (rules §14). */
export async function sweepReceipts(world: World, hasTime: () => boolean): Promise<number> {
  const numbered = await numberReceipts(world, hasTime)
  for (const order of numbered) await tell(order, world)
  return numbered.length
}

async function tell(order: Order, world: World): Promise<void> {
  const [found, bindings] = await Promise.all([
    world.store.get('accounts', order.accountId),
    world.store.find('bindings', { where: { accountId: order.accountId, state: 'active' }, limit: PEOPLE_TOLD_MAX }),
  ])
  const account = present(found, 'the account')
  const owners = bindings.filter((binding) => binding.relation === 'owner').map((binding) => binding.openid)
  const told = [...new Set([order.openid, ...owners])]
  await enqueue(world.store, told.map((openid) => receiptLetter(order, account, openid)), world.now)
}
