import { type Fen, fen } from '@contract/money'
import type { RunTerms } from '@core/domain/billing/drafts'
import { lastKeyOf, NO_SUMS, type RunSums, withPage } from '@core/domain/billing/runSums'
import { periodBefore } from '@core/domain/calendar'
import { hasTime } from '@core/shell/lease'
import type { World } from '@core/shell/world'
import type { Community } from '@core/store/records'
import { createHash } from 'node:crypto'
import { eachOf } from './runFacts'
import { type RunPage, runPages } from './runPages'

/** A walk over everything a run would bill, as far as it is: `digest` changes when any bill of it would. */
export type Look = { readonly sums: RunSums; readonly digest: string; readonly cursor: string; readonly done: boolean }
const NOWHERE: Look = { sums: NO_SUMS, digest: '', cursor: '', done: false }

/** Walks on from `begun` until the end or until its call has no more time. Writes nothing. */
export async function lookOn(terms: RunTerms, community: Community, world: World, begun: Look = NOWHERE): Promise<Look> {
  let { sums, digest, cursor } = begun
  for await (const page of runPages(terms, community, world, cursor)) {
    const [accounts, last] = await Promise.all([
      world.store.getMany('accounts', [...new Set(page.drafts.map(({ accountId }) => accountId))]), lastAmounts(page, terms, world),
    ])
    const labels = new Map(page.premises.map(({ _id, label }) => [_id, label]))
    sums = withPage(sums, { ...page, homes: page.premises.length, labels, accounts, last })
    digest = digestOf(digest, page)
    cursor = page.lastKey
    if (!hasTime(world)) return { sums, digest, cursor, done: false }
  }
  return { sums, digest, cursor, done: true }
}

/** Page after page, so that a walk which was cut off comes to the same. */
function digestOf(before: string, { drafts }: RunPage): string {
  const lines = drafts.map(({ _id, amount, tariff }) => `${_id} ${amount} ${tariff?.tariffId}\n`)
  return createHash('sha256').update(before).update(lines.join('')).digest('hex')
}

async function lastAmounts({ premises, drafts }: RunPage, { communityId, period }: RunTerms, world: World): Promise<ReadonlyMap<string, Fen>> {
  if (drafts.length === 0) return new Map()
  const before = periodBefore(period)
  const bills = await eachOf(world, 'bills', premises.map(({ _id }) => _id), (premisesId) => ({ communityId, period: before, premisesId }))
  const sums = new Map<string, Fen>()
  for (const bill of bills) if (!bill.void) sums.set(lastKeyOf(bill), fen((sums.get(lastKeyOf(bill)) ?? 0) + bill.amount))
  return sums
}
