import { type Fen, sumFen, ZERO } from '@contract/money'
import type { Given } from '@core/domain/billing/voiding'
import type { BookAccount, Entry } from '@core/domain/paying/ledger'
import type { World } from '@core/shell/world'
import { allOf } from '@core/store/pages'
import type { Account, Bill } from '@core/store/records'

/** As read before a transaction, with what the books said then, so that the transaction can tell whether it is still so. */
export type GivenThen = Given & { readonly owed: Fen; readonly lateOwed: Fen }

/**
 * What payments gave and took on a bill besides its principal. The entries are read before the
 * orders: a payment that comes between shows as a bill that owes less than its entries said.
 */
export async function givenOn({ _id, accountId }: Pick<Bill, '_id' | 'accountId'>, { store }: World): Promise<GivenThen> {
  const entries = await allOf(store, 'entries', 'accountId', [accountId], 'at')
  const orders = await allOf(store, 'orders', 'accountId', [accountId], 'paidAt')
  const lines = orders.filter(({ state }) => state === 'paid').flatMap(({ placed }) => placed.filter(({ billId }) => billId === _id))
  return {
    discount: sumFen(lines.map(({ discount = ZERO }) => discount)), late: sumFen(lines.map(({ late = ZERO }) => late)),
    owed: booked(entries, 'receivable', _id), lateOwed: booked(entries, 'receivable:late', _id),
  }
}

function booked(entries: readonly Entry[], account: BookAccount, billId: string): Fen {
  return sumFen(entries.flatMap(({ postings }) => postings.filter((one) => one.account === account && one.billId === billId).map(({ amount }) => amount)))
}

export function isStillGiven({ owed, lateOwed }: GivenThen, account: Account, billId: string): boolean {
  const now = account.open.find((open) => open.billId === billId)?.outstanding ?? ZERO
  const late = account.lateOwed?.find((one) => one.billId === billId)?.amount ?? ZERO
  return now === owed && late === lateOwed
}
