import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { DIFFERENCE_TASK, DIFFERENCE_TASK_KIND } from '@core/desk/paying/noteDifference'
import { resolveDifference } from '@core/desk/paying/resolveDifference'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import { stagesOf } from '@core/domain/collecting/policy'
import { CALL_TASK } from '@core/notify/record'
import { seesBuilding } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Contact, Task } from '@core/store/records'
import { type Decision, insert, present, put, type Write } from '@core/store/store'

type Ask = { readonly taskId: string; readonly note?: string | undefined }

/** What whoever speaks with people does. */
const FOLLOW_UPS: readonly string[] = ['call', 'find_phone', 'invite_people', 'promise_broken']

/**
 * task.done: a person did it. A call that was made is a contact from then on and counts for the
 * caps (rules §9); what was said is kept in the audit trail for staff alone. Done twice is done once.
 */
export async function doneTask({ taskId, note }: Ask, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'task.done'>>> {
  const task = await world.store.get('tasks', taskId)
  if (!task) return refuse('TASK_NOT_FOUND')
  // One fact, one act: what is ticked off here is resolved there.
  if (task.kind === DIFFERENCE_TASK_KIND) {
    const resolved = await resolveDifference({ differenceId: taskId.slice(DIFFERENCE_TASK.length), note: note ?? '在待办里办完' }, caller, world)
    return resolved.ok ? accept({ done: true }) : resolved
  }
  // A surplus or a payment under review is money: ticking it off is not a collector's.
  const post = await permit(world, caller, task.communityId, FOLLOW_UPS.includes(task.kind) ? 'record_contact' : 'prepare_billing')
  if (!post.ok) return post
  // It is done by the decision itself, which closes it.
  if (task.kind === 'plan_approval') return refuse('PLAN_DECIDED_THERE')
  const account = task.accountId === null ? null : await world.store.get('accounts', task.accountId)
  if (account && !seesBuilding(post.value, account.building)) return refuse('BUILDING_NOT_YOURS')
  // It is done by the answer itself, which closes it.
  if (task.kind === 'dispute') return refuse('DISPUTE_ANSWER_THERE')
  const call = task.kind === 'call' && account ? await callMade(task, account, world) : null
  const row = auditRow(world, { communityId: task.communityId, by: caller.openid, act: 'task.done', on: taskId, detail: note ?? '' })
  await world.store.change({ task: ['tasks', taskId] }, ({ task: found }): Decision<void> => {
    if (found?.state !== 'open') return { writes: [], result: undefined }
    const done: Task = { ...found, state: 'done', doneBy: caller.openid, doneAt: world.now }
    const contacts: Write[] = call ? [insert('contacts', call)] : []
    return { writes: [put('tasks', done), insert('audit', row), ...contacts], result: undefined }
  })
  return accept({ done: true })
}

/** The stage is that of the message which became this call: a call task is named after it. */
async function callMade(task: Task, { communityId, _id: accountId, kind }: Account, world: World): Promise<Contact> {
  const message = await world.store.get('messages', task._id.slice(CALL_TASK.length))
  const stage = message?.stage ?? present(stagesOf(kind, 'dunning')[0], 'a dunning stage').code
  return { _id: `contact:${task._id}`, communityId, accountId, openid: null, channel: 'call', stage, day: world.today, at: world.now }
}
