import { dayOf, formatDay } from '@contract/calendar'
import { formatFen } from '@contract/money'
import type { Account, Order } from '@core/store/records'
import type { Letter } from './outbox'

/**
 * The message that tells a payer of the receipt: queued once its number is given, sent at once at
 * any hour, since it is an answer and no reminder. Its fate never touches the payment (P39).
 */
export function receiptLetter(order: Order, account: Pick<Account, 'label'>, openid = order.openid): Letter {
  const paidAt = order.paidAt ?? order.createdAt
  return {
    _id: `receipt:${order._id}:${openid}`,
    communityId: order.communityId, accountId: order.accountId, openid, purpose: 'receipt', templateKey: 'receipt',
    fields: {
      item: order.description,
      amount: `¥${formatFen(order.amount)}`,
      paidAt: `${formatDay(dayOf(paidAt))} ${paidAt.slice(11, 16)}`,
      receiptNo: order.receiptNo ?? order._id,
      note: account.label,
    },
    page: `pages/receipt/index?receiptId=${encodeURIComponent(order.receiptId ?? `receipt:${order._id}`)}`,
  }
}
