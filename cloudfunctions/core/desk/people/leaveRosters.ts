import { accept, type Outcome, refuse } from '@contract/outcome'
import type { World } from '@core/shell/world'
import type { StaffMember } from '@core/store/records'
import { type Decision, insert, put } from '@core/store/store'
import { auditRow } from './audit'
import { roster } from './listStaff'
import { isManager } from './revokeStaff'

const POSTS_MAX = 100

/**
 * Takes a person off every roster, unless a community would be left without a manager (F49). The
 * roster's own document is rewritten as in staff.revoke, so that two who leave at once think one
 * after the other. The revoked post stays: the audit trail is read by it, and the law wants it kept.
 */
export async function leaveRosters(openid: string, world: World): Promise<Outcome<null>> {
  const posts = await world.store.find('staff', { where: { openid, state: 'active' }, limit: POSTS_MAX })
  for (const post of posts) {
    // Asked of all of them before the first is left: a refusal leaves everything as it was.
    if (isManager(post) && (await managersOf(post, world)).length === 1) return refuse('LAST_MANAGER')
  }
  for (const post of posts) {
    const left = await leave(post, world)
    if (!left.ok) return left
  }
  return accept(null)
}

async function managersOf({ communityId }: StaffMember, world: World): Promise<readonly string[]> {
  return (await roster(communityId, world)).filter(isManager).map(({ _id }) => _id)
}

async function leave(post: StaffMember, world: World): Promise<Outcome<null>> {
  const { _id, communityId, openid } = post
  const lockId = `staff:${communityId}`
  const row = auditRow(world, { communityId, by: openid, act: 'staff.leave', on: _id, detail: post.roles.join(' ') })
  const reads = {
    lock: ['sequences', lockId], member: ['staff', _id], managers: ['staff', await managersOf(post, world)],
  } as const
  return world.store.change(reads, ({ lock, member, managers }): Decision<Outcome<null>> => {
    if (member?.state !== 'active') return { writes: [], result: accept(null) }
    const left = managers.filter((one) => one !== null && isManager(one))
    if (isManager(member) && left.length === 1) return { writes: [], result: refuse('LAST_MANAGER') }
    const revision = { _id: lockId, communityId, last: (lock?.last ?? 0) + 1 }
    return { writes: [put('sequences', revision), put('staff', { ...member, state: 'revoked' }), insert('audit', row)], result: accept(null) }
  })
}
