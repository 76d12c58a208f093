import type { Instant } from '@contract/calendar'
import type { Charges } from '@core/domain/paying/lateCharge'
import type { World } from '@core/shell/world'
import type { ChargePolicy, Community } from '@core/store/records'

/** More versions than a community publishes in its life. */
const POLICIES_MAX = 500

/** What a community charges late payers and grants early ones: nothing, until somebody has published it. */
export async function chargesOf({ _id, sparedDays = [] }: Pick<Community, '_id' | 'sparedDays'>, world: World): Promise<Charges> {
  return { policies: await publishedOf(_id, world), spared: sparedDays }
}

/** The same, for whoever has not read the community. */
export async function chargesIn(communityId: string, world: World): Promise<Charges> {
  const [community, policies] = await Promise.all([world.store.get('communities', communityId), publishedOf(communityId, world)])
  return { policies, spared: community?.sparedDays ?? [] }
}

/** Drafts have no instant of publication, so the range leaves them out. */
export function publishedOf(communityId: string, { store }: World): Promise<readonly ChargePolicy[]> {
  return store.find('charge_policies', { where: { communityId, publishedAt: { gt: '' as Instant } }, sort: [['publishedAt', 1]], limit: POLICIES_MAX })
}
