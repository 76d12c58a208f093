import type { Day, Instant } from '@contract/calendar'
import type { Channel } from '@core/domain/collecting/policy'
import type { Message } from '@core/store/records'
import type { Store } from '@core/store/store'

/**
 * The one outbox (architecture rule 10): whoever wants something said writes it here, and only
 * the sender sends. A message's id names its event, so the same event queued twice is one message.
 */
const NEVER = '1970-01-01T08:00:00.000+08:00' as Instant

/** What the one who wants something said must say; the rest has a meaning when it is left out. */
export type Letter =
  & Pick<Message, '_id' | 'communityId' | 'accountId' | 'openid' | 'purpose' | 'templateKey' | 'fields' | 'page'>
  & Partial<Pick<Message, 'channel' | 'runId' | 'stage' | 'dueOn' | 'notBefore' | 'goodUntil'>>

export function messageOf(letter: Letter, now: Instant): Message {
  return {
    channel: 'wechat', runId: null, stage: null, dueOn: null, notBefore: now, goodUntil: null, ...letter,
    state: 'queued', why: null, leaseUntil: NEVER, attempts: 0, sendingSince: null, createdAt: now, endedAt: null,
  }
}

/** At most one reminder and one call task for an account and day, whoever asks for it (law: 1 message a day). */
export function reminderId(accountId: string, day: Day, channel: Channel): string {
  return `${channel === 'wechat' ? 'reminder' : 'call'}:${accountId}:${day}`
}

/** Returns how many were new; those queued before stay as they are. */
export function enqueue(store: Store, letters: readonly Letter[], now: Instant): Promise<number> {
  return store.addNew('messages', letters.map((letter) => messageOf(letter, now)))
}

/**
 * The same for a person's run, which may take up again what the outbox had dropped unsent today:
 * the reason it was dropped for may be gone. What was sent or may have been sent is never revived.
 */
export async function enqueueAgain(store: Store, letters: readonly Letter[], now: Instant): Promise<number> {
  const fresh = await enqueue(store, letters, now)
  if (fresh === letters.length) return fresh
  const there = await store.getMany('messages', letters.map((letter) => letter._id))
  let revived = 0
  for (const { _id } of there.filter((message) => message.state === 'skipped')) {
    const letter = letters.find((one) => one._id === _id)
    if (!letter) continue
    const { _id: id, ...fields } = messageOf(letter, now)
    if (await store.setIf('messages', id, { state: 'skipped' }, fields)) revived += 1
  }
  return fresh + revived
}
