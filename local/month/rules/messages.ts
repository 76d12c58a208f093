import { daysBefore } from '../days'
import type { Contact, Message } from '../look'
import type { Night } from '../night'
import type { Rule } from './index'

/** The law's limits, written down a second time on purpose: what is checked must not supply the measure. */
const FROM_HOUR = '09:00'
const UNTIL_HOUR = '21:00'
const MESSAGES_A_DAY_MAX = 1
const CONTACTS_A_WEEK_MAX = 3
const WEEK_DAYS = 7

/** What arrived on a phone as a reminder, and when, by WeChat's own clock. */
export const hoursAreKept: Rule = ({ wechat }) =>
  wechat.phones.flatMap(({ person, messages }) =>
    messages
      .filter(({ templateKey, at }) => templateKey === 'bill_due' && !(at.slice(11, 16) >= FROM_HOUR && at.slice(11, 16) < UNTIL_HOUR))
      .map(({ at }) => `${person.openid} was reminded at ${at.slice(0, 16)}`),
  )

export const capsAreKept: Rule = ({ contacts, day }) => {
  const week = contacts.filter((contact) => contact.day > daysBefore(day, WEEK_DAYS))
  const perAccount = tooMany(groups(week, ({ accountId }) => accountId), day)
  const perPerson = tooMany(groups(week.filter(({ openid }) => openid !== null), ({ openid }) => openid ?? ''), day)
  return [...perAccount, ...perPerson]
}

function tooMany(found: ReadonlyMap<string, readonly Contact[]>, day: string): readonly string[] {
  return [...found].flatMap(([whose, contacts]) => {
    const today = contacts.filter((contact) => contact.day === day)
    const messages = today.filter(({ channel }) => channel === 'wechat').length
    return [
      ...(messages > MESSAGES_A_DAY_MAX ? [`${whose} got ${messages} reminders on one day`] : []),
      // Said once, on the day of the contact that was too many.
      ...(contacts.length > CONTACTS_A_WEEK_MAX && today.length > 0 ? [`${whose} was contacted ${contacts.length} times in ${WEEK_DAYS} days`] : []),
    ]
  })
}

/** Nobody hears of a debt that is not there: what the account owed at the moment of sending, by its entries. */
export const onlyWhoOwesIsReminded: Rule = ({ contacts, entries, day }) =>
  contacts.filter((contact) => contact.day === day && contact.channel === 'wechat').flatMap(({ accountId, at }) => {
    const before = entries.filter((entry) => entry.accountId === accountId && entry.at <= at)
    const owed = before.flatMap(({ postings }) => postings).filter(({ account }) => account === 'receivable').reduce((sum, { amount }) => sum + amount, 0)
    return owed > 0 ? [] : [`${accountId} was reminded and owed ${owed}`]
  })

/** One accept, one message: every accept is free, used, or void (rules §9). */
export const consentsAddUp: Rule = ({ consents }) =>
  consents
    .filter(({ accepted, quota, used, voided, held }) => accepted !== quota + used + voided || quota < 0 || held.length > used)
    .map(({ _id, accepted, quota, used, voided }) => `${_id}: accepted ${accepted}, free ${quota}, used ${used}, void ${voided}`)

/** What we call sent lies on the phone, and nothing else does; what a crash cut off may lie there or not. */
export const phonesAgree: Rule = ({ wechat, messages, forgotten }) => {
  const ours = groups([...messages.values()].filter(isMessage), ({ openid, templateKey }) => `${openid} ${templateKey}`)
  const arrived = groups(
    wechat.phones.flatMap(({ person, messages: inbox }) => inbox.map(({ templateKey }) => `${person.openid} ${templateKey}`)),
    (key) => key,
  )
  const known = [...new Set([...ours.keys(), ...arrived.keys()])].filter((key) => !forgotten.has(key.split(' ')[0] ?? ''))
  return known.flatMap((key) => {
    const sent = (ours.get(key) ?? []).filter(({ state }) => state === 'sent').length
    const unknown = (ours.get(key) ?? []).filter(({ why }) => why === 'FATE_UNKNOWN').length
    const there = arrived.get(key)?.length ?? 0
    return there >= sent && there <= sent + unknown ? [] : [`${key}: ${sent} sent, ${unknown} unknown, ${there} on the phone`]
  })
}

export function isMessage({ channel, openid }: Message): boolean {
  return channel === 'wechat' && openid !== null
}

function groups<T>(list: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>()
  for (const one of list) {
    const group = found.get(keyOf(one))
    if (group) group.push(one)
    else found.set(keyOf(one), [one])
  }
  return found
}

/** Of what was queued and never ended, at the month's end. */
export function unfinished({ messages }: Pick<Night, 'messages'>): number {
  return [...messages.values()].filter(({ state }) => state === 'queued').length
}
