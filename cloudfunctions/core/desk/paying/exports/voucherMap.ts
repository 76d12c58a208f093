import type { StaffAnswer, StaffAsk } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import { BOOK_ACCOUNTS, type VoucherAccounts } from '@core/domain/paying/voucherAccounts'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { insert, put } from '@core/store/store'

/** The accounts that a community's accountants chose in place of the usual ones. */
export async function chosenAccounts(communityId: string, { store }: World): Promise<VoucherAccounts> {
  const kept = await store.get('voucher_maps', communityId)
  return Object.fromEntries((kept?.accounts ?? []).map(({ key, code, name }) => [key, { code, name }]))
}

/** vouchers.show: which account of the company's chart each account of the books goes to. */
export async function showVoucherMap({ communityId }: { communityId: string }, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'vouchers.show'>>> {
  const post = await permit(world, caller, communityId, 'export_books')
  if (!post.ok) return post
  const chosen = await chosenAccounts(communityId, world)
  return accept({ accounts: BOOK_ACCOUNTS.map(({ key, says, usual }) => ({ key, says, ...(chosen[key] ?? usual), usual: chosen[key] === undefined })) })
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
    const doc = { _id: communityId, accounts: account ? [...others, { key, ...account }] : others }
    return { writes: [put('voucher_maps', doc), insert('audit', audit)], result: accept({ saved: true as const }) }
  })
}
