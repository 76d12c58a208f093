import { type Draft, draftsFor, type RunTerms, type Skip } from '@core/domain/billing/run'
import type { TariffVersion } from '@core/domain/billing/tariff'
import { spanOf } from '@core/domain/calendar'
import type { World } from '@core/shell/world'
import type { Bill, Community, Holding, Premises } from '@core/store/records'

/** Premises read in one go; with the bills already there a page is four requests. */
const PREMISES_A_PAGE = 200
const TARIFFS_MAX = 200

export type RunPage = { readonly drafts: readonly Draft[]; readonly skips: readonly Skip[]; readonly lastKey: string }

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
    yield { ...(await draftPage(premises, terms, community, tariffs, world)), lastKey: last.key }
    if (premises.length < PREMISES_A_PAGE) return
    after = last.key
  }
}

export async function tariffsOf(communityId: string, world: World): Promise<ReadonlyMap<string, TariffVersion>> {
  const found = await world.store.find('tariffs', { where: { communityId }, limit: TARIFFS_MAX })
  return new Map(found.map((tariff) => [tariff._id, tariff]))
}

async function draftPage(
  premises: readonly Premises[], terms: RunTerms, community: Community, tariffs: ReadonlyMap<string, TariffVersion>, world: World,
): Promise<Pick<RunPage, 'drafts' | 'skips'>> {
  const ids = premises.map((one) => one._id)
  const [holders, billed] = await Promise.all([holdersOf(ids, terms, world), billedIn(ids, itemsOf(terms, premises, tariffs), terms, world)])
  const pages = premises.map((one) =>
    draftsFor({ premises: one, holding: holders.get(one._id), tariffs, billed: billed.get(one._id) ?? [] }, terms, community),
  )
  return { drafts: pages.flatMap((page) => page.drafts), skips: pages.flatMap((page) => page.skips) }
}

/** Who holds each premises on the period's last day. */
async function holdersOf(premisesIds: readonly string[], terms: RunTerms, world: World): Promise<ReadonlyMap<string, Holding>> {
  const { to } = spanOf(terms.period)
  const found = await world.store.find('holdings', { where: { communityId: terms.communityId, premisesId: { in: premisesIds } }, limit: 1000 })
  return new Map(found.filter((h) => h.from <= to && (h.to === null || h.to >= to)).map((h) => [h.premisesId, h]))
}

function itemsOf(terms: RunTerms, premises: readonly Premises[], tariffs: ReadonlyMap<string, TariffVersion>): readonly string[] {
  if (terms.items.length > 0) return terms.items
  return [...new Set(premises.flatMap((one) => one.tariffIds.flatMap((id) => tariffs.get(id)?.item ?? [])))]
}

/** Bills that reach into the period: only days on or after its first day can overlap it. */
async function billedIn(
  premisesIds: readonly string[], items: readonly string[], terms: RunTerms, world: World,
): Promise<ReadonlyMap<string, readonly Bill[]>> {
  const { from } = spanOf(terms.period)
  const found = await Promise.all(
    items.map((item) =>
      world.store.find('bills', { where: { communityId: terms.communityId, item, premisesId: { in: premisesIds }, to: { gte: from } }, limit: 1000 }),
    ),
  )
  const byPremises = new Map<string, Bill[]>()
  for (const bill of found.flat()) byPremises.set(bill.premisesId, [...(byPremises.get(bill.premisesId) ?? []), bill])
  return byPremises
}
