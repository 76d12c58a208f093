import type { Day } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { type Fen, showFen, sumFen, ZERO } from '@contract/money'
import { accept, type Outcome } from '@contract/outcome'
import { myAccounts, ownAccount } from '@core/desk/people/residentAccount'
import { chargesOf } from '@core/desk/paying/charges/chargesOf'
import { lookAtOrder } from '@core/desk/paying/lookAtOrder'
import { currentNotices } from '@core/desk/service/currentNotices'
import { visibleTo } from '@core/desk/paying/makeQuote'
import { daysBetween } from '@core/domain/calendar'
import { promiseOn } from '@core/domain/collecting/holds'
import { sayPromise } from '@core/domain/collecting/holdWords'
import { bannerWords } from '@core/domain/service/notice'
import { plansOf, seesPlan } from '@core/desk/paying/plans/planDocs'
import { type Aside, asideOf, keptPlans } from '@core/domain/paying/due'
import { type Charges, lateOn } from '@core/domain/paying/lateCharge'
import { partsDue } from '@core/domain/paying/planParts'
import { dueItems } from '@core/domain/paying/priced'
import { planThatMatters } from '@core/domain/paying/planWords'
import { managesPeople } from '@core/domain/people/binding'
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
  const [accounts, community, posts, notices, money, plans] = await Promise.all([
    myAccounts(world, caller.openid),
    world.store.get('communities', own.value.account.communityId),
    world.store.find('staff', { where: { openid: caller.openid, state: 'active' }, limit: 1 }),
    currentNotices(world, own.value.account.communityId),
    moneyOnItsWay(own.value.account, world),
    plansOf(own.value.account._id, world),
  ])
  const account = visibleTo({ ...own.value, account: money.account })
  const charges = await chargesOf(present(community, 'the community'), world)
  const due = dueBills(account, world.today, charges)
  const late = sumFen(due.map((bill) => bill.lateCharge ?? ZERO))
  const seen = plans.filter((plan) => seesPlan({ ...own.value, account: money.account }, plan))
  const plan = planThatMatters(account, money.account, seen, world.today, managesPeople(own.value.binding))
  return accept({
    accounts, accountId: account._id, company: present(community, 'the community').companyName,
    due: {
      total: sumFen([...due.map((bill) => bill.outstanding), late]), count: due.length, nextDueOn: nextDueOn(due, world.today),
      ...(late > 0 ? { lateCharge: late } : {}),
    },
    bills: due.map((bill) => dueBill(bill, world.today)),
    ...asideWords(account, world.today),
    ...(money.confirming ? { confirming: money.confirming } : {}),
    ...prepaidWords(account),
    ...(plan ? { plan } : {}),
    ...promiseWords(account, world.today),
    ...(notices[0] ? { banner: { says: bannerWords(notices[0]), communityId: notices[0].communityId } } : {}),
    isStaff: posts.length > 0,
    templates: noticeTemplates(world),
  })
}

type DueBill = Pick<OpenBill, 'billId' | 'title' | 'period' | 'dueOn' | 'outstanding'> & { readonly planId?: string; readonly lateCharge?: Fen }

/**
 * What a quote without bills would pay, as bills: of one in a plan, the part that is due and the part's
 * day. What paying in time would take off is told on the bill and in the quote, not here.
 */
function dueBills(account: Account, today: Day, charges: Charges): readonly DueBill[] {
  const kept = keptPlans(account, today)
  return dueItems(account, today, charges).flatMap((item): readonly DueBill[] => {
    if ('bill' in item) return [{ ...item.bill, ...lateOf(lateOn(account, item.bill, today, charges)) }]
    const { billId, amount, late } = item.line
    const owed = account.lateOwed?.find((one) => one.billId === billId)
    if (owed && late !== undefined) return [{ ...owed, outstanding: ZERO, lateCharge: late }]
    const bill = account.open.find((one) => one.billId === billId)
    const plan = kept.find(({ billIds }) => billIds.includes(billId))
    const dueOn = plan && partsDue(plan, account.open, today)[0]?.dueOn
    return bill ? [plan && dueOn ? { ...bill, outstanding: amount, dueOn, planId: plan.planId } : { ...bill, outstanding: amount }] : []
  })
}
function lateOf(amount: Fen): { lateCharge?: Fen } {
  return amount > 0 ? { lateCharge: amount } : {}
}

const ASIDE_WORDS: Readonly<Record<Aside, string>> = {
  disputed: '您提出疑问的账单，处理期间不计入合计', planned: '已办分期的账单，按各期缴纳', time_barred: '三年以前的账单，不计入合计，可在账单里查看',
}
function asideWords(account: Account, today: Day): Pick<Home, 'aside'> {
  const aside = (Object.keys(ASIDE_WORDS) as Aside[]).flatMap((why) => {
    const bills = account.open.filter((bill) => asideOf(account, bill, today) === why)
    return bills.length === 0 ? [] : [{ says: ASIDE_WORDS[why], total: sumFen(bills.map((bill) => bill.outstanding)), count: bills.length }]
  })
  return aside.length === 0 ? {} : { aside }
}

export function dueBill(bill: DueBill, today: Day): Home['bills'][number] {
  const { billId, title, period, dueOn, outstanding, planId, lateCharge } = bill
  return {
    // Of a paid bill only its fixed charge is left: nobody is late with the bill any more.
    billId, title, period, dueOn, outstanding, daysOverdue: outstanding > 0 ? daysOverdue(dueOn, today) : 0,
    ...(planId === undefined ? {} : { planId }), ...(lateCharge === undefined ? {} : { lateCharge }),
  }
}
export function daysOverdue(dueOn: Day, today: Day): number {
  return Math.max(0, daysBetween(dueOn, today))
}
/** The next day something falls due; with everything past its day, the oldest. */
function nextDueOn(open: readonly DueBill[], today: Day): Day | null {
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

function promiseWords(account: Account, today: Day): Pick<Home, 'promise'> {
  const day = promiseOn(account, today)
  return day === null ? {} : { promise: { says: sayPromise(day, today) } }
}

function prepaidWords(account: Account): Pick<Home, 'prepaid'> {
  if (account.prepaid.length === 0) return {}
  const total = sumFen(account.prepaid.map((part) => part.amount))
  return { prepaid: { total, says: `已预缴 ¥${showFen(total)}，下次出账时自动抵扣` } }
}
