import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { fen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { type KnownPremises, withKnown } from '@core/domain/billing/ledger/known'
import { type LedgerIssue, type LedgerRead, readLedger } from '@core/domain/billing/ledger/readLedger'
import { hasTime } from '@core/shell/lease'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { LedgerRow } from '@core/store/records'
import { createHash } from 'node:crypto'
import { rememberForm } from './askLedger'
import { openWorkbook } from './workbook/openWorkbook'
import { readUpload, type Upload } from './workbook/readUpload'

type Ask = {
  communityId: string; file: Upload; mapping?: Record<string, string> | undefined; sheet?: string | undefined; cutoff?: Day | undefined
  former?: string | undefined
}

/** Rows of one insert: with 38 months each, 250 are about 700 KB. */
const ROWS_AT_ONCE = 250
const ISSUES_SHOWN = 2_000
/** Keys of one look-up: under the 1,000 documents that one read gives. */
const KEYS_AT_ONCE = 500

/** ledger.preview: what a ledger would bring, row by row with reasons. Writes the import and no account. */
export async function previewLedger(ask: Ask, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'ledger.preview'>>> {
  const post = await permit(world, caller, ask.communityId, 'prepare_import')
  if (!post.ok) return post
  const file = await readUpload(ask.file, world)
  if (!file) return refuse('FILE_NOT_READABLE')
  const sheets = await openWorkbook(file)
  if (!sheets.ok) return sheets
  const read = readLedger(sheets.value, ask)
  if (!read.ok) return read
  if (ask.mapping) await rememberForm(ask.communityId, sheets.value, ask.mapping, ask.sheet, world)
  // Another's claims are beside the books, and differ from nothing in them.
  const ledger = ask.former === undefined ? withKnown(read.value, await knownIn(read.value, ask.communityId, world)) : read.value
  const { importId, kept } = await keepImport(ledger, file, ask, caller, world)
  const { title, cutoff, columns, rows, issues, totals } = ledger
  const going = kept < ledger.lines.length ? { going: { rows: kept, of: ledger.lines.length } } : {}
  return accept({ importId, title, cutoff, columns: [...columns], rows, issues: firstIssues(issues), totals, ...going })
}

/** What the books say of the ledger's premises, by key, wherever they came from. */
async function knownIn({ lines }: LedgerRead, communityId: string, world: World): Promise<ReadonlyMap<string, KnownPremises>> {
  const known = new Map<string, KnownPremises>()
  for (let at = 0; at < lines.length; at += KEYS_AT_ONCE) {
    const keys = lines.slice(at, at + KEYS_AT_ONCE).map(({ key }) => key)
    const premises = await world.store.find('premises', { where: { communityId, key: { in: keys } }, limit: KEYS_AT_ONCE })
    if (premises.length === 0) continue
    const found = await world.store.find('holdings', { where: { communityId, premisesId: { in: premises.map(({ _id }) => _id) } }, limit: 2 * KEYS_AT_ONCE })
    const holders = new Map(found.filter(({ to }) => to === null).map(({ premisesId, accountId }) => [premisesId, accountId]))
    const accounts = new Map((await world.store.getMany('accounts', [...new Set(holders.values())])).map((account) => [account._id, account]))
    for (const { _id, key, area } of premises) {
      const account = accounts.get(holders.get(_id) ?? '')
      const prepaid = account?.prepaid.reduce((sum, { amount }) => sum + amount, 0) ?? 0
      known.set(key, { area, name: account?.name ?? '', balance: fen((account?.outstanding ?? 0) - prepaid) })
    }
  }
  return known
}

/**
 * The same file read the same way is the same import, so that a second preview adds nothing and a
 * second confirmation finds the first. Rows that one call has no time for follow with the next ask
 * of the same file; until all are there the import cannot be confirmed.
 */
async function keepImport(
  ledger: LedgerRead, file: Buffer, { communityId, former }: Ask, caller: Caller, world: World,
): Promise<{ readonly importId: string; readonly kept: number }> {
  const fileDigest = createHash('sha256').update(file).digest('hex')
  const { title, cutoff, lines } = ledger
  const seen = createHash('sha256').update(JSON.stringify([communityId, fileDigest, cutoff, lines, ...(former === undefined ? [] : [former])])).digest('hex')
  const importId = `import-${seen.slice(0, 24)}`
  const there = await world.store.get('imports', importId)
  if (there && there.state !== 'reading') return { importId, kept: lines.length }
  if (!there) await world.store.addNew('imports', [{
    _id: importId, communityId, title, cutoff, fileDigest, by: caller.openid, state: 'reading', cursor: 0, written: 0, unchanged: 0,
    rowCount: lines.length, ...(former === undefined ? {} : { former }), leaseUntil: null, createdAt: world.now,
  }])
  // One insert at least, however long the file took to read: an ask that brings nothing on would never end.
  for (let at = there?.cursor ?? 0; at < lines.length; at += ROWS_AT_ONCE) {
    const rows = lines.slice(at, at + ROWS_AT_ONCE).map((line, i): LedgerRow => ({ ...line, _id: `${importId}.${at + i}`, importId, communityId, seq: at + i }))
    await world.store.addNew('import_rows', rows)
    const kept = at + rows.length
    if (hasTime(world) || kept === lines.length) continue
    await world.store.setIf('imports', importId, { state: 'reading' }, { cursor: kept })
    return { importId, kept }
  }
  await world.store.setIf('imports', importId, { state: 'reading' }, { state: 'previewed', cursor: 0 })
  return { importId, kept: lines.length }
}

/** What a screen can show: rows that are refused first, where there are more than anybody reads. */
function firstIssues(issues: readonly LedgerIssue[]): LedgerIssue[] {
  if (issues.length <= ISSUES_SHOWN) return [...issues]
  const weight = { refused: 0, warned: 1, ignored: 2 } as const
  return [...issues].sort((a, b) => weight[a.level] - weight[b.level] || a.row - b.row).slice(0, ISSUES_SHOWN).sort((a, b) => a.row - b.row)
}
