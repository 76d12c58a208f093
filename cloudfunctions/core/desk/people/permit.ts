import { accept, type Outcome, refuse } from '@contract/outcome'
import { type Act, mayDo, seesBuilding } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, StaffMember } from '@core/store/records'

export function staffId(communityId: string, openid: string): string {
  return `${communityId}:${openid}`
}

/**
 * Whether the caller may do `act` in a community: read from the roster on every call, so that a
 * member taken off it is a stranger from that second on (roles.md).
 */
export async function permit(
  world: World, caller: Caller, communityId: string, act: Act,
): Promise<Outcome<StaffMember>> {
  const member = await world.store.get('staff', staffId(communityId, caller.openid))
  if (!member || member.state !== 'active') return refuse('NOT_STAFF')
  return mayDo(member, act) ? accept(member) : refuse('ROLE_NOT_ALLOWED')
}

/** The same for one account: collectors and stewards have those of their own buildings only. */
export async function permitAccount(
  world: World, caller: Caller, accountId: string, act: Act,
): Promise<Outcome<{ readonly account: Account; readonly member: StaffMember }>> {
  const account = await world.store.get('accounts', accountId)
  if (!account) return refuse('ACCOUNT_NOT_FOUND')
  const post = await permit(world, caller, account.communityId, act)
  if (!post.ok) return post
  if (!seesBuilding(post.value, account.building)) return refuse('BUILDING_NOT_YOURS')
  return accept({ account, member: post.value })
}
