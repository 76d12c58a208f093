import type { Day } from '@contract/calendar'
import { type Fen, fen, sumFen, ZERO } from '@contract/money'
import { sayPeriod } from '@core/domain/calendar'
import type { Bill } from '@core/store/records'
import type { BookAccount, Entry } from './ledger'

/** One thing that happened to an account's debt; `balance` is what is owed after it. */
export type StatementLine = { readonly on: Day; readonly says: string; readonly charged: Fen; readonly paid: Fen; readonly balance: Fen }
export type ItemSum = { readonly title: string; readonly charged: Fen; readonly paid: Fen }
export type Statement = {
  readonly opening: Fen
  readonly closing: Fen
  /** Prepaid and not used yet, at the end. */
  readonly prepaid: Fen
  readonly lines: readonly StatementLine[]
  readonly sums: readonly ItemSum[]
}
type Named = Pick<Bill, '_id' | 'title' | 'period'>

/**
 * An account's debt over some days, from its entries and nothing else: what was owed before, what
 * was charged and what came off day by day, and what is owed after. Opening plus what was charged
 * less what came off is the closing, and on the last day of the books it is what the account owes.
 * @param bills those that the reader may see; nothing of any other is counted
 */
export function statementOf(entries: readonly Entry[], bills: ReadonlyMap<string, Named>, from: Day, to: Day): Statement {
  const inOrder = [...entries].filter(({ day }) => day <= to).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a._id < b._id ? -1 : 1))
  const opening = sumFen(inOrder.filter(({ day }) => day < from).flatMap((entry) => owedBy(entry, bills)))
  let balance = opening
  const moves = inOrder.filter(({ day }) => day >= from).flatMap((entry) => movesOf(entry, bills))
  const lines = moves.map(({ on, says, charged, paid }): StatementLine => {
    balance = fen(balance + charged - paid)
    return { on, says, charged, paid, balance }
  })
  const prepaid = sumFen(
    inOrder.flatMap(({ postings }) => postings.filter((one) => one.account.startsWith('liability:prepaid:')).map(({ amount }) => fen(-amount))),
  )
  return { opening, closing: balance, prepaid, lines, sums: sumsOf(inOrder.filter(({ day }) => day >= from), bills) }
}

function owedBy({ postings }: Entry, bills: ReadonlyMap<string, Named>): readonly Fen[] {
  return postings.filter(({ billId }) => billId !== undefined && bills.has(billId)).map(({ amount }) => amount)
}

type Move = Omit<StatementLine, 'balance'>

/** A charge is a line a bill; what comes off is one line, however many bills it pays. */
function movesOf(entry: Entry, bills: ReadonlyMap<string, Named>): readonly Move[] {
  const mine = entry.postings.filter(({ billId }) => billId !== undefined && bills.has(billId))
  const charges = mine.filter(({ amount }) => amount > 0).map(({ account, billId, amount }): Move => {
    const bill = bills.get(billId ?? '')
    return { on: entry.day, says: bill ? `${sayPeriod(bill.period)}${titleOf(bill, account)}` : '', charged: amount, paid: ZERO }
  })
  const off = fen(-sumFen(mine.filter(({ amount }) => amount < 0).map(({ amount }) => amount)))
  // Of a payment that also pays bills which the reader may not see, the discount may be theirs: it is not told apart.
  const isWhole = entry.postings.every(({ billId }) => billId === undefined || bills.has(billId))
  const discounts = entry.postings.filter(({ account }) => account === 'expense:discount').map(({ amount }) => amount)
  const given = entry.kind === 'payment' && isWhole ? sumFen(discounts) : ZERO
  const taken = [{ says: sayOff(entry), paid: fen(off - given) }, { says: '按期缴费优惠', paid: given }].filter(({ paid }) => paid !== 0)
  return [...charges, ...taken.map(({ says, paid }): Move => ({ on: entry.day, says, charged: ZERO, paid }))]
}

function titleOf({ title }: Named, account: BookAccount): string {
  return account === 'receivable:late' ? LATE_TITLE : title
}
const LATE_TITLE = '违约金'

function sayOff({ kind, memo }: Entry): string {
  if (kind === 'payment') return '微信支付'
  if (kind === 'waive') return '违约金减免'
  if (kind === 'void') return `账单作废：${memo}`
  return kind === 'reversal' ? '冲正' : '预缴款抵扣'
}

function sumsOf(entries: readonly Entry[], bills: ReadonlyMap<string, Named>): readonly ItemSum[] {
  const sums = new Map<string, { charged: number; paid: number }>()
  for (const { account, billId, amount } of entries.flatMap(({ postings }) => postings)) {
    const bill = billId === undefined ? undefined : bills.get(billId)
    if (!bill) continue
    const title = titleOf(bill, account)
    const sum = sums.get(title) ?? { charged: 0, paid: 0 }
    sums.set(title, amount > 0 ? { ...sum, charged: sum.charged + amount } : { ...sum, paid: sum.paid - amount })
  }
  return [...sums].map(([title, { charged, paid }]) => ({ title, charged: fen(charged), paid: fen(paid) }))
}
