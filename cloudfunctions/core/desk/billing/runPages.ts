import { type Draft, draftsFor, type RunTerms, type Skip } from '@core/domain/billing/drafts'
import type { TariffVersion } from '@core/domain/billing/tariff'
import type { World } from '@core/shell/world'
import type { Community, Premises } from '@core/store/records'
import { factsOf } from './runFacts'

/** Premises read in one go; with what is known of them a page of plain charges is four requests. */
const PREMISES_A_PAGE = 200
const TARIFFS_MAX = 200

export type RunPage = {
  readonly premises: readonly Premises[]
  readonly drafts: readonly Draft[]
  readonly skips: readonly Skip[]
  readonly lastKey: string
}

/**
 * Walks a community's premises in the order of their keys and works out what each would be
 * billed. Nothing is written and no more than one page is held, so the same walk serves the
 * preview, the check before publishing, and the publishing itself.
 */
export async function* runPages(terms: RunTerms, community: Community, world: World, afterKey = ''): AsyncGenerator<RunPage> {
  const tariffs = await tariffsOf(community._id, world)
  let after = afterKey
  for (;;) {
    const premises = await world.store.find('premises', {
      where: { communityId: terms.communityId, key: { gt: after } }, sort: [['key', 1]], limit: PREMISES_A_PAGE,
    })
    const last = premises[premises.length - 1]
    if (!last) return
    yield { premises, ...(await draftsOf(premises, terms, community, tariffs, world)), lastKey: last.key }
    if (premises.length < PREMISES_A_PAGE) return
    after = last.key
  }
}

export async function tariffsOf(communityId: string, world: World): Promise<ReadonlyMap<string, TariffVersion>> {
  const found = await world.store.find('tariffs', { where: { communityId }, limit: TARIFFS_MAX })
  return new Map(found.map((tariff) => [tariff._id, tariff]))
}

/** What a run for `terms` would bill these premises, at most a page of them. */
export async function draftsOf(
  premises: readonly Premises[], terms: RunTerms, community: Community, tariffs: ReadonlyMap<string, TariffVersion>, world: World,
): Promise<Pick<RunPage, 'drafts' | 'skips'>> {
  const facts = await factsOf(premises, terms, tariffs, world)
  const pages = facts.map((one) => draftsFor(one, terms, community))
  return { drafts: pages.flatMap((page) => page.drafts), skips: pages.flatMap((page) => page.skips) }
}
