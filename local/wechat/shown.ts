import type { Order } from './model'
import type { Shelves } from './shelves'
import { rfc3339 } from './worldTime'

/** Orders and notices as the control page and the tests read them. */
export function shownOrder({ outTradeNo, ask, orderedAtMs, expiresAtMs }: Order) {
  return {
    outTradeNo,
    openid: ask.payer.openid,
    description: ask.description,
    total: ask.amount.total,
    orderedAt: rfc3339(orderedAtMs),
    expiresAt: rfc3339(expiresAtMs),
  }
}

/** Of one order or of all, in the order of the payments. */
export function shownNotices(shelves: Shelves, outTradeNo: string | null) {
  return shelves.notices
    .list()
    .filter((notice) => outTradeNo === null || notice.outTradeNo === outTradeNo)
    .sort((a, b) => a.createdAtMs - b.createdAtMs)
    .map((notice) => ({
      id: notice.id,
      outTradeNo: notice.outTradeNo,
      state: notice.state,
      attempts: notice.attempts,
      dueAt: notice.state === 'waiting' ? rfc3339(notice.dueAtMs) : null,
      deliveries: notice.deliveries,
    }))
}
