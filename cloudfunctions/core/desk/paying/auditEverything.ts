import { addMs, instantOf } from '@core/domain/calendar'
import type { World } from '@core/shell/world'
import type { Task } from '@core/store/records'
import { pagesOf } from '@core/store/pages'
import { auditCommunity } from './auditBooks'

const COMMUNITIES_A_PAGE = 100
const LEASE_MS = 10 * 60_000
const NEVER = instantOf(0)

/**
 * reconcile: audits every community once a day, and tells each one's staff what does not hold.
 * A community already done today costs one read, so the hourly call is cheap.
 */
export async function auditEverything(world: World, hasTime: () => boolean): Promise<Record<string, number>> {
  const tally = { audited: 0, broken: 0 }
  for await (const page of pagesOf(world.store, 'communities', {}, '_id', COMMUNITIES_A_PAGE)) {
    for (const { _id } of page) {
      if (!hasTime()) return tally
      const broken = await auditToday(_id, world)
      if (broken === null) continue
      tally.audited += 1
      tally.broken += broken
    }
  }
  return tally
}

/** Null when today's audit is done or under way elsewhere. */
async function auditToday(communityId: string, world: World): Promise<number | null> {
  const dutyId = `audit:${communityId}`
  const duty = await world.store.get('duties', dutyId)
  if (duty?.lastDoneAt && duty.lastDoneAt.slice(0, 10) === world.today) return null
  if (!duty) await world.store.addNew('duties', [{ _id: dutyId, leaseUntil: NEVER, lastDoneAt: null, lastSays: '' }])
  if (!(await world.store.setIf('duties', dutyId, { leaseUntil: { lte: world.now } }, { leaseUntil: addMs(world.now, LEASE_MS) }))) return null

  const { found, checked } = await auditCommunity(communityId, world)
  if (found.length > 0) await world.store.addNew('tasks', [brokenTask(communityId, found.map((one) => one.says), world)])
  await world.store.setIf('duties', dutyId, {}, {
    leaseUntil: world.now, lastDoneAt: world.now, lastSays: `核对 ${checked} 户，${found.length === 0 ? '账实相符' : `发现 ${found.length} 处不符`}`,
  })
  return found.length
}

const SAID_MAX = 5
function brokenTask(communityId: string, said: readonly string[], world: World): Task {
  return {
    _id: `books:${communityId}:${world.today}`, communityId, accountId: null, kind: 'books', title: '账目核对发现不符',
    says: `${said.slice(0, SAID_MAX).join('；')}${said.length > SAID_MAX ? `，等 ${said.length} 处` : ''}`,
    state: 'open', createdAt: world.now, doneBy: null, doneAt: null,
  }
}
