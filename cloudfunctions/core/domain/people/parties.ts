import type { Day } from '@contract/calendar'
import type { Account, Party, Relation } from '@core/store/records'
import { endsName } from './room'

/** Several owners owe together; reminders go to the one who speaks for the account (rules §3). */
export const PARTY_WORDS: Readonly<Record<Party['role'], string>> = { owner: '共有人', tenant: '租客', payer: '约定付款人' }
export const PARTY_RELATION: Readonly<Record<Party['role'], Relation>> = { owner: 'owner', tenant: 'tenant', payer: 'company' }
export const PARTIES_MAX = 20

export function isThere({ from, to }: Pick<Party, 'from' | 'to'>, day: Day): boolean {
  return from <= day && (to === null || day <= to)
}

/** Whom a phone and the end of a name prove somebody to be: the registered one, a party of today, or nobody. */
export function personProven(
  account: Pick<Account, 'name' | 'phones' | 'parties'>, phone: string, nameEnding: string, today: Day,
): { readonly party: Party | null } | null {
  const party = (account.parties ?? []).find((one) => isThere(one, today) && one.phones.includes(phone) && endsName(one.name, nameEnding))
  if (party) return { party }
  return endsName(account.name, nameEnding) ? { party: null } : null
}

/** The account with a party more; its phones find the account from now on. */
export function withParty(account: Account, party: Omit<Party, 'added'>): Account {
  const added = party.phones.filter((phone) => !account.phones.includes(phone))
  return { ...account, phones: [...account.phones, ...added], parties: [...(account.parties ?? []), { ...party, added }] }
}

/** Ended, a party's own phones find the account no more, and it speaks for nobody. */
export function withoutParty(account: Account, partyId: string, to: Day): Account {
  const parties = (account.parties ?? []).map((one) => (one.id === partyId ? { ...one, to } : one))
  const gone = parties.find(({ id }) => id === partyId)?.added ?? []
  const kept = parties.filter((one) => one.id !== partyId && one.to === null).flatMap(({ phones }) => phones)
  const { speaks, ...rest } = account
  return {
    ...rest, parties, phones: account.phones.filter((phone) => !gone.includes(phone) || kept.includes(phone)),
    ...(speaks === undefined || speaks === partyId ? {} : { speaks }),
  }
}
