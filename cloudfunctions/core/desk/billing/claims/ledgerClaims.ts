import { monthsBehind } from '@core/domain/billing/ledger/months'
import type { OpeningFacts } from '@core/domain/billing/ledger/opening'
import { holdersOf } from '@core/desk/billing/rowProposals'
import type { World } from '@core/shell/world'
import type { Claim, LedgerImport, LedgerRow, Premises } from '@core/store/records'
import { claimOf } from './claims'

/** The row as it is of a former manager's ledger: who lives where, and no debt or prepayment of ours. */
export function withoutBalance({ others: _, ...row }: LedgerRow): LedgerRow {
  return { ...row, owed: 0 as LedgerRow['owed'], prepaid: 0 as LedgerRow['prepaid'], months: [] }
}

/** The debts of some rows as claims of whoever managed before, of the account that holds the home today. */
export async function ledgerClaims(
  rows: readonly LedgerRow[], known: readonly Premises[], run: LedgerImport, facts: OpeningFacts, world: World,
): Promise<readonly Claim[]> {
  const holder = run.former ?? ''
  const holders = await holdersOf(known, world)
  return rows.flatMap((row) => {
    const there = known.find(({ key }) => key === row.key)
    const premisesId = there?._id ?? facts.ids.premises(row.key)
    const accountId = there ? holders.get(there._id) : facts.ids.account(row.key)
    // Nobody holds it today: there is nobody of whom the claim could be history.
    if (accountId === undefined) return []
    return owedOf(row, run).map((owed) => claimOf({ communityId: run.communityId, accountId, premisesId, holder, by: run.by, ...owed }, world))
  })
}

function owedOf(row: LedgerRow, { cutoff }: LedgerImport): readonly Pick<Claim, 'item' | 'period' | 'from' | 'to' | 'amount'>[] {
  const behind = new Map(row.paidThrough === null ? [] : monthsBehind(row.paidThrough, cutoff).map((month) => [month.period, month]))
  const main = row.months.flatMap(({ period, amount }) => {
    const month = behind.get(period)
    return month ? [{ item: 'property_fee', period, from: month.from, to: month.to, amount }] : []
  })
  return [...main, ...(row.others ?? []).flatMap(({ item, months }) => months.map((month) => ({ item, ...month })))]
}
