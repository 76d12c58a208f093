import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Message } from '@core/store/records'

type Progress = StaffAnswer<'dunning.progress'>

const STATES = ['queued', 'sent', 'fallback', 'failed', 'skipped'] as const satisfies readonly Message['state'][]

/**
 * dunning.progress: what became of a run's lines. Every line is in exactly one of the five numbers:
 * one that no message came of, because the account's message of the day belongs to another run,
 * counts as skipped once the run is released. A call handed to a person counts as sent.
 */
export async function runProgress({ runId }: { runId: string }, caller: Caller, world: World): Promise<Outcome<Progress>> {
  const run = await world.store.get('dunning_runs', runId)
  if (!run) return refuse('RUN_NOT_FOUND')
  const post = await permit(world, caller, run.communityId, 'see_accounts')
  if (!post.ok) return post
  const counts = await Promise.all(STATES.map((state) => world.store.count('messages', { runId, state })))
  const [queued = 0, sent = 0, fallback = 0, failed = 0, skipped = 0] = counts
  const rest = Math.max(0, run.lines - counts.reduce((sum, n) => sum + n, 0))
  const released = run.state === 'released'
  const waiting = queued + (released ? 0 : rest)
  return accept({ queued: waiting, sent, fallback, failed, skipped: skipped + (released ? rest : 0), done: released && queued === 0 })
}
