import { type Fen, fen, sumFen, ZERO } from '@contract/money'
import type { Account, Order, Plan, Receipt } from '@core/store/records'
import { principalOf } from './account'
import type { BookAccount, Entry } from './ledger'
import { planFaults } from './planRules'

/**
 * Truths that the books must keep (architecture rule 9), each checked over live data by
 * `reconcile`, on demand by 对账, and in every test of money. A broken one names the document.
 */
export const BOOKS_RULES = {
  entries_balance: '每笔分录借贷相等',
  account_equals_entries: '每户余额等于它的分录之和',
  account_adds_up: '每户合计等于它的账单之和',
  order_equals_allocations: '每笔付款等于它的分摊加待处理款，本金、违约金、优惠各自相符',
  payment_is_booked: '每笔已付款都有一笔分录',
  receipts_without_gaps: '收据号连续无缺号',
  no_orphan: '没有无主的账单和分录',
  plans_fit_account: '进行中的分期与户上的分期一致',
  audit_sealed: '留痕每日封存，未被改动',
} as const
export type BooksRule = keyof typeof BOOKS_RULES
export type Broken = { readonly rule: BooksRule; readonly says: string }

export const broken = (rule: BooksRule, says: string): Broken => ({ rule, says })

export type AccountFacts = {
  readonly account: Account
  readonly entries: readonly Entry[]
  /** Ids of every bill of the account that is not void. */
  readonly billIds: ReadonlySet<string>
  /** Those that are: their entries stay, and add up to nothing. */
  readonly voidIds: ReadonlySet<string>
  readonly orders: readonly Order[]
  readonly plans: readonly Plan[]
}

/** Everything that can be said about one account by itself. */
export function auditAccount(facts: AccountFacts): readonly Broken[] {
  return [...auditEntries(facts), ...auditBalance(facts), ...auditOrders(facts), ...auditOrphans(facts), ...auditPlans(facts)]
}

function auditEntries({ entries }: AccountFacts): readonly Broken[] {
  return entries
    .filter((entry) => sumFen(entry.postings.map((posting) => posting.amount)) !== 0)
    .map((entry) => broken('entries_balance', `${entry._id} 不平`))
}

function auditBalance({ account, entries }: AccountFacts): readonly Broken[] {
  const found: Broken[] = []
  const owed = sumByBill(entries, 'receivable')
  for (const bill of account.open) {
    const booked = owed.get(bill.billId) ?? 0
    if (booked !== bill.outstanding) found.push(broken('account_equals_entries', `${account._id} ${bill.billId}: 户 ${bill.outstanding} 账 ${booked}`))
    owed.delete(bill.billId)
  }
  for (const [billId, amount] of owed) {
    if (amount !== 0) found.push(broken('account_equals_entries', `${account._id} ${billId}: 户 0 账 ${amount}`))
  }
  found.push(...auditLate(account, entries), ...auditPrepaid(account, entries))
  const total = sumFen(account.open.map((bill) => bill.outstanding))
  const oldest = account.open.map((bill) => bill.dueOn).sort()[0] ?? null
  if (total !== account.outstanding || oldest !== account.oldestDueOn) {
    found.push(broken('account_adds_up', `${account._id}: 合计 ${account.outstanding}，账单之和 ${total}`))
  }
  return found
}

/** Late charges that are booked and not paid are exactly those that the account keeps, bill by bill. */
function auditLate({ _id, lateOwed = [] }: Account, entries: readonly Entry[]): readonly Broken[] {
  const off = sumByBill(entries, 'receivable:late')
  for (const { billId, amount } of lateOwed) off.set(billId, fen((off.get(billId) ?? 0) - amount))
  return [...off].filter(([, amount]) => amount !== 0).map(([billId, amount]) => broken('account_equals_entries', `${_id} ${billId} 违约金差 ${amount}`))
}

function sumByBill(entries: readonly Entry[], account: BookAccount): Map<string, Fen> {
  const sums = new Map<string, Fen>()
  for (const posting of entries.flatMap((entry) => entry.postings)) {
    const { billId, amount } = posting
    if (posting.account === account && billId !== undefined) sums.set(billId, fen((sums.get(billId) ?? 0) + amount))
  }
  return sums
}

const PREPAID = 'liability:prepaid:'
function auditPrepaid(account: Account, entries: readonly Entry[]): readonly Broken[] {
  const booked = new Map<string, number>()
  for (const posting of entries.flatMap((entry) => entry.postings)) {
    if (!posting.account.startsWith(PREPAID)) continue
    const item = posting.account.slice(PREPAID.length)
    booked.set(item, (booked.get(item) ?? 0) - posting.amount)
  }
  for (const part of account.prepaid) booked.set(part.item, (booked.get(part.item) ?? 0) - part.amount)
  return [...booked].filter(([, off]) => off !== 0).map(([item, off]) => broken('account_equals_entries', `${account._id} 预缴 ${item} 差 ${off}`))
}

function auditOrders({ entries, orders }: AccountFacts): readonly Broken[] {
  const booked = new Map(entries.map((entry) => [entry._id, entry]))
  return orders.flatMap((order) => {
    if (order.state !== 'paid') return []
    const allocated = fen(sumFen(order.placed.map((line) => line.amount)) + order.surplus)
    const payment = booked.get(`pay:${order.transactionId}`)
    return [
      ...(payment ? auditPlaced(order, payment) : []),
      ...(allocated === order.amount ? [] : [broken('order_equals_allocations', `${order._id}: 付 ${order.amount}，分摊 ${allocated}`)]),
      ...(payment ? [] : [broken('payment_is_booked', `${order._id} 没有分录`)]),
    ]
  })
}

/** Principal, late charge and discount, each as the order placed it. */
function auditPlaced({ _id, placed }: Order, payment: Entry): readonly Broken[] {
  const sums = (account: BookAccount) => sumFen(payment.postings.filter((one) => one.account === account).map(({ amount }) => amount))
  const fixed = sumFen(placed.map(({ charge = ZERO }) => charge))
  const late = sumFen(placed.map((line) => line.late ?? ZERO))
  const off: readonly [string, number][] = [
    ['本金', sums('receivable') + sumFen(placed.map(principalOf))],
    ['违约金', sums('receivable:late') - fixed + late],
    ['违约金收入', sums('income:late_charge') + fixed],
    ['优惠', sums('expense:discount') - sumFen(placed.map(({ discount = ZERO }) => discount))],
  ]
  return off.filter(([, amount]) => amount !== 0).map(([what, amount]) => broken('order_equals_allocations', `${_id}: ${what}差 ${amount}`))
}

function auditOrphans({ account, entries, billIds, voidIds }: AccountFacts): readonly Broken[] {
  const named = new Set(entries.flatMap((entry) => entry.postings.flatMap((posting) => posting.billId ?? [])))
  return [
    ...account.open.filter((bill) => !billIds.has(bill.billId)).map((bill) => broken('no_orphan', `${bill.billId} 在户上，但没有这张账单`)),
    ...[...named].filter((billId) => !billIds.has(billId) && !voidIds.has(billId)).map((billId) => broken('no_orphan', `${billId} 有分录，但没有这张账单`)),
    ...[...billIds].filter((billId) => !named.has(billId)).map((billId) => broken('no_orphan', `${billId} 没有分录`)),
  ]
}

function auditPlans({ account, plans, billIds }: AccountFacts): readonly Broken[] {
  return planFaults(account, plans, billIds).map((says) => broken('plans_fit_account', `${account._id} ${says}`))
}

/** Receipts of one payee and year, in the order of their numbers, from the one after `before`. */
export function auditReceipts(receipts: readonly Pick<Receipt, '_id' | 'seq' | 'receiptNo'>[], before = 0): readonly Broken[] {
  return receipts.flatMap((receipt, i) => (receipt.seq === before + i + 1 ? [] : [broken('receipts_without_gaps', `${receipt.receiptNo} 前面缺号`)])).slice(0, 1)
}
