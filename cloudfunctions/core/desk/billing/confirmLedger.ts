import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import { draftTariffs, openingOf, type OpeningFacts } from '@core/domain/billing/ledger/opening'
import { hasTime, takeLease } from '@core/shell/lease'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Community, LedgerImport, LedgerRow } from '@core/store/records'
import { insert, present, put, type Write } from '@core/store/store'
import { ledgerClaims, withoutBalance } from './claims/ledgerClaims'
import { ledgerIds } from './ledgerIds'
import { proposalsTask, rowProposals } from './rowProposals'

type Progress = StaffAnswer<'ledger.confirm'>

/** Accounts of one transaction, and bills at most: ten years of debt each would be 2,400. */
const ROWS_AT_ONCE = 20
const BILLS_AT_ONCE = 500
const IMPORTS_A_SWEEP = 5

/**
 * ledger.confirm: puts what the preview accepted on the books. Premises already there stay as they
 * are. What one call cannot finish sweep goes on with; asked again meanwhile, it says how far it is.
 */
export async function confirmLedger({ importId }: { importId: string }, caller: Caller, world: World): Promise<Outcome<Progress>> {
  const run = await world.store.get('imports', importId)
  if (!run) return refuse('IMPORT_NOT_FOUND')
  const post = await permit(world, caller, run.communityId, 'confirm_import')
  if (!post.ok) return post
  if (run.state === 'reading') return refuse('IMPORT_READING')
  if (run.rowCount === 0) return refuse('RUN_EMPTY')
  if (run.state === 'confirmed') return accept({ written: 0, unchanged: run.rowCount })
  if (run.state === 'previewed') await begin(run, caller, world)
  return accept(await resumeImport(importId, world))
}

/** Who confirmed is written down in the same transaction that lets the walk begin. */
function begin(run: LedgerImport, caller: Caller, world: World): Promise<void> {
  const { _id, communityId, rowCount } = run
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'ledger.confirm', on: _id, detail: `${rowCount} 行` })
  return world.store.change({ run: ['imports', _id] }, ({ run: found }) => {
    const now = present(found, 'the import')
    if (now.state !== 'previewed') return { writes: [], result: undefined }
    return { writes: [put('imports', { ...now, state: 'confirming', leaseUntil: world.now }), insert('audit', audit)], result: undefined }
  })
}

/** Goes on where the import stands, under a lease, as long as there is time. Says how far it is. */
export async function resumeImport(importId: string, world: World): Promise<Progress> {
  const lease = await takeLease(world, 'imports', importId, { state: 'confirming' })
  if (!lease) return progressOf(present(await world.store.get('imports', importId), 'the import'))
  let run = lease.doc
  const community = present(await world.store.get('communities', run.communityId), 'the community')
  while (run.state === 'confirming' && run.leaseUntil === lease.until) {
    if (!hasTime(world)) {
      await lease.giveBack()
      break
    }
    run = await writeChunk(run, community, world)
  }
  return progressOf(run)
}

const progressOf = ({ written, unchanged }: LedgerImport): Progress => ({ written, unchanged })

/**
 * Some rows, their accounts and the cursor behind them in one transaction: a walk cut off anywhere
 * has written each row wholly or not at all, and knows which.
 */
async function writeChunk(run: LedgerImport, community: Community, world: World): Promise<LedgerImport> {
  const rows = await nextRows(run, world)
  const known = await world.store.find('premises', {
    where: { communityId: run.communityId, key: { in: rows.map(({ key }) => key) } }, limit: ROWS_AT_ONCE,
  })
  const there = new Set(known.map(({ key }) => key))
  const fresh = rows.filter(({ key }) => !there.has(key))
  const facts: OpeningFacts = { source: run, community, ids: ledgerIds(community._id), at: world.now }
  await world.store.addNew('tariffs', draftTariffs(fresh, facts))
  const writes = openings(run.former === undefined ? fresh : fresh.map(withoutBalance), facts)
  // History alone: a walk cut off after it finds it again by its name.
  if (run.former !== undefined) await world.store.addNew('claims', await ledgerClaims(rows, known, run, facts, world))
  const said = await rowProposals(rows, known, run, facts, world)
  const reads = { run: ['imports', run._id], asked: ['proposals', said.map(({ _id }) => _id)] } as const
  return world.store.change(reads, ({ run: found, asked }) => {
    const now = present(found, 'the import')
    // Another walk has taken over an expired lease: its cursor counts, this one writes nothing.
    if (now.cursor !== run.cursor || now.leaseUntil !== run.leaseUntil) return { writes: [], result: now }
    const cursor = now.cursor + rows.length
    const done = cursor >= now.rowCount
    const unasked = said.filter((_, i) => asked[i] === null)
    const proposed = (now.proposed ?? 0) + unasked.length
    const next: LedgerImport = {
      ...now, cursor, proposed, written: now.written + fresh.length, unchanged: now.unchanged + rows.length - fresh.length,
      ...(done ? { state: 'confirmed', leaseUntil: null } : {}),
    }
    const task = done && proposed > 0 ? [insert('tasks', proposalsTask(run, proposed, world))] : []
    return { writes: [...writes, insert('proposals', ...unasked), ...task, put('imports', next)], result: next }
  })
}

async function nextRows(run: LedgerImport, world: World): Promise<readonly LedgerRow[]> {
  const rows = await world.store.find('import_rows', {
    where: { importId: run._id, seq: { gte: run.cursor } }, sort: [['seq', 1]], limit: ROWS_AT_ONCE,
  })
  const chunk = [present(rows[0], 'a row of the import')]
  let bills = chunk[0]?.months.length ?? 0
  for (const row of rows.slice(1)) {
    bills += row.months.length
    if (bills > BILLS_AT_ONCE) break
    chunk.push(row)
  }
  return chunk
}

function openings(rows: readonly LedgerRow[], facts: OpeningFacts): readonly Write[] {
  const opened = rows.map((row) => openingOf(row, facts))
  if (opened.length === 0) return []
  return [
    insert('premises', ...opened.map(({ premises }) => premises)),
    insert('accounts', ...opened.map(({ account }) => account)),
    insert('holdings', ...opened.map(({ holding }) => holding)),
    insert('bills', ...opened.flatMap(({ bills }) => bills)),
    insert('entries', ...opened.flatMap(({ entry }) => entry ?? [])),
  ]
}

/** sweep: takes up imports that were cut off. */
export async function resumeImports(world: World): Promise<void> {
  const cutOff = await world.store.find('imports', { where: { state: 'confirming', leaseUntil: { lte: world.now } }, limit: IMPORTS_A_SWEEP })
  for (const run of cutOff) await resumeImport(run._id, world)
}
