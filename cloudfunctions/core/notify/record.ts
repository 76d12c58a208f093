import type { Day, Instant } from '@contract/calendar'
import { remindedAfter } from '@core/domain/collecting/delivered'
import type { Line } from '@core/domain/collecting/decide'
import { sayHours } from '@core/domain/collecting/limits'
import { withOpen } from '@core/domain/paying/account'
import { asked } from '@core/domain/paying/due'
import type { World } from '@core/shell/world'
import type { Account, Contact, Message, Task } from '@core/store/records'
import { type Decision, insert, put, type Write } from '@core/store/store'
import { consentId, keepUsed } from './quota'

/** A call task is named after the message it stands for. */
export const CALL_TASK = 'call:'

/**
 * What became of a message, written once: the message, the account's memory and the contact stand
 * or fall together, so a cap can never miss a contact and the ladder never moves without one.
 */
export function ending(state: Message['state'], why: string | null, at: Instant) {
  return { state, why, endedAt: at, leaseUntil: at, sendingSince: null } as const satisfies Partial<Message>
}

/** Sent by WeChat, or perhaps sent before a crash: both count as a contact. */
export async function recordSent(
  world: World, message: Message, openid: string, line: Line | null, state: 'sent' | 'failed', why: string | null,
): Promise<void> {
  const at = world.now
  const consentOf = consentId(openid, message.templateKey)
  await world.store.change(
    { message: ['messages', message._id], account: ['accounts', message.accountId], consent: ['consents', consentOf] },
    (docs): Decision<void> => {
      if (docs.message?.state !== 'queued') return { writes: [], result: undefined }
      const said = line ? { ...docs.message, fields: line.fields } : docs.message
      const writes: Write[] = [put('messages', { ...said, ...ending(state, why, at) })]
      if (docs.consent?.held.includes(message._id)) writes.push(put('consents', keepUsed(docs.consent, message)))
      if (line && docs.account) {
        const known = reminded(docs.account, line, world)
        writes.push(put('accounts', state === 'sent' ? told(known, world.today) : known), insert('contacts', contactOf(message, openid, line, world)))
      }
      return { writes, result: undefined }
    },
  )
}

/**
 * Handed to a person: a call task of a released run, or what WeChat could not deliver and so falls
 * to the next channel (rules §9). The call itself becomes a contact when its task is done.
 */
export async function recordCall(world: World, message: Message, line: Line, text: string, why: string | null): Promise<void> {
  const state = line.stage.channel === 'call_task' ? 'sent' : 'fallback'
  await world.store.change({ message: ['messages', message._id], account: ['accounts', message.accountId] }, (docs): Decision<void> => {
    if (docs.message?.state !== 'queued' || !docs.account) return { writes: [], result: undefined }
    const task = callTask(message, docs.account, line, text, world.now)
    const ended = { ...docs.message, ...ending(state, why, world.now) }
    return {
      writes: [put('messages', ended), put('accounts', reminded(docs.account, line, world)), insert('tasks', task)],
      result: undefined,
    }
  })
}

function reminded(account: Account, { stage }: Line, world: World): Account {
  return withOpen({ ...account, reminded: remindedAfter(account, stage, world.today, asked(account, world.today)) }, account.open)
}

/** A late charge may only grow on what the payer was told of (law-and-conduct): one message speaks for all the bills that are asked for. */
function told(account: Account, today: Day): Account {
  const spokenOf = new Set(asked(account, today).open.map(({ billId }) => billId))
  return withOpen(account, account.open.map((bill) => (bill.toldOn === undefined && spokenOf.has(bill.billId) ? { ...bill, toldOn: today } : bill)))
}

function contactOf(message: Message, openid: string, { stage }: Line, world: World): Contact {
  const { _id, communityId, accountId } = message
  return { _id: `contact:${_id}`, communityId, accountId, openid, channel: 'wechat', stage: stage.code, day: world.today, at: world.now }
}

/** A line each: why, when, and what to say. Whom is the account's own label, beside the title. */
function callTask(message: Message, { kind }: Account, { says }: Line, text: string, at: Instant): Task {
  return {
    _id: `${CALL_TASK}${message._id}`, communityId: message.communityId, accountId: message.accountId, kind: 'call',
    title: '打电话', says: [says, `${sayHours(kind)}可以拨打`, `可以这样说：${text}`].join('\n'),
    state: 'open', createdAt: at, doneBy: null, doneAt: null,
  }
}
