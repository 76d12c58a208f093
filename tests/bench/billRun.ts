import { fen } from '@contract/money'
import type { Account, Bill } from '@core/store/records'
import type { Entry } from '@core/domain/paying/ledger'
import type { Store } from '@core/store/store'
import { ask } from '../../local/estate/founding'
import { COMMUNITY, openGround, settleHomes } from './ground'
import { measure, type Measure, timed } from './measure'

const HOMES = 1500
const DOCUMENTS_AT_ONCE = 500
/** As many requests under way as a publication has. */
const LANES = 2

/**
 * Bills a second of a whole publication through the real function, against the bare minimum: the
 * same bills and entries in bulk, and one plain update for each touched account.
 */
export async function billRun(): Promise<Measure> {
  const ground = await openGround()
  try {
    const { cloud, manager, store } = ground
    await settleHomes(store, HOMES)
    const publish = async (period: string) => {
      const { runId } = await ask<{ runId: string }>(cloud, 'staff', manager, 'billing.preview', { communityId: COMMUNITY, period })
      return timed(() => ask(cloud, 'staff', manager, 'billing.publish', { runId }))
    }
    await publish('2026-07') // The first run warms up functions, indexes and caches for both.
    const ours = await publish('2026-08')
    const bills = await written<Bill>(store, 'bills')
    const bare = await timed(() => writeBare(store, bills))
    return measure('bill_run', (HOMES / ours) * 1000, 'bills/s', (HOMES / bare) * 1000, '>=0.3')
  } finally {
    await ground.stop()
  }
}

async function written<T>(store: Store, collection: 'bills'): Promise<readonly T[]> {
  const found = await store.find(collection, { where: { communityId: COMMUNITY, period: '2026-08' }, limit: 1000 })
  return found as unknown as readonly T[]
}

async function writeBare(store: Store, sample: readonly Bill[]): Promise<void> {
  const bills = Array.from({ length: HOMES }, (_, i): Bill => ({ ...(sample[i % sample.length] as Bill), _id: `bare-bill-${i}`, period: '2026-09' }))
  const entries = bills.map((bill, i): Entry => ({
    _id: `bare-entry-${i}`, communityId: COMMUNITY, accountId: bill.accountId, kind: 'charge', at: bill.issuedAt, day: bill.from, memo: '2026年9月',
    postings: [{ account: 'receivable', billId: bill._id, amount: bill.amount }, { account: 'income:property_fee', amount: fen(-bill.amount) }],
  }))
  for (let first = 0; first < HOMES; first += DOCUMENTS_AT_ONCE) {
    await store.addNew('bills', bills.slice(first, first + DOCUMENTS_AT_ONCE))
    await store.addNew('entries', entries.slice(first, first + DOCUMENTS_AT_ONCE))
  }
  const touch = (i: number) => store.setIf('accounts', `account-${String(i).padStart(6, '0')}`, {}, { outstanding: fen(i) } as Partial<Account>)
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    for (let i = lane; i < HOMES; i += LANES) await touch(i)
  })
  await Promise.all(lanes)
}
