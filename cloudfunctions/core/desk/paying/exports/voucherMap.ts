import type { StaffAnswer, StaffAsk } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import { BOOK_ACCOUNTS, type Chart, usualAccounts, type VoucherAccounts } from '@core/domain/paying/voucherAccounts'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { insert, put } from '@core/store/store'

/** The usual accounts of a community's chart, and those that its accountants chose instead. */
async function mapOf(communityId: string, { store }: World): Promise<{ readonly chart: Chart; readonly chosen: VoucherAccounts }> {
  const kept = await store.get('voucher_maps', communityId)
  return { chart: kept?.chart ?? 'enterprise', chosen: Object.fromEntries((kept?.accounts ?? []).map(({ key, code, name }) => [key, { code, name }])) }
}
export async function accountsIn(communityId: string, world: World): Promise<VoucherAccounts> {
  const { chart, chosen } = await mapOf(communityId, world)
  return { ...usualAccounts(chart), ...chosen }
}

/** vouchers.show: which account of the company's chart each account of the books goes to. */
export async function showVoucherMap({ communityId }: { communityId: string }, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'vouchers.show'>>> {
  const post = await permit(world, caller, communityId, 'export_books')
  if (!post.ok) return post
  const { chart, chosen } = await mapOf(communityId, world)
  const accounts = BOOK_ACCOUNTS.map(({ key, says, usual }) => ({ key, says, ...(chosen[key] ?? usual[chart]), usual: chosen[key] === undefined }))
  return accept({ chart, accounts })
}

/** vouchers.chart: the usual accounts of another chart; what was chosen one by one stays. */
export async function chooseChart(
  { communityId, chart }: StaffAsk<'vouchers.chart'>, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'vouchers.chart'>>> {
  const post = await permit(world, caller, communityId, 'map_vouchers')
  if (!post.ok) return post
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'vouchers.chart', on: chart, detail: '' })
  return world.store.change({ kept: ['voucher_maps', communityId] }, ({ kept }) => {
    const doc = { _id: communityId, accounts: kept?.accounts ?? [], chart }
    return { writes: [put('voucher_maps', doc), insert('audit', audit)], result: accept({ saved: true as const }) }
  })
}

/** vouchers.save: another account for one of them, or, with null, the usual one again. */
export async function saveVoucherMap(
  { communityId, key, account }: StaffAsk<'vouchers.save'>, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'vouchers.save'>>> {
  const post = await permit(world, caller, communityId, 'map_vouchers')
  if (!post.ok) return post
  if (!BOOK_ACCOUNTS.some((one) => one.key === key)) return refuse('ASK_MALFORMED')
  const audit = auditRow(
    world, { communityId, by: caller.openid, act: 'vouchers.save', on: key, detail: account ? `${account.code} ${account.name}` : '恢复常用科目' },
  )
  return world.store.change({ kept: ['voucher_maps', communityId] }, ({ kept }) => {
    const others = (kept?.accounts ?? []).filter((one) => one.key !== key)
    const doc = { ...kept, _id: communityId, accounts: account ? [...others, { key, ...account }] : others }
    return { writes: [put('voucher_maps', doc), insert('audit', audit)], result: accept({ saved: true as const }) }
  })
}
