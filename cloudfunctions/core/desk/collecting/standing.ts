import type { Day } from '@contract/calendar'
import { type Fen, sumFen, ZERO } from '@contract/money'
import { atHour } from '@core/domain/calendar'
import { decide, type Asker, type Standing, type Verdict } from '@core/domain/collecting/decide'
import { weekStart } from '@core/domain/collecting/limits'
import type { Reach } from '@core/domain/collecting/recipient'
import { invariant } from '@core/domain/invariant'
import { consentId } from '@core/notify/quota'
import { reminderId } from '@core/notify/outbox'
import type { World } from '@core/shell/world'
import type { Account, Binding, Community, Consent, Contact, Message, Order, Person } from '@core/store/records'

/** Accounts decided at once: their people, accepts and contacts must each fit one answer of 1,000. */
export const DECIDED_AT_ONCE = 100
const READ_MAX = 1000
export const REMINDER_TEMPLATE = 'bill_due'

export type Decided = { readonly account: Account; readonly verdict: Verdict }

/** Decides for at most DECIDED_AT_ONCE accounts, in a handful of reads for all of them. */
export async function decideAll(
  world: World, community: Community, accounts: readonly Account[], asker: Asker, forMessage?: Message,
): Promise<readonly Decided[]> {
  const [standings, surpluses] = await Promise.all([readStandings(world, community, accounts, forMessage), surplusesOf(world, accounts)])
  return standings.map((standing) => {
    const surplus = surpluses.get(standing.account._id) ?? ZERO
    return { account: standing.account, verdict: decide({ ...standing, surplus }, world.today, asker) }
  })
}

/** Everything but the surplus. */
export async function readStandings(
  world: World, community: Community, accounts: readonly Account[], forMessage?: Message,
): Promise<readonly Standing[]> {
  if (accounts.length === 0) return []
  const { store, today } = world
  const ids = accounts.map((account) => account._id)
  const since = { gte: atHour(weekStart(today), 0) }
  const [bindings, contacts, messages] = await Promise.all([
    store.find('bindings', { where: { accountId: { in: ids }, state: 'active' }, limit: READ_MAX }),
    store.find('contacts', { where: { accountId: { in: ids }, at: since }, limit: READ_MAX }),
    store.getMany('messages', ids.flatMap((id) => [reminderId(id, today, 'wechat'), reminderId(id, today, 'call_task')])),
  ])
  // A list cut off in silence would take somebody who can be reached for nobody.
  invariant(bindings.length < READ_MAX && contacts.length < READ_MAX, 'the people of a hundred accounts fit one answer')
  const openids = [...new Set(bindings.map((binding) => binding.openid))]
  const [persons, consents, theirs] = await Promise.all([
    store.getMany('persons', openids),
    store.getMany('consents', openids.map((openid) => consentId(openid, REMINDER_TEMPLATE))),
    openids.length === 0 ? [] : store.find('contacts', { where: { openid: { in: openids }, at: since }, limit: READ_MAX }),
  ])
  return accounts.map((account) => ({
    account, community, surplus: ZERO,
    people: bindings.filter((one) => one.accountId === account._id).map((one) => ({
      ...reachOf(one, persons, consents, theirs, forMessage), speaks: account.speaks !== undefined && one.partyId === account.speaks,
    })),
    contacts: contacts.filter((contact) => contact.accountId === account._id),
    today: {
      wechat: standingMessage(messages, account, today, 'wechat'),
      call_task: standingMessage(messages, account, today, 'call_task'),
    },
  }))
}

/** What a message itself took, it may still use: at sending, its own accept and its own day are free. */
function reachOf(
  binding: Binding, persons: readonly Person[], consents: readonly Consent[], contacts: readonly Contact[], forMessage?: Message,
): Reach {
  const consent = consents.find((one) => one.openid === binding.openid) ?? null
  const own = forMessage !== undefined && consent?.held.includes(forMessage._id)
  return {
    binding,
    consent: consent && own ? { quota: consent.quota + 1, lastOn: null } : consent,
    contacts: contacts.filter((contact) => contact.openid === binding.openid),
    wish: persons.find((one) => one._id === binding.openid)?.reminders,
  }
}

/** A message that the outbox dropped unsent leaves the day free. */
function standingMessage(messages: readonly Message[], { _id }: Account, today: Day, channel: 'wechat' | 'call_task'): Message | undefined {
  return messages.find((message) => message._id === reminderId(_id, today, channel) && message.state !== 'skipped')
}

/** Money that arrived and fits no bill, as long as its task is open: a person has placed the rest (F42). */
async function surplusesOf({ store }: World, accounts: readonly Account[]): Promise<ReadonlyMap<string, Fen>> {
  const ids = accounts.map((account) => account._id)
  const tasks = await store.find('tasks', { where: { kind: 'surplus', state: 'open', accountId: { in: ids } }, limit: READ_MAX })
  const open = new Set(tasks.map((task) => task._id))
  const found = new Map<string, Fen>()
  for (const accountId of new Set(tasks.flatMap((task) => task.accountId ?? []))) {
    const orders = await store.find('orders', { where: { accountId, paidAt: { gt: '' as never }, surplus: { gt: ZERO } }, limit: READ_MAX })
    found.set(accountId, sumFen(orders.filter((order) => open.has(surplusTaskId(order))).map((order) => order.surplus)))
  }
  return found
}
function surplusTaskId({ transactionId }: Order): string {
  return `surplus:${transactionId}`
}
