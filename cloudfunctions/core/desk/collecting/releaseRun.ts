import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import { openingAfter } from '@core/domain/collecting/limits'
import { stageOf } from '@core/domain/collecting/policy'
import { mayDo, seesBuilding } from '@core/domain/people/roles'
import { enqueueAgain, type Letter } from '@core/notify/outbox'
import { takeLease } from '@core/shell/lease'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { DunningLine, DunningRun, StaffMember } from '@core/store/records'
import { insert, put } from '@core/store/store'
import { letterOf } from './lines'

const LINES_AT_ONCE = 200
const RUNS_A_SWEEP = 5

type Released = StaffAnswer<'dunning.release'>

/**
 * dunning.release: a named person lets the run go. It only queues: the outbox sends between nine
 * and nine and decides every line once more, so five hundred lines do not hold up the screen (F31).
 * Releasing again answers who released it and changes nothing.
 */
export async function releaseRun({ runId }: { runId: string }, caller: Caller, world: World): Promise<Outcome<Released>> {
  const run = await world.store.get('dunning_runs', runId)
  if (!run) return refuse('RUN_NOT_FOUND')
  const post = await permit(world, caller, run.communityId, 'release_run')
  if (!post.ok) return post
  const member = post.value
  if (run.needsManager && !mayDo(member, 'release_run_beyond')) return refuse('RELEASE_NEEDS_MANAGER')
  if (run.buildings.some((building) => !seesBuilding(member, building))) return refuse('BUILDING_NOT_YOURS')
  if (run.state === 'previewed') {
    // What was decided on another day is decided anew (rules §9).
    if (run.day !== world.today) return refuse('RUN_STALE')
    if (run.lines === 0) return refuse('RUN_EMPTY')
    await markReleased(world, run, member)
  }
  await continueRelease(world, runId)
  const released = await world.store.get('dunning_runs', runId)
  return accept({ releasedBy: released?.releasedBy ?? member.name, notBefore: startOf(world) })
}

function markReleased(world: World, run: DunningRun, member: StaffMember): Promise<void> {
  const { _id: on, communityId, lines } = run
  const row = auditRow(world, { communityId, by: member.openid, act: 'dunning.release', on, detail: `${lines} lines` })
  return world.store.change({ run: ['dunning_runs', on] }, ({ run: found }) => {
    if (found?.state !== 'previewed') return { writes: [], result: undefined }
    const releasing: DunningRun = { ...found, state: 'releasing', releasedBy: member.name, releasedAt: world.now, leaseUntil: world.now }
    return { writes: [put('dunning_runs', releasing), insert('audit', row)], result: undefined }
  })
}

/** Null when sending begins at once; else when it may. */
function startOf(world: World): Released['notBefore'] {
  const { from } = openingAfter(world.now, world.today, 'residential')
  return from <= world.now ? null : from
}

/** Queues the lines from where the run stands, under a lease. */
async function continueRelease(world: World, runId: string): Promise<void> {
  const lease = await takeLease(world, 'dunning_runs', runId, { state: 'releasing' })
  if (!lease) return
  let { cursor } = lease.doc
  for (;;) {
    const where = cursor === null ? { runId } : { runId, _id: { gt: cursor } }
    const lines = await world.store.find('dunning_lines', { where, sort: [['_id', 1]], limit: LINES_AT_ONCE })
    await enqueueAgain(world.store, lines.flatMap((line) => letterFor(world, line)), world.now)
    cursor = lines.at(-1)?._id ?? cursor
    if (lines.length < LINES_AT_ONCE) return lease.giveBack({ state: 'released', cursor, leaseUntil: null })
    if (!(await lease.goOn({ cursor }))) return
  }
}

function letterFor(world: World, line: DunningLine): readonly Letter[] {
  const stage = stageOf(line.kind, line.stage)
  const opening = openingAfter(world.now, world.today, line.kind)
  return stage ? [letterOf(line, stage.kind, opening.day, opening)] : []
}

/** sweep: takes up releases that were cut off. */
export async function resumeReleases(world: World): Promise<number> {
  const where = { state: 'releasing', leaseUntil: { lte: world.now } } as const
  const cutOff = await world.store.find('dunning_runs', { where, limit: RUNS_A_SWEEP })
  for (const run of cutOff) await continueRelease(world, run._id)
  return cutOff.length
}
