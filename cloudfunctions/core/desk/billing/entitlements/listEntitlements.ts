import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { tariffsOf } from '@core/desk/billing/runPages'
import { permit } from '@core/desk/people/permit'
import { seesBuilding } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'

const CERTIFICATES_MAX = 200

/** entitlement.list: the certificates of one premises, the latest first. */
export async function listEntitlements(
  { premisesId }: { premisesId: string }, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'entitlement.list'>>> {
  const premises = await world.store.get('premises', premisesId)
  if (!premises) return refuse('PREMISES_NOT_FOUND')
  const { communityId } = premises
  const post = await permit(world, caller, communityId, 'see_accounts')
  if (!post.ok) return post
  if (!seesBuilding(post.value, premises.building)) return refuse('BUILDING_NOT_YOURS')
  const [found, tariffs] = await Promise.all([
    world.store.find('entitlements', { where: { communityId, premisesId }, sort: [['from', -1]], limit: CERTIFICATES_MAX }),
    tariffsOf(communityId, world),
  ])
  const words = new Map([...tariffs.values()].flatMap(({ rates = [] }) => rates.map(({ code, says }) => [code, says] as const)))
  return accept({
    entitlements: found.map(({ _id: entitlementId, code, items, certificate, from, to }) => ({
      entitlementId, code, says: words.get(code) ?? code, ...(items ? { items: [...items] } : {}), certificate, from, to,
    })),
  })
}
