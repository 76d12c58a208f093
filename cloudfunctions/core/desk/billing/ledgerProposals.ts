import type { Opening } from '@core/domain/billing/ledger/opening'
import { proposedBy } from '@core/domain/billing/ledger/remarks'
import type { World } from '@core/shell/world'
import type { LedgerImport, LedgerRow, Proposal, Task } from '@core/store/records'

/**
 * What the remarks of one row propose. One of a kind and account, whatever ledger brings it: the
 * same file twice, or the next month's with the same remark, proposes nothing new.
 */
export function proposalsOf(row: LedgerRow, opening: Opening | undefined, run: LedgerImport, world: World): readonly Proposal[] {
  if (!opening) return []
  const { account, bills } = opening
  return row.notes.flatMap((remark) =>
    proposedBy(remark, run.cutoff).map(({ kind, day, caseState }): Proposal => ({
      _id: `proposal:${account._id}:${kind}`, communityId: run.communityId, accountId: account._id, label: account.label, building: account.building,
      importId: run._id, kind, remark, day, caseState, billIds: bills.map((bill) => bill._id),
      state: 'open', createdAt: world.now, decidedBy: null, decidedAt: null,
    })),
  )
}

export function proposalTask(run: LedgerImport, world: World): Task {
  return {
    _id: `proposals:${run._id}`, communityId: run.communityId, accountId: null, kind: 'proposals', title: '确认台账备注里的建议',
    says: '备注里有拒缴、承诺、停机、困难等情况，请在“备注建议”里逐条确认，确认之前不会生效',
    state: 'open', createdAt: world.now, doneBy: null, doneAt: null,
  }
}
