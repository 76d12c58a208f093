import type { Account, Order as OrderDoc } from '@core/store/records'
import { insert, present, put, type Store } from '@core/store/store'
import { entry } from '@core/domain/paying/ledger'
import { fen } from '@contract/money'
import type { Instant } from '@contract/calendar'
import { createDecipheriv, createVerify } from 'node:crypto'
import { join } from 'node:path'
import { ask } from '../../local/estate/founding'
import { type Keys, openKeys } from '../../local/wechat/keys'
import { COMMUNITY, openGround, settleHomes } from './ground'
import { measure, type Measure, timed } from './measure'
import { FUNCTION_FILE, type Letter, letterOf, openOrders, type Order } from './notices'

const NOTICES = 60
const WARM_UP = 10

type Main = (event: object) => Promise<{ statusCode: number }>

/**
 * Notices a second of the built function, against the bare minimum: verify, decrypt, and the same
 * requests without a decision. Both in this process and by turns, so the machine treats them alike.
 */
export async function notice(): Promise<Measure> {
  const ground = await openGround(new Date().toISOString().replace('Z', '+00:00'))
  try {
    const { cloud, manager, store } = ground
    const count = NOTICES + WARM_UP
    const accountIds = await settleHomes(store, count * 2)
    const { runId } = await ask<{ runId: string }>(cloud, 'staff', manager, 'billing.preview', { communityId: COMMUNITY, period: thisMonth() })
    await ask(cloud, 'staff', manager, 'billing.publish', { runId })
    const orders = await openOrders(cloud, manager, accountIds)
    const keys = await openKeys(join(ground.dir, 'wechat'))
    const { main } = require(FUNCTION_FILE) as { main: Main }
    let [ours, bare] = [0, 0]
    for (let i = 0; i < count; i += 1) {
      const [mine, other] = [orders[i], orders[count + i]]
      if (!mine || !other) throw new Error('there is an order for every notice')
      const tookOurs = await timed(() => deliver(main, letterOf(mine, keys, Date.now())))
      const tookBare = await timed(() => bareNotice(store, keys, other, letterOf(other, keys, Date.now())))
      if (i >= WARM_UP) [ours, bare] = [ours + tookOurs, bare + tookBare]
    }
    return measure('notice', (NOTICES / ours) * 1000, 'notices/s', (NOTICES / bare) * 1000, '>=0.5')
  } finally {
    await ground.stop()
  }
}

function thisMonth(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7)
}

async function deliver(main: Main, letter: Letter): Promise<void> {
  const { statusCode } = await main({ path: '/notify/wechatpay', httpMethod: 'POST', headers: letter.headers, body: letter.body, isBase64Encoded: false })
  if (statusCode !== 200) throw new Error(`a true notice was answered ${statusCode}`)
}

async function bareNotice(store: Store, keys: Keys, order: Order, { headers, body, transactionId }: Letter): Promise<void> {
  const text = `${headers['Wechatpay-Timestamp']}\n${headers['Wechatpay-Nonce']}\n${body}\n`
  const verified = createVerify('RSA-SHA256').update(text).verify(keys.publicKeyMode.publicPem, headers['Wechatpay-Signature'] ?? '', 'base64')
  if (!verified) throw new Error('the bare notice verifies')
  const { resource } = JSON.parse(body) as { resource: { ciphertext: string; nonce: string; associated_data: string } }
  const sealed = Buffer.from(resource.ciphertext, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', keys.apiV3Key, resource.nonce).setAAD(Buffer.from(resource.associated_data))
  decipher.setAuthTag(sealed.subarray(-16))
  JSON.parse(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8'))
  await sameRequests(store, order, transactionId)
}

async function sameRequests(store: Store, { outTradeNo, accountId, amount }: Order, transactionId: string): Promise<void> {
  await store.get('orders', outTradeNo)
  await store.change({ order: ['orders', outTradeNo], account: ['accounts', accountId] }, (docs) => {
    const order: OrderDoc = present(docs.order, 'the order')
    const account: Account = present(docs.account, 'the account')
    const booked = entry({
      _id: `bare:${transactionId}`, communityId: COMMUNITY, accountId, kind: 'payment', at: account.createdAt as Instant, memo: outTradeNo,
      postings: [{ account: 'cash:wechat:p', amount: fen(amount) }, { account: 'liability:unplaced', amount: fen(-amount) }],
    })
    const writes = [put('orders', { ...order, checkAt: null }), put('accounts', { ...account, open: [], openOrders: [] }), insert('entries', booked)]
    return { writes, result: null }
  })
}
