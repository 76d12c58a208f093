import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import type { Draft } from '@core/domain/billing/drafts'
import { issue } from '@core/domain/billing/run'
import { invariant } from '@core/domain/invariant'
import { takeLease } from '@core/shell/lease'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { BillingRun, Reading } from '@core/store/records'
import { insert, present, put } from '@core/store/store'
import { look } from './previewBilling'
import { runPages } from './runPages'

/**
 * Accounts written in one transaction. More of them share its start, its commit and the two bulk
 * inserts; fewer keep a payment that meets them waiting less. 25 is about 60 ms.
 */
const ACCOUNTS_AT_ONCE = 25
/** Transactions under way side by side: they touch different accounts. */
const CHUNKS_AT_ONCE = 2
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
  const community = present(await world.store.get('communities', run.communityId), 'the community')
  let { published } = run
  for await (const page of runPages(run, community, world, run.cursor ?? '')) {
    await publishPage(page.drafts, run, world)
    published += page.drafts.length
    if (!(await lease.goOn({ cursor: page.lastKey, published }))) return published
  }
  await lease.giveBack({ state: 'published', published: run.count, leaseUntil: null })
  return run.count
}

async function publishPage(drafts: readonly Draft[], run: BillingRun, world: World): Promise<void> {
  await closePools(drafts, world)
  const byAccount = new Map<string, Draft[]>()
  for (const draft of drafts) byAccount.set(draft.accountId, [...(byAccount.get(draft.accountId) ?? []), draft])
  const accounts = [...byAccount]
  const chunks = Array.from({ length: Math.ceil(accounts.length / ACCOUNTS_AT_ONCE) }, (_, i) =>
    accounts.slice(i * ACCOUNTS_AT_ONCE, (i + 1) * ACCOUNTS_AT_ONCE),
  )
  const lanes = Array.from({ length: CHUNKS_AT_ONCE }, async (_, lane) => {
    for (let i = lane; i < chunks.length; i += CHUNKS_AT_ONCE) await publishChunk(chunks[i] ?? [], run, world)
  })
  await Promise.all(lanes)
}

/**
 * One transaction for a handful of accounts: their bills, one entry each, the accounts rewritten.
 * All or nothing, so a run cut off in the middle finds whole accounts only: the walk leaves out
 * premises already billed, and the bills' ids refuse a second copy.
 */
async function publishChunk(chunk: readonly (readonly [string, readonly Draft[]])[], run: BillingRun, world: World): Promise<void> {
  const at = world.now
  const billOf = new Map(chunk.flatMap(([, drafts]) => drafts.flatMap(({ _id, readingIds = [] }) => readingIds.map((id) => [id, _id] as const))))
  const reads = { accounts: ['accounts', chunk.map(([accountId]) => accountId)], readings: ['readings', [...billOf.keys()]] } as const
  await world.store.change(reads, ({ accounts, readings }) => {
    const issued = chunk.map(([, drafts], i) => issue(present(accounts[i], 'the account'), drafts, run, at))
    return {
      writes: [
        insert('bills', ...issued.flatMap(({ bills }) => bills)),
        insert('entries', ...issued.map((one) => one.entry)),
        ...issued.map(({ account }) => put('accounts', account)),
        // From here on nobody changes what was charged.
        ...readings.map((found) => charged(present(found, 'the reading'), billOf)),
      ],
      result: null,
    }
  })
}

/** A reading corrected between its draft and this moment stops the run, which then works it out anew. */
function charged(reading: Reading, billOf: ReadonlyMap<string, string>) {
  invariant(reading.billId === null, 'a reading is charged once')
  return put('readings', { ...reading, billId: billOf.get(reading._id) ?? null })
}

/** A shared cost is never divided anew once a bill may charge it: said before the first one does. */
async function closePools(drafts: readonly Draft[], world: World): Promise<void> {
  const ids = [...new Set(drafts.flatMap(({ poolId }) => poolId ?? []))]
  await Promise.all(ids.map((id) => world.store.setIf('pools', id, { state: 'divided' }, { state: 'billed' })))
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
