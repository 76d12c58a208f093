import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { insert } from '@core/store/store'
import { endDifference } from './noteDifference'

type Ask = { readonly differenceId: string; readonly note: string }

/**
 * recon.resolve: a person has looked, and says what was found. It moves no money: a correction is an
 * entry of its own. The task that stands for it is done with it. Done twice is done once.
 */
export async function resolveDifference({ differenceId, note }: Ask, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'recon.resolve'>>> {
  const difference = await world.store.get('differences', differenceId)
  if (!difference) return refuse('DIFFERENCE_NOT_FOUND')
  const { communityId } = difference
  const post = await permit(world, caller, communityId, 'reconcile')
  if (!post.ok) return post
  const row = auditRow(world, { communityId, by: caller.openid, act: 'recon.resolve', on: differenceId, detail: note })
  await endDifference(differenceId, 'resolved', { note, by: caller.openid, more: [insert('audit', row)] }, world)
  return accept({ resolved: true })
}
