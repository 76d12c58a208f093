import { showFen, sumFen } from '@contract/money'
import { type Day, formatDay } from '@contract/calendar'
import { type Ended, outcomeOf, withoutHold } from '@core/domain/collecting/holding'
import type { World } from '@core/shell/world'
import type { Account, HoldRecord, Task } from '@core/store/records'
import { type Decision, insert, present, put, type Write } from '@core/store/store'
import { taskOf } from './holdRecords'

const HOLDS_AT_ONCE = 100

/**
 * daily, and sweep after a night that was cut off: holds whose last day has passed leave their
 * accounts, each in a transaction of its own, so that a run cut off anywhere is simply continued by
 * the next. A promise is kept or broken by what is owed then (rules §9); a broken one becomes a
 * task. On a day on which none ends, nothing is written.
 */
export async function passHolds(world: World, hasTime: () => boolean): Promise<string> {
  let ended = 0
  for (;;) {
    const passed = await world.store.find('holds', { where: { state: 'open', until: { lt: world.today } }, sort: [['until', 1]], limit: HOLDS_AT_ONCE })
    for (const hold of passed) {
      if (!hasTime()) return `${ended} ended, to be continued`
      await passOne(hold, world)
      ended += 1
    }
    if (passed.length < HOLDS_AT_ONCE) return `${ended} ended`
  }
}

function passOne({ _id, accountId }: HoldRecord, world: World): Promise<void> {
  return world.store.change({ hold: ['holds', _id], account: ['accounts', accountId] }, ({ hold, account: found }): Decision<void> => {
    const account = present(found, 'the account')
    if (hold?.state !== 'open' || hold.until >= world.today) return { writes: [], result: undefined }
    const outcome = outcomeOf(hold, account)
    const writes: Write[] = [
      put('holds', { ...hold, state: 'ended', outcome, endedBy: 'computed', endedAt: world.now }), put('accounts', withoutHold(account, _id)),
    ]
    const task = brokenTask(hold, account, outcome, world)
    return { writes: task ? [...writes, insert('tasks', task)] : writes, result: undefined }
  })
}

function brokenTask(hold: HoldRecord, account: Account, outcome: Ended, world: World): Task | null {
  if (outcome !== 'broken') return null
  const left = sumFen(account.open.filter(({ billId }) => hold.billIds?.includes(billId)).map((bill) => bill.outstanding))
  return taskOf(`promise:${hold._id}`, account, {
    kind: 'promise_broken', title: '约定的缴费日过了',
    says: `约定${formatDay(hold.until as Day)}前缴纳，还有 ¥${showFen(left)} 没有缴。请联系问问是否需要帮助，可以谈分期`,
  }, world)
}
