import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { takeDuty, takeLease } from '@core/shell/lease'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { present } from '@core/store/store'
import { issueDrafts } from './issueDrafts'
import { look } from './previewBilling'
import { runPages } from './runPages'

const RUNS_A_SWEEP = 5

/** billing.publish: what the preview showed, once. What one call cannot finish, sweep goes on with. */
export async function publishBilling(
  { runId }: { runId: string }, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'billing.publish'>>> {
  const run = await world.store.get('billing_runs', runId)
  if (!run) return refuse('RUN_NOT_FOUND')
  const post = await permit(world, caller, run.communityId, 'publish_billing')
  if (!post.ok) return post
  if (run.state === 'published') return accept({ published: run.published })
  if (run.state === 'previewed') {
    const community = present(await world.store.get('communities', run.communityId), 'the community')
    if ((await look(run, community, world)).digest !== run.digest) return refuse('RUN_STALE')
    const begun = { state: 'publishing', publishedBy: caller.openid, leaseUntil: world.now } as const
    await world.store.setIf('billing_runs', runId, { state: 'previewed' }, begun)
  }
  return accept({ published: await continuePublishing(runId, world) })
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
  const cutOff = await world.store.find('billing_runs', { where: { state: 'publishing', leaseUntil: { lte: world.now } }, limit: RUNS_A_SWEEP })
  for (const run of cutOff) await continuePublishing(run._id, world)
}
