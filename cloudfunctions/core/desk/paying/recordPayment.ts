import { fen } from '@contract/money'
import { isForgotten, pseudonym } from '@core/desk/people/ids'
import { addMs } from '@core/domain/calendar'
import { entry } from '@core/domain/paying/ledger'
import { settle, type Settlement } from '@core/domain/paying/settle'
import type { World } from '@core/shell/world'
import type { Order } from '@core/store/records'
import { present } from '@core/store/store'
import type { PaidFact } from '@core/wechat/wechat'

/** Whose books money of an unknown order goes to, until a person finds its payer. */
const UNKNOWN_COMMUNITY = 'unknown'
/** A notice may be quicker than our own insert, but not by this much (P03). */
const ORDER_MUST_BE_THERE_AFTER_MS = 10 * 60_000

/**
 * Books a payment that WeChat has proved, by notice or by query. Idempotent by transaction id:
 * the account's document makes two copies at the same instant notice each other (P01, P02).
 */
export async function recordPayment(fact: PaidFact, world: World): Promise<Settlement | 'unknown_order'> {
  const order = await world.store.get('orders', fact.outTradeNo)
  if (!order) return 'unknown_order'
  const at = world.now
  return world.store.change(
    { order: ['orders', order._id], account: ['accounts', order.accountId] },
    ({ order, account }) => settle(present(order, 'the order'), present(account, 'the account'), asKept(fact, present(order, 'the order')), at),
  )
}

/** The payer of an order whose person was forgotten since is compared as the order keeps them: late money is real. */
function asKept(fact: PaidFact, order: Order): PaidFact {
  return isForgotten(order.openid) ? { ...fact, openid: pseudonym(fact.openid, order._id) } : fact
}

/**
 * Money for an order number we never wrote. For a while WeChat is asked to come again, since our
 * insert may still be under way; then a query decides, and what it confirms is booked unplaced.
 * Returns whether the money is on the books.
 */
export async function recordUnknown(fact: PaidFact, world: World): Promise<boolean> {
  if (world.now < addMs(fact.paidAt, ORDER_MUST_BE_THERE_AFTER_MS)) return false
  const asked = await world.wechat.pay.query(fact.outTradeNo)
  if (asked.state !== 'paid' || asked.fact.transactionId !== fact.transactionId) return false
  await world.store.addNew('entries', [
    entry({
      _id: `pay:${fact.transactionId}`, communityId: UNKNOWN_COMMUNITY, accountId: null, kind: 'payment', at: world.now,
      postings: [
        { account: 'cash:wechat:unknown', amount: asked.fact.amount },
        { account: 'liability:unplaced', amount: fen(-asked.fact.amount) },
      ],
      memo: fact.outTradeNo,
    }),
  ])
  return true
}
