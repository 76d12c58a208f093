import type { Day } from '@contract/calendar'
import type { Account } from '@core/store/records'
import type { Range, Store, Where } from '@core/store/store'

/** After every day of ours: "owes something" as a range. */
const EVER = '9999-12-31' as Day
export const OWING: Range<Day> = { lte: EVER }

/** The two days by which accounts are walked; each has its index. */
type ByDay = 'nextActOn' | 'oldestDueOn'
/** Where a page ended: an exact account. */
export type Place = { readonly day: Day; readonly accountId: string }

/**
 * One page of a community's accounts in the order of a day and then of their ids. Where many share
 * one day, the rest of that day comes before the days after it, so none is lost or repeated.
 */
export async function accountPage(
  store: Store, communityId: string, by: ByDay, range: Range<Day>, after: Place | null, limit: number,
): Promise<readonly Account[]> {
  const where = (days: Day | Range<Day>, more: Where<Account> = {}): Where<Account> => ({ communityId, [by]: days, ...more })
  if (!after) return store.find('accounts', { where: where(range), sort: [[by, 1], ['_id', 1]], limit })
  const same = await store.find('accounts', { where: where(after.day, { _id: { gt: after.accountId } }), sort: [['_id', 1]], limit })
  if (same.length === limit) return same
  const { gt: _gt, gte: _gte, ...upTo } = range
  const later = where({ ...upTo, gt: after.day })
  return [...same, ...(await store.find('accounts', { where: later, sort: [[by, 1], ['_id', 1]], limit: limit - same.length }))]
}

/** The place after which the next page begins; null after the last. */
export function placeAfter(page: readonly Account[], by: ByDay, limit: number): Place | null {
  const last = page.at(-1)
  const day = last?.[by]
  return last && day && page.length === limit ? { day, accountId: last._id } : null
}

/** Everybody who owes something, the longest overdue first. */
export async function* owingAccounts(
  store: Store, communityId: string, range: Range<Day>, limit: number,
): AsyncGenerator<readonly Account[]> {
  let after: Place | null = null
  do {
    const page: readonly Account[] = await accountPage(store, communityId, 'oldestDueOn', range, after, limit)
    if (page.length > 0) yield page
    after = placeAfter(page, 'oldestDueOn', limit)
  } while (after)
}
