import type { Day } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { sumFen } from '@contract/money'
import { accept, type Outcome } from '@contract/outcome'
import { visibleTo } from '@core/desk/paying/makeQuote'
import { ownAccount } from '@core/desk/people/residentAccount'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { owedOn, planOf, stateOf } from './showBill'
import { daysOverdue, dueBill } from './showHome'

type Listed = ResidentAnswer<'bill.list'>
type Ask = { accountId?: string | undefined; state?: 'open' | 'all' | undefined; after?: Day | undefined }
const BILLS_A_PAGE = 24

/** bill.list: open bills come whole from the account; all bills page by page, newest due day first. */
export async function listBills(ask: Ask, caller: Caller, world: World): Promise<Outcome<Listed>> {
  const own = await ownAccount(world, caller, ask.accountId)
  if (!own.ok) return own
  const account = visibleTo(own.value)
  const total = sumFen(account.open.map((bill) => bill.outstanding))
  const count = account.open.length
  if (ask.state !== 'all') {
    const amounts = new Map((await world.store.getMany('bills', account.open.map((bill) => bill.billId))).map((bill) => [bill._id, bill.amount]))
    const rows = account.open.map((bill) => ({
      ...dueBill(bill, world.today), amount: amounts.get(bill.billId) ?? bill.outstanding, state: 'open' as const,
      ...planOf(account, bill.billId, world.today),
    }))
    return accept({ rows, total, count })
  }

  // One premises may have several items due on one day, so a page ends between days, not inside one.
  const { seesFrom } = own.value.binding
  const bills = await world.store.find('bills', {
    where: { accountId: account._id, dueOn: { gte: seesFrom ?? ('' as Day), ...(ask.after ? { lt: ask.after } : {}) } },
    sort: [['dueOn', -1], ['_id', -1]],
    limit: BILLS_A_PAGE * 4,
  })
  const cut = bills[BILLS_A_PAGE]
  const whole = cut ? bills.filter((bill) => bill.dueOn > cut.dueOn) : bills
  const page = whole.length > 0 ? whole : bills
  const last = page[page.length - 1]
  const rows = page.map((bill) => {
    const outstanding = owedOn(account, bill._id)
    return {
      billId: bill._id, title: bill.title, period: bill.period, dueOn: bill.dueOn, amount: bill.amount, outstanding,
      daysOverdue: outstanding > 0 ? daysOverdue(bill.dueOn, world.today) : 0, state: stateOf(bill, outstanding),
      ...(outstanding > 0 ? planOf(account, bill._id, world.today) : {}),
    }
  })
  return accept({ rows, ...(ask.after ? {} : { total, count }), ...(cut && last ? { next: last.dueOn } : {}) })
}
