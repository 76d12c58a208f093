import type { Day } from '@contract/calendar'
import type { StaffAnswer, StaffAsk } from '@contract/contract/staff'
import { sumFen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { chargesOf } from '@core/desk/paying/charges/chargesOf'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import { payeeName } from '@core/domain/billing/run'
import type { NumberedVoucher } from '@core/domain/paying/vouchers'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { encodeText } from '@core/sheets/encodeText'
import { KINGDEE_COLUMNS, KINGDEE_SCHEMA_COLUMNS, kingdeeRows, kingdeeSchema, yonyouText } from '@core/sheets/voucherFiles'
import { type Column, type Table, writeBook } from '@core/sheets/writeBook'
import type { Community } from '@core/store/records'
import { readVouchers, type VouchersAsked } from './readVouchers'
import { ARREARS_COLUMNS, arrearsRows, type Asked, BILL_COLUMNS, billRows, RECEIPT_COLUMNS, receiptRows, type Rows, type Span, totalOf } from './tables'

type Ask = {
  readonly communityId: string
  readonly what: StaffAsk<'export.make'>['what']
  readonly from?: Day | undefined
  readonly to?: Day | undefined
  readonly payeeId?: string | undefined
  readonly after?: string | undefined
}
type Made = StaffAnswer<'export.make'>

type Kind = { readonly title: string; readonly columns: readonly Column[]; readonly total: string; readonly rows: (
  asked: Asked, world: World,
) => Promise<Rows> }
const TABLES: Readonly<Record<'bills' | 'arrears' | 'receipts', Kind>> = {
  bills: { title: '账单', columns: BILL_COLUMNS, total: '应收', rows: billRows },
  arrears: { title: '欠费', columns: ARREARS_COLUMNS, total: '未收', rows: arrearsRows },
  receipts: { title: '收据', columns: RECEIPT_COLUMNS, total: '金额', rows: receiptRows },
}

/**
 * export.make: one file of a community's bills, arrears, receipts or vouchers. What one file or one
 * call cannot hold follows with the next ask; each file says its own total. Nothing in the books
 * changes; that somebody took it stays in the audit trail.
 */
export async function makeExport(ask: Ask, caller: Caller, world: World): Promise<Outcome<Made>> {
  const { communityId, what, payeeId, after } = ask
  const span: Span = { from: ask.from ?? (`${world.today.slice(0, 4)}-01-01` as Day), to: ask.to ?? world.today }
  const post = await permit(world, caller, communityId, 'export_books')
  if (!post.ok) return post
  if (span.to < span.from) return refuse('DAYS_REVERSED')
  const community = await world.store.get('communities', communityId)
  if (!community) return refuse('COMMUNITY_NOT_FOUND')
  if (payeeId !== undefined && !community.payees.some((one) => one.payeeId === payeeId)) return refuse('CHARGE_PAYEE_UNKNOWN')
  const made = what === 'yonyou' || what === 'kingdee'
    ? await makeVouchers(what, { community, span, payeeId, after }, post.value.name, world)
    : await makeTable(what, { community, charges: await chargesOf(community, world), span, after }, world)
  const detail = [span.from, span.to, made.rows, ...(payeeId === undefined ? [] : [payeeId])].join(' ')
  await world.store.addNew('audit', [auditRow(world, { communityId, by: caller.openid, act: 'export.make', on: what, detail })])
  return accept(made)
}

async function makeTable(what: keyof typeof TABLES, asked: Asked, world: World): Promise<Made> {
  const { title, columns, total, rows: rowsOf } = TABLES[what]
  const { rows, next } = await rowsOf(asked, world)
  const file = await writeBook([{ name: title, columns, rows, summed: true }])
  const { from, to } = asked.span
  const days = what === 'arrears' ? world.today : `${from}_${to}`
  return {
    name: fileName(asked.community, title, days, asked.after, 'xlsx'), base64: file.toString('base64'), rows: rows.length, total: totalOf(columns, rows, total),
    ...(next === null ? {} : { next }),
  }
}

async function makeVouchers(what: 'yonyou' | 'kingdee', asked: VouchersAsked, preparedBy: string, world: World): Promise<Made> {
  const { vouchers, days, next } = await readVouchers(asked, world)
  const lines = vouchers.flatMap(({ voucher }) => voucher.lines)
  const isText = what === 'yonyou'
  const file = isText ? await encodeText(yonyouText(vouchers, preparedBy)) : await writeBook(kingdeeTables(vouchers, preparedBy))
  const { community, payeeId } = asked
  const title = `${isText ? '用友凭证' : '金蝶凭证'}${payeeId === undefined ? '' : `_${payeeName(community, payeeId)}`}`
  return {
    name: fileName(community, title, `${days.from}_${days.to}`, undefined, isText ? 'txt' : 'xlsx'), base64: file.toString('base64'),
    rows: lines.length, total: sumFen(lines.map(({ debit }) => debit)), ...(next === null ? {} : { next }),
  }
}

function kingdeeTables(vouchers: readonly NumberedVoucher[], preparedBy: string): readonly Table[] {
  return [
    { name: 'Page1', columns: KINGDEE_COLUMNS, rows: kingdeeRows(vouchers, preparedBy) },
    { name: 't_Schema', columns: KINGDEE_SCHEMA_COLUMNS, rows: kingdeeSchema() },
  ]
}

function fileName({ name }: Community, title: string, days: string, after: string | undefined, kind: string): string {
  return `${name}_${title}_${days}${after === undefined ? '' : '_续'}.${kind}`
}
