import { type Day, dayOf } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { type Fen, ZERO } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { holdsOf } from '@core/desk/collecting/holding/holdFacts'
import { chargesIn } from '@core/desk/paying/charges/chargesOf'
import { discountShown, lateShown, paidFor, waiversOf } from '@core/desk/paying/charges/chargesShown'
import { ownAccount } from '@core/desk/people/residentAccount'
import { atHour } from '@core/domain/calendar'
import { keptPlans } from '@core/domain/paying/due'
import { type Charges, NO_CHARGES } from '@core/domain/paying/lateCharge'
import { sayDispute } from '@core/domain/collecting/holdWords'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Bill, BillTariff, Binding, HoldRecord } from '@core/store/records'
import { comparisons, historyOf, looksShown } from './billHistory'
import { daysOverdue } from './showHome'

type Shown = ResidentAnswer<'bill.show'>

/**
 * bill.show: what was charged and why, what was paid, what is still owed. Eight requests of the database at most, five of them side by side: it is
 * opened most of all.
 */
export async function showBill({ billId }: { billId: string }, caller: Caller, world: World): Promise<Outcome<Shown>> {
  const bill = await world.store.get('bills', billId)
  if (!bill) return refuse('BILL_NOT_FOUND')
  const own = await ownAccount(world, caller, bill.accountId)
  // Another's bill and a bill that is not there get one answer: its existence is nobody's business.
  if (!own.ok || !sees(own.value.binding, bill)) return refuse('BILL_NOT_FOUND')
  const { account } = own.value
  const open = account.open.find((one) => one.billId === billId)
  const owed = open?.outstanding ?? ZERO
  const [happened, charges, history, readings, holds] = await Promise.all([
    owed === bill.amount && !open?.waivers ? NOTHING_YET : moneyOf(bill, world),
    open ? chargesIn(bill.communityId, world) : NO_CHARGES,
    historyOf(bill, own.value.binding, world),
    looksShown(bill.looks ?? [], world),
    holdsOf(account._id, world),
  ])
  return accept({
    billId: bill._id, accountId: bill.accountId, title: bill.title, place: account.label, period: bill.period,
    from: bill.from, to: bill.to, dueOn: bill.dueOn, amount: bill.amount, outstanding: owed,
    daysOverdue: owed > 0 ? daysOverdue(bill.dueOn, world.today) : 0, state: stateOf(bill, owed),
    payee: bill.payeeName,
    working: { steps: [...bill.working] },
    tariff: bill.tariff && tariffShown(bill.tariff),
    ...comparisons(bill, history), readings,
    ...(bill.earlierTariffs ? { earlierTariffs: bill.earlierTariffs.map(tariffShown) } : {}),
    ...(bill.voided ? { voided: { on: bill.voided.on, reason: bill.voided.reason } } : {}),
    ...happened, ...chargesOn(account, bill._id, world.today, charges),
    ...disputeOf(holds, bill._id), ...planOf(account, bill._id, world.today),
  })
}

function tariffShown({ says, basis, publishedOn, effectiveFrom }: BillTariff): NonNullable<Shown['tariff']> {
  return { says, basis, publishedOn, since: effectiveFrom }
}

/** The latest question about this bill, as long as it is looked into or once it was answered. Staff's words stay out (F46). */
function disputeOf(holds: readonly HoldRecord[], billId: string): Pick<Shown, 'dispute'> {
  const about = holds.find((hold) => hold.kind === 'dispute' && hold.billIds?.includes(billId) && (hold.state === 'running' || hold.answer))
  return about ? { dispute: sayDispute(about) } : {}
}

/** What is still owed on a bill is read from the account: the bill itself says only what was charged. */
export function owedOn(account: Account, billId: string): Fen {
  return account.open.find((open) => open.billId === billId)?.outstanding ?? ZERO
}
/** The kept plan that the bill is in: it is paid there, part by part. */
export function planOf(account: Account, billId: string, today: Day): { planId?: string } {
  const plan = keptPlans(account, today).find(({ billIds }) => billIds.includes(billId))
  return plan ? { planId: plan.planId } : {}
}
export function stateOf(bill: Bill, owed: Fen): Shown['state'] {
  return bill.void ? 'void' : owed > 0 ? 'open' : 'settled'
}
export function sees(binding: Binding, bill: { dueOn: Day }): boolean {
  return binding.seesFrom === null || bill.dueOn >= binding.seesFrom
}

const PAYMENTS_SHOWN = 50

const NOTHING_YET: Pick<Shown, 'payments' | 'relief'> = { payments: [], relief: [] }

/**
 * What was paid, prepaid and waived on it; a void bill's end is no payment. Nothing was paid on a bill before it was there, so an account's
 * years of entries stay unread. Staff's reasons stay out (F46).
 */
async function moneyOf(bill: Bill, world: World): Promise<Pick<Shown, 'payments' | 'relief'>> {
  const where = { accountId: bill.accountId, at: { gte: atHour(dayOf(bill.issuedAt), 0) } }
  const entries = await world.store.find('entries', { where, sort: [['at', 1]], limit: 1000 })
  const mine = entries.filter(({ postings }) => postings.some((posting) => posting.billId === bill._id && posting.amount < 0))
  const payments = mine.filter(({ kind }) => kind === 'payment')
  const isGiven = payments.some(({ postings }) => postings.some(({ account }) => account === 'expense:discount'))
  const orders = isGiven ? await world.store.getMany('orders', payments.map(({ memo }) => memo)) : []
  return {
    payments: mine.flatMap((entry) => {
      const amount = paidFor(entry, bill._id, orders)
      if (entry.kind === 'payment') return [{ at: entry.at, amount, says: '微信支付', receiptId: `receipt:${entry.memo}` }]
      return entry.kind === 'charge' || entry.kind === 'opening' ? [{ at: entry.at, amount, says: '预缴款抵扣' }] : []
    }).slice(0, PAYMENTS_SHOWN),
    relief: waiversOf(entries).filter(({ billId }) => billId === bill._id).map(({ amount }) => ({ says: '违约金已减免', amount })),
  }
}

function chargesOn(account: Account, billId: string, today: Day, charges: Charges): Pick<Shown, 'lateCharge' | 'lateSays' | 'discount'> {
  const late = lateShown(account, billId, today, charges)
  const discount = discountShown(account, billId, today, charges)
  return { lateCharge: late?.amount ?? ZERO, ...(late ? { lateSays: late.says } : {}), ...(discount ? { discount } : {}) }
}
