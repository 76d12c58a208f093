import { receiptNumber } from '@core/domain/paying/receiptNumber'
import type { World } from '@core/shell/world'
import type { Message, Order, Receipt, Sequence } from '@core/store/records'
import { type Decision, insert, put } from '@core/store/store'

const ORDERS_A_SWEEP = 100
/** Orders numbered in one transaction; each costs a read and two writes. */
const ORDERS_AT_ONCE = 10

/** What is said of an order once it has its number. */
export type Announce = (orders: readonly Order[]) => Promise<(numbered: Order) => readonly Message[]>

/**
 * Numbers the receipts of settled orders, in order of payment and without gaps, per payee and
 * year. A sequence is one document that all its orders share, so it is never touched while
 * settling: a counter there lost most of a burst (architecture rule 2). The message goes into the
 * outbox in the same transaction: a sweep cut off behind it would never come back to this order.
 */
export async function numberReceipts(world: World, hasTime: () => boolean, announce: Announce): Promise<number> {
  const waiting = await world.store.find('orders', { where: { numberIn: { gt: '' } }, sort: [['numberIn', 1], ['paidAt', 1]], limit: ORDERS_A_SWEEP })
  let numbered = 0
  for (const [sequenceId, orders] of bySequence(waiting)) {
    for (let first = 0; first < orders.length && hasTime(); first += ORDERS_AT_ONCE) {
      const some = orders.slice(first, first + ORDERS_AT_ONCE)
      numbered += await numberSome(sequenceId, some, await announce(some), world)
    }
  }
  return numbered
}

function bySequence(orders: readonly Order[]): ReadonlyMap<string, readonly Order[]> {
  const groups = new Map<string, Order[]>()
  for (const order of orders) groups.set(order.numberIn ?? '', [...(groups.get(order.numberIn ?? '') ?? []), order])
  return groups
}

function numberSome(
  sequenceId: string, orders: readonly Order[], messagesOf: (numbered: Order) => readonly Message[], world: World,
): Promise<number> {
  const communityId = orders[0]?.communityId ?? ''
  return world.store.change(
    { sequence: ['sequences', sequenceId], orders: ['orders', orders.map((order) => order._id)] },
    ({ sequence, orders: found }): Decision<number> => {
      let last = sequence?.last ?? 0
      const [payeeId = '', year = ''] = splitLast(sequenceId)
      // Another sweep may have been here: only those that still wait get the next number.
      const numbered = found.flatMap((order) => {
        if (order?.numberIn !== sequenceId) return []
        last += 1
        return [{ seq: last, order: { ...order, numberIn: null, receiptNo: receiptNumber(year, last) } }]
      })
      if (numbered.length === 0) return { writes: [], result: 0 }
      const next: Sequence = { _id: sequenceId, communityId: sequence?.communityId ?? communityId, last }
      return {
        writes: [
          put('sequences', next),
          insert('receipts', ...numbered.map(({ seq, order }) => receiptOf(order, payeeId, year, seq))),
          ...numbered.map(({ order }) => put('orders', order)),
          insert('messages', ...numbered.flatMap(({ order }) => messagesOf(order))),
        ],
        result: numbered.length,
      }
    },
  )
}

function receiptOf(order: Order, payeeId: string, year: string, seq: number): Receipt {
  return {
    _id: order.receiptId ?? '', communityId: order.communityId, accountId: order.accountId, payeeId, year, seq,
    receiptNo: receiptNumber(year, seq), outTradeNo: order._id, amount: order.amount, paidAt: order.paidAt ?? order.createdAt,
  }
}
function splitLast(sequenceId: string): readonly [string, string] {
  const at = sequenceId.lastIndexOf(':')
  return [sequenceId.slice(0, at), sequenceId.slice(at + 1)]
}
