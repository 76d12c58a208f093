import type { Day } from '@contract/calendar'
import { DIFFERENCES, type Finding } from '@core/domain/paying/reconciliation'
import { log } from '@core/shell/log'
import type { World } from '@core/shell/world'
import type { Difference, Task } from '@core/store/records'
import { type Decision, insert, present, put, type Write } from '@core/store/store'

/** A task that stands for a difference is named after it: done here is done there. */
export const DIFFERENCE_TASK = 'recon:'
export const DIFFERENCE_TASK_KIND = 'reconciliation'

type Whose = { readonly day: Day; readonly communityId: string | null; readonly accountId: string | null }

/**
 * Whose staff look after money that belongs to no order of ours: one community's, always the same,
 * since a task that is everybody's is nobody's, and telling all would tell each of the others' money.
 */
export async function homeCommunity({ store }: World): Promise<string> {
  const [first] = await store.find('communities', { where: {}, sort: [['_id', 1]], limit: 1 })
  return present(first, 'a community')._id
}

/** Writes a difference once, with the task that brings a person to it; what the machine repaired needs none. */
export async function noteDifference(finding: Finding, whose: Whose, state: 'open' | 'repaired', world: World): Promise<void> {
  const communityId = whose.communityId ?? (await homeCommunity(world))
  const difference: Difference = {
    ...finding, communityId, accountId: whose.accountId, mchid: world.settings.pay.mchid, day: whose.day, state, note: '', resolvedBy: null,
    endedAt: state === 'open' ? null : world.now, createdAt: world.now,
  }
  const isNew = await world.store.change({ known: ['differences', difference._id] }, ({ known }): Decision<boolean> => {
    if (known) return { writes: [], result: false }
    const tasks = state === 'open' ? [insert('tasks', taskOf(difference))] : []
    return { writes: [insert('differences', difference), ...tasks], result: true }
  })
  if (isNew && state === 'open') log.alarm('reconciliation difference', { id: difference._id, kind: difference.kind, day: whose.day })
}

function taskOf({ _id, communityId, accountId, kind, day, says, createdAt }: Difference): Task {
  const { name, remedy } = DIFFERENCES[kind]
  return {
    _id: `${DIFFERENCE_TASK}${_id}`, communityId, accountId, kind: DIFFERENCE_TASK_KIND, title: `对账差异：${name}`,
    says: `${day}：${says}\n${remedy}`, state: 'open', createdAt, doneBy: null, doneAt: null,
  }
}

type Ending = { readonly note: string; readonly by?: string; readonly more?: readonly Write[] }

/** Ends an open difference and its task together. One that has ended, or never was, stays as it is. */
export async function endDifference(id: string, state: 'repaired' | 'resolved', { note, by, more = [] }: Ending, world: World): Promise<void> {
  const at = world.now
  await world.store.change({ difference: ['differences', id], task: ['tasks', `${DIFFERENCE_TASK}${id}`] }, ({ difference, task }): Decision<void> => {
    if (difference?.state !== 'open') return { writes: [], result: undefined }
    const ended: Difference = { ...difference, state, note, resolvedBy: by ?? null, endedAt: at }
    const done = task?.state === 'open' ? [put('tasks', { ...task, state: 'done', doneBy: by ?? null, doneAt: at })] : []
    return { writes: [put('differences', ended), ...done, ...more], result: undefined }
  })
}

function fileTaskId(day: Day, { settings }: World): string {
  return `recon-file:${settings.pay.mchid}:${day}`
}

/** A bill that cannot be believed is told once a day of bills (P36); it goes away by itself when a good one came. */
export async function openFileTask(day: Day, why: string, world: World): Promise<void> {
  const task: Task = {
    _id: fileTaskId(day, world), communityId: await homeCommunity(world), accountId: null, kind: 'reconciliation_file',
    title: '微信对账单有问题', says: `${day} 的微信交易账单没有采用：${why}。系统每小时重取一次；持续如此请联系技术支持`,
    state: 'open', createdAt: world.now, doneBy: null, doneAt: null,
  }
  await world.store.addNew('tasks', [task])
}
export async function closeFileTask(day: Day, world: World): Promise<void> {
  await world.store.setIf('tasks', fileTaskId(day, world), { state: 'open' }, { state: 'done', doneAt: world.now })
}
