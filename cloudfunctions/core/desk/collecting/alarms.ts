import type { StaffAnswer } from '@contract/contract/staff'
import { addDays, atHour } from '@core/domain/calendar'
import { holidaysKnown } from '@core/domain/holidays'
import { templateProblems } from '@core/notify/templates'
import type { World } from '@core/shell/world'
import { lateAnswers } from './holding/holdFacts'
import { lastScan } from './scanReminders'

type Alarm = StaffAnswer<'today.show'>['alarms'][number]

/** Half an hour after the daily timer; by noon what was due since nine has had its time. */
const SCANNED_BY_HOUR = 1
const SENT_BY_HOUR = 12
const HOLIDAYS_AHEAD_DAYS = 30

/** What is wrong, in plain words, with what to do: silence is how nothing was ever sent for weeks (F23). */
export async function alarmsOf(world: World, communityId: string, sentToday: number): Promise<readonly Alarm[]> {
  const { store, today, now } = world
  const [scannedOn, due, run, faults, unanswered] = await Promise.all([
    lastScan(world),
    store.count('accounts', { communityId, nextActOn: { lte: today } }),
    store.get('dunning_runs', `run:${communityId}:${today}:auto`),
    store.find('tasks', { where: { communityId, state: 'open', createdAt: { gte: atHour(today, 0) } }, limit: 1000 }),
    lateAnswers(world, communityId),
  ])
  const alarms: Alarm[] = []
  if (scannedOn !== today && due > 0 && now >= atHour(today, SCANNED_BY_HOUR)) {
    alarms.push({ says: '今天的自动提醒没有运行', next: '请到“欠费”里预览并发送，并联系技术支持' })
  }
  if (run && run.lines > 0 && sentToday === 0 && now >= atHour(today, SENT_BY_HOUR)) {
    alarms.push({ says: '今天没有发出任何提醒', next: `今天应发 ${run.lines} 条，请查看发送进度，并联系技术支持` })
  }
  if (run?.capped) alarms.push({ says: '今天该提醒的户数超过了自动发送的上限', next: '其余的请到“欠费”里预览后放行' })
  if (faults.some((task) => task.kind === 'send_fault')) {
    alarms.push({ says: '有微信消息因系统配置问题发不出去', next: '请把待办里的说明转给技术支持' })
  }
  if (unanswered > 0) alarms.push({ says: `有 ${unanswered} 条住户疑问过了答复期限`, next: '请在待办“答复疑问”里写下答复' })
  if (templateProblems(world.settings.templates).length > 0) {
    alarms.push({ says: '微信消息模板没有配置好，消息发不出去', next: '请联系技术支持核对消息模板' })
  }
  if (!holidaysKnown(addDays(today, HOLIDAYS_AHEAD_DAYS))) {
    alarms.push({ says: '明年的放假安排还没有录入', next: '国务院公布后请技术支持更新，以免在节日打扰住户' })
  }
  return alarms
}
