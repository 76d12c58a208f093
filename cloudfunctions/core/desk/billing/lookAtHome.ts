import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { type RunTerms, SKIPS } from '@core/domain/billing/drafts'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { present } from '@core/store/store'
import type { PreviewAsk } from './previewBilling'
import { draftsOf, tariffsOf } from './runPages'

type Ask = PreviewAsk & { readonly premisesId: string }

/** billing.look: what one home would be billed in a run, with its working, or why nothing. Writes nothing. */
export async function lookAtHome({ premisesId, ...ask }: Ask, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'billing.look'>>> {
  const { communityId, period, items = [] } = ask
  const post = await permit(world, caller, communityId, 'prepare_billing')
  if (!post.ok) return post
  const [community, premises, tariffs] = await Promise.all([
    world.store.get('communities', communityId), world.store.get('premises', premisesId), tariffsOf(communityId, world),
  ])
  if (premises?.communityId !== communityId) return refuse('PREMISES_NOT_FOUND')
  const terms: RunTerms = { communityId, period, items }
  const { drafts, skips } = await draftsOf([premises], terms, present(community, 'the community'), tariffs, world)
  const payers = await world.store.getMany('accounts', [...new Set(drafts.map(({ accountId }) => accountId))])
  return accept({
    premisesId, premises: premises.label,
    drafts: drafts.map(({ title, accountId, from, to, amount, tariff, working }) => ({
      title, payer: payers.find(({ _id }) => _id === accountId)?.name ?? '', from, to, amount, tariff: tariff?.says ?? '', working: { steps: [...working] },
    })),
    skips: skips.map(({ code }) => ({ code, says: SKIPS[code] })),
  })
}
