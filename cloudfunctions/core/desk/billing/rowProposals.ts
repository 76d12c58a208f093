import { type OpeningFacts, rowBillIds } from '@core/domain/billing/ledger/opening'
import { proposedIn } from '@core/domain/billing/ledger/remarks'
import type { World } from '@core/shell/world'
import type { LedgerImport, LedgerRow, Premises, Proposal, Task } from '@core/store/records'
import { createHash } from 'node:crypto'

const HOLDINGS_MAX = 1000

/**
 * What the remarks of some rows may mean, as proposals that wait for a person. Named after the
 * account and the words, so that the same remark in next month's file is not asked about again.
 */
export async function rowProposals(
  rows: readonly LedgerRow[], known: readonly Premises[], run: LedgerImport, facts: OpeningFacts, world: World,
): Promise<readonly Proposal[]> {
  const told = rows.flatMap((row) => {
    const said = row.notes.flatMap((remark) => proposedIn(remark, run.cutoff).map((proposed) => ({ ...proposed, remark })))
    return said.length > 0 ? [{ row, said }] : []
  })
  if (told.length === 0) return []
  const holders = await holdersOf(told.flatMap(({ row }) => known.find(({ key }) => key === row.key) ?? []), world)
  return told.flatMap(({ row, said }) => {
    const there = known.find(({ key }) => key === row.key)
    const premisesId = there?._id ?? facts.ids.premises(row.key)
    const accountId = there ? holders.get(there._id) : facts.ids.account(row.key)
    // Nobody holds it today: there is no account that the remark could speak of.
    if (accountId === undefined) return []
    return said.flatMap((proposed) => phonesOf(proposed.kind, row).map((phone): Proposal => ({
      _id: idOf(accountId, proposed.kind, proposed.remark, proposed.day, phone),
      communityId: run.communityId, accountId, building: row.building, label: row.label, ...proposed, phone,
      billIds: rowBillIds(row, premisesId, accountId),
      importId: run._id, sheetRow: row.sheetRow, place: `${run.createdAt} ${String(row.sheetRow).padStart(6, '0')}`,
      state: 'open', decidedBy: null, decidedAt: null,
    })))
  })
}

/** Each number of the row is proposed by itself: which of two is wrong is a person's to know. */
function phonesOf(kind: Proposal['kind'], { phones }: LedgerRow): readonly (string | null)[] {
  return kind === 'wrong_number' && phones.length > 0 ? phones : [null]
}

function idOf(...parts: readonly (string | null)[]): string {
  return `proposal-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24)}`
}

/** Whose each premises is today. */
export async function holdersOf(premises: readonly Premises[], { store, today }: World): Promise<ReadonlyMap<string, string>> {
  const [first] = premises
  if (!first) return new Map()
  const ids = premises.map(({ _id }) => _id)
  const found = await store.find('holdings', { where: { communityId: first.communityId, premisesId: { in: ids } }, limit: HOLDINGS_MAX })
  const held = found.filter(({ from, to }) => from <= today && (to === null || today <= to))
  return new Map(held.map(({ premisesId, accountId }) => [premisesId, accountId]))
}

export const proposalsTaskId = (importId: string) => `proposals:${importId}`

/** Written with the last row of an import that had something to propose. */
export function proposalsTask({ _id, communityId, title }: LedgerImport, count: number, world: World): Task {
  return {
    _id: proposalsTaskId(_id), communityId, accountId: null, kind: 'proposals', title: `台账备注里有 ${count} 条建议`,
    says: `${title}：请逐条确认，采纳后才生效`, state: 'open', createdAt: world.now, doneBy: null, doneAt: null,
  }
}
