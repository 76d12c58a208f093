import type { Day, Instant } from '@contract/calendar'
import { fen } from '@contract/money'
import { lastDayOfMonth } from '@core/domain/calendar'
import { byDueDay, withOpen } from '@core/domain/paying/account'
import { entry, type Entry } from '@core/domain/paying/ledger'
import type { Account, Bill, Claim, Community } from '@core/store/records'
import { billIdOf, payeeName, payeeOf } from './run'
import { FEE_ITEMS, type FeeItem } from './tariff'

export type Assigned = { readonly claim: Claim; readonly bill: Bill; readonly account: Account; readonly entry: Entry }
type Facts = {
  readonly community: Community
  /** Bills of the same home, item and period, void ones too: the new one takes the next number. */
  readonly billed: readonly Pick<Bill, '_id'>[]
  readonly agreement: string
  readonly noticeOn: Day
  readonly on: Day
  readonly by: string
  readonly at: Instant
}

/**
 * A former manager's claim that was assigned, as a bill: due when it always was, and demanded anew
 * by the notice, from which the limitation period counts (Civil Code §195, §546). It was never an
 * income of ours, and carries no late charge until its payer is told of one.
 */
export function assignClaim(claim: Claim, account: Account, { community, billed, agreement, noticeOn, on, by, at }: Facts): Assigned {
  const { premisesId, period, from, to, amount, holder, communityId } = claim
  const item = claim.item as FeeItem
  const taken = new Set(billed.map(({ _id }) => _id))
  let revision = 0
  while (taken.has(billIdOf(premisesId, item, period, account._id, revision))) revision += 1
  const payeeId = payeeOf(community, item)
  const bill: Bill = {
    _id: billIdOf(
      premisesId, item, period, account._id, revision,
    ), communityId, accountId: account._id, premisesId, item, title: FEE_ITEMS[item], period, from, to,
    dueOn: lastDayOfMonth(to), payeeId, payeeName: payeeName(community, payeeId), amount,
    working: [{ says: `${holder}的债权，按${agreement}转让，以转让的金额为准`, amount }], tariff: null, source: { kind: 'claim', id: claim._id }, void: false, issuedAt: at,
  }
  const { _id: billId, title, dueOn } = bill
  const open = { billId, item, title, period, payeeId, dueOn, outstanding: amount, interruptedOn: noticeOn }
  return {
    claim: { ...claim, assigned: { agreement, noticeOn, on, by, billId } },
    bill,
    account: withOpen(account, [...account.open, open].sort(byDueDay), account.prepaid),
    entry: entry({
      _id: `charge:${billId}`, communityId, accountId: account._id, kind: 'charge', at, memo: `债权转让 ${holder}`,
      postings: [{ account: 'receivable', billId, amount }, { account: 'opening:ledger', amount: fen(-amount) }],
    }),
  }
}
