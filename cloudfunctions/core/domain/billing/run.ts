import type { Day, Instant } from '@contract/calendar'
import { type Fen, fen, ZERO } from '@contract/money'
import { byDueDay, withOpen } from '@core/domain/paying/account'
import { entry, type Entry, type Posting } from '@core/domain/paying/ledger'
import { isBankrupt } from '@core/domain/collecting/holds'
import { sayPeriod, spanOf } from '@core/domain/calendar'
import { nextWorkingDay } from '@core/domain/holidays'
import { invariant } from '@core/domain/invariant'
import type { Account, Bill, Community, OpenBill, Prepaid } from '@core/store/records'
import { prepaidStep } from './charge'
import type { Draft } from './drafts'

/** Bills are due on the last day of their period; a day of rest moves it to the next working day (rules §2). */
export function dueDayOf(period: string): Day {
  return nextWorkingDay(spanOf(period).to)
}

/** A bill's id names the event: premises, item, period, account, revision (rules §5). */
export function billIdOf(premisesId: string, item: string, period: string, accountId: string, revision = 0): string {
  return `${premisesId}.${item}.${period}.${accountId}.${revision}`
}

/** The premises that a bill's id begins with. */
export function premisesIdIn(billId: string, item: string): string {
  return billId.slice(0, Math.max(0, billId.indexOf(`.${item}.`)))
}

export function payeeOf(community: Community, item: string): string {
  const payeeId = community.payeeOf[item] ?? community.payees[0]?.payeeId
  invariant(payeeId, 'a community has a payee')
  return payeeId
}
export function payeeName(community: Community, payeeId: string): string {
  return community.payees.find((payee) => payee.payeeId === payeeId)?.name ?? community.companyName
}
export type Issued = { readonly account: Account; readonly bills: readonly Bill[]; readonly entry: Entry }

/**
 * Puts one account's drafts on the books: the bills, one entry, and the account rewritten. A
 * prepayment of the same fee item and payee pays first (rules §6). Bills that the account already
 * has, because an earlier run wrote them before it was cut off, are left out by the caller.
 */
export function issue(account: Account, drafts: readonly Draft[], source: Bill['source'], at: Instant): Issued {
  let prepaid: readonly Prepaid[] = account.prepaid
  const postings: Posting[] = []
  const opened: OpenBill[] = []
  const bills = drafts.map((draft): Bill => {
    // Nothing of a bankrupt's is set off (rules §3).
    const used = isBankrupt(account) ? ZERO : usable(prepaid, draft)
    prepaid = usePrepaid(prepaid, draft, used)
    postings.push({ account: 'receivable', billId: draft._id, amount: draft.amount }, { account: `income:${draft.item}`, amount: fen(-draft.amount) })
    if (used > 0) {
      postings.push({ account: 'receivable', billId: draft._id, amount: fen(-used) }, { account: `liability:prepaid:${draft.item}`, amount: used })
    }
    const outstanding = fen(draft.amount - used)
    if (outstanding > 0) opened.push(openBill(draft, outstanding))
    return { ...draft, working: used > 0 ? [...draft.working, prepaidStep(used)] : draft.working, source, issuedAt: at }
  })
  const first = drafts[0]
  invariant(first, 'an issue has a bill')
  const memo = [...new Set(drafts.map((draft) => sayPeriod(draft.period)))].join('、')
  return {
    account: withOpen(account, [...account.open, ...opened].sort(byDueDay), prepaid),
    bills,
    entry: entry({ _id: `charge:${first._id}`, communityId: account.communityId, accountId: account._id, kind: 'charge', at, postings, memo }),
  }
}

function openBill(draft: Draft, outstanding: Fen): OpenBill {
  const { _id: billId, item, title, period, payeeId, dueOn } = draft
  return { billId, item, title, period, payeeId, dueOn, outstanding }
}
/** What a prepayment of the same item and payee can still pay of a draft. */
export function usable(prepaid: readonly Prepaid[], draft: Pick<Draft, 'item' | 'payeeId' | 'amount'>): Fen {
  const held = prepaid.find((part) => part.item === draft.item && part.payeeId === draft.payeeId)?.amount ?? 0
  return fen(Math.min(held, draft.amount))
}
export function usePrepaid(prepaid: readonly Prepaid[], draft: Pick<Draft, 'item' | 'payeeId'>, used: Fen): readonly Prepaid[] {
  return prepaid.flatMap((part) => {
    if (part.item !== draft.item || part.payeeId !== draft.payeeId) return [part]
    const left = fen(part.amount - used)
    return left > 0 ? [{ ...part, amount: left }] : []
  })
}
