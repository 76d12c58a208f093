import type { Day } from '@contract/calendar'
import { addDays, atHour, maxDay, monthOf, type Span } from '@core/domain/calendar'
import { addEntries, type BillPayees, billsOf, numbered, type NumberedVoucher, type VoucherSums, vouchersOf } from '@core/domain/paying/vouchers'
import type { Entry } from '@core/domain/paying/ledger'
import { hasTime } from '@core/shell/lease'
import type { World } from '@core/shell/world'
import { manyOf, pagesOf } from '@core/store/pages'
import type { Community } from '@core/store/records'
import { accountsIn } from './voucherMap'

export type VouchersAsked = {
  readonly community: Community
  readonly span: Span
  /** Whose vouchers; undefined: everybody's. Two payees are two companies' books. */
  readonly payeeId: string | undefined
  /** The first day that the last file did not have. */
  readonly after: string | undefined
}
type Found = { readonly vouchers: readonly NumberedVoucher[]; /** The days that this file has. */ readonly days: Span; readonly next: Day | null }
const ENTRIES_A_PAGE = 1000

/**
 * Vouchers of whole days. They are read from the first day of their month, so that each has the
 * number that it has in every other file: half a month taken now and half later never give one
 * number twice.
 */
export async function readVouchers({ community, span, payeeId, after }: VouchersAsked, world: World): Promise<Found> {
  const from = after === undefined ? span.from : maxDay(span.from, after.slice(0, 10) as Day)
  const [{ sums, next }, accounts] = await Promise.all([readSums(community, from, span.to, world), accountsIn(community._id, world)])
  const whose = vouchersOf(sums, accounts).filter((voucher) => payeeId === undefined || voucher.payeeId === payeeId)
  const vouchers = numbered(whose).filter(({ voucher }) => voucher.day >= from)
  return { vouchers, days: { from, to: next === null ? span.to : addDays(next, -1) }, next }
}

/** Out of time the rest is the next file's, from the day that was not read to its end. */
async function readSums(community: Community, from: Day, to: Day, world: World): Promise<{ sums: VoucherSums; next: Day | null }> {
  const sums: VoucherSums = new Map()
  const first = `${monthOf(from)}-01` as Day
  const where = { communityId: community._id, at: { gte: atHour(first, 0), lt: atHour(addDays(to, 1), 0) } }
  for await (const page of pagesOf(world.store, 'entries', where, 'at', ENTRIES_A_PAGE)) {
    addEntries(sums, page, community, await payeesOf(page, community, world))
    const day = page[page.length - 1]?.day
    // One day is read whole, however long it takes: a file that brings nothing on would never end.
    if (hasTime(world) || page.length < ENTRIES_A_PAGE || day === undefined || day <= from) continue
    for (const [key, voucher] of sums) if (voucher.day === day) sums.delete(key)
    return { sums, next: day }
  }
  return { sums, next: null }
}

/** Whose the bills of some entries are. Where there is one payee, nobody has to look. */
async function payeesOf(entries: readonly Entry[], { payees }: Community, { store }: World): Promise<BillPayees> {
  if (payees.length < 2) return new Map()
  const ids = new Set(entries.flatMap(billsOf))
  return new Map((await manyOf(store, 'bills', [...ids])).map(({ _id, payeeId }) => [_id, payeeId]))
}
