import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { addDays, atHour } from '@core/domain/calendar'
import type { Check } from '@core/domain/insight/check'
import { worstFirst } from '@core/domain/insight/check'
import { receiptMessagesCheck, remindersCheck, sealedCheck, walksCheck } from '@core/domain/insight/flow'
import {
  appCheck, databaseCheck, isClockWrong, keyChecks, modeCheck, payChecks, prefixCheck, templatesCheck,
} from '@core/domain/insight/health'
import { runningSince, TIMER_NAMES, timerCheck } from '@core/domain/insight/timers'
import { templateProblems } from '@core/notify/templates'
import { log } from '@core/shell/log'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { COLLECTIONS, INDEXES } from '@core/store/indexes'
import type { StaffMember } from '@core/store/records'
import { keyFacts } from '@core/wechat/keyFacts'
import { missingCollections, oldestDue, strangePrefixes, stuckWalks } from './readFlow'
import { see } from './sightings'
import { timerRecords } from './timerRecords'
import { secondsAhead } from './watchClock'

/**
 * health.show: whether the program is set up, runs and is taken by WeChat, the worst first. It
 * asks WeChat for real, so that what it says is so at this moment.
 */
export async function showHealth(
  { communityId }: { communityId: string }, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'health.show'>>> {
  const post = await permit(world, caller, communityId, 'see_health')
  if (!post.ok) return post
  const parts = await Promise.all([setUp(world), wechatChecks(world), timerChecks(world, post.value), flowChecks(world)])
  return accept({ at: world.now, checks: [...worstFirst(parts.flat())] })
}

async function setUp(world: World): Promise<readonly Check[]> {
  const { settings, now } = world
  const [strangers, missing] = await Promise.all([strangePrefixes(world), missingCollections(world)])
  return [
    modeCheck(settings.mode),
    ...keyChecks(keyFacts(settings.pay), now),
    templatesCheck(templateProblems(settings.templates)),
    prefixCheck(settings.orderPrefix, strangers),
    databaseCheck(missing, COLLECTIONS.length, INDEXES.length),
  ]
}

async function wechatChecks(world: World): Promise<readonly Check[]> {
  const { pay, pingApp } = world.wechat
  const canSign = keyFacts(world.settings.pay).merchantKey !== 'unreadable'
  const [ping, app] = await Promise.all([canSign ? pay.ping() : null, pingApp()])
  const ahead = ping && secondsAhead(ping, world)
  if (ahead !== null && isClockWrong(ahead)) {
    log.alarm('clock', { secondsAhead: ahead })
    await see(world, 'clock')
  }
  return [...payChecks(ping, ahead), appCheck(app)]
}

/** A timer that never ran is missing for as long as anybody has been here to see it. */
async function timerChecks(world: World, { since: hiredOn }: StaffMember): Promise<readonly Check[]> {
  const records = await timerRecords(world)
  const hired = atHour(addDays(hiredOn, 1), 0)
  const running = runningSince(records)
  const since = running !== null && running < hired ? running : hired
  return TIMER_NAMES.map((name) => timerCheck(name, records[name], since, world.now))
}

async function flowChecks(world: World): Promise<readonly Check[]> {
  const { now, today, store } = world
  const [stuck, receipts, reminders, sealed] = await Promise.all([
    stuckWalks(world), oldestDue(world, ['receipt']), oldestDue(world, ['reminder', 'dunning']), store.get('sightings', 'sealed_notice'),
  ])
  return [
    walksCheck(stuck), receiptMessagesCheck(receipts, now), remindersCheck(reminders, now, today),
    sealedCheck(sealed?.lastAt ?? null, now),
  ]
}
