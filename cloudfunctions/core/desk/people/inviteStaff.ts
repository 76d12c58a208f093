import type { StaffAnswer, StaffRole } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { insert } from '@core/store/store'
import { auditRow } from './audit'
import { newInvitation } from './newInvitation'
import { permit } from './permit'

type Ask = { communityId: string; name: string; roles: StaffRole[]; buildings?: string[] | undefined }

/** staff.invite: a one-use code for a place on the roster. */
export async function inviteStaff(
  { communityId, name, roles, buildings = [] }: Ask, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'staff.invite'>>> {
  const post = await permit(world, caller, communityId, 'manage_staff')
  if (!post.ok) return post
  const { code, invitation } = newInvitation(world, { kind: 'staff', id: post.value._id }, {
    kind: 'staff', communityId, name, roles: [...new Set(roles)], buildings: [...new Set(buildings)],
  })
  const detail = invitation.roles.join(' ')
  const facts = { communityId, by: caller.openid, act: 'staff.invite', on: invitation._id, detail }
  const writes = [insert('invitations', invitation), insert('audit', auditRow(world, facts))]
  await world.store.change({}, () => ({ writes, result: null }))
  return accept({ code, expiresAt: invitation.expiresAt })
}
