import type { ResidentAnswer } from '@contract/contract/resident'
import { formatShortDay, dayOf } from '@contract/calendar'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { ownAccount } from '@core/desk/people/residentAccount'
import { maskName } from '@core/domain/people/mask'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Bill, Line, Order } from '@core/store/records'
import { present } from '@core/store/store'
import { payeeName } from '@core/domain/billing/run'

/** receipt.show: the facts of one settled payment; its number comes within a minute. */
export async function showReceipt({ receiptId }: { receiptId: string }, caller: Caller, world: World): Promise<Outcome<ResidentAnswer<'receipt.show'>>> {
  const order = await world.store.get('orders', receiptId.replace(/^receipt:/, ''))
  if (!order || order.receiptId !== receiptId) return refuse('RECEIPT_NOT_FOUND')
  const own = await ownAccount(world, caller, order.accountId)
  if (!own.ok) return refuse('RECEIPT_NOT_FOUND')
  const [community, bills] = await Promise.all([
    world.store.get('communities', order.communityId),
    world.store.getMany('bills', order.placed.map((line) => line.billId)),
  ])
  const lines = new Map(order.placed.map((line) => [line.billId, line]))
  return accept({
    receiptId, payee: payeeName(present(community, 'the community'), order.payeeId), place: own.value.account.label,
    payer: maskName(own.value.binding.name), amount: order.amount, paidAt: present(order.paidAt, 'the time of payment'),
    outTradeNo: order._id, surplus: order.surplus,
    lines: bills.map((bill) => lineShown(bill, present(lines.get(bill._id), 'the line'))),
    ...(order.receiptNo === null ? {} : { receiptNo: order.receiptNo }),
  })
}

function lineShown({ title, period }: Bill, { amount, late, discount }: Line) {
  return { title, period, amount, ...(late === undefined ? {} : { late }), ...(discount === undefined ? {} : { discount }) }
}

const RECEIPTS_A_PAGE = 20

/** receipt.list: settled payments of one account, newest first. */
export async function listReceipts(
  ask: { accountId?: string | undefined; after?: Order['createdAt'] | undefined }, caller: Caller, world: World,
): Promise<Outcome<ResidentAnswer<'receipt.list'>>> {
  const own = await ownAccount(world, caller, ask.accountId)
  if (!own.ok) return own
  const orders = await world.store.find('orders', {
    where: { accountId: own.value.account._id, paidAt: { gt: '' as Order['createdAt'], ...(ask.after ? { lt: ask.after } : {}) } },
    sort: [['paidAt', -1]],
    limit: RECEIPTS_A_PAGE + 1,
  })
  const page = orders.slice(0, RECEIPTS_A_PAGE)
  const last = page[page.length - 1]
  return accept({
    rows: page.map((order) => ({
      receiptId: present(order.receiptId, 'the receipt id'), amount: order.amount, paidAt: present(order.paidAt, 'the time'),
      says: `${formatShortDay(dayOf(present(order.paidAt, 'the time')))}缴纳 ${order.placed.length} 笔账单`,
      ...(order.receiptNo === null ? {} : { receiptNo: order.receiptNo }),
    })),
    ...(orders.length > RECEIPTS_A_PAGE && last?.paidAt ? { next: last.paidAt } : {}),
  })
}
