import { randomBytes } from 'node:crypto'
import { type Courier, plan } from './courier'
import type { Parcel } from './delivery'
import type { Faults } from './faults'
import { type Keys, randomDigits } from './keys'
import type { Clock, Order, OrderAsk } from './model'
import { done, granted, type PayAnswer, refused } from './payAnswers'
import type { Shelves } from './shelves'
import { writeNotice } from './transaction'
import { dayDigits, parseRfc3339, secondDigits } from './worldTime'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
export const PREPAY_LIFE_MS = 2 * 60 * MINUTE_MS
/** The window for finishing a payment is at least this, at most 90 days, and 7 days unless asked for. */
const WINDOW_MIN_MS = MINUTE_MS
const WINDOW_MAX_MS = 90 * DAY_MS
const WINDOW_DEFAULT_MS = 7 * DAY_MS

type Means = { shelves: Shelves; keys: Keys; clock: Clock; faults: Faults; courier: Courier }

export type Till = ReturnType<typeof createTill>

/** The orders themselves: placed, asked about, closed, paid. */
export function createTill(means: Means) {
  const { shelves, clock } = means
  const isOver = (order: Order) => clock.nowMs() > order.expiresAtMs
  return {
    isOver,

    place(ask: OrderAsk): PayAnswer {
      const known = shelves.orders.get(ask.out_trade_no)
      if (!known) return issuePrepay(means, newOrder(ask, clock.nowMs()))
      if (known.state === 'SUCCESS') return refused('PAID')
      if (known.state === 'CLOSED') return refused('CLOSED')
      if (!isSameAsk(ask, known.ask)) return refused('CHANGED')
      return isOver(known) ? refused('CLOSED') : issuePrepay(means, known)
    },

    close(outTradeNo: string): PayAnswer {
      const order = shelves.orders.get(outTradeNo)
      if (!order) return refused('NOT_FOUND')
      const races = order.state === 'NOTPAY' && !isOver(order) && means.faults.take('closeRaces')
      if (races) void settle(means, order, { notice: true })
      if (races || order.state === 'SUCCESS') return refused('PAID')
      if (order.state === 'CLOSED') return refused('CLOSED')
      shelves.orders.put(outTradeNo, { ...order, state: 'CLOSED' })
      return done
    },

    settle: (order: Order, how: { notice: boolean }) => settle(means, order, how),
    byNumber: (outTradeNo: string) => shelves.orders.get(outTradeNo),
    byTransaction: (id: string) => shelves.orders.get(shelves.transactions.get(id) ?? ''),
    byPrepay: (id: string) => shelves.prepays.get(id),
    /** Orders that a payer could still finish. */
    awaiting: () => shelves.orders.list().filter((order) => order.state === 'NOTPAY' && !isOver(order)),
    /** Orders whose money this WeChat holds. */
    paid: () => shelves.orders.list().filter((order) => order.state === 'SUCCESS'),

    /** What a notice of this order would say if it were paid now, for whoever wants to forge one. */
    imagine(order: Order): Parcel {
      const atMs = clock.nowMs()
      const paid = order.paid ?? { transactionId: newTransactionId(atMs), atMs }
      return writeNotice({ ...order, state: 'SUCCESS', paid }, atMs, means.keys, means.faults)
    },
  }
}

/** The same number twice is one order asked for again. The schema has put both in one order of keys. */
function isSameAsk(one: OrderAsk, other: OrderAsk): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function newOrder(ask: OrderAsk, nowMs: number): Order {
  const asked = parseRfc3339(ask.time_expire ?? '') ?? nowMs + WINDOW_DEFAULT_MS
  const expiresAtMs = Math.min(Math.max(asked, nowMs + WINDOW_MIN_MS), nowMs + WINDOW_MAX_MS)
  return { outTradeNo: ask.out_trade_no, ask, state: 'NOTPAY', orderedAtMs: nowMs, expiresAtMs, prepayId: '' }
}

function issuePrepay({ shelves, clock }: Means, order: Order): PayAnswer {
  const atMs = clock.nowMs()
  const prepayId = `wx${secondDigits(atMs)}${randomBytes(10).toString('hex')}`
  shelves.together(() => {
    shelves.orders.put(order.outTradeNo, { ...order, prepayId })
    shelves.prepays.put(prepayId, { outTradeNo: order.outTradeNo, atMs })
  })
  return granted({ prepay_id: prepayId })
}

/**
 * Marks a NOTPAY order paid and, with a notice, tells the merchant. The payment is on disk when
 * this returns; the promise ends when the first round of notices has been answered.
 */
function settle(means: Means, order: Order, { notice }: { notice: boolean }): Promise<void> {
  const { shelves, courier } = means
  const atMs = means.clock.nowMs()
  const transactionId = newTransactionId(atMs)
  const paid: Order = { ...order, state: 'SUCCESS', paid: { transactionId, atMs } }
  const { keys, faults } = means
  const letter = notice && { ...writeNotice(paid, atMs, keys, faults), ...plan(faults, atMs) }
  shelves.together(() => {
    shelves.orders.put(order.outTradeNo, paid)
    shelves.transactions.put(transactionId, order.outTradeNo)
    if (letter) courier.keep(letter)
  })
  return letter ? courier.sendNow(letter) : Promise.resolve()
}

/** 28 digits, the day in the middle. */
function newTransactionId(atMs: number): string {
  return `4200${randomDigits(6)}${dayDigits(atMs)}${randomDigits(10)}`
}
