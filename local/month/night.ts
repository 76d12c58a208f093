import {
  type Account, type Consent, type Contact, type Difference, type Entry, look, type Message, type Order, type Task,
} from './look'
import type { Month } from './month'

/** What one night sees of the month so far. Entries, messages and contacts are only added to: each night reads its day's. */
export type Night = {
  readonly day: string
  readonly accounts: readonly Account[]
  readonly entries: readonly Entry[]
  readonly orders: readonly Order[]
  readonly messages: ReadonlyMap<string, Message>
  readonly contacts: readonly Contact[]
  readonly consents: readonly Consent[]
  readonly tasks: readonly Task[]
  readonly differences: readonly Difference[]
  readonly reconciliations: readonly { readonly day: string; readonly state: string }[]
  /** Who asked to be forgotten: our side has no names any more to compare. */
  readonly forgotten: ReadonlySet<string>
  readonly wechat: ReturnType<Month['cloud']['wechat']['snapshot']>
}

export type Nights = { readonly fall: (day: string) => Promise<Night> }

/** Begins with what the ledger brought. */
export async function beginNights({ cloud, town, memory }: Month): Promise<Nights> {
  const { communityId } = town
  const entries: Entry[] = [...(await look(cloud, 'entries', { communityId, day: { $lte: town.cutoff } }))]
  const messages = new Map<string, Message>()
  const contacts: Contact[] = []
  return {
    fall: async (day) => {
      const since = `${day}T00:00:00`
      const [accounts, newEntries, orders, ended, newContacts, consents, tasks, differences, reconciliations] = await Promise.all([
        look(cloud, 'accounts', { communityId }),
        look(cloud, 'entries', { day }),
        look(cloud, 'orders', { communityId }),
        look(cloud, 'messages', { endedAt: { $gte: since } }),
        look(cloud, 'contacts', { communityId, day }),
        look(cloud, 'consents'),
        look(cloud, 'tasks'),
        look(cloud, 'differences'),
        look(cloud, 'reconciliations'),
      ])
      entries.push(...newEntries)
      contacts.push(...newContacts)
      for (const message of ended) messages.set(message._id, message)
      return { day, accounts, entries, orders, messages, contacts, consents, tasks, differences, reconciliations, forgotten: memory.forgotten, wechat: cloud.wechat.snapshot() }
    },
  }
}
