import { look } from '../look'
import type { Month } from '../month'

/**
 * What was acknowledged to somebody during the month is still true on its last night, whatever
 * crashed meanwhile: the promise behind every "ok" (architecture rule 8).
 */
export async function brokenPromises({ cloud, memory, town }: Month): Promise<readonly string[]> {
  const { communityId } = town
  const [orders, consents, billing, dunning, bindings] = await Promise.all([
    look(cloud, 'orders', { communityId }), look(cloud, 'consents'), look(cloud, 'billing_runs', { communityId }),
    look(cloud, 'dunning_runs', { communityId }), look(cloud, 'bindings', { communityId }),
  ])
  const byId = <T extends { readonly _id: string }>(list: readonly T[]) => new Map(list.map((one) => [one._id, one]))
  const [order, consent, bills, runs] = [byId(orders), byId(consents), byId(billing), byId(dunning)]
  const active = new Set(bindings.filter(({ state }) => state === 'active').map(({ accountId, openid }) => `${accountId} ${openid}`))
  const settled = (outTradeNo: string) => order.get(outTradeNo)?.state === 'paid' || (order.get(outTradeNo)?.review ?? null) !== null
  return [
    ...[...memory.started].filter(([outTradeNo]) => !order.has(outTradeNo)).map(([, { accountId }]) => `a started order of ${accountId} is gone`),
    ...[...memory.paid].filter(([outTradeNo]) => !settled(outTradeNo)).map(([, amount]) => `a payment of ${amount} is not on the books`),
    ...[...memory.confirmed].filter((outTradeNo) => order.get(outTradeNo)?.state !== 'paid').map(() => 'a payment shown as paid is not paid'),
    ...[...memory.accepted].filter(([id, count]) => consent.get(id)?.accepted !== count).map(([id, count]) => `${id} agreed ${count} times, the ledger says ${consent.get(id)?.accepted ?? 0}`),
    ...[...memory.published].filter(([id, count]) => bills.get(id)?.state !== 'published' || bills.get(id)?.published !== count).map(() => 'a published run is not published'),
    ...[...memory.released].filter((id) => runs.get(id)?.state !== 'released').map(() => 'a released run is not released'),
    ...[...memory.bound].filter(([pair, may]) => active.has(pair) !== may).map(([pair, may]) => `${pair} ${may ? 'was let in and is not' : 'was taken out and is in'}`),
  ]
}
