import { showFen } from '@contract/money'
import { periodsDue } from '@core/domain/billing/schedule'
import { sayPeriod } from '@core/domain/calendar'
import { hasTime, isLeftOver, takeDuty } from '@core/shell/lease'
import type { World } from '@core/shell/world'
import type { BillingSchedule, Task } from '@core/store/records'
import { pagesOf } from '@core/store/pages'
import { keepPreview } from './previewBilling'

const DUTY = 'billing.prepare'
const SCHEDULES_A_PAGE = 50
/** Who previewed a run that nobody asked for. */
const BY_SCHEDULE = 'schedule'

/**
 * daily: prepares each community's next run as a preview, and a task for whoever publishes it.
 * Nothing is published by itself. A period is prepared once, however often this runs, and the
 * schedule remembers how far it is, so that missed nights are caught up (rules §5).
 */
export async function prepareBilling(world: World): Promise<string> {
  const lease = await takeDuty(world, DUTY)
  if (!lease) return 'under way elsewhere'
  if (!(await lease.goOn({ day: world.today, lastSays: 'begun' }))) return 'to be continued'
  for await (const page of pagesOf(world.store, 'billing_schedules', { on: true }, '_id', SCHEDULES_A_PAGE)) {
    for (const schedule of page) {
      for (const period of periodsDue(schedule, world.today)) {
        if (!hasTime(world) || !(await prepare(schedule, period, world))) {
          await lease.giveBack({ lastSays: 'to be continued' })
          return 'to be continued'
        }
      }
    }
  }
  await lease.giveBack({ lastSays: 'done', lastDoneAt: world.now })
  return 'done'
}

/** sweep: what the night left. */
export async function resumePreparing(world: World): Promise<string> {
  const duty = await world.store.get('duties', DUTY)
  return isLeftOver(duty, world) ? prepareBilling(world) : 'nothing to resume'
}

/** False: the community is too large for what was left of the call, and the next one goes on. */
async function prepare({ _id: communityId, items, looking }: BillingSchedule, period: string, world: World): Promise<boolean> {
  const begun = looking ? await world.store.get('billing_runs', looking) : null
  const goesOn = begun?.state === 'looking' && begun.period === period ? begun : null
  const { run, sums } = await keepPreview({ communityId, period, items }, BY_SCHEDULE, world, goesOn)
  if (run.state === 'looking') {
    await world.store.setIf('billing_schedules', communityId, {}, { looking: run._id })
    return false
  }
  const skipped = Object.values(sums.skipped).reduce((sum, count) => sum + count, 0)
  const task: Task = {
    _id: `publish_billing:${communityId}:${period}`, communityId, accountId: null, kind: 'publish_billing', title: `核对并发布${sayPeriod(period)}账单`,
    says: `已备好 ${run.count} 笔，应收 ${showFen(run.total)} 元，${skipped} 户跳过。请在“出账”里预览这一期，核对后发布`,
    state: 'open', createdAt: world.now, doneBy: null, doneAt: null,
  }
  await world.store.addNew('tasks', [task])
  await world.store.setIf('billing_schedules', communityId, {}, { preparedThrough: period, looking: null })
  return true
}
