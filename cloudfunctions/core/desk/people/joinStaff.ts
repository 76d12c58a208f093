import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome } from '@contract/outcome'
import { knownPerson } from '@core/domain/people/tries'
import type { World } from '@core/shell/world'
import type { Invitation, StaffMember } from '@core/store/records'
import { type Decision, insert, present, put } from '@core/store/store'
import { auditRow } from './audit'
import { obstacle, wrongCode } from './codeTries'
import { forgottenId } from './ids'
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
  const id = staffId(communityId, openid)
  const row = auditRow(world, { communityId, by: openid, act: 'staff.join', on: id, detail: roles.join(' ') })
  const reads = {
    invitation: ['invitations', _id], person: ['persons', openid], forgotten: ['persons', forgottenId(openid)], known: ['staff', id],
  } as const
  type Joined = Decision<Outcome<StaffMember>>
  const joined = await world.store.change(reads, ({ invitation, person, forgotten, known }): Joined => {
    const caller = knownPerson(person, forgotten, openid, world.now)
    const stop = obstacle(invitation, caller, openid, world)
    if (stop) return stop
    const use = present(invitation, 'the invitation')
    const active = known?.state === 'active' ? known : null
    if (active && use.usedBy !== null) return { writes: [], result: accept(active) }
    // Used by this very person, who was taken off the roster since.
    if (use.usedBy !== null) return wrongCode(caller, world)
    const member: StaffMember = {
      _id: id, communityId, openid, name: use.name,
      roles: [...new Set([...(active?.roles ?? []), ...use.roles])],
      buildings: [...new Set([...(active?.buildings ?? []), ...use.buildings])],
      state: 'active', since: active?.since ?? world.today,
    }
    const used = put('invitations', { ...use, usedBy: openid })
    return { writes: [put('staff', member), used, insert('audit', row)], result: accept(member) }
  })
  return joined.ok ? accept({ account: null, staff: staffPost(joined.value, community.name) }) : joined
}
