import type { Day } from '@contract/calendar'
import type { StaffAnswer, StaffAsk } from '@contract/contract/staff'
import { sumFen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { chargesOf } from '@core/desk/paying/charges/chargesOf'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import { addDays, atHour } from '@core/domain/calendar'
import { addEntries, type Voucher, type VoucherSums, vouchersOf } from '@core/domain/paying/vouchers'
import { hasTime } from '@core/shell/lease'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { encodeText } from '@core/sheets/encodeText'
import { KINGDEE_COLUMNS, KINGDEE_SCHEMA_COLUMNS, kingdeeRows, kingdeeSchema, yonyouText } from '@core/sheets/voucherFiles'
import { type Column, type Table, writeBook } from '@core/sheets/writeBook'
import { pagesOf } from '@core/store/pages'
import type { Community } from '@core/store/records'
import { ARREARS_COLUMNS, arrearsRows, type Asked, BILL_COLUMNS, billRows, RECEIPT_COLUMNS, receiptRows, type Rows, type Span, totalOf } from './tables'
import { chosenAccounts } from './voucherMap'

type Ask = {
  readonly communityId: string
  readonly what: StaffAsk<'export.make'>['what']
  readonly from?: Day | undefined
  readonly to?: Day | undefined
  readonly after?: string | undefined
}
type Made = StaffAnswer<'export.make'>
const ENTRIES_A_PAGE = 1000

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
  const { communityId, what, after } = ask
  const span: Span = { from: ask.from ?? (`${world.today.slice(0, 4)}-01-01` as Day), to: ask.to ?? world.today }
  const post = await permit(world, caller, communityId, 'export_books')
  if (!post.ok) return post
  if (span.to < span.from) return refuse('DAYS_REVERSED')
  const community = await world.store.get('communities', communityId)
  if (!community) return refuse('COMMUNITY_NOT_FOUND')
  const made = what === 'yonyou' || what === 'kingdee'
    ? await makeVouchers(what, { community, span, after }, post.value.name, world)
    : await makeTable(what, { community, charges: await chargesOf(community, world), span, after }, world)
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'export.make', on: what, detail: `${span.from} ${span.to} ${made.rows}` })
  await world.store.addNew('audit', [audit])
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

async function makeVouchers(
  what: 'yonyou' | 'kingdee', { community, span: { from, to }, after }: Omit<Asked, 'charges'>, preparedBy: string, world: World,
): Promise<Made> {
  const begin = after === undefined ? from : (after as Day)
  const { sums, next } = await readVouchers(community, begin, to, world)
  const vouchers = vouchersOf(sums, await chosenAccounts(community._id, world))
  const lines = vouchers.flatMap((voucher) => voucher.lines)
  const days = `${begin}_${next === null ? to : addDays(next, -1)}`
  const isText = what === 'yonyou'
  const file = isText ? await encodeText(yonyouText(vouchers, preparedBy)) : await writeBook(kingdeeTables(vouchers, preparedBy))
  return {
    name: fileName(community, isText ? '用友凭证' : '金蝶凭证', days, undefined, isText ? 'txt' : 'xlsx'), base64: file.toString('base64'),
    rows: lines.length, total: sumFen(lines.map(({ debit }) => debit)), ...(next === null ? {} : { next }),
  }
}

function kingdeeTables(vouchers: readonly Voucher[], preparedBy: string): readonly Table[] {
  return [
    { name: 'Page1', columns: KINGDEE_COLUMNS, rows: kingdeeRows(vouchers, preparedBy) },
    { name: 't_Schema', columns: KINGDEE_SCHEMA_COLUMNS, rows: kingdeeSchema() },
  ]
}

/** Whole days only: a voucher is a day's. Out of time the rest is the next file's, from the day that was not read to its end. */
async function readVouchers(community: Community, from: Day, to: Day, world: World): Promise<{ sums: VoucherSums; next: Day | null }> {
  const sums: VoucherSums = new Map()
  const where = { communityId: community._id, at: { gte: atHour(from, 0), lt: atHour(addDays(to, 1), 0) } }
  for await (const page of pagesOf(world.store, 'entries', where, 'at', ENTRIES_A_PAGE)) {
    addEntries(sums, page, community)
    const day = page[page.length - 1]?.day
    // One day is read whole, however long it takes: a file that brings nothing on would never end.
    if (hasTime(world) || page.length < ENTRIES_A_PAGE || day === undefined || day <= from) continue
    for (const [key, voucher] of sums) if (voucher.day === day) sums.delete(key)
    return { sums, next: day }
  }
  return { sums, next: null }
}

function fileName({ name }: Community, title: string, days: string, after: string | undefined, kind: string): string {
  return `${name}_${title}_${days}${after === undefined ? '' : '_续'}.${kind}`
}
