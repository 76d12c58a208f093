import { atHour } from '@core/domain/calendar'
import { endHold, endOf } from '@core/domain/collecting/holds'
import { brokenTask } from '@core/domain/collecting/proposals'
import type { World } from '@core/shell/world'
import type { HoldRecord } from '@core/store/records'
import { type Decision, insert, present, put } from '@core/store/store'
import { pagesOf } from '@core/store/pages'

const HOLDS_A_PAGE = 100
/** Whom an ended hold names when no person ended it. */
const BY_POLICY = 'policy'
/** Half an hour after the daily timer; what it left is then sweep's. */
const SWEPT_FROM_HOUR = 1

/**
 * daily: holds whose last day has passed leave their accounts, and whether a promise was kept is
 * computed: the one place where holds end by themselves. What has ended is no longer found by its
 * index, so the walk needs no memory, a second run finds nothing, and a day on which nothing ends
 * writes nothing (F38, F50).
 */
export async function endHolds(world: World, hasTime: () => boolean): Promise<string> {
  const passed = { state: 'running', until: { lt: world.today } } as const
  let count = 0
  for await (const page of pagesOf(world.store, 'holds', passed, 'until', HOLDS_A_PAGE)) {
    for (const record of page) {
      if (!hasTime()) return 'to be continued'
      count += await endOne(record, world)
    }
  }
  return `${count} ended`
}

/** sweep: takes up what the nightly call could not finish. */
export async function resumeHolds(world: World, hasTime: () => boolean): Promise<string> {
  return world.now < atHour(world.today, SWEPT_FROM_HOUR) ? 'not yet' : endHolds(world, hasTime)
}

/** Thinks over what the transaction reads: a payment, an answer or a person may have come between. */
function endOne({ _id, accountId }: HoldRecord, world: World): Promise<number> {
  return world.store.change({ account: ['accounts', accountId], record: ['holds', _id] }, (docs): Decision<number> => {
    const record = present(docs.record, 'the hold')
    const account = present(docs.account, 'the account')
    const over = record.state === 'running' && record.until !== null && record.until < world.today
    const how = over ? endOf(account, record, world.today) : null
    if (how === null) return { writes: [], result: 0 }
    const ended = endHold(account, record, { how, by: BY_POLICY, note: '' }, world.today)
    const task = how === 'broken' ? [insert('tasks', brokenTask(account, record, world.now, world.today))] : []
    return { writes: [put('accounts', ended.account), put('holds', ended.record), ...task], result: 1 }
  })
}
