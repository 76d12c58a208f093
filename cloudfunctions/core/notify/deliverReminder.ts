import type { Instant } from '@contract/calendar'
import { decideAll } from '@core/desk/collecting/standing'
import { addMs } from '@core/domain/calendar'
import type { Line } from '@core/domain/collecting/decide'
import { isOpenAt, openingAfter, startWithin } from '@core/domain/collecting/limits'
import { stageOf } from '@core/domain/collecting/policy'
import type { SkipCode } from '@core/domain/collecting/skips'
import { callText, reminderFields, sayWhy } from '@core/domain/collecting/words'
import { invariant } from '@core/domain/invariant'
import { asked } from '@core/domain/paying/due'
import type { World } from '@core/shell/world'
import type { Account, Community, Message } from '@core/store/records'
import { present } from '@core/store/store'
import { fail, giveUp, retryLater } from './failures'
import { ending, recordCall, recordSent } from './record'
import { sendByWechat } from './sender'

/** A payment under way is over by then: unpaid orders are closed after half an hour (rules §6). */
const PAYMENT_WAIT_MS = 30 * 60_000

/**
 * One reminder or dunning line, decided anew at the moment of sending: the stop list is read
 * again, the hours are kept, and what is said are the figures of now. What is no longer right is
 * dropped with its reason; the account's day stays as it was, so tomorrow decides again.
 */
export async function deliverReminder(world: World, message: Message): Promise<void> {
  const [account, community] = await Promise.all([
    world.store.get('accounts', message.accountId), world.store.get('communities', message.communityId),
  ])
  const facts = { account: present(account, 'the account'), community: present(community, 'the community') }
  // What was about to be sent when its instance died may have arrived: it counts, and is not repeated.
  if (message.sendingSince !== null) {
    return recordSent(world, message, message.openid ?? '', lineOf(world, message, facts.account), 'failed', 'FATE_UNKNOWN')
  }
  // The hours are kept by the moment of sending, not by when the sweep began.
  const now = addMs(world.now, world.elapsedMs())
  if (message.goodUntil !== null && now >= message.goodUntil) {
    return message.attempts > 0 ? giveUp(world, message, message.why ?? 'DAY_PASSED') : drop(world, message, 'DAY_PASSED')
  }
  if (!isOpenAt(now, world.today, facts.account.kind)) {
    return putOff(world, message, openingAfter(now, world.today, facts.account.kind).from)
  }
  await decideAndSend(world, message, facts.account, facts.community, now)
}

async function decideAndSend(world: World, message: Message, account: Account, community: Community, now: Instant): Promise<void> {
  invariant(message.stage !== null, 'a reminder has a stage')
  const asker = { by: 'outbox', stage: message.stage, channel: message.channel } as const
  const verdict = (await decideAll(world, community, [account], asker, message))[0]?.verdict
  invariant(verdict, 'one account, one verdict')
  if ('line' in verdict) {
    const { line } = verdict
    if (line.openid === null) return recordCall(world, message, line, line.text, null)
    // Whoever is told now may wish for another hour than whoever was to be told when it was queued.
    const start = startWithin(openingAfter(now, world.today, account.kind), world.today, line.hour)
    if (now < start) return putOff(world, message, start)
    return send(world, message, account, community, { ...line, openid: line.openid })
  }
  if (verdict.skip === 'PAYMENT_IN_FLIGHT' && message.goodUntil !== null && addMs(now, PAYMENT_WAIT_MS) < message.goodUntil) {
    return putOff(world, message, addMs(now, PAYMENT_WAIT_MS))
  }
  return verdict.skip === 'NO_QUOTA' ? fallToCall(world, message, account, community, verdict.skip) : drop(world, message, verdict.skip)
}

type Addressed = Line & { readonly openid: string }

async function send(world: World, message: Message, account: Account, community: Community, line: Addressed): Promise<void> {
  const result = await sendByWechat(world, message, line.openid, line.fields)
  switch (result.state) {
    case 'sent': return recordSent(world, message, line.openid, line, 'sent', null)
    case 'later': return retryLater(world, message, result.code)
    case 'our_fault': return fail(world, message, result.code, result.message)
    case 'unreachable': return fallToCall(world, message, account, community, result.code)
    case 'no_quota': return fallToCall(world, message, account, community, 'NO_QUOTA')
    case 'person_today': return drop(world, message, 'PERSON_CAP')
    case 'lost': return
  }
}

/** The next channel after WeChat is a person's call; that it came to this is recorded (rules §9). */
function fallToCall(world: World, message: Message, account: Account, community: Community, why: string): Promise<void> {
  const line = lineOf(world, message, account)
  const says = `${line.says}；微信没有送达（${why}）`
  return recordCall(world, message, { ...line, says }, callText(asked(account, world.today), community.companyName, line.dueOn), why)
}

/** The line as it was queued, for what is recorded after it can no longer be decided. */
function lineOf(world: World, message: Message, whole: Account): Line {
  const account = asked(whole, world.today)
  const stage = message.stage === null ? undefined : stageOf(account.kind, message.stage)
  invariant(stage && message.dueOn !== null, 'a reminder has a stage of the policy and a due day')
  const fields = reminderFields(account, stage, message.dueOn, world.today)
  const { channel, openid, dueOn } = message
  return { stage, channel, openid, hour: null, dueOn, fields, text: '', says: sayWhy(account, stage, world.today) }
}

async function putOff(world: World, message: Message, until: Instant): Promise<void> {
  const mine = { state: 'queued', leaseUntil: message.leaseUntil } as const
  await world.store.setIf('messages', message._id, mine, { notBefore: until, leaseUntil: world.now })
}

async function drop(world: World, message: Message, why: SkipCode): Promise<void> {
  await world.store.setIf('messages', message._id, { state: 'queued', leaseUntil: message.leaseUntil }, ending('skipped', why, world.now))
}
