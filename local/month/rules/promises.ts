import { look, type Order } from '../look'
import type { Month } from '../month'

/**
 * What was acknowledged to somebody during the month is still true on its last night, whatever
 * crashed meanwhile: the promise behind every "ok" (architecture rule 8).
 */
export async function brokenPromises({ cloud, memory, town }: Month): Promise<readonly string[]> {
  const { communityId } = town
  const [orders, consents, billing, dunning, bindings, plans] = await Promise.all([
    look(cloud, 'orders', { communityId }), look(cloud, 'consents'), look(cloud, 'billing_runs', { communityId }),
    look(cloud, 'dunning_runs', { communityId }), look(cloud, 'bindings', { communityId }), look(cloud, 'plans', { communityId }),
  ])
  const [order, consent, bills, runs, plan] = [byId(orders), byId(consents), byId(billing), byId(dunning), byId(plans)]
  const active = new Set(bindings.filter(({ state }) => state === 'active').map(({ accountId, openid }) => `${accountId} ${openid}`))
  const written = (id: string) => consent.get(id)?.accepted ?? 0
  const isOut = (id: string, count: number) => bills.get(id)?.state === 'published' && bills.get(id)?.published === count
  return [
    ...unkept(memory.started, (id) => order.has(id), ({ accountId }) => `a started order of ${accountId} is gone`),
    ...unkept(memory.paid, (id) => isSettled(order.get(id)), (amount) => `a payment of ${amount} is not on the books`),
    ...[...memory.confirmed].filter((id) => order.get(id)?.state !== 'paid').map(() => 'a payment shown as paid is not paid'),
    ...unkept(memory.accepted, (id, count) => written(id) === count, (count, id) => `${id} agreed ${count} times, the ledger says ${written(id)}`),
    ...unkept(memory.published, isOut, () => 'a published run is not published'),
    ...[...memory.released].filter((id) => runs.get(id)?.state !== 'released').map(() => 'a released run is not released'),
    ...unkept(memory.bound, (pair, may) => active.has(pair) === may, (may, pair) => `${pair} ${may ? 'was let in and is not' : 'was taken out and is in'}`),
    ...[...memory.plans].filter((id) => !plan.has(id)).map(() => 'a plan that was agreed to is gone'),
  ]
}

function byId<T extends { readonly _id: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((one) => [one._id, one]))
}
function isSettled(order: Order | undefined): boolean {
  return order !== undefined && (order.state === 'paid' || order.review !== null)
}
function unkept<T>(promised: ReadonlyMap<string, T>, isKept: (id: string, what: T) => boolean, say: (what: T, id: string) => string): readonly string[] {
  return [...promised].filter(([id, what]) => !isKept(id, what)).map(([id, what]) => say(what, id))
}
