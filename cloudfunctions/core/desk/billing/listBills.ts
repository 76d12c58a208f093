import type { Day } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { type Fen, sumFen, ZERO } from '@contract/money'
import { accept, type Outcome } from '@contract/outcome'
import { chargesIn } from '@core/desk/paying/charges/chargesOf'
import { lateShown, lateTotal } from '@core/desk/paying/charges/chargesShown'
import { visibleTo } from '@core/desk/paying/makeQuote'
import { ownAccount } from '@core/desk/people/residentAccount'
import { byDueDay } from '@core/domain/paying/account'
import type { Charges } from '@core/domain/paying/lateCharge'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account } from '@core/store/records'
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
  const charges = await chargesIn(account.communityId, world)
  const lateCharge = lateTotal(account, world.today, charges)
  const open = [...account.open, ...(account.lateOwed ?? []).map((owed) => ({ ...owed, outstanding: ZERO }))].sort(byDueDay)
  const total = sumFen([...account.open.map((bill) => bill.outstanding), lateCharge])
  const sums = { total, count: open.length, ...(lateCharge > 0 ? { lateCharge } : {}) }
  const lateOf = (billId: string) => lateWords(account, billId, world.today, charges)
  if (ask.state !== 'all') {
    const amounts = new Map((await world.store.getMany('bills', open.map((bill) => bill.billId))).map((bill) => [bill._id, bill.amount]))
    const rows = open.map((bill) => ({
      ...dueBill(bill, world.today), amount: amounts.get(bill.billId) ?? bill.outstanding, state: 'open' as const,
      ...planOf(account, bill.billId, world.today), ...lateOf(bill.billId),
    }))
    return accept({ rows, ...sums })
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
      ...(outstanding > 0 ? planOf(account, bill._id, world.today) : {}), ...lateOf(bill._id),
    }
  })
  return accept({ rows, ...(ask.after ? {} : sums), ...(cut && last ? { next: last.dueOn } : {}) })
}

function lateWords(account: Account, billId: string, today: Day, charges: Charges): { lateCharge?: Fen } {
  const late = lateShown(account, billId, today, charges)
  return late && late.amount > 0 ? { lateCharge: late.amount } : {}
}
