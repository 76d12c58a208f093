import { join } from 'node:path'
import { ask } from '../../local/estate/founding'
import { openKeys } from '../../local/wechat/keys'
import { COMMUNITY, openGround, settleHomes } from './ground'
import { measure, type Measure, timed } from './measure'
import { letterOf, openOrders } from './notices'

const ORDERS = 30
const COPIES = 6
/** WeChat Pay gives up on a notice that is not answered by then. */
const ANSWER_WITHIN_MS = 5000

/**
 * Thirty payments at one moment, each told six times at once: the slowest answer, against WeChat's
 * five seconds. Throws unless all are answered 200 and exactly one entry is booked for each.
 */
export async function callbackBurst(): Promise<Measure> {
  const ground = await openGround(new Date().toISOString().replace('Z', '+00:00'))
  try {
    const { cloud, manager, store } = ground
    const accountIds = await settleHomes(store, ORDERS)
    const period = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7)
    const { runId } = await ask<{ runId: string }>(cloud, 'staff', manager, 'billing.preview', { communityId: COMMUNITY, period })
    await ask(cloud, 'staff', manager, 'billing.publish', { runId })
    const orders = await openOrders(cloud, manager, accountIds)
    const keys = await openKeys(join(ground.dir, 'wechat'))
    const letters = orders.map((order) => letterOf(order, keys, Date.now()))
    const statuses: number[] = []
    const took = await Promise.all(
      letters.flatMap((letter) => Array.from({ length: COPIES }, () => timed(async () => {
        const answer = await cloud.http('/notify/wechatpay', { method: 'POST', headers: letter.headers, body: letter.body })
        await answer.arrayBuffer()
        statuses.push(answer.status)
      }))),
    )
    const booked = await store.count('entries', { communityId: COMMUNITY, kind: 'payment' })
    const refused = statuses.filter((status) => status !== 200)
    if (refused.length > 0 || booked !== ORDERS) throw new Error(`callback_burst: ${refused.length} not answered 200, ${booked} entries for ${ORDERS} payments`)
    return measure('callback_burst', Math.max(...took), 'ms', ANSWER_WITHIN_MS, '<=1')
  } finally {
    await ground.stop()
  }
}
