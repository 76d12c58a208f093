import type { Day } from '@contract/calendar'
import type { World } from '@core/shell/world'
import type { Consent, Message } from '@core/store/records'
import { type Decision, put } from '@core/store/store'

/**
 * The consent ledger (rules §9): one accepted prompt is one message of its template, so
 * accepted = quota + used + voided at every moment. An accept is taken before WeChat is called and
 * given back if the message did not go out; two senders can never spend the same one (F24).
 */
export function consentId(openid: string, templateKey: string): string {
  return `${openid}:${templateKey}`
}

export function emptyConsent(openid: string, templateKey: string, now: Consent['updatedAt']): Consent {
  const none = { quota: 0, accepted: 0, used: 0, refused: 0, voided: 0, held: [], lastOn: null }
  return { _id: consentId(openid, templateKey), openid, templateKey, ...none, updatedAt: now }
}

export type Taken = 'taken' | 'no_quota' | 'person_today'

/**
 * Takes one accept for this message; a message that holds one already keeps it. `reminderOn`: the
 * day, for a reminder. One person gets one reminder a day however many accounts they have, and
 * that is decided here, because messages of two accounts may be under way at the same moment.
 */
export function takeQuota(world: World, message: Message, openid: string, reminderOn: Day | null): Promise<Taken> {
  return world.store.change({ consent: ['consents', consentId(openid, message.templateKey)] }, ({ consent }): Decision<Taken> => {
    if (consent?.held.includes(message._id)) return { writes: [], result: 'taken' }
    if (reminderOn !== null && consent?.lastOn === reminderOn) return { writes: [], result: 'person_today' }
    if (!consent || consent.quota < 1) return { writes: [], result: 'no_quota' }
    const next: Consent = {
      ...consent, quota: consent.quota - 1, used: consent.used + 1, held: [...consent.held, message._id],
      lastOn: reminderOn ?? consent.lastOn, updatedAt: world.now,
    }
    return { writes: [put('consents', next)], result: 'taken' }
  })
}

/** The message arrived, or may have: its accept stays used. */
export function keepUsed(consent: Consent, message: Message): Consent {
  return { ...consent, held: consent.held.filter((id) => id !== message._id) }
}

/** The message did not go out: the accept is free again, and so is the person's day. */
export function returnQuota(world: World, message: Message, openid: string): Promise<void> {
  return settleHeld(world, message, openid, ({ quota, used }) => ({ quota: quota + 1, used: used - 1 }))
}

/** WeChat says that nothing may be sent to this person: whatever the ledger still held is void. */
export function voidQuota(world: World, message: Message, openid: string): Promise<void> {
  return settleHeld(world, message, openid, ({ quota, used, voided }) => ({ quota: 0, used: used - 1, voided: voided + quota + 1 }))
}

type Counts = Partial<Pick<Consent, 'quota' | 'used' | 'voided'>>

function settleHeld(world: World, message: Message, openid: string, counts: (consent: Consent) => Counts): Promise<void> {
  const isReminder = message.purpose === 'reminder' || message.purpose === 'dunning'
  return world.store.change({ consent: ['consents', consentId(openid, message.templateKey)] }, ({ consent }): Decision<void> => {
    if (!consent?.held.includes(message._id)) return { writes: [], result: undefined }
    const next = { ...keepUsed(consent, message), ...counts(consent), ...(isReminder ? { lastOn: null } : {}), updatedAt: world.now }
    return { writes: [put('consents', next)], result: undefined }
  })
}
