import type { Day } from '@contract/calendar'
import { fen, sumFen, ZERO } from '@contract/money'
import { atHour } from '@core/domain/calendar'
import { decide, type Asker, type Standing, type Verdict } from '@core/domain/collecting/decide'
import { weekStart } from '@core/domain/collecting/limits'
import type { Reach } from '@core/domain/collecting/recipient'
import { consentId } from '@core/notify/quota'
import { reminderId } from '@core/notify/outbox'
import type { World } from '@core/shell/world'
import type { Account, Binding, Community, Consent, Contact, Message, Order } from '@core/store/records'

/** Accounts decided at once: their people, accepts and contacts must each fit one answer of 1,000. */
export const DECIDED_AT_ONCE = 100
const READ_MAX = 1000
const SURPLUS_LANES = 10
export const REMINDER_TEMPLATE = 'bill_due'

export type Decided = { readonly account: Account; readonly verdict: Verdict }

/**
 * Decides for at most DECIDED_AT_ONCE accounts, in a handful of reads for all of them. Money that
 * waits to be placed is looked up only where a line would come of it.
 */
export async function decideAll(world: World, community: Community, accounts: readonly Account[], asker: Asker, forMessage?: Message): Promise<readonly Decided[]> {
  const standings = await readStandings(world, community, accounts, forMessage)
  const first = standings.map((standing) => decide(standing, world.today, asker))
  const surpluses = await inLanes(standings, SURPLUS_LANES, (standing, at) => {
    const verdict = first[at]
    return verdict && 'line' in verdict ? surplusOf(world, standing.account._id) : Promise.resolve(ZERO)
  })
  return standings.map((standing, at) => {
    const surplus = surpluses[at] ?? ZERO
    return { account: standing.account, verdict: decide({ ...standing, surplus }, world.today, asker) }
  })
}

/** Everything but the surplus, which costs a read an account. */
export async function readStandings(world: World, community: Community, accounts: readonly Account[], forMessage?: Message): Promise<readonly Standing[]> {
  const { store, today } = world
  const ids = accounts.map((account) => account._id)
  const since = { gte: atHour(weekStart(today), 0) }
  const [bindings, contacts, messages] = await Promise.all([
    store.find('bindings', { where: { accountId: { in: ids }, state: 'active' }, limit: READ_MAX }),
    store.find('contacts', { where: { accountId: { in: ids }, at: since }, limit: READ_MAX }),
    store.getMany('messages', ids.flatMap((id) => [reminderId(id, today, 'wechat'), reminderId(id, today, 'call_task')])),
  ])
  const openids = [...new Set(bindings.map((binding) => binding.openid))].slice(0, READ_MAX)
  const [consents, theirs] = await Promise.all([
    store.getMany('consents', openids.map((openid) => consentId(openid, REMINDER_TEMPLATE))),
    openids.length === 0 ? [] : store.find('contacts', { where: { openid: { in: openids }, at: since }, limit: READ_MAX }),
  ])
  return accounts.map((account) => ({
    account, community, surplus: ZERO,
    people: bindings.filter((one) => one.accountId === account._id).map((one) => reachOf(one, consents, theirs, forMessage)),
    contacts: contacts.filter((contact) => contact.accountId === account._id),
    today: { wechat: standingMessage(messages, account, today, 'wechat'), call_task: standingMessage(messages, account, today, 'call_task') },
  }))
}

/** What a message itself took, it may still use: at sending, its own accept and its own day are free. */
function reachOf(binding: Binding, consents: readonly Consent[], contacts: readonly Contact[], forMessage?: Message): Reach {
  const consent = consents.find((one) => one.openid === binding.openid) ?? null
  const own = forMessage !== undefined && consent?.held.includes(forMessage._id)
  return {
    binding,
    consent: consent && own ? { quota: consent.quota + 1, lastOn: null } : consent,
    contacts: contacts.filter((contact) => contact.openid === binding.openid),
  }
}

/** A message that the outbox dropped unsent leaves the day free. */
function standingMessage(messages: readonly Message[], { _id }: Account, today: Day, channel: 'wechat' | 'call_task'): Message | undefined {
  return messages.find((message) => message._id === reminderId(_id, today, channel) && message.state !== 'skipped')
}

/** Money that arrived and fits no bill, as long as its task is open: a person has placed the rest (F42). */
async function surplusOf({ store }: World, accountId: string) {
  const orders = await store.find('orders', { where: { accountId, paidAt: { gt: '' as never }, surplus: { gt: fen(0) } }, limit: READ_MAX })
  const tasks = await store.getMany('tasks', orders.map((order) => surplusTaskId(order)))
  const open = new Set(tasks.filter((task) => task.state === 'open').map((task) => task._id))
  return sumFen(orders.filter((order) => open.has(surplusTaskId(order))).map((order) => order.surplus))
}
function surplusTaskId({ transactionId }: Order): string {
  return `surplus:${transactionId}`
}

async function inLanes<T, R>(items: readonly T[], lanes: number, work: (item: T, at: number) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  for (let first = 0; first < items.length; first += lanes) {
    results.push(...(await Promise.all(items.slice(first, first + lanes).map((item, at) => work(item, first + at)))))
  }
  return results
}
