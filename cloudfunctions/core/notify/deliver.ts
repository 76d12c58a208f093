import { addMs } from '@core/domain/calendar'
import { log } from '@core/shell/log'
import type { World } from '@core/shell/world'
import type { Message } from '@core/store/records'
import { deliverReminder } from './deliverReminder'
import { fail, retryLater } from './failures'
import { ending, recordSent } from './record'
import { sendByWechat } from './sender'

/** Receipts and answers go at once and first; dunning before the gentler courtesy. */
const ORDER = ['receipt', 'answer', 'dunning', 'reminder'] as const satisfies readonly Message['purpose'][]
const BATCH = 40
/** Longer than any run of the sweep, so that no message is taken twice (F28); each is finished by itself. */
const LEASE_MS = 3 * 60_000

export type Delivered = { readonly ended: number; readonly timeIsUp: boolean }

/**
 * sweep: sends what is due, until there is nothing more or `budgetMs` are used up. A
 * message that fails by accident keeps its lease and does not hold up the others.
 */
export async function deliverDue(world: World, budgetMs: number): Promise<Delivered> {
  let done = 0
  const until = world.elapsedMs() + budgetMs
  for (const purpose of ORDER) {
    for (;;) {
      const batch = await dueOf(world, purpose)
      // One after another: a transaction of one message must not meet the plain reads of the next.
      for (const message of batch) {
        if (world.elapsedMs() > until) return { ended: done, timeIsUp: true }
        if (await deliverOne(world, message)) done += 1
      }
      if (batch.length < BATCH) break
    }
  }
  return { ended: done, timeIsUp: false }
}

function dueOf(world: World, purpose: Message['purpose']): Promise<readonly Message[]> {
  const due = { state: 'queued', purpose, notBefore: { lte: world.now }, leaseUntil: { lte: world.now } } as const
  return world.store.find('messages', { where: due, sort: [['notBefore', 1], ['_id', 1]], limit: BATCH })
}

async function deliverOne(world: World, found: Message): Promise<boolean> {
  const leaseUntil = addMs(world.now, LEASE_MS)
  if (!(await world.store.setIf('messages', found._id, { state: 'queued', leaseUntil: { lte: world.now } }, { leaseUntil }))) return false
  const message = { ...found, leaseUntil }
  try {
    if (message.purpose === 'reminder' || message.purpose === 'dunning') await deliverReminder(world, message)
    else await deliverAnswer(world, message)
    return true
  } catch (error) {
    log.alarm(`message ${message._id}`, error)
    return false
  }
}

/** Receipts and answers: no hours, no caps. Without an accept they are simply not sent; the page has them. */
async function deliverAnswer(world: World, message: Message): Promise<void> {
  const { openid } = message
  if (openid === null) return fail(world, message, 'NO_RECIPIENT')
  if (message.sendingSince !== null) return recordSent(world, message, openid, null, 'failed', 'FATE_UNKNOWN')
  const result = await sendByWechat(world, message, openid, message.fields)
  switch (result.state) {
    case 'sent': return recordSent(world, message, openid, null, 'sent', null)
    case 'later': return retryLater(world, message, result.code)
    case 'our_fault': return fail(world, message, result.code, result.message)
    case 'lost': return
    case 'unreachable': return end(world, message, result.code)
    case 'no_quota':
    case 'person_today': return end(world, message, 'NO_QUOTA')
  }
}

async function end(world: World, message: Message, why: string): Promise<void> {
  await world.store.setIf('messages', message._id, { state: 'queued', leaseUntil: message.leaseUntil }, ending('skipped', why, world.now))
}
