import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import type { Mapping } from '@core/domain/billing/ledger/mapping'
import { lookAtLedger, sayField } from '@core/domain/billing/ledger/questions'
import type { Sheet } from '@core/domain/billing/ledger/sheet'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { put } from '@core/store/store'
import { createHash } from 'node:crypto'
import { openWorkbook } from './workbook/openWorkbook'
import { readUpload, type Upload } from './workbook/readUpload'

type Looked = StaffAnswer<'ledger.look'>
type Ask = {
  readonly communityId: string
  readonly file: Upload
  readonly mapping?: Mapping | undefined
  readonly sheet?: string | undefined
  readonly forget?: boolean | undefined
}

/**
 * ledger.look: what each column of a ledger is taken for, and what has to be asked before it can be
 * read. What was answered for the same form before is proposed again, and said so; `forget` takes
 * it back. Reads only, but for that.
 */
export async function askLedger({ communityId, file, mapping, sheet, forget }: Ask, caller: Caller, world: World): Promise<Outcome<Looked>> {
  const post = await permit(world, caller, communityId, 'prepare_import')
  if (!post.ok) return post
  const sheets = await sheetsIn(file, world)
  if (!sheets.ok) return sheets
  const bare = lookAtLedger(sheets.value, { mapping, sheet })
  if (!bare.ok) return bare
  const id = formIdOf(communityId, bare.value.form)
  if (forget) await keep({ _id: id, communityId, mapping: null }, world)
  const kept = mapping === undefined && !forget ? await world.store.get('ledger_mappings', id) : null
  const known = kept?.mapping ? (JSON.parse(kept.mapping) as Mapping) : undefined
  const again = known ? lookAtLedger(sheets.value, { mapping: known, sheet }) : bare
  const look = again.ok ? again.value : bare.value
  return accept({
    sheet: look.sheet, mapping: { ...(known ?? mapping ?? {}) }, remembered: known !== undefined && again.ok,
    columns: look.columns.map((one) => ({ ...one, says: one.field === null ? null : sayField(one.field) })),
    questions: look.questions.map(({ code, says, choices }) => ({ code, says, choices: choices.map((one) => ({ ...one, mapping: { ...one.mapping } })) })),
  })
}

async function sheetsIn(file: Upload, world: World): Promise<Outcome<readonly Sheet[]>> {
  const content = await readUpload(file, world)
  return content ? openWorkbook(content) : refuse('FILE_NOT_READABLE')
}

/** What a person said of a form's columns, for its next file. */
export async function rememberForm(communityId: string, sheets: readonly Sheet[], mapping: Mapping, sheet: string | undefined, world: World): Promise<void> {
  if (Object.keys(mapping).length === 0) return
  const look = lookAtLedger(sheets, { mapping, sheet })
  if (look.ok) await keep({ _id: formIdOf(communityId, look.value.form), communityId, mapping: JSON.stringify(mapping) }, world)
}

function keep(doc: { _id: string; communityId: string; mapping: string | null }, world: World): Promise<null> {
  return world.store.change({}, () => ({ writes: [put('ledger_mappings', { ...doc, at: world.now })], result: null }))
}
function formIdOf(communityId: string, form: string): string {
  return `form-${createHash('sha256').update(JSON.stringify([communityId, form])).digest('hex').slice(0, 24)}`
}
