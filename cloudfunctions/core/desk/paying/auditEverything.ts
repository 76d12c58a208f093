import { takeDuty } from '@core/shell/lease'
import type { World } from '@core/shell/world'
import type { Duty } from '@core/store/records'
import { pagesOf } from '@core/store/pages'
import { auditTonight } from './auditTonight'

const COMMUNITIES_A_PAGE = 100

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
  const lease = await takeDuty(world, dutyId)
  if (!lease) return null

  const { audit, done } = await auditTonight(communityId, lease.doc.audit ?? null, world, hasTime)
  const { checked, broken } = audit
  const lastSays = `核对 ${checked} 户，${broken === 0 ? '账实相符' : `发现 ${broken} 处不符`}`
  const ended: Partial<Duty> = done ? { lastDoneAt: world.now, lastSays } : {}
  await lease.giveBack({ audit, ...ended })
  return done ? broken : null
}
