import type { Notice } from './delivery'
import type { Order } from './model'
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

export function shownNotice({ id, outTradeNo, state, attempts, dueAtMs, deliveries }: Notice) {
  return { id, outTradeNo, state, attempts, dueAt: state === 'waiting' ? rfc3339(dueAtMs) : null, deliveries }
}
