import type { Day } from '@contract/calendar'
import { dayOf } from '@contract/calendar'
import { addDays, atHour } from '@core/domain/calendar'
import { brokenSeals, type Found, sealHead, sealLine } from '@core/domain/people/seal'
import type { World } from '@core/shell/world'
import { pagesOf } from '@core/store/pages'
import type { Seal } from '@core/store/records'
import { present } from '@core/store/store'
import { createHash } from 'node:crypto'

const COMMUNITIES_AT_ONCE = 100
const ROWS_AT_ONCE = 500
/** Seals recomputed by an audit; the older ones are held by the chain. */
const DAYS_CHECKED = 31

/**
 * reconcile: seals every past day of every community's audit trail that has no seal yet, oldest
 * first, each on the one before. A seal's id names its day, so that a second run adds nothing and
 * one cut off goes on where it stands.
 */
export async function sealEverything(world: World, hasTime: () => boolean): Promise<number> {
  let sealed = 0
  for await (const page of pagesOf(world.store, 'communities', {}, '_id', COMMUNITIES_AT_ONCE)) {
    for (const { _id } of page) sealed += await sealCommunity(_id, world, hasTime)
  }
  return sealed
}

async function sealCommunity(communityId: string, world: World, hasTime: () => boolean): Promise<number> {
  const newest = await world.store.find('seals', { where: { communityId }, sort: [['day', -1]], limit: 1 })
  let last: Seal | null = newest[0] ?? null
  let sealed = 0
  for (let day = last ? addDays(last.day, 1) : await firstDay(communityId, world); day && day < world.today; day = addDays(day, 1)) {
    if (!hasTime()) break
    const before: string = last?.hash ?? ''
    const [found] = await hashesOf(communityId, [{ day, before }], world)
    last = { _id: `seal:${communityId}:${day}`, communityId, day, before, ...present(found, 'the hash') }
    sealed += await world.store.addNew('seals', [last])
  }
  return sealed
}

/** The day of the first thing anybody did; null while nobody did anything. */
async function firstDay(communityId: string, world: World): Promise<Day | null> {
  const [first] = await world.store.find('audit', { where: { communityId }, sort: [['at', 1]], limit: 1 })
  return first ? dayOf(first.at) : null
}

/** The hash of each of these days, oldest first, in one walk over the rows from the first to the last of them. */
async function hashesOf(communityId: string, days: readonly Pick<Seal, 'day' | 'before'>[], { store }: World): Promise<readonly Found[]> {
  const [first, last] = [days.at(0), days.at(-1)]
  if (!first || !last) return []
  const byDay = new Map(days.map(({ day, before }) => [day, { hash: createHash('sha256').update(sealHead(communityId, day, before)), rows: 0 }]))
  const at = { gte: atHour(first.day, 0), lt: atHour(addDays(last.day, 1), 0) }
  for await (const page of pagesOf(store, 'audit', { communityId, at }, 'at', ROWS_AT_ONCE)) {
    for (const row of page) {
      const its = byDay.get(dayOf(row.at))
      if (!its) continue
      its.hash.update(sealLine(row))
      its.rows += 1
    }
  }
  return [...byDay.values()].map(({ hash, rows }) => ({ rows, hash: hash.digest('hex') }))
}

/** Recomputes the recent seals; each word names a day whose rows are not what they were. */
export async function checkSeals(communityId: string, world: World): Promise<readonly string[]> {
  const newest = await world.store.find('seals', { where: { communityId }, sort: [['day', -1]], limit: DAYS_CHECKED + 1 })
  const [before = null] = newest.length > DAYS_CHECKED ? newest.slice(-1) : []
  const seals = newest.slice(0, DAYS_CHECKED).reverse()
  const found = await hashesOf(communityId, seals, world)
  return [...(await slippedInBefore(communityId, world)), ...brokenSeals(seals, found, before)]
}

/** A row older than the first seal was not there when it was made. */
async function slippedInBefore(communityId: string, world: World): Promise<readonly string[]> {
  const [oldest] = await world.store.find('seals', { where: { communityId }, sort: [['day', 1]], limit: 1 })
  const first = oldest && (await firstDay(communityId, world))
  return first && first < oldest.day ? [`${first} 的操作留痕是在封存开始之后补进去的`] : []
}
