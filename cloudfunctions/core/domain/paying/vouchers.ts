import type { Day } from '@contract/calendar'
import { formatShortDay } from '@contract/calendar'
import { type Fen, fen } from '@contract/money'
import { payeeOf } from '@core/domain/billing/run'
import { FEE_ITEMS, type FeeItem } from '@core/domain/billing/tariff'
import { invariant } from '@core/domain/invariant'
import type { Community } from '@core/store/records'
import type { BookAccount, Entry, Posting } from './ledger'
import { voucherAccountOf, type VoucherAccounts } from './voucherAccounts'

/**
 * Journal vouchers out of the books: one a day, payee and kind of event, each with its debits before
 * its credits and the same sum on both sides. What a ledger brought is in the accountants' books
 * already and makes none.
 */
export type VoucherLine = { readonly code: string; readonly name: string; readonly summary: string; readonly debit: Fen; readonly credit: Fen }
export type Voucher = { readonly day: Day; readonly payeeId: string; readonly kind: Entry['kind']; readonly lines: readonly VoucherLine[] }

const KINDS: Readonly<Record<Exclude<Entry['kind'], 'opening'>, string>> = {
  charge: '出账', payment: '收微信缴费', reversal: '冲正', void: '账单作废', waive: '减免违约金',
}

type Sum = { readonly account: BookAccount; readonly item: FeeItem | null; debit: number; credit: number }
/** Sums by voucher and line: what is held while entries are read, however many they are. */
export type VoucherSums = Map<string, { readonly day: Day; readonly payeeId: string; readonly kind: Entry['kind']; readonly sums: Map<string, Sum> }>

/** Whose each bill is, as it was issued. One that is not named goes to the payee who has its item now. */
export type BillPayees = ReadonlyMap<string, string>

/** Adds entries to the sums of their vouchers. */
export function addEntries(vouchers: VoucherSums, entries: readonly Entry[], community: Community, payees: BillPayees): void {
  for (const entry of entries) {
    if (entry.kind === 'opening') continue
    for (const [payeeId, postings] of byPayee(entry, community, payees)) {
      const key = `${entry.day} ${payeeId} ${entry.kind}`
      const voucher = vouchers.get(key) ?? { day: entry.day, payeeId, kind: entry.kind, sums: new Map<string, Sum>() }
      vouchers.set(key, voucher)
      for (const posting of postings) addPosting(voucher.sums, posting)
    }
  }
}

function addPosting(sums: Map<string, Sum>, posting: Posting): void {
  const item = itemOf(posting)
  const key = `${posting.account} ${item ?? ''}`
  const sum = sums.get(key) ?? { account: posting.account, item, debit: 0, credit: 0 }
  sums.set(key, sum)
  if (posting.amount > 0) sum.debit += posting.amount
  else sum.credit -= posting.amount
}

/** The postings of each payee. Money names its payee, and then the whole entry is the payee's: one order has one (rules §3). */
function byPayee(entry: Entry, community: Community, payees: BillPayees): ReadonlyMap<string, readonly Posting[]> {
  const { postings } = entry
  const cash = postings.find(({ account }) => account.startsWith('cash:wechat:'))?.account.slice('cash:wechat:'.length)
  if (cash !== undefined) return new Map([[cash, postings]])
  const payeeIds = postings.map((posting) => payeeIdOf(posting, entry, community, payees))
  const named = [...new Set(payeeIds.flatMap((payeeId) => payeeId ?? []))]
  const [only = payeeOf(community, '')] = named
  if (named.length < 2) return new Map([[only, postings]])
  const groups = new Map(named.map((payeeId) => [payeeId, postings.filter((_, i) => (payeeIds[i] ?? only) === payeeId)]))
  const balances = [...groups.values()].every((group) => group.reduce((sum, { amount }) => sum + amount, 0) === 0)
  // Whole is better than two vouchers that do not balance.
  return balances ? groups : new Map([[only, postings]])
}

/** Its bill's payee. What names no bill is of the bill of its item in the same entry, and without one of whoever has the item now. */
function payeeIdOf(posting: Posting, entry: Entry, community: Community, payees: BillPayees): string | null {
  const item = itemOf(posting)
  const bill = posting.billId ?? (item === null ? undefined : billsOf(entry).find((billId) => itemOf({ ...posting, billId }) === item))
  return payees.get(bill ?? '') ?? (item === null ? null : payeeOf(community, item))
}

/** The bills that an entry is about. That of a void bill which was paid whole stands in its id alone. */
export function billsOf({ _id, kind, postings }: Entry): readonly string[] {
  const named = postings.flatMap(({ billId }) => billId ?? [])
  return kind === 'void' ? [...named, _id.slice('void:'.length)] : named
}

/** Of an income or a prepayment its own item; of a receivable its bill's, which the bill's id names (rules §5). */
function itemOf({ account, billId }: Posting): FeeItem | null {
  const named = billId === undefined ? account.slice(account.lastIndexOf(':') + 1) : billId.split('.').find((part) => part in FEE_ITEMS)
  return named !== undefined && named in FEE_ITEMS ? (named as FeeItem) : null
}

/** The vouchers in the order of their days, ready to be numbered and written. */
export function vouchersOf(sums: VoucherSums, accounts: VoucherAccounts): readonly Voucher[] {
  const order = Object.keys(KINDS)
  return [...sums.values()]
    .sort((a, b) => a.day.localeCompare(b.day) || a.payeeId.localeCompare(b.payeeId) || order.indexOf(a.kind) - order.indexOf(b.kind))
    .map(({ day, payeeId, kind, sums: found }) => ({ day, payeeId, kind, lines: linesOf(day, kind, [...found.values()], accounts) }))
}

function linesOf(day: Day, kind: Entry['kind'], sums: readonly Sum[], accounts: VoucherAccounts): readonly VoucherLine[] {
  const lines = new Map<string, { line: Omit<VoucherLine, 'debit' | 'credit'>; debit: number; credit: number }>()
  for (const { account, item, debit, credit } of sums) {
    const { code, name } = voucherAccountOf(account, accounts)
    const summary = `${formatShortDay(day)}${kind === 'opening' ? '' : KINDS[kind]}${item === null ? '' : ` ${FEE_ITEMS[item]}`}`
    const key = `${code} ${summary}`
    const known = lines.get(key)
    lines.set(key, { line: { code, name, summary }, debit: (known?.debit ?? 0) + debit, credit: (known?.credit ?? 0) + credit })
  }
  const side = (of: 'debit' | 'credit') =>
    [...lines.values()].filter((one) => one[of] > 0).map((one): VoucherLine => ({ ...one.line, debit: fen(0), credit: fen(0), [of]: fen(one[of]) }))
  const both = [...side('debit'), ...side('credit')]
  invariant(both.reduce((sum, { debit, credit }) => sum + debit - credit, 0) === 0, 'a voucher balances')
  return both
}

export type NumberedVoucher = { readonly voucher: Voucher; readonly number: number }

/**
 * Numbers begin anew each month, as the accountants' do. Given the vouchers from a month's first day
 * on, a voucher has the same number in every file that it is in.
 */
export function numbered(vouchers: readonly Voucher[]): readonly NumberedVoucher[] {
  const last = new Map<string, number>()
  return vouchers.map((voucher) => {
    const month = voucher.day.slice(0, 7)
    const number = (last.get(month) ?? 0) + 1
    last.set(month, number)
    return { voucher, number }
  })
}
