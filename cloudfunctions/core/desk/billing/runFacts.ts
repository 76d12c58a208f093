import type { Day } from '@contract/calendar'
import type { Fen } from '@contract/money'
import { asksUsage } from '@core/domain/billing/draftPayer'
import type { PremisesFacts, RunTerms } from '@core/domain/billing/drafts'
import type { TariffVersion } from '@core/domain/billing/tariff'
import { addDays, spanOf } from '@core/domain/calendar'
import type { World } from '@core/shell/world'
import type { Bill, Collection, Entitlement, Holding, Meter, PoolShare, Premises, Reading, Records } from '@core/store/records'
import type { Where } from '@core/store/store'

/** What the platform gives at most in one answer: a full one is asked again in halves. */
const ANSWER_MAX = 1000
/** How far back the last charged reading is looked for: whoever was not read for longer needs a base. */
const READ_WITHIN_DAYS = 400

/**
 * What charging a page of premises needs to know: one request a collection and item, and only for
 * items that ask for it. An area charge needs holdings and bills and nothing else.
 */
export async function factsOf(
  premises: readonly Premises[], terms: RunTerms, tariffs: ReadonlyMap<string, TariffVersion>, world: World,
): Promise<readonly PremisesFacts[]> {
  const ids = premises.map((one) => one._id)
  const wanted = versionsFor(premises, terms, tariffs)
  const items = [...new Set(wanted.map(({ item }) => item))]
  const itemsThat = (asks: (version: TariffVersion) => boolean) => [...new Set(wanted.filter(asks).map(({ item }) => item))]
  const metered = itemsThat(asksUsage)
  const pooled = itemsThat(({ kind }) => kind === 'pool')
  const yearly = itemsThat(({ tiers }) => tiers?.every === 'year')
  const { communityId, period } = terms
  const [holdings, billed, meters, readings, shares, entitlements] = await Promise.all([
    eachOf(world, 'holdings', ids, (premisesId) => ({ communityId, premisesId })),
    Promise.all(items.map((item) => eachOf(world, 'bills', ids, (premisesId) => ({
      communityId, item, premisesId, to: { gte: yearly.includes(item) ? firstOfYear(period) : spanOf(period).from },
    })))),
    Promise.all(metered.map((item) => eachOf(world, 'meters', ids, (premisesId) => ({ communityId, item, premisesId })))),
    Promise.all(metered.map((item) => eachOf(world, 'readings', ids, (premisesId) => ({
      communityId, item, premisesId, day: { gte: addDays(spanOf(period).from, -READ_WITHIN_DAYS) },
    })))),
    Promise.all(pooled.map((item) => eachOf(world, 'pool_shares', ids, (premisesId) => ({ communityId, period, item, premisesId })))),
    wanted.some(({ rates }) => rates !== undefined) ? eachOf(world, 'entitlements', ids, (premisesId) => ({ communityId, premisesId })) : [],
  ])
  const costs = await costsOf(shares.flat(), world)
  const by = { holdings: grouped<Holding>(holdings), billed: grouped<Bill>(billed.flat()), meters: grouped<Meter>(meters.flat()),
    readings: grouped<Reading>(readings.flat()), shares: grouped<PoolShare>(shares.flat()), entitlements: grouped<Entitlement>(entitlements) }
  return premises.map((one): PremisesFacts => ({
    premises: one, tariffs, costs,
    holdings: by.holdings(one._id), billed: by.billed(one._id), meters: by.meters(one._id), readings: by.readings(one._id),
    shares: by.shares(one._id), entitlements: by.entitlements(one._id),
  }))
}

function versionsFor(premises: readonly Premises[], { items }: RunTerms, tariffs: ReadonlyMap<string, TariffVersion>): readonly TariffVersion[] {
  const ids = new Set(premises.flatMap((one) => one.tariffIds))
  return [...ids].flatMap((id) => tariffs.get(id) ?? []).filter(({ item }) => items.length === 0 || items.includes(item))
}

/** One request for a page of premises; a full answer is asked again in halves. */
export async function eachOf<C extends Collection>(
  world: World, collection: C, ids: readonly string[], whereOf: (premisesId: { in: readonly string[] }) => object,
): Promise<readonly Records[C][]> {
  const found = await world.store.find(collection, { where: whereOf({ in: ids }) as Where<Records[C]>, limit: ANSWER_MAX })
  if (found.length < ANSWER_MAX || ids.length < 2) return found
  const middle = Math.ceil(ids.length / 2)
  const halves = await Promise.all([ids.slice(0, middle), ids.slice(middle)].map((half) => eachOf(world, collection, half, whereOf)))
  return halves.flat()
}

async function costsOf(shares: readonly PoolShare[], world: World): Promise<ReadonlyMap<string, Fen>> {
  const pools = await world.store.getMany('pools', [...new Set(shares.map(({ poolId }) => poolId))])
  // While a cost is being divided its shares are half of one division and half of another.
  return new Map(pools.filter(({ state }) => state !== 'entered').map(({ _id, cost }) => [_id, cost]))
}

type OfPremises = { readonly premisesId: string | null }
function grouped<T extends OfPremises>(docs: readonly OfPremises[]): (premisesId: string) => readonly T[] {
  const groups = new Map<string, T[]>()
  for (const doc of docs as readonly T[]) {
    const key = doc.premisesId ?? ''
    const group = groups.get(key)
    if (group) group.push(doc)
    else groups.set(key, [doc])
  }
  return (premisesId) => groups.get(premisesId) ?? []
}

function firstOfYear(period: string): Day {
  return `${period.slice(0, 4)}-01-01` as Day
}
