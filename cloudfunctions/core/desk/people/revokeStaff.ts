import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { StaffMember } from '@core/store/records'
import { type Decision, insert, put } from '@core/store/store'
import { auditRow } from './audit'
import { roster } from './listStaff'
import { permit } from './permit'

/**
 * staff.revoke: takes somebody off the roster, from that second on. The last manager stays (F49).
 *
 * Two removals at once touch two different people, which the platform would not notice; both
 * therefore rewrite the roster's own document, so the second one thinks again over the first.
 */
export async function revokeStaff(
  { staffId }: { staffId: string }, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'staff.revoke'>>> {
  const target = await world.store.get('staff', staffId)
  if (!target || target.state !== 'active') return refuse('STAFF_NOT_FOUND')
  const { communityId } = target
  const post = await permit(world, caller, communityId, 'manage_staff')
  if (!post.ok) return post
  const lockId = `staff:${communityId}`
  const managers = (await roster(communityId, world)).filter(isManager).map(({ _id }) => _id)
  const detail = target.roles.join(' ')
  const row = auditRow(world, { communityId, by: caller.openid, act: 'staff.revoke', on: staffId, detail })
  const reads = {
    lock: ['sequences', lockId], member: ['staff', staffId], read: ['staff', managers],
  } as const
  type Revoked = Decision<Outcome<{ revoked: true }>>
  return world.store.change(reads, ({ lock, member, read }): Revoked => {
    const left = read.filter((one) => one !== null && isManager(one)) as readonly StaffMember[]
    const callerManages = left.some(({ openid }) => openid === caller.openid)
    if (!callerManages) return { writes: [], result: refuse('NOT_STAFF') }
    if (!member || member.state !== 'active') return { writes: [], result: refuse('STAFF_NOT_FOUND') }
    if (isManager(member) && left.length === 1) return { writes: [], result: refuse('LAST_MANAGER') }
    const revision = { _id: lockId, communityId, last: (lock?.last ?? 0) + 1 }
    const off = put('staff', { ...member, state: 'revoked' })
    const writes = [put('sequences', revision), off, insert('audit', row)]
    return { writes, result: accept({ revoked: true }) }
  })
}

export function isManager({ state, roles }: StaffMember): boolean {
  return state === 'active' && roles.includes('manager')
}
