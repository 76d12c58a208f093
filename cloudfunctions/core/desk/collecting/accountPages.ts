import type { Day } from '@contract/calendar'
import type { Account } from '@core/store/records'
import { pageAfter, pagesOf } from '@core/store/pages'
import type { Range, Store } from '@core/store/store'

/** After every day of ours: "owes something" as a range. */
const EVER = '9999-12-31' as Day
export const OWING: Range<Day> = { lte: EVER }

/** The two days by which accounts are walked; each has its index. */
type ByDay = 'nextActOn' | 'oldestDueOn'
/** Where a page ended: an exact account. */
export type Place = { readonly day: Day; readonly accountId: string }

/** One page of a community's accounts in the order of a day and then of their ids. */
export function accountPage(
  store: Store, communityId: string, by: ByDay, range: Range<Day>, after: Place | null, limit: number,
): Promise<readonly Account[]> {
  const end = after && { value: after.day, id: after.accountId }
  return pageAfter(store, 'accounts', { communityId, [by]: range }, by, end, limit)
}

/** The place after which the next page begins; null after the last. */
export function placeAfter(page: readonly Account[], by: ByDay, limit: number): Place | null {
  const last = page.at(-1)
  const day = last?.[by]
  return last && day && page.length === limit ? { day, accountId: last._id } : null
}

/** Everybody who owes something, the longest overdue first. */
export function owingAccounts(
  store: Store, communityId: string, range: Range<Day>, limit: number,
): AsyncGenerator<readonly Account[]> {
  return pagesOf(store, 'accounts', { communityId, oldestDueOn: range }, 'oldestDueOn', limit)
}
