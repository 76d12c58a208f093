import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { fen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { type KnownPremises, withKnown } from '@core/domain/billing/ledger/known'
import { type LedgerRead, readLedger } from '@core/domain/billing/ledger/readLedger'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { LedgerImport, LedgerRow } from '@core/store/records'
import { createHash } from 'node:crypto'
import { type LedgerFile, rememberForm } from './askLedger'
import { openWorkbook } from './workbook/openWorkbook'

type Ask = {
  communityId: string; file: LedgerFile; mapping?: Record<string, string> | undefined; sheet?: string | undefined; cutoff?: Day | undefined
  former?: string | undefined
}

/** Rows of one insert: with 38 months each, 250 are about 700 KB. */
const ROWS_AT_ONCE = 250
/** Keys of one look-up: under the 1,000 documents that one read gives. */
const KEYS_AT_ONCE = 500

/** ledger.preview: what a ledger would bring, row by row with reasons. Writes the import and no account. */
export async function previewLedger(ask: Ask, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'ledger.preview'>>> {
  const post = await permit(world, caller, ask.communityId, 'prepare_import')
  if (!post.ok) return post
  const file = 'base64' in ask.file ? Buffer.from(ask.file.base64, 'base64') : await world.files.read(ask.file.fileId)
  if (!file) return refuse('FILE_NOT_READABLE')
  const sheets = await openWorkbook(file)
  if (!sheets.ok) return sheets
  const read = readLedger(sheets.value, ask)
  if (!read.ok) return read
  if (ask.mapping) await rememberForm(ask.communityId, sheets.value, ask.mapping, ask.sheet, world)
  // Another's claims are beside the books, and differ from nothing in them.
  const ledger = ask.former === undefined ? withKnown(read.value, await knownIn(read.value, ask.communityId, world)) : read.value
  const importId = await keepImport(ledger, file, ask, caller, world)
  const { title, cutoff, columns, rows, issues, totals } = ledger
  return accept({ importId, title, cutoff, columns: [...columns], rows, issues: [...issues], totals })
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
 * second confirmation finds the first. The rows come before the import: one that is there is whole.
 */
async function keepImport(ledger: LedgerRead, file: Buffer, { communityId, former }: Ask, caller: Caller, world: World): Promise<string> {
  const fileDigest = createHash('sha256').update(file).digest('hex')
  const { title, cutoff, lines } = ledger
  const seen = createHash('sha256').update(JSON.stringify([communityId, fileDigest, cutoff, lines, ...(former === undefined ? [] : [former])])).digest('hex')
  const importId = `import-${seen.slice(0, 24)}`
  if (await world.store.get('imports', importId)) return importId
  const rows = lines.map((line, seq): LedgerRow => ({ ...line, _id: `${importId}.${seq}`, importId, communityId, seq }))
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) await world.store.addNew('import_rows', rows.slice(at, at + ROWS_AT_ONCE))
  const run: LedgerImport = {
    _id: importId, communityId, title, cutoff, fileDigest, by: caller.openid, state: 'previewed', cursor: 0, written: 0, unchanged: 0,
    rowCount: rows.length, ...(former === undefined ? {} : { former }), leaseUntil: null, createdAt: world.now,
  }
  await world.store.addNew('imports', [run])
  return importId
}
