import type { Day } from '@contract/calendar'
import { dayOf } from '@contract/calendar'
import { addDays, maxDay } from '@core/domain/calendar'
import { takeDuty } from '@core/shell/lease'
import { log } from '@core/shell/log'
import type { World } from '@core/shell/world'
import type { Reconciliation } from '@core/store/records'
import { type DayEnd, reconcileDay, reconciliationId } from './reconcileDay'

const DUTY = 'reconciliation'
/** WeChat Pay keeps its bills for three months. */
const DAYS_BACK_MAX = 90
const DONE = 'done'
const CUT_OFF = 'to be continued'

/**
 * reconcile: holds every day that is not yet done against WeChat Pay's trade bill, oldest first:
 * yesterday, and after an outage the days that were missed. A day whose bill is late, unreadable or
 * half compared is taken up again by the next call; a day that is done is never read again, so a
 * second run writes nothing (F38).
 */
export async function reconcile(world: World, hasTime: () => boolean): Promise<string> {
  const days = await daysToDo(world)
  if (days.length === 0) return 'nothing to do'
  const lease = await takeDuty(world, DUTY)
  // Said before the first day, so that sweep goes on where this call dies (F21, F50).
  if (!lease || !(await lease.goOn({ lastSays: CUT_OFF }))) return 'under way elsewhere'
  const failed: string[] = []
  let isCutOff = false
  for (const { day, known } of days) {
    const ended: DayEnd = hasTime() ? await attempt(day, known, world, hasTime, failed) : 'running'
    isCutOff = ended === 'running'
    if (isCutOff || ended === 'unreachable') break
  }
  const lastSays = isCutOff ? CUT_OFF : DONE
  await lease.giveBack({ lastSays, ...(isCutOff ? {} : { lastDoneAt: world.now }) })
  if (failed.length > 0) throw new Error(`reconciliation failed: ${failed.join(', ')}`)
  return lastSays
}

/** sweep: goes on where a call was cut off; a day that waits for its bill is the hourly timer's. */
export async function resumeReconciliation(world: World, hasTime: () => boolean): Promise<string> {
  const duty = await world.store.get('duties', DUTY)
  if (!duty || duty.lastSays === DONE || duty.leaseUntil > world.now) return 'nothing to resume'
  return reconcile(world, hasTime)
}

/** A day that cannot be done must not keep the days after it from being done (F21). */
async function attempt(day: Day, known: Reconciliation | null, world: World, hasTime: () => boolean, failed: string[]): Promise<DayEnd> {
  try {
    return await reconcileDay(day, known, world, hasTime)
  } catch (error) {
    failed.push(day)
    log.alarm(`reconciliation of ${day}`, error)
    const says = '对账时系统出了问题，会自动重试，请联系技术支持'
    await world.store.setIf('reconciliations', reconciliationId(world, day), {}, { state: 'failed', says, cursor: null })
    return 'failed'
  }
}

type DayToDo = { readonly day: Day; readonly known: Reconciliation | null }

/** Never before the first order: on those days there was nothing of ours to reconcile. */
async function daysToDo(world: World): Promise<readonly DayToDo[]> {
  const [first] = await world.store.find('orders', { where: {}, sort: [['createdAt', 1]], limit: 1 })
  if (!first) return []
  const [from, to] = [maxDay(dayOf(first.createdAt), addDays(world.today, -DAYS_BACK_MAX)), addDays(world.today, -1)]
  const { mchid } = world.settings.pay
  const records = await world.store.find('reconciliations', {
    where: { mchid, day: { gte: from, lte: to } }, sort: [['day', 1]], limit: DAYS_BACK_MAX + 1,
  })
  const byDay = new Map(records.map((record) => [record.day, record]))
  const days: DayToDo[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const known = byDay.get(day) ?? null
    if (known?.state !== 'done') days.push({ day, known })
  }
  return days
}
