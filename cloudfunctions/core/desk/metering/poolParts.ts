import { tariffsOf } from '@core/desk/billing/runPages'
import { exactQuantity, sayExact, sumExact } from '@core/domain/billing/exact'
import { addDays, spanOf } from '@core/domain/calendar'
import { areaOn } from '@core/domain/estate/areas'
import type { Part } from '@core/domain/metering/pool'
import type { World } from '@core/shell/world'
import type { Pool, Premises, Reading } from '@core/store/records'
import { pagesOf } from '@core/store/pages'

const PREMISES_A_PAGE = 500
/** Premises whose readings of a period fit into one answer, read daily for a month. */
const READ_AT_ONCE = 30
const ANSWER_MAX = 1000

export type Counted = Part & { readonly label: string }
export type LeftOut = { readonly label: string; readonly says: string }

/**
 * What each premises counts for in a shared cost, in the order of their doors: those that have a
 * tariff of the item by shares. Only the numbers are kept, so that a city of doors fits.
 */
export async function poolParts(pool: Pool, world: World): Promise<{ parts: readonly Counted[]; left: readonly LeftOut[] }> {
  const tariffs = await tariffsOf(pool.communityId, world)
  const sharing = new Set([...tariffs.values()].filter(({ item, kind }) => item === pool.item && kind === 'pool').map(({ _id }) => _id))
  const parts: Counted[] = []
  const left: LeftOut[] = []
  for await (const page of pagesOf(world.store, 'premises', { communityId: pool.communityId }, 'label', PREMISES_A_PAGE)) {
    const mine = page.filter(({ tariffIds }) => tariffIds.some((id) => sharing.has(id)))
    const used = pool.by === 'usage' ? await usedBy(mine, pool, world) : new Map<string, string>()
    for (const premises of mine) {
      const part = partOf(premises, pool, used)
      if (typeof part === 'string') parts.push({ premisesId: premises._id, label: premises.label, part })
      else left.push({ label: premises.label, says: part.says })
    }
  }
  return { parts, left }
}

function partOf(premises: Premises, { by, period }: Pool, used: ReadonlyMap<string, string>): string | LeftOut {
  const { label } = premises
  if (by === 'premises') return '1'
  if (by === 'usage') return used.get(premises._id) ?? { label, says: '这个账期没有用量' }
  return areaOn(premises, spanOf(period).to) ?? { label, says: '没有登记面积' }
}

/** What each used of the item in the period, by the readings of its days. */
async function usedBy(premises: readonly Premises[], { communityId, item, period }: Pool, world: World): Promise<ReadonlyMap<string, string>> {
  const { from, to } = spanOf(period)
  const readings: Reading[] = []
  for (let at = 0; at < premises.length; at += READ_AT_ONCE) {
    const ids = premises.slice(at, at + READ_AT_ONCE).map(({ _id }) => _id)
    readings.push(...(await world.store.find('readings', {
      where: { communityId, item, premisesId: { in: ids }, day: { gte: from, lt: addDays(to, 1) } }, limit: ANSWER_MAX,
    })))
  }
  const sums = new Map<string, string>()
  for (const { premisesId, used } of readings) {
    if (premisesId !== null && used !== null) sums.set(premisesId, sayExact(sumExact([exactQuantity(sums.get(premisesId) ?? '0'), exactQuantity(used)])))
  }
  return sums
}
