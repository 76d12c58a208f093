import type { StaffAnswer } from '@contract/contract/staff'
import { sumFen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { draftsFor, type PremisesFacts, type RunTerms, type SkipCode } from '@core/domain/billing/drafts'
import { NOBODY, type Tried, withHomes } from '@core/domain/billing/simulation'
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
 * Nothing is written; what one call cannot walk is said,
 * and so is how many homes cannot be worked out.
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

/** Reasons for no bill that say what a home pays: nothing. Any other says that nobody knows. */
const NOTHING: readonly SkipCode[] = ['NO_TARIFF', 'TARIFF_NOT_YET', 'TARIFF_NOT_PUBLISHED', 'NO_HOLDER', 'FREE', 'NOTHING_TO_CHARGE']

function changedBy(draft: TariffVersion, facts: PremisesFacts, terms: RunTerms, community: Community): Tried {
  const free = asIfVoid(facts, new Set(facts.billed.map(({ _id }) => _id)))
  const amountOf = (tariffs: PremisesFacts['tariffs']) => {
    const { drafts, skips } = draftsFor({ ...free, tariffs }, terms, community)
    return skips.every(({ code }) => NOTHING.includes(code)) ? sumFen(drafts.map(({ amount }) => amount)) : null
  }
  const others = [...facts.tariffs].filter(([id]) => id !== draft._id)
  const adopted: TariffVersion = { ...draft, effectiveFrom: spanOf(terms.period).from, basis: '试算', publishedOn: draft.publishedOn ?? draft.effectiveFrom }
  const before = amountOf(new Map(others))
  const after = amountOf(new Map([...others.filter(([, { item }]) => item !== draft.item), [draft._id, adopted]]))
  return before === null || after === null ? null : { label: facts.premises.label, before, after }
}
