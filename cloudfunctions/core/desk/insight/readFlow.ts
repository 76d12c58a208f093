import type { Instant } from '@contract/calendar'
import type { Community, Order } from '@core/store/records'
import { ago, RECEIPT_LATE_AFTER_MS, type StuckWalk, WALK_STUCK_AFTER_MS } from '@core/domain/insight/flow'
import type { World } from '@core/shell/world'
import { COLLECTIONS } from '@core/store/indexes'

/** Orders looked at for a strange prefix, and those that wait for a number: enough to tell that there are some. */
const LOOKED_AT = 20

/** Walks whose lease ended long ago, that is, which no sweep takes up. */
export async function stuckWalks({ store, now }: World): Promise<readonly StuckWalk[]> {
  const leaseUntil = { lt: ago(now, WALK_STUCK_AFTER_MS) }
  const [imports, runs, releases, duties] = await Promise.all([
    store.count('imports', { state: 'confirming', leaseUntil }),
    store.count('billing_runs', { state: 'publishing', leaseUntil }),
    store.count('dunning_runs', { state: 'releasing', leaseUntil }),
    store.getMany('duties', ['reminders', 'forecast']),
  ])
  // A walk of another day is not taken up: that day's timer began anew.
  const walking = duties.filter((duty) => duty.day === now.slice(0, 10) && duty.cursor && duty.leaseUntil < leaseUntil.lt)
  return [
    { says: '台账导入', count: imports }, { says: '账单发布', count: runs }, { says: '提醒放行', count: releases },
    { says: '每日准备', count: walking.length },
  ]
}

/** Since when the oldest message of these purposes could have been sent. */
export async function oldestDue({ store, now }: World, purposes: readonly ('receipt' | 'reminder' | 'dunning')[]): Promise<Instant | null> {
  const found = await Promise.all(purposes.map((purpose) => store.find('messages', {
    where: { state: 'queued', purpose, notBefore: { lte: now } }, sort: [['notBefore', 1]], limit: 1,
  })))
  const days = found.flatMap(([message]) => message?.notBefore ?? [])
  return days.length === 0 ? null : days.reduce((first, at) => (at < first ? at : first))
}

/** Payments that wait for their receipt's number for too long, counted from when they were booked and not from when they were paid. */
export async function receiptsLate({ store, now, today }: World, { payees }: Community): Promise<boolean> {
  const late = ago(now, RECEIPT_LATE_AFTER_MS)
  const years = [...new Set([today.slice(0, 4), late.slice(0, 4)])]
  const sequences = payees.flatMap(({ payeeId }) => years.map((year) => `${payeeId}:${year}`))
  const waiting = await Promise.all(sequences.map((numberIn) => store.find('orders', {
    where: { numberIn, paidAt: { lte: late } }, sort: [['paidAt', 1]], limit: LOOKED_AT,
  })))
  const ids = waiting.flat().map((order) => `pay:${order.transactionId ?? ''}`)
  const booked = await store.getMany('entries', ids)
  return booked.some((entry) => entry.at <= late)
}

/** Orders that wait for their payer under another prefix than ours. */
export async function strangePrefixes({ store, settings }: World): Promise<number> {
  const waiting = await store.find('orders', { where: { checkAt: { gt: '' as Order['createdAt'] } }, sort: [['checkAt', 1]], limit: LOOKED_AT })
  return waiting.filter((order) => !order._id.startsWith(settings.orderPrefix)).length
}

/** Collections that do not answer to the first document by id: not created, or not reachable. */
export async function missingCollections({ store }: World): Promise<readonly string[]> {
  const looked = await Promise.all(COLLECTIONS.map(async (collection) => {
    const there = await store.find(collection, { where: {}, sort: [['_id', 1]], limit: 1 }).then(() => true, () => false)
    return there ? [] : [collection]
  }))
  return looked.flat()
}
