import type { StaffAnswer } from '@contract/contract/staff'
import { sumFen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { draftsFor, type PremisesFacts, type RunTerms } from '@core/domain/billing/drafts'
import { type Changed, NOBODY, withHomes } from '@core/domain/billing/simulation'
import type { TariffVersion } from '@core/domain/billing/tariff'
import { spanOf } from '@core/domain/calendar'
import { hasTime } from '@core/shell/lease'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Community } from '@core/store/records'
import { pagesOf } from '@core/store/pages'
import { present } from '@core/store/store'
import { asIfVoid } from './redraft'
import { factsOf } from './runFacts'
import { tariffsOf } from './runPages'

const PREMISES_A_PAGE = 200

/**
 * tariff.simulate: what a period would have come to by a draft, home by home, beside the tariff in
 * force, before anybody decides to publish it. Bills of the period count as if they were not out.
 * Nothing is written; what one call cannot walk is said.
 */
export async function simulateTariff(
  { tariffId, period }: { tariffId: string; period: string }, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'tariff.simulate'>>> {
  const draft = await world.store.get('tariffs', tariffId)
  if (!draft) return refuse('TARIFF_NOT_FOUND')
  const { communityId, item } = draft
  const post = await permit(world, caller, communityId, 'prepare_tariff')
  if (!post.ok) return post
  const [community, tariffs] = await Promise.all([world.store.get('communities', communityId), tariffsOf(communityId, world)])
  const terms: RunTerms = { communityId, period, items: [item] }
  let sum = NOBODY
  let whole = true
  for await (const page of pagesOf(world.store, 'premises', { communityId }, 'label', PREMISES_A_PAGE)) {
    const mine = page.filter(({ tariffIds }) => tariffIds.includes(tariffId))
    const facts = mine.length === 0 ? [] : await factsOf(mine, terms, tariffs, world)
    sum = withHomes(sum, facts.map((one) => changedBy(draft, one, terms, present(community, 'the community'))))
    if (hasTime(world)) continue
    whole = false
    break
  }
  return accept({ ...sum, period, whole, biggest: sum.biggest.map((one) => ({ ...one })) })
}

function changedBy(draft: TariffVersion, facts: PremisesFacts, terms: RunTerms, community: Community): Changed {
  const free = asIfVoid(facts, new Set(facts.billed.map(({ _id }) => _id)))
  const amountOf = (tariffs: PremisesFacts['tariffs']) => sumFen(draftsFor({ ...free, tariffs }, terms, community).drafts.map(({ amount }) => amount))
  const others = [...facts.tariffs].filter(([id]) => id !== draft._id)
  const adopted: TariffVersion = { ...draft, effectiveFrom: spanOf(terms.period).from, basis: '试算', publishedOn: draft.publishedOn ?? draft.effectiveFrom }
  return {
    label: facts.premises.label, before: amountOf(new Map(others)),
    after: amountOf(new Map([...others.filter(([, { item }]) => item !== draft.item), [draft._id, adopted]])),
  }
}
