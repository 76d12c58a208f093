import type { Day, Instant } from '@contract/calendar'
import { type Fen, fen, sumFen } from '@contract/money'
import { addDays, lastDayOfMonth, sayPeriod } from '@core/domain/calendar'
import { withOpen } from '@core/domain/paying/account'
import { entry, type Entry, type Posting } from '@core/domain/paying/ledger'
import type { Account, Bill, Community, Holding, LedgerImport, LedgerRow, Premises, WorkingStep } from '@core/store/records'
import { multiplyToFen } from '../decimal'
import { billIdOf, payeeName as nameOf, payeeOf } from '../run'
import { FEE_ITEMS, type FeeItem, ROUND_EACH_MONTH_TO_FEN, type TariffVersion } from '../tariff'
import { monthsBehind } from './months'

/** What the columns without a fee of their own speak of. */
const ITEM: FeeItem = 'property_fee'

/**
 * Ids that a community's ledgers give: one premises has one, whichever ledger brings it, and a price
 * is one tariff, however many ledgers name it. So a second import finds what the first wrote.
 */
export type LedgerIds = {
  readonly premises: (key: string) => string
  readonly account: (key: string) => string
  readonly holding: (key: string) => string
  readonly tariff: (price: string) => string
}
export type OpeningFacts = {
  readonly source: Pick<LedgerImport, '_id' | 'cutoff'>
  readonly community: Community
  readonly ids: LedgerIds
  readonly at: Instant
}
export type Opening = {
  readonly premises: Premises
  readonly account: Account
  readonly holding: Holding
  readonly bills: readonly Bill[]
  /** Null where nothing is owed and nothing prepaid: an entry has two sides. */
  readonly entry: Entry | null
}

/** Everything one row of a ledger puts on the books: who, what, since when, and the balance taken over. */
export function openingOf(row: LedgerRow, { source, community, ids, at }: OpeningFacts): Opening {
  const { communityId, key, label, building, kind } = row
  const premises: Premises = {
    _id: ids.premises(key), communityId, key, label, building, unit: row.unit, room: row.room, kind, area: row.area,
    tariffIds: [ids.tariff(row.price)], createdAt: at,
  }
  const accountId = ids.account(key)
  const holding: Holding = {
    _id: ids.holding(key), communityId, accountId, premisesId: premises._id, from: heldFrom(row, source.cutoff), to: null,
  }
  const facts: BillFacts = { source, community, accountId, premisesId: premises._id, at }
  const bills = [...billsOf(row, facts), ...otherBills(row, facts)].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
  const bare: Account = {
    _id: accountId, communityId, label, building, name: row.name, phones: row.phones, kind,
    open: [], outstanding: fen(0), oldestDueOn: null, nextActOn: null, prepaid: [], openOrders: [], holds: [], plans: [],
    reminded: { episode: null, courtesy: [], doNotContact: false }, internalNotes: row.notes, createdAt: at,
  }
  const open = bills.map(({ _id, item, title, period, dueOn, amount, payeeId }) => ({ billId: _id, item, title, period, payeeId, dueOn, outstanding: amount }))
  const prepaid = prepaidOf(row).map(({ item, amount }) => ({ item, payeeId: payeeOf(community, item), amount }))
  return { premises, holding, bills, account: withOpen(bare, open, prepaid), entry: openingEntry(row, bills, accountId, at) }
}

/** Debt stays with who held the day (rules §3): the holding reaches back over every month billed. */
function heldFrom({ chargedFrom, paidThrough, others = [] }: LedgerRow, cutoff: Day): Day {
  const firstOwed = paidThrough === null || paidThrough > cutoff ? cutoff : addDays(paidThrough, 1)
  const firsts = [firstOwed, ...(chargedFrom === null ? [] : [chargedFrom]), ...others.flatMap(({ months }) => months.map(({ from }) => from))]
  return firsts.reduce((first, day) => (day < first ? day : first))
}

type BillFacts = Pick<OpeningFacts, 'source' | 'at' | 'community'> & {
  readonly accountId: string
  readonly premisesId: string
}

function billsOf(row: LedgerRow, facts: BillFacts): readonly Bill[] {
  const { source } = facts
  const behind = new Map(row.paidThrough === null ? [] : monthsBehind(row.paidThrough, source.cutoff).map((month) => [month.period, month]))
  return row.months.flatMap(({ period, amount }) => {
    const month = behind.get(period)
    if (!month) return []
    return billOf(facts, ITEM, { period, from: month.from, to: month.to, amount }, workingOf(row, amount))
  })
}

/** Fees of columns of their own: what they were made of only the ledger knew. */
function otherBills({ others = [] }: LedgerRow, facts: BillFacts): readonly Bill[] {
  return others.flatMap(({ item, months }) => months.map((month) =>
    billOf(facts, item as FeeItem, month, [{ says: '以物业移交台账所记金额为准', amount: month.amount }]),
  ))
}

type OwedSpan = { readonly period: string; readonly from: Day; readonly to: Day; readonly amount: Fen }

function billOf(
  { source, community, accountId, premisesId, at }: BillFacts, item: FeeItem, { period, from, to, amount }: OwedSpan, working: Bill['working'],
): Bill {
  const payeeId = payeeOf(community, item)
  return {
    _id: billIdOf(premisesId, item, period, accountId), communityId: community._id, accountId, premisesId, item, title: FEE_ITEMS[item], period, from, to,
    dueOn: lastDayOfMonth(from), payeeId, payeeName: nameOf(community, payeeId), amount, working,
    tariff: null, source: { kind: 'ledger', id: source._id }, void: false, issuedAt: at,
  }
}

/** Prepayments by fee item. */
function prepaidOf({ prepaid, others = [] }: LedgerRow): readonly { readonly item: string; readonly amount: Fen }[] {
  return [{ item: ITEM, amount: prepaid }, ...others.map((one) => ({ item: one.item, amount: one.prepaid }))].filter(({ amount }) => amount > 0)
}

/** The bills that a row makes, or made when it was first taken over. */
export function rowBillIds({ months, others = [] }: LedgerRow, premisesId: string, accountId: string): readonly string[] {
  const all = [
    ...months.map(({ period }) => ({ item: ITEM as string, period })), ...others.flatMap(
      ({ item, months: own }) => own.map(({ period }) => ({ item, period })),
    ),
  ]
  return all.map(({ item, period }) => billIdOf(premisesId, item, period, accountId))
}

/** The resident sees the same product as anybody with the ledger and a pencil, and what the ledger made of it. */
function workingOf({ area, price }: LedgerRow, amount: Fen): readonly WorkingStep[] {
  const monthly = multiplyToFen(price, area)
  const product: WorkingStep = { says: `${area} ㎡ × ${price} 元/㎡·月`, amount: monthly }
  if (amount === monthly) return [product]
  return [product, { says: '以物业移交台账所记金额为准，调整', amount: fen(amount - monthly) }]
}

/** Debts and prepayments may be the same amount: then they balance by themselves. */
function balanced(postings: readonly Posting[]): readonly Posting[] {
  const rest = sumFen(postings.map(({ amount }) => amount))
  return rest === 0 ? postings : [...postings, { account: 'opening:ledger', amount: fen(-rest) }]
}

function openingEntry(row: LedgerRow, bills: readonly Bill[], accountId: string, at: Instant): Entry | null {
  const postings: Posting[] = bills.map(({ _id, amount }) => ({ account: 'receivable', billId: _id, amount }))
  const prepaid = prepaidOf(row)
  for (const { item, amount } of prepaid) postings.push({ account: `liability:prepaid:${item}`, amount: fen(-amount) })
  if (postings.length === 0) return null
  const [first, last] = [bills[0], bills[bills.length - 1]]
  const memo = first && last ? `台账结转 ${sayPeriod(first.period)}至${sayPeriod(last.period)}` : '台账结转预缴'
  return entry({
    _id: `opening:${accountId}`, communityId: row.communityId, accountId, kind: 'opening', at, memo,
    postings: balanced(postings),
  })
}

/** A draft for each price: the ledger shows that it was charged, a person must name what allows it. */
export function draftTariffs(rows: readonly LedgerRow[], { source, community, ids, at }: OpeningFacts): readonly TariffVersion[] {
  const prices = [...new Set(rows.map(({ price }) => price))]
  return prices.map((price) => ({
    _id: ids.tariff(price), communityId: community._id, item: ITEM, kind: 'area', price, rounding: ROUND_EACH_MONTH_TO_FEN,
    effectiveFrom: addDays(source.cutoff, 1), basis: null, publishedOn: null, publishedBy: null, createdAt: at,
  }))
}
