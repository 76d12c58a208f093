import type { StaffAnswer } from '@contract/contract/staff'
import { receiptsLate } from '@core/desk/insight/readFlow'
import { timerRecords } from '@core/desk/insight/timerRecords'
import { addDays, atHour } from '@core/domain/calendar'
import { type Fates, nothingSent, sayUnsent } from '@core/domain/collecting/silence'
import { holidaysKnown } from '@core/domain/holidays'
import { isFresh, SIGHTINGS, type SightingKind } from '@core/domain/insight/flow'
import { isSilent, reconciliationMissing, runningSince, sayFailed, type TimerRecords } from '@core/domain/insight/timers'
import { templateProblems } from '@core/notify/templates'
import type { World } from '@core/shell/world'
import { present } from '@core/store/store'
import { lateAnswers } from './holding/holdFacts'
import { lastScan } from './scanReminders'

type Alarm = StaffAnswer<'today.show'>['alarms'][number]

/** Half an hour after the daily timer. */
const SCANNED_BY_HOUR = 1
const HOLIDAYS_AHEAD_DAYS = 30
const FATES = ['queued', 'failed', 'fallback'] as const satisfies readonly (keyof Fates)[]

/**
 * What is wrong, in plain words, with what to do: silence is how nothing was ever sent for weeks
 * (F23). Each alarm is one sentence and one next step, and none is raised by a day on which there
 * was nothing to do.
 */
export async function alarmsOf(world: World, communityId: string, sentToday: number): Promise<readonly Alarm[]> {
  const records = await timerRecords(world)
  const parts = await Promise.all([
    unsentAlarms(world, communityId, sentToday, records), timerAlarms(world, communityId, records), sightingAlarms(world),
    setUpAlarms(world, communityId), answerAlarms(world, communityId),
  ])
  return parts.flat()
}

async function unsentAlarms(world: World, communityId: string, sentToday: number, records: TimerRecords): Promise<readonly Alarm[]> {
  const { store, today, now } = world
  const [scannedOn, due, run] = await Promise.all([
    lastScan(world),
    store.count('accounts', { communityId, nextActOn: { lte: today } }),
    store.get('dunning_runs', `run:${communityId}:${today}:auto`),
  ])
  const alarms: Alarm[] = []
  if (scannedOn !== today && due > 0 && now >= atHour(today, SCANNED_BY_HOUR)) {
    alarms.push({ says: '今天的自动提醒没有运行', next: '请到“欠费”里预览并发送，并联系技术支持' })
  } else if (isSilent('daily', records.daily, runningSince(records), now)) {
    alarms.push({ says: '夜里的每日准备没有运行', next: '今天没有该发的提醒；请技术支持看“系统状况”' })
  }
  if (run && run.lines > 0 && sentToday === 0) {
    const counts = await Promise.all(FATES.map((state) => store.count('messages', { runId: run._id, state })))
    const [queued = 0, failed = 0, fallback = 0] = counts
    const fates = { queued, failed, fallback }
    if (nothingSent(fates, sentToday, now, today)) {
      const stopped = isSilent('sweep', records.sweep, runningSince(records), now)
      alarms.push({ says: '今天没有发出任何提醒', why: sayUnsent(fates, stopped), next: `今天应发 ${run.lines} 条，请查看发送进度，并联系技术支持` })
    }
  }
  if (run?.capped) alarms.push({ says: '今天该提醒的户数超过了自动发送的上限', next: '其余的请到“欠费”里预览后放行' })
  return alarms
}

/** What should have run by itself and did not. */
async function timerAlarms(world: World, communityId: string, records: TimerRecords): Promise<readonly Alarm[]> {
  const { now, today, store } = world
  const since = runningSince(records)
  const community = present(await store.get('communities', communityId), 'the community')
  const alarms: Alarm[] = []
  if (isSilent('sweep', records.sweep, since, now)) {
    alarms.push({ says: '每分钟的补单与发送停了', next: '款项不会丢，收据和提醒会晚到；请技术支持看“系统状况”' })
  }
  if (records.daily && sayFailed(records.daily)) {
    alarms.push({ says: `昨夜有一步没有做成：${sayFailed(records.daily)}`, next: '请技术支持看“系统状况”' })
  }
  if (reconciliationMissing(records.reconcile?.lastDoneAt ?? null, since, now, today)) {
    alarms.push({ says: '今天还没有核对账目', next: '请技术支持看“系统状况”，当天的日结先不要做' })
  }
  if (await receiptsLate(world, community)) {
    alarms.push({ says: '有付款十分钟还没有编上收据号', next: '款项已入账，收据会补上；请技术支持看“系统状况”' })
  }
  return alarms
}

async function sightingAlarms({ store, now }: World): Promise<readonly Alarm[]> {
  const seen = await store.getMany('sightings', Object.keys(SIGHTINGS))
  return seen.flatMap(({ _id, lastAt }) => {
    const kind = _id as SightingKind
    const { says, next } = SIGHTINGS[kind]
    return isFresh(kind, lastAt, now) ? [{ says, next }] : []
  })
}

async function answerAlarms(world: World, communityId: string): Promise<readonly Alarm[]> {
  const late = await lateAnswers(world, communityId)
  return late === 0 ? [] : [{ says: `有 ${late} 条住户疑问过了答复期限`, next: '请在待办“答复疑问”里写下答复' }]
}

async function setUpAlarms(world: World, communityId: string): Promise<readonly Alarm[]> {
  const { store, today } = world
  const faults = await store.find('tasks', { where: { communityId, state: 'open', createdAt: { gte: atHour(today, 0) } }, limit: 1000 })
  const alarms: Alarm[] = []
  if (faults.some((task) => task.kind === 'send_fault')) {
    alarms.push({ says: '有微信消息因系统配置问题发不出去', next: '请把待办里的说明转给技术支持' })
  }
  if (templateProblems(world.settings.templates).length > 0) {
    alarms.push({ says: '微信消息模板没有配置好，消息发不出去', next: '请联系技术支持核对消息模板' })
  }
  if (!holidaysKnown(addDays(today, HOLIDAYS_AHEAD_DAYS))) {
    alarms.push({ says: '明年的放假安排还没有录入', next: '国务院公布后请技术支持更新，以免在节日打扰住户' })
  }
  return alarms
}
