import type { Draft } from '@core/domain/billing/drafts'
import { issue } from '@core/domain/billing/run'
import { invariant } from '@core/domain/invariant'
import type { World } from '@core/shell/world'
import type { Bill, Reading } from '@core/store/records'
import { insert, present, put } from '@core/store/store'

/**
 * Accounts written in one transaction. More of them share its start, its commit and the two bulk
 * inserts; fewer keep a payment that meets them waiting less. 25 is about 60 ms.
 */
const ACCOUNTS_AT_ONCE = 25
/** Transactions under way side by side: they touch different accounts. */
const CHUNKS_AT_ONCE = 2

/** Puts drafts of any number of accounts on the books, a few accounts a transaction. */
export async function issueDrafts(drafts: readonly Draft[], source: Bill['source'], world: World): Promise<void> {
  await closePools(drafts, world)
  const byAccount = new Map<string, Draft[]>()
  for (const draft of drafts) byAccount.set(draft.accountId, [...(byAccount.get(draft.accountId) ?? []), draft])
  const accounts = [...byAccount]
  const chunks = Array.from({ length: Math.ceil(accounts.length / ACCOUNTS_AT_ONCE) }, (_, i) =>
    accounts.slice(i * ACCOUNTS_AT_ONCE, (i + 1) * ACCOUNTS_AT_ONCE),
  )
  const lanes = Array.from({ length: CHUNKS_AT_ONCE }, async (_, lane) => {
    for (let i = lane; i < chunks.length; i += CHUNKS_AT_ONCE) await issueChunk(chunks[i] ?? [], source, world)
  })
  await Promise.all(lanes)
}

/**
 * One transaction for a handful of accounts: their bills, one entry each, the accounts rewritten.
 * All or nothing, so a run cut off in the middle finds whole accounts only: the walk leaves out
 * premises already billed, and the bills' ids refuse a second copy.
 */
async function issueChunk(chunk: readonly (readonly [string, readonly Draft[]])[], source: Bill['source'], world: World): Promise<void> {
  const at = world.now
  const billOf = new Map(chunk.flatMap(([, drafts]) => drafts.flatMap(({ _id, readingIds = [] }) => readingIds.map((id) => [id, _id] as const))))
  const reads = { accounts: ['accounts', chunk.map(([accountId]) => accountId)], readings: ['readings', [...billOf.keys()]] } as const
  await world.store.change(reads, ({ accounts, readings }) => {
    const issued = chunk.map(([, drafts], i) => issue(present(accounts[i], 'the account'), drafts, source, at))
    return {
      writes: [
        insert('bills', ...issued.flatMap(({ bills }) => bills)),
        insert('entries', ...issued.map((one) => one.entry)),
        ...issued.map(({ account }) => put('accounts', account)),
        // From here on nobody changes what was charged.
        ...readings.map((found) => charged(present(found, 'the reading'), billOf)),
      ],
      result: null,
    }
  })
}

/** A reading corrected between its draft and this moment stops the run, which then works it out anew. */
function charged(reading: Reading, billOf: ReadonlyMap<string, string>) {
  invariant(reading.billId === null, 'a reading is charged once')
  return put('readings', { ...reading, billId: billOf.get(reading._id) ?? null })
}

/** A shared cost is never divided anew once a bill may charge it: said before the first one does. */
async function closePools(drafts: readonly Draft[], world: World): Promise<void> {
  const ids = [...new Set(drafts.flatMap(({ poolId }) => poolId ?? []))]
  await Promise.all(ids.map((id) => world.store.setIf('pools', id, { state: 'divided' }, { state: 'billed' })))
}
