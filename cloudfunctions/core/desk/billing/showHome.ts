import type { Day } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { showFen, sumFen } from '@contract/money'
import { accept, type Outcome } from '@contract/outcome'
import { myAccounts, ownAccount } from '@core/desk/people/residentAccount'
import { lookAtOrder } from '@core/desk/paying/lookAtOrder'
import { visibleTo } from '@core/desk/paying/makeQuote'
import { daysBetween } from '@core/domain/calendar'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, OpenBill } from '@core/store/records'
import { present } from '@core/store/store'
import { noticeTemplates } from './noticeTemplates'

type Home = ResidentAnswer<'home.show'>

/** home.show: everything the first screen needs, in one call. Totals come from here, never from the phone. */
export async function showHome({ accountId }: { accountId?: string | undefined }, caller: Caller, world: World): Promise<Outcome<Home>> {
  const own = await ownAccount(world, caller, accountId, 'first')
  if (!own.ok) return own
  const [accounts, community, posts, money] = await Promise.all([
    myAccounts(world, caller.openid),
    world.store.get('communities', own.value.account.communityId),
    world.store.find('staff', { where: { openid: caller.openid, state: 'active' }, limit: 1 }),
    moneyOnItsWay(own.value.account, world),
  ])
  const account = visibleTo({ ...own.value, account: money.account })
  return accept({
    accounts, accountId: account._id, company: present(community, 'the community').companyName,
    due: { total: sumFen(account.open.map((bill) => bill.outstanding)), count: account.open.length, nextDueOn: nextDueOn(account.open, world.today) },
    bills: account.open.map((bill) => dueBill(bill, world.today)),
    ...(money.confirming ? { confirming: money.confirming } : {}),
    ...prepaidWords(account),
    isStaff: posts.length > 0,
    templates: noticeTemplates(world),
  })
}

export function dueBill(bill: OpenBill, today: Day): Home['bills'][number] {
  const { billId, title, period, dueOn, outstanding } = bill
  return { billId, title, period, dueOn, outstanding, daysOverdue: daysOverdue(dueOn, today) }
}
export function daysOverdue(dueOn: Day, today: Day): number {
  return Math.max(0, daysBetween(dueOn, today))
}
/** The next day something falls due; with everything past its day, the oldest. */
function nextDueOn(open: readonly OpenBill[], today: Day): Day | null {
  return (open.find((bill) => bill.dueOn >= today) ?? open[0])?.dueOn ?? null
}

/**
 * An open order may already be paid without our knowing. Before the page says what is owed, WeChat
 * is asked; while it does not answer, the page says 入账中 and offers no second payment (F08).
 */
async function moneyOnItsWay(account: Account, world: World): Promise<{ account: Account; confirming: Home['confirming'] | null }> {
  for (const { outTradeNo } of account.openOrders) {
    const order = present(await world.store.get('orders', outTradeNo), 'the open order')
    const seen = order.review !== null ? 'unsure' : await lookAtOrder(order, world)
    if (seen === 'unsure') return { account, confirming: { outTradeNo, amount: order.amount } }
    if (seen === 'paid') return { account: present(await world.store.get('accounts', account._id), 'the account'), confirming: null }
  }
  return { account, confirming: null }
}

function prepaidWords(account: Account): Pick<Home, 'prepaid'> {
  if (account.prepaid.length === 0) return {}
  const total = sumFen(account.prepaid.map((part) => part.amount))
  return { prepaid: { total, says: `已预缴 ¥${showFen(total)}，下次出账时自动抵扣` } }
}
