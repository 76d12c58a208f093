import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { payeeName } from '@core/domain/billing/run'
import { FEE_ITEMS, type FeeItem } from '@core/domain/billing/tariff'
import { isOurs } from '@core/domain/paying/chargeLimits'
import { runningOf } from '@core/domain/paying/chargePolicy'
import { defaultsWritten, LIMIT_WORDS, sayPolicy, saySpared, warningsOf } from '@core/domain/paying/chargeWords'
import { mayDo } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { ChargePolicy, Community } from '@core/store/records'

type Shown = StaffAnswer<'charges.show'>
const VERSIONS_SHOWN = 50

/** charges.show: what runs for each payee, drafts and earlier versions, newest first, and what no setting can loosen. */
export async function showCharges({ communityId }: { communityId: string }, caller: Caller, world: World): Promise<Outcome<Shown>> {
  const post = await permit(world, caller, communityId, 'see_accounts')
  if (!post.ok) return post
  const [community, versions] = await Promise.all([
    world.store.get('communities', communityId),
    world.store.find('charge_policies', { where: { communityId }, sort: [['createdAt', -1]], limit: VERSIONS_SHOWN }),
  ])
  if (!community) return refuse('COMMUNITY_NOT_FOUND')
  return accept({
    payees: community.payees.map(({ payeeId, name }) => ({ payeeId, name, running: runningOf(versions, payeeId)?._id ?? null })),
    items: (Object.keys(FEE_ITEMS) as FeeItem[]).filter(isOurs).map((item) => ({ item, title: FEE_ITEMS[item] })),
    versions: versions.map((version) => shown(version, versions, community)),
    spared: (community.sparedDays ?? []).map(saySpared),
    limits: LIMIT_WORDS, defaults: defaultsWritten(),
    mayDraft: mayDo(post.value, 'prepare_charges'), mayPublish: mayDo(post.value, 'decide_charges'),
  })
}

function shown(version: ChargePolicy, versions: readonly ChargePolicy[], community: Community): Shown['versions'][number] {
  const { _id: policyId, payeeId, items, publishedOn, stopped } = version
  return {
    policyId, payeeId, payee: payeeName(community, payeeId), items: items.map((item) => FEE_ITEMS[item as FeeItem]),
    says: [...sayPolicy(version)], warnings: [...warningsOf(version)], state: stateOf(version, versions), publishedOn, stoppedOn: stopped?.on ?? null,
  }
}

function stateOf(version: ChargePolicy, versions: readonly ChargePolicy[]): Shown['versions'][number]['state'] {
  if (version.publishedOn === null) return 'draft'
  if (version.stopped) return 'stopped'
  return runningOf(versions, version.payeeId) === version ? 'running' : 'replaced'
}
