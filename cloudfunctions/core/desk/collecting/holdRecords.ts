import type { World } from '@core/shell/world'
import type { Account, Hold, HoldRecord, Task } from '@core/store/records'

/** A hold as its own document, by which its day is found when it has passed. */
export function holdRecord({ communityId, _id: accountId }: Account, hold: Hold, note: string, setBy: string): HoldRecord {
  const { holdId, kind, billIds, from, until } = hold
  return {
    _id: holdId, communityId, accountId, kind, billIds, from, until: until ?? 'never', note, setBy, state: 'open', outcome: null, endedBy: null, endedAt: null,
  }
}

export function taskOf(_id: string, account: Account, task: Pick<Task, 'kind' | 'title' | 'says'>, world: World): Task {
  return { _id, communityId: account.communityId, accountId: account._id, ...task, state: 'open', createdAt: world.now, doneBy: null, doneAt: null }
}

/** A dispute's task is named after its hold, so that the answer closes it. */
export const taskIdOf = (holdId: string) => `task:${holdId}`
