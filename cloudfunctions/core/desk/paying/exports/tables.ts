import type { Day } from '@contract/calendar'
import { formatPeriod } from '@contract/calendar'
import { type Fen, fen, formatFen, sumFen, ZERO } from '@contract/money'
import { payeeName, premisesIdIn } from '@core/domain/billing/run'
import { FEE_ITEMS, type FeeItem } from '@core/domain/billing/tariff'
import { addDays, atHour, daysBetween } from '@core/domain/calendar'
import { type Charges, lateOn } from '@core/domain/paying/lateCharge'
import { maskPhone } from '@core/domain/people/mask'
import type { World } from '@core/shell/world'
import { manyOf } from '@core/store/pages'
import type { Account, Bill, Community, OpenBill, Order, Receipt } from '@core/store/records'
import type { Cell, Column } from '@core/sheets/writeBook'
import { type Walked, walkRows } from './walkRows'

export type Span = { readonly from: Day; readonly to: Day }
export type Asked = { readonly community: Community; readonly charges: Charges; readonly span: Span; readonly after: string | undefined }
export type Rows = Walked<readonly Cell[]>

const text = (title: string, wide = false): Column => ({ title, kind: 'text', wide })
const money = (title: string): Column => ({ title, kind: 'money' })
const dayOfColumn = (title: string): Column => ({ title, kind: 'day' })
const number = (title: string): Column => ({ title, kind: 'number' })

export const BILL_COLUMNS: readonly Column[] = [
  text('房号', true), text('缴费户'), text('费用项目'), text('账期'), dayOfColumn('计费起'), dayOfColumn('计费止'), dayOfColumn('缴费截止日'), money('应收'),
  money('已收或已抵'), money('未收'), money('违约金'), text('收款单位', true), text('收费标准', true), text('账单编号', true),
]

/** Bills by their due day, each with its own room, without void ones: what they charged is no claim any more. */
export async function billRows({ community, charges, span, after }: Asked, world: World): Promise<Rows> {
  const where = { communityId: community._id, dueOn: { gte: span.from, lte: span.to } }
  return walkRows({ collection: 'bills', where, field: 'dueOn', after }, world, async (page) => {
    const [accounts, rooms] = await Promise.all([accountsOf(page, world), roomsOf(page.map(({ premisesId }) => premisesId), world)])
    const rowOf = (bill: Bill) => billRow(bill, rooms.get(bill.premisesId), accounts.get(bill.accountId), world.today, charges)
    return page.map((bill) => (bill.void ? [] : [rowOf(bill)]))
  })
}

function billRow(bill: Bill, room: string | undefined, account: Account | undefined, today: Day, charges: Charges): readonly Cell[] {
  const open = account?.open.find(({ billId }) => billId === bill._id)
  const owed = open?.outstanding ?? ZERO
  const fixed = account?.lateOwed?.find(({ billId }) => billId === bill._id)?.amount ?? ZERO
  return [
    room ?? account?.label ?? '', account?.name ?? '', bill.title, formatPeriod(bill.period), bill.from, bill.to, bill.dueOn,
    bill.amount, bill.amount - owed, owed,
    open && account ? lateOn(account, open, today, charges) : fixed, bill.payeeName, bill.tariff?.says ?? '接收台账', bill._id,
  ]
}

export const ARREARS_COLUMNS: readonly Column[] = [
  text('房号', true), text('缴费户'), text('电话'), text('费用项目'), text('账期'), dayOfColumn('缴费截止日'), number('过期天数'), text('账龄'), money('未收'),
  money('违约金'), text('说明', true),
]
/** Days overdue, both ends included (rules §13). */
const AGES: readonly (readonly [days: number, says: string])[] = [
  [30, '30天以内'], [90, '31至90天'], [180, '91至180天'], [365, '181至365天'], [730, '1至2年'], [1095, '2至3年'], [Infinity, '3年以上'],
]

/** Every bill past its due day today, account by account, the longest first. */
export async function arrearsRows({ community, charges, after }: Asked, world: World): Promise<Rows> {
  const where = { communityId: community._id, oldestDueOn: { gte: '' as Day, lt: world.today } }
  return walkRows({ collection: 'accounts', where, field: 'oldestDueOn', after }, world, async (page) => {
    const late = page.map(({ open }) => open.filter(({ dueOn }) => dueOn < world.today))
    const rooms = await roomsOf(late.flat().map(({ billId, item }) => premisesIdIn(billId, item)), world)
    const rowOf = (account: Account, open: OpenBill) => arrearsRow(account, open, rooms.get(premisesIdIn(open.billId, open.item)), world.today, charges)
    return page.map((account, i) => (late[i] ?? []).map((open) => rowOf(account, open)))
  })
}

function arrearsRow(account: Account, open: OpenBill, room: string | undefined, today: Day, charges: Charges): readonly Cell[] {
  const days = daysBetween(open.dueOn, today)
  return [
    room ?? account.label, account.name, account.phones.map(maskPhone).join('、'), open.title, formatPeriod(open.period), open.dueOn, days,
    AGES.find(([most]) => days <= most)?.[1] ?? '', open.outstanding, lateOn(account, open, today, charges), sayHeld(account, open.billId),
  ]
}

function sayHeld({ holds, plans }: Account, billId: string): string {
  const says = [
    ...(plans.some(({ billIds }) => billIds.includes(billId)) ? ['分期中'] : []),
    ...(holds.some(({ billIds }) => billIds === null || billIds.includes(billId)) ? ['有异议、暂停或案件'] : []),
  ]
  return says.join('、')
}

export const RECEIPT_COLUMNS: readonly Column[] = [
  text('收据号'), dayOfColumn('收款日期'), text('时间'), text('房号', true), text('缴费户'), money('金额'), money('其中违约金'),
  money('其中待处理款'), money('另减优惠'), text('方式'), text('微信支付订单号', true), text('商户订单号', true), text('收款单位', true), text('明细', true),
]

/** Receipts by the day of the payment, with the numbers that WeChat's bill and the bank's name them by. */
export async function receiptRows({ community, span, after }: Asked, world: World): Promise<Rows> {
  const where = { communityId: community._id, paidAt: { gte: atHour(span.from, 0), lt: atHour(addDays(span.to, 1), 0) } }
  return walkRows({ collection: 'receipts', where, field: 'paidAt', after }, world, async (page) => {
    const [accounts, orders] = await Promise.all([accountsOf(page, world), world.store.getMany('orders', page.map(({ outTradeNo }) => outTradeNo))])
    const orderOf = new Map(orders.map((order) => [order._id, order]))
    return page.map((receipt) => [receiptRow(receipt, accounts.get(receipt.accountId), orderOf.get(receipt.outTradeNo), community)])
  })
}

function receiptRow({ receiptNo, paidAt, amount, outTradeNo, payeeId }: Receipt, account: Account | undefined, order: Order | undefined, community: Community) {
  const sum = (of: 'late' | 'discount') => sumFen(order?.placed.map((line) => line[of] ?? ZERO) ?? [])
  return [
    receiptNo, paidAt.slice(0, 10), paidAt.slice(11, 19), account?.label ?? '', account?.name ?? '', amount, sum('late'), order?.surplus ?? ZERO,
    sum('discount'), '微信支付', order?.transactionId ?? '', outTradeNo, payeeName(community, payeeId), order ? sayLines(order) : '',
  ]
}
/** What it paid, item by item: bills by their ids, which name item and period (rules §5). */
function sayLines({ placed, surplus }: Order): string {
  const sums = new Map<string, Fen>()
  for (const { billId, amount } of placed) {
    const item = billId.split('.').find((part) => part in FEE_ITEMS)
    const title = item === undefined ? '账单' : FEE_ITEMS[item as FeeItem]
    sums.set(title, fen((sums.get(title) ?? 0) + amount))
  }
  if (surplus > 0) sums.set('待处理款', surplus)
  return [...sums].map(([title, amount]) => `${title} ${formatFen(amount)}`).join('；')
}

async function accountsOf(docs: readonly { readonly accountId: string }[], world: World): Promise<ReadonlyMap<string, Account>> {
  const accounts = await world.store.getMany('accounts', [...new Set(docs.map(({ accountId }) => accountId))])
  return new Map(accounts.map((account) => [account._id, account]))
}

/** What each premises is called. An account may have several, and its own name says only one of them. */
async function roomsOf(premisesIds: readonly string[], { store }: World): Promise<ReadonlyMap<string, string>> {
  return new Map((await manyOf(store, 'premises', [...new Set(premisesIds)])).map(({ _id, label }) => [_id, label]))
}

/** What a table's rows come to in the column that it is about. */
export function totalOf(columns: readonly Column[], rows: readonly (readonly Cell[])[], title: string) {
  const at = columns.findIndex((column) => column.title === title)
  return sumFen(rows.map((row) => fen(Number(row[at] ?? 0))))
}
