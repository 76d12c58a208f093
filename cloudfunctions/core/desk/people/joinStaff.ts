import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome } from '@contract/outcome'
import type { World } from '@core/shell/world'
import type { Invitation, StaffMember } from '@core/store/records'
import { type Decision, insert, present, put } from '@core/store/store'
import { auditRow } from './audit'
import { obstacle, wrongCode } from './codeTries'
import { staffId } from './permit'
import { staffPost } from './showMe'

/**
 * A place on the roster taken. Somebody who is on it already keeps what they have and gains the
 * rest, so that no code can take the manager's role from the last manager (F49).
 */
export async function joinStaff(
  { _id, communityId, roles }: Invitation, openid: string, world: World,
): Promise<Outcome<ResidentAnswer<'bind.invited'>>> {
  const community = present(await world.store.get('communities', communityId), 'the community')
  const reads = { invitation: ['invitations', _id], person: ['persons', openid], known: ['staff', staffId(communityId, openid)] } as const
  const row = auditRow(world, { communityId, by: openid, act: 'staff.join', on: staffId(communityId, openid), detail: roles.join(' ') })
  const joined = await world.store.change(reads, ({ invitation, person, known }): Decision<Outcome<StaffMember>> => {
    const stop = obstacle(invitation, person, openid, world)
    if (stop) return stop
    const use = present(invitation, 'the invitation')
    const active = known?.state === 'active' ? known : null
    if (use.usedBy !== null) return active ? { writes: [], result: accept(active) } : wrongCode(person, openid, world)
    const member: StaffMember = {
      _id: staffId(communityId, openid), communityId, openid, name: use.name,
      roles: [...new Set([...(active?.roles ?? []), ...use.roles])],
      buildings: [...new Set([...(active?.buildings ?? []), ...use.buildings])],
      state: 'active', since: active?.since ?? world.today,
    }
    return { writes: [put('staff', member), put('invitations', { ...use, usedBy: openid }), insert('audit', row)], result: accept(member) }
  })
  return joined.ok ? accept({ account: null, staff: staffPost(joined.value, community.name) }) : joined
}
