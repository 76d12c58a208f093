import type { Day } from '@contract/calendar'
import { addMs } from '@core/domain/calendar'
import type { Line } from '@core/domain/collecting/decide'
import { openingOn } from '@core/domain/collecting/limits'
import { nextStage } from '@core/domain/collecting/nextStage'
import { AUTOMATIC_DUNNING_A_DAY_MAX, stagesOf } from '@core/domain/collecting/policy'
import { enqueue } from '@core/notify/outbox'
import type { World } from '@core/shell/world'
import type { Account, Community, DunningRun, Duty, WalkCursor } from '@core/store/records'
import type { Where } from '@core/store/store'
import { accountPage, type Place, placeAfter } from './accountPages'
import { letterOf, lineDoc } from './lines'
import { DECIDED_AT_ONCE, decideAll } from './standing'

const DUTY = 'reminders'
/** 60 % of the function's 60 s (architecture rule 6); the lease outlives the whole call. */
const WALK_MS = 36_000
const LEASE_MS = 90_000
const COMMUNITIES_AT_ONCE = 100

/**
 * daily: decides today's automatic reminders. It touches only accounts whose day has come, by
 * index, and queues what is owed for nine o'clock; delivery decides once more. An account that gets
 * nothing (nobody bound, no accept left, money under way) is not written at all: its day stays
 * past, and the next day decides anew at the price of reading it. So a day with nothing new writes
 * one row of bookkeeping and no more (F38), and a repeated trigger adds nothing.
 */
export async function scanReminders(world: World): Promise<string> {
  const duty = await takeDuty(world)
  if (!duty) return 'under way elsewhere'
  // A walk cut off yesterday is not taken up: today decides anew from the beginning.
  const left = await walk(world, duty.day === world.today ? (duty.cursor ?? null) : null)
  const lastSays = left ? 'to be continued' : 'done'
  const fields = { day: world.today, cursor: left, leaseUntil: world.now, lastSays, ...(left ? {} : { lastDoneAt: world.now }) }
  await world.store.setIf('duties', DUTY, { leaseUntil: duty.leaseUntil }, fields)
  return lastSays
}

/** sweep: goes on with today's scan where the daily timer had to stop. */
export async function resumeReminders(world: World): Promise<string> {
  const duty = await world.store.get('duties', DUTY)
  return duty?.day === world.today && duty.cursor ? scanReminders(world) : 'nothing to resume'
}

/** The day of the last scan that began, for 今日: whether today's has run. */
export async function lastScan(world: World): Promise<Day | null> {
  return (await world.store.get('duties', DUTY))?.day ?? null
}

/** The lease of the scan; null while another call holds it. */
async function takeDuty(world: World): Promise<Duty | null> {
  const leaseUntil = addMs(world.now, LEASE_MS)
  const fresh: Duty = { _id: DUTY, leaseUntil, lastDoneAt: null, lastSays: 'begun', day: world.today, cursor: null }
  if ((await world.store.addNew('duties', [fresh])) === 1) return fresh
  const taken = await world.store.setIf('duties', DUTY, { leaseUntil: { lte: world.now } }, { leaseUntil })
  const duty = taken ? await world.store.get('duties', DUTY) : null
  return duty && { ...duty, leaseUntil }
}

/** Returns where it stopped, or null when every community is done. */
async function walk(world: World, cursor: WalkCursor | null): Promise<WalkCursor | null> {
  let where: Where<Community> = cursor ? { _id: { gte: cursor.communityId } } : {}
  for (;;) {
    const communities = await world.store.find('communities', { where, sort: [['_id', 1]], limit: COMMUNITIES_AT_ONCE })
    for (const community of communities) {
      const stopped = await walkCommunity(world, community, cursor?.communityId === community._id ? cursor : null)
      if (stopped) return stopped
    }
    const last = communities.at(-1)
    if (!last || communities.length < COMMUNITIES_AT_ONCE) return null
    where = { _id: { gt: last._id } }
  }
}

async function walkCommunity(world: World, community: Community, from: WalkCursor | null): Promise<WalkCursor | null> {
  let after: Place | null = from
  do {
    const due = { lte: world.today }
    const accounts: readonly Account[] = await accountPage(world.store, community._id, 'nextActOn', due, after, DECIDED_AT_ONCE)
    await makeLines(world, community, accounts)
    after = placeAfter(accounts, 'nextActOn', DECIDED_AT_ONCE)
    if (after && world.elapsedMs() > WALK_MS) return { communityId: community._id, ...after }
  } while (after)
  return null
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
  const runId = `run:${community._id}:${world.today}:auto`
  const released = await underCap(world, runId, lines)
  const docs = released.map(({ account, line, opening }) => ({ doc: lineDoc(runId, account, line), kind: line.stage.kind, opening }))
  await world.store.addNew('dunning_runs', [automaticRun(world, community._id, runId)])
  await world.store.addNew('dunning_lines', docs.map(({ doc }) => doc))
  await enqueue(world.store, docs.map(({ doc, kind, opening }) => letterOf(doc, kind, world.today, opening)), world.now)
  const capped = released.length < lines.length ? { capped: true } : {}
  const total = await world.store.count('dunning_lines', { runId })
  await world.store.setIf('dunning_runs', runId, { automatic: true }, { lines: total, ...capped })
}

/** More dunning than usual at once waits for a named person (rules §9); courtesy does not. */
async function underCap<L extends { readonly line: Line }>(world: World, runId: string, lines: readonly L[]): Promise<readonly L[]> {
  const dunning = [...new Set([...stagesOf('residential', 'dunning'), ...stagesOf('commercial', 'dunning')].map((stage) => stage.code))]
  const counts = await Promise.all(dunning.map((stage) => world.store.count('dunning_lines', { runId, stage })))
  let room = Math.max(0, AUTOMATIC_DUNNING_A_DAY_MAX - counts.reduce((sum, n) => sum + n, 0))
  return lines.filter(({ line }) => line.stage.kind === 'courtesy' || room-- > 0)
}

function automaticRun(world: World, communityId: string, runId: string): DunningRun {
  return {
    _id: runId, communityId, day: world.today, by: 'policy', automatic: true, state: 'released', lines: 0, capped: false,
    needsManager: false, buildings: [], cursor: null, releasedBy: 'policy', releasedAt: world.now, leaseUntil: null, createdAt: world.now,
  }
}
