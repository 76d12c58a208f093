import { addMs, instantOf } from '@core/domain/calendar'
import type { World } from '@core/shell/world'
import type { Duty } from '@core/store/records'
import { pagesOf } from '@core/store/pages'
import { auditTonight } from './auditTonight'

const COMMUNITIES_A_PAGE = 100
/** Longer than a call may last, so that only a dead one is taken over. */
const LEASE_MS = 90_000
const NEVER = instantOf(0)

/**
 * reconcile: audits every community once a day, and tells each one's staff what does not hold.
 * A community already done today costs one read, so the hourly call is cheap; one that is not
 * finished when time runs out is gone on with by the next call.
 */
export async function auditEverything(world: World, hasTime: () => boolean): Promise<Record<string, number>> {
  const tally = { audited: 0, broken: 0 }
  for await (const page of pagesOf(world.store, 'communities', {}, '_id', COMMUNITIES_A_PAGE)) {
    for (const { _id } of page) {
      if (!hasTime()) return tally
      const broken = await auditToday(_id, world, hasTime)
      if (broken === null) continue
      tally.audited += 1
      tally.broken += broken
    }
  }
  return tally
}

/** Null when today's audit is done, under way elsewhere, or not finished by this call. */
async function auditToday(communityId: string, world: World, hasTime: () => boolean): Promise<number | null> {
  const dutyId = `audit:${communityId}`
  const duty = await world.store.get('duties', dutyId)
  if (duty?.lastDoneAt && duty.lastDoneAt.slice(0, 10) === world.today) return null
  if (!duty) await world.store.addNew('duties', [{ _id: dutyId, leaseUntil: NEVER, lastDoneAt: null, lastSays: '' }])
  if (!(await world.store.setIf('duties', dutyId, { leaseUntil: { lte: world.now } }, { leaseUntil: addMs(world.now, LEASE_MS) }))) return null

  const { audit, done } = await auditTonight(communityId, duty?.audit ?? null, world, hasTime)
  const { checked, broken } = audit
  const lastSays = `核对 ${checked} 户，${broken === 0 ? '账实相符' : `发现 ${broken} 处不符`}`
  const ended: Partial<Duty> = done ? { lastDoneAt: world.now, lastSays } : {}
  await world.store.setIf('duties', dutyId, {}, { leaseUntil: world.now, audit, ...ended })
  return done ? broken : null
}
