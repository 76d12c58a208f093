import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { takeDuty, takeLease } from '@core/shell/lease'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { present } from '@core/store/store'
import { issueDrafts } from './issueDrafts'
import { type Look, lookOn } from './lookAhead'
import { runPages } from './runPages'

const RUNS_A_SWEEP = 5

/**
 * billing.publish: what the preview showed, once. First all is looked at again: while anything would
 * come out otherwise, nothing is published. What one call cannot finish, sweep goes on with.
 */
export async function publishBilling(
  { runId }: { runId: string }, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'billing.publish'>>> {
  const run = await world.store.get('billing_runs', runId)
  if (!run || run.state === 'looking') return refuse('RUN_NOT_FOUND')
  const post = await permit(world, caller, run.communityId, 'publish_billing')
  if (!post.ok) return post
  if (run.state === 'published') return accept({ published: run.published })
  if (run.state === 'previewed') {
    const begun = { state: 'checking', publishedBy: caller.openid, leaseUntil: world.now, look: null } as const
    await world.store.setIf('billing_runs', runId, { state: 'previewed' }, begun)
  }
  if ((await continueChecking(runId, world)) === 'stale') return refuse('RUN_STALE')
  return accept({ published: await continuePublishing(runId, world) })
}

/** Whether a run still comes to what its preview showed; on with what an earlier call left. */
async function continueChecking(runId: string, world: World): Promise<'stale' | 'on its way'> {
  const lease = await takeLease(world, 'billing_runs', runId, { state: 'checking' })
  if (!lease) return 'on its way'
  const { communityId, look, digest } = lease.doc
  const community = present(await world.store.get('communities', communityId), 'the community')
  const seen = await lookOn(lease.doc, community, world, look ? (JSON.parse(look) as Look) : undefined)
  if (!seen.done) {
    await lease.giveBack({ look: JSON.stringify(seen), leaseUntil: world.now })
    return 'on its way'
  }
  const isAsShown = seen.digest === digest
  // A stale run may be looked at anew and published then: the same facts are the same run.
  await lease.giveBack(isAsShown ? { state: 'publishing', look: null, leaseUntil: world.now } : { state: 'previewed', look: null, leaseUntil: null })
  return isAsShown ? 'on its way' : 'stale'
}

/** Goes on where the run stands, under a lease. Returns how many bills are out so far. */
export async function continuePublishing(runId: string, world: World): Promise<number> {
  const lease = await takeLease(world, 'billing_runs', runId, { state: 'publishing' })
  if (!lease) return present(await world.store.get('billing_runs', runId), 'the run').published
  const run = lease.doc
  let { published } = run
  // One publication a community at a time: two runs whose periods share days would each find them unbilled.
  const alone = await takeDuty(world, `billing.publish:${run.communityId}`)
  if (!alone) {
    await lease.giveBack()
    return published
  }
  const community = present(await world.store.get('communities', run.communityId), 'the community')
  for await (const page of runPages(run, community, world, run.cursor ?? '')) {
    await issueDrafts(page.drafts, { kind: 'run', id: run._id }, world)
    published += page.drafts.length
    if (await lease.goOn({ cursor: page.lastKey, published })) continue
    await alone.giveBack()
    return published
  }
  await lease.giveBack({ state: 'published', published: run.count, leaseUntil: null })
  await alone.giveBack({ lastDoneAt: world.now })
  return run.count
}

/** billing.progress: how far a publication is. */
export async function showBillingProgress(
  { runId }: { runId: string }, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'billing.progress'>>> {
  const run = await world.store.get('billing_runs', runId)
  if (!run) return refuse('RUN_NOT_FOUND')
  const post = await permit(world, caller, run.communityId, 'see_accounts')
  if (!post.ok) return post
  return accept({ state: run.state, published: run.published, count: run.count })
}

/** sweep: takes up publications that were cut off. */
export async function resumePublishing(world: World): Promise<void> {
  for (const state of ['checking', 'publishing'] as const) {
    const cutOff = await world.store.find('billing_runs', { where: { state, leaseUntil: { lte: world.now } }, limit: RUNS_A_SWEEP })
    for (const { _id } of cutOff) {
      if (state === 'checking') await continueChecking(_id, world)
      await continuePublishing(_id, world)
    }
  }
}
