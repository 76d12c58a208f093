import { dayOf, type Instant } from '@contract/calendar'
import { type Fen, fen, showFen, sumFen, ZERO } from '@contract/money'
import type { Account, Order, Task } from '@core/store/records'
import { insert, put, type Decision } from '@core/store/store'
import type { PaidFact } from '@core/wechat/wechat'
import { entry, type Posting } from './ledger'
import { lineOf, paidAccount, place, type Placed, postingsOf } from './placing'

/** The only currency of the books. */
const CURRENCY = 'CNY'

/**
 * The only roads an order may take. `closed → paid` is one of them: a payer may finish on an
 * order that we gave up, and late money is real. Nothing leads out of `paid`: WeChat does not
 * promise order, and a late "not paid" must not undo a payment.
 */
export const ORDER_ROADS = {
  awaiting_payer: ['paid', 'closed'],
  closed: ['paid'],
  paid: [],
} as const satisfies Record<Order['state'], readonly Order['state'][]>

export function canMove(from: Order['state'], to: Order['state']): boolean {
  return (ORDER_ROADS[from] as readonly Order['state'][]).includes(to)
}

export type Settlement = 'settled' | 'settled_with_surplus' | 'held_for_review' | 'already_recorded'

/**
 * What a payment does to the books: the order, the account and one entry, however many bills
 * (architecture rule 2). Money that has arrived is always booked, even when it fits nothing:
 * refusing to write it down would not send it back.
 */
export function settle(order: Order, account: Account, fact: PaidFact, at: Instant): Decision<Settlement> {
  if (order.transactionId === fact.transactionId) return { writes: [], result: 'already_recorded' }
  const doubt = differs(order, fact)
  if (doubt) return hold(order, account, fact, at, doubt)

  const pieces = place(order.lines, account, order.createdAt)
  const placed = pieces.map(lineOf)
  const surplus = fen(fact.amount - sumFen(placed.map((line) => line.amount)))
  const paid: Order = {
    ...order,
    state: 'paid', checkAt: null, transactionId: fact.transactionId, paidAt: fact.paidAt, placed, surplus,
    receiptId: `receipt:${order._id}`, numberIn: `${order.payeeId}:${fact.paidAt.slice(0, 4)}`,
  }
  return {
    writes: [
      put('orders', paid),
      put('accounts', {
        ...paidAccount(account, pieces, dayOf(fact.paidAt)),
        openOrders: account.openOrders.filter((open) => open.outTradeNo !== order._id),
      }),
      insert('entries', paymentEntry(order, fact, at, pieces, surplus)),
      ...(surplus > 0 ? [insert('tasks', surplusTask(order, fact, at, surplus))] : []),
    ],
    result: surplus > 0 ? 'settled_with_surplus' : 'settled',
  }
}

/** A word for what differs between WeChat's fact and our order (P06, P08), or null. */
function differs(order: Order, fact: PaidFact): string | null {
  // A second transaction under one number cannot be, so a person looks at it.
  if (order.transactionId !== null || !canMove(order.state, 'paid')) return '同一支付单出现了第二笔交易'
  if (fact.amount !== order.amount) return `支付金额 ${showFen(fact.amount)} 元与应付 ${showFen(order.amount)} 元不一致`
  if (fact.currency !== CURRENCY) return `支付币种是 ${fact.currency}`
  if (fact.openid !== order.openid) return '付款人与下单人不一致'
  return null
}

function paymentEntry(order: Order, fact: PaidFact, at: Instant, pieces: readonly Placed[], surplus: Fen) {
  const toNobody: Posting[] = surplus > 0 ? [{ account: 'liability:unplaced', amount: fen(-surplus) }] : []
  return entry({
    _id: `pay:${fact.transactionId}`,
    communityId: order.communityId,
    accountId: order.accountId,
    kind: 'payment',
    at,
    postings: [{ account: `cash:wechat:${order.payeeId}`, amount: fact.amount }, ...postingsOf(pieces), ...toNobody],
    memo: order._id,
  })
}

/** The money is booked, the order is not marked paid, nobody may pay it again until a person has looked. */
function hold(order: Order, account: Account, fact: PaidFact, at: Instant, doubt: string): Decision<Settlement> {
  if (order.review === reviewOf(fact, doubt)) return { writes: [], result: 'already_recorded' }
  const openOrders = account.openOrders.filter((open) => open.outTradeNo !== order._id)
  return {
    writes: [
      put('orders', { ...order, review: reviewOf(fact, doubt), checkAt: null }),
      put('accounts', {
        ...account, openOrders: [...openOrders, { payeeId: order.payeeId, outTradeNo: order._id, under: 'review' }],
      }),
      insert('entries', paymentEntry(order, fact, at, [], fact.amount)),
      insert('tasks', { ...surplusTask(order, fact, at, fact.amount), kind: 'payment_review', title: '有一笔付款需要核对', says: `${doubt}，款项已记入待处理款，请联系缴费户核实` }),
    ],
    result: 'held_for_review',
  }
}
function reviewOf(fact: PaidFact, doubt: string): string {
  return `${fact.transactionId}: ${doubt}`
}

function surplusTask(order: Order, fact: PaidFact, at: Instant, surplus: Fen): Task {
  return {
    _id: `surplus:${fact.transactionId}`,
    communityId: order.communityId,
    accountId: order.accountId,
    kind: 'surplus',
    title: '有一笔待处理款',
    says: `收到 ${showFen(fact.amount)} 元，其中 ${showFen(surplus)} 元没有对应的待缴账单，请与缴费户商量退款或转为预缴`,
    state: 'open', createdAt: at, doneBy: null, doneAt: null,
  }
}

/** An order that nobody paid: the account is free for a new one. */
export function closeUnpaid(order: Order, account: Account): Decision<boolean> {
  if (!canMove(order.state, 'closed') || order.review !== null) return { writes: [], result: false }
  return {
    writes: [
      put('orders', { ...order, state: 'closed', checkAt: null }),
      put('accounts', { ...account, openOrders: account.openOrders.filter((open) => open.outTradeNo !== order._id) }),
    ],
    result: true,
  }
}

/** Fresh fields of an order that waits for its payer. */
export const UNPAID = {
  state: 'awaiting_payer', prepayId: null, transactionId: null, paidAt: null, surplus: ZERO, placed: [], review: null,
  receiptId: null, receiptNo: null, numberIn: null,
} as const satisfies Partial<Order>
