import { type Day, dayOf } from '@contract/calendar'
import type { Line } from '@core/domain/collecting/decide'
import { openingOn } from '@core/domain/collecting/limits'
import { nextStage } from '@core/domain/collecting/nextStage'
import { AUTOMATIC_DUNNING_A_DAY_MAX, stagesOf } from '@core/domain/collecting/policy'
import { enqueue } from '@core/notify/outbox'
import { isLeftOver, type Lease, takeDuty } from '@core/shell/lease'
import type { World } from '@core/shell/world'
import type { Account, Community, DunningRun, WalkCursor } from '@core/store/records'
import type { Where } from '@core/store/store'
import { accountPage, type Place, placeAfter } from './accountPages'
import { letterOf, lineDoc, lineId } from './lines'
import { DECIDED_AT_ONCE, decideAll } from './standing'

const DUTY = 'reminders'
const COMMUNITIES_AT_ONCE = 100
const TO_BE_CONTINUED = 'to be continued'

/**
 * daily: decides today's automatic reminders. It touches only accounts whose day has come, by
 * index, and queues what is owed for nine o'clock; delivery decides once more. An account that gets
 * nothing (nobody bound, no accept left, money under way) is not written at all: its day stays
 * past, and the next day decides anew at the price of reading it. So a day with nothing new writes
 * one row of bookkeeping and no more (F38), and a repeated trigger adds nothing.
 */
export async function scanReminders(world: World): Promise<string> {
  const lease = await takeDuty(world, DUTY)
  if (!lease) return 'under way elsewhere'
  // A walk cut off yesterday is not taken up: today decides anew from the beginning.
  const from = lease.doc.day === world.today ? (lease.doc.cursor ?? null) : null
  // The day is written down before the first account: cut off anywhere, sweep knows that there is more.
  if (!(await lease.goOn({ day: world.today, cursor: from, lastSays: 'begun' }))) return TO_BE_CONTINUED
  if (!(await walk(world, lease, from))) return TO_BE_CONTINUED
  await lease.giveBack({ cursor: null, lastSays: 'done', lastDoneAt: world.now })
  return 'done'
}

/**
 * sweep: goes on with today's scan where it had to stop or was cut off (F50), and begins it when
 * the daily timer did not: a day without it would remind nobody.
 */
export async function resumeReminders(world: World): Promise<string> {
  const duty = await world.store.get('duties', DUTY)
  return isLeftOver(duty, world) ? scanReminders(world) : 'nothing to resume'
}

/** The day of the last scan that came to its end, for 今日: whether today's has run. */
export async function lastScan(world: World): Promise<Day | null> {
  const duty = await world.store.get('duties', DUTY)
  return duty?.lastDoneAt ? dayOf(duty.lastDoneAt) : null
}

/** Whether every community is done. */
async function walk(world: World, lease: Lease<'duties'>, cursor: WalkCursor | null): Promise<boolean> {
  let where: Where<Community> = cursor ? { _id: { gte: cursor.communityId } } : {}
  for (;;) {
    const communities = await world.store.find('communities', { where, sort: [['_id', 1]], limit: COMMUNITIES_AT_ONCE })
    for (const community of communities) {
      if (!(await walkCommunity(world, lease, community, cursor?.communityId === community._id ? cursor : null))) return false
    }
    const last = communities.at(-1)
    if (!last || communities.length < COMMUNITIES_AT_ONCE) return true
    where = { _id: { gt: last._id } }
  }
}

async function walkCommunity(world: World, lease: Lease<'duties'>, community: Community, from: WalkCursor | null): Promise<boolean> {
  let after: Place | null = from
  do {
    const due = { lte: world.today }
    const accounts: readonly Account[] = await accountPage(world.store, community._id, 'nextActOn', due, after, DECIDED_AT_ONCE)
    await makeLines(world, community, accounts)
    after = placeAfter(accounts, 'nextActOn', DECIDED_AT_ONCE)
    if (after && !(await lease.goOn({ cursor: { communityId: community._id, ...after }, lastSays: TO_BE_CONTINUED }))) return false
  } while (after)
  await countLines(world, community._id)
  return true
}

/** Counted when the community is done: a walk that was cut off may have written lines that its run does not know. */
async function countLines(world: World, communityId: string): Promise<void> {
  const runId = runIdOf(communityId, world)
  const run = await world.store.get('dunning_runs', runId)
  const lines = run ? await world.store.count('dunning_lines', { runId }) : 0
  if (run && run.lines !== lines) await world.store.setIf('dunning_runs', runId, { automatic: true }, { lines })
}

async function makeLines(world: World, community: Community, accounts: readonly Account[]): Promise<void> {
  const owing = accounts.filter((account) => nextStage(account, world.today, (stage) => stage.automatic).stage !== null)
  if (owing.length === 0) return
  const decided = await decideAll(world, community, owing, { by: 'policy' })
  const lines = decided.flatMap(({ account, verdict }) => {
    const opening = openingOn(world.today, account.kind)
    // After today's hours nothing is queued: tomorrow's scan decides.
    return 'line' in verdict && opening && world.now < opening.until ? [{ account, line: verdict.line, opening }] : []
  })
  if (lines.length === 0) return
  const runId = runIdOf(community._id, world)
  const released = await underCap(world, runId, lines)
  const docs = released.map(({ account, line, opening }) => ({ doc: lineDoc(runId, account, line), kind: line.stage.kind, opening }))
  await world.store.addNew('dunning_runs', [automaticRun(world, community._id, runId)])
  await world.store.addNew('dunning_lines', docs.map(({ doc }) => doc))
  await enqueue(world.store, docs.map(({ doc, kind, opening }) => letterOf(doc, kind, world.today, opening)), world.now)
  if (released.length < lines.length) await world.store.setIf('dunning_runs', runId, { automatic: true }, { capped: true })
}

const runIdOf = (communityId: string, { today }: World) => `run:${communityId}:${today}:auto`

/**
 * More dunning than usual at once waits for a named person (rules §9); courtesy does not. A line
 * that a walk wrote before it was cut off has its room already.
 */
async function underCap<L extends { readonly account: Account; readonly line: Line }>(
  world: World, runId: string, lines: readonly L[],
): Promise<readonly L[]> {
  const dunning = [...new Set([...stagesOf('residential', 'dunning'), ...stagesOf('commercial', 'dunning')].map((stage) => stage.code))]
  const written = await world.store.getMany('dunning_lines', lines.map(({ account }) => lineId(runId, account._id)))
  const there = new Set(written.map(({ accountId }) => accountId))
  const counts = await Promise.all(dunning.map((stage) => world.store.count('dunning_lines', { runId, stage })))
  let room = Math.max(0, AUTOMATIC_DUNNING_A_DAY_MAX - counts.reduce((sum, n) => sum + n, 0))
  return lines.filter(({ account, line }) => line.stage.kind === 'courtesy' || there.has(account._id) || room-- > 0)
}

function automaticRun(world: World, communityId: string, runId: string): DunningRun {
  return {
    _id: runId, communityId, day: world.today, by: 'policy', automatic: true, state: 'released', lines: 0, capped: false,
    needsManager: false, buildings: [], cursor: null, releasedBy: 'policy', releasedAt: world.now, leaseUntil: null, createdAt: world.now,
  }
}
