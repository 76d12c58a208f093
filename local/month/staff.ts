import { after } from './days'
import { look, type Task } from './look'
import { lotOf } from './lots'
import type { Month } from './month'

/** What the manager saw when previewing a run: how many were not reminded, by reason. */
export type Previews = Map<string, number>

const CALLS_A_DAY = 3
const WAIT_MIN = 2
/** Longer than any lease lasts: work that is not done by then will never be. */
const WAITS_MAX = 30

/** The month's bills: previewed, published, and waited for when a crash leaves them to the sweep. */
export async function publishBills({ calls, town, memory, broke }: Month, period: string): Promise<void> {
  const { communityId, staff } = town
  const previewed = await calls.staff(staff.manager, 'billing.preview', { communityId, period })
  if (!previewed.ok) return broke('staff_get_on', `billing.preview: ${previewed.refusal}`)
  const { runId, count } = previewed.value
  const published = await calls.staff(staff.manager, 'billing.publish', { runId })
  if (!published.ok) return broke('staff_get_on', `billing.publish: ${published.refusal}`)
  memory.published.set(runId, count)
  for (let waits = 0; waits < WAITS_MAX; waits += 1) {
    const progress = await calls.staff(staff.manager, 'billing.progress', { runId })
    if (progress.ok && progress.value.state === 'published') return
    await calls.pass(after(calls.now(), WAIT_MIN))
    await calls.fire('sweep')
  }
  broke('staff_get_on', 'a publication never came to its end')
}

/** Once a week the manager looks at who needs a word, and lets the run go. */
export async function releaseRun({ calls, cloud, town, memory, broke }: Month, previews: Previews): Promise<void> {
  const { communityId, staff } = town
  const previewed = await calls.staff(staff.manager, 'dunning.preview', { communityId })
  if (!previewed.ok) return broke('staff_get_on', `dunning.preview: ${previewed.refusal}`)
  const { runId, lines, skipped } = previewed.value
  for (const { code } of skipped) previews.set(code, (previews.get(code) ?? 0) + 1)
  if (lines.length === 0) return
  const released = await calls.staff(staff.manager, 'dunning.release', { runId })
  if (!released.ok) return broke('staff_get_on', `dunning.release: ${released.refusal}`)
  memory.released.add(runId)
  for (let waits = 0; waits < WAITS_MAX; waits += 1) {
    if ((await look(cloud, 'dunning_runs', { _id: runId }))[0]?.state === 'released') return
    await calls.pass(after(calls.now(), WAIT_MIN))
    await calls.fire('sweep')
  }
  broke('staff_get_on', 'a release never came to its end')
}

/** Phones a few, and ticks them; finance ticks a payment that has been looked into. */
export async function tickTasks(month: Month): Promise<void> {
  const { calls, cloud, town, seed, today, broke } = month
  const open = await look(cloud, 'tasks', { communityId: town.communityId, state: 'open' })
  const lot = lotOf(seed, 'staff', today())
  const chosen = [...byAccount(open, 'call').slice(0, lot.below(CALLS_A_DAY + 1)), ...byAccount(open, 'surplus').slice(0, lot.chance(20) ? 1 : 0)]
  for (const { _id: taskId, kind } of chosen) {
    const openid = kind === 'call' ? town.staff.manager : town.staff.finance
    const done = await calls.staff(openid, 'task.done', { taskId, note: '已联系' })
    if (!done.ok) broke('staff_get_on', `task.done of a ${kind}: ${done.refusal}`)
  }
}

/** Signs what waits for approval, or says no: the manager first, and finance where two must sign. */
export async function decidePlans({ calls, cloud, town, seed, broke }: Month): Promise<void> {
  const waiting = await look(cloud, 'plans', { communityId: town.communityId, state: 'waiting_approval' })
  for (const { _id: planId, accountId } of [...waiting].sort((a, b) => (a.accountId < b.accountId ? -1 : 1))) {
    const approve = lotOf(seed, 'plan', accountId).chance(80)
    const reason = approve ? '同意分期' : '请先到前台商量'
    for (const openid of [town.staff.manager, town.staff.finance]) {
      const decided = await calls.staff(openid, 'plan.decide', { planId, approve, reason })
      if (!decided.ok && !PLAN_DECIDED.includes(decided.refusal)) broke('staff_get_on', `plan.decide: ${decided.refusal}`)
      if (!decided.ok || decided.value.state !== 'waiting_approval') break
    }
  }
}
/** The day it was to begin has passed, or a payment of the household is on its way: another morning. */
const PLAN_DECIDED = ['PLAN_NOT_WAITING', 'PLAN_DAY_PASSED', 'PAYMENT_CONFIRMING', 'PAYMENT_UNDER_REVIEW']

/** By account and not by id, since the id of a payment is WeChat's own chance. */
function byAccount(tasks: readonly Task[], kind: string): readonly Task[] {
  const key = ({ accountId, _id }: Task) => (kind === 'call' ? _id : (accountId ?? ''))
  return tasks.filter((task) => task.kind === kind).sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** What 今日 says of a daily timer that a crash cut off, though sweep has done its work by the morning. */
const DAILY_WAS_CUT = '夜里的每日准备没有运行'

/**
 * 今日, as it is opened each morning: a scan that did not run is the alarm that must never ring here,
 * and of a daily timer that was killed it may ring.
 */
export async function opensToday({ calls, town, broke }: Month, dailyWasCut: boolean): Promise<void> {
  const shown = await calls.staff(town.staff.manager, 'today.show', { communityId: town.communityId })
  if (!shown.ok) return broke('staff_get_on', `today.show: ${shown.refusal}`)
  const rung = shown.value.alarms.map(({ says }) => says).filter((says) => /没有运行|配置/.test(says))
  for (const says of rung) if (!dailyWasCut || says !== DAILY_WAS_CUT) broke('no_alarm', says)
}
