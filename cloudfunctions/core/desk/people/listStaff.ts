import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { StaffMember } from '@core/store/records'
import { permit } from './permit'

/** What one answer of the database holds; no property company has as many people in one community. */
const ROSTER_MAX = 1000

/** staff.list: everybody who works for this community now. */
export async function listStaff(
  { communityId }: { communityId: string }, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'staff.list'>>> {
  const post = await permit(world, caller, communityId, 'manage_staff')
  if (!post.ok) return post
  const staff = await roster(communityId, world)
  return accept({
    staff: staff.map(({ _id, name, roles, buildings, since }) => ({
      staffId: _id, name, roles: [...roles], buildings: [...buildings], since,
    })),
  })
}

export function roster(communityId: string, world: World): Promise<readonly StaffMember[]> {
  return world.store.find('staff', { where: { communityId, state: 'active' }, limit: ROSTER_MAX })
}
