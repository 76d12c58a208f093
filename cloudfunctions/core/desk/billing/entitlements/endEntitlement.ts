import type { Day } from '@contract/calendar'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import { addDays } from '@core/domain/calendar'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { type Decision, insert, present, put } from '@core/store/store'

type Ended = Outcome<{ to: Day }>

/** entitlement.end: the rate holds up to `to` and no longer; before its first day it holds on no day at all. */
export async function endEntitlement({ entitlementId, to }: { entitlementId: string; to: Day }, caller: Caller, world: World): Promise<Ended> {
  const found = await world.store.get('entitlements', entitlementId)
  if (!found) return refuse('ENTITLEMENT_NOT_FOUND')
  const post = await permit(world, caller, found.communityId, 'prepare_billing')
  if (!post.ok) return post
  const { communityId, premisesId, from } = found
  const last = to < from ? addDays(from, -1) : to
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'entitlement.end', on: premisesId, detail: `${found.code} ${last}` })
  return world.store.change({ entitlement: ['entitlements', entitlementId] }, ({ entitlement }): Decision<Ended> => {
    const now = present(entitlement, 'the entitlement')
    // A later day would be another certificate.
    const ends = last < now.to ? last : now.to
    const writes = ends === now.to ? [] : [put('entitlements', { ...now, to: ends }), insert('audit', audit)]
    return { writes, result: accept({ to: ends }) }
  })
}
