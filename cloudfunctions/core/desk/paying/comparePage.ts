import type { Day } from '@contract/calendar'
import { ZERO } from '@contract/money'
import {
  bookedNow, type Books, judgePayment, judgeReturn, notInBillId, otherDay, type Own, stillUnbooked, type Verdict,
} from '@core/domain/paying/reconciliation'
import { log } from '@core/shell/log'
import type { World } from '@core/shell/world'
import { type BillRow, WechatFault } from '@core/wechat/wechat'
import { endDifference, noteDifference } from './noteDifference'
import { recordPayment, recordUnknown } from './recordPayment'
import type { Tally } from './reconciliationTally'

/**
 * One page of a bill's rows against the books: two reads for the whole page, and only for what the
 * books lack a query each. Returns how many rows are done, fewer than given when time ran out.
 */
export async function comparePage(rows: readonly BillRow[], day: Day, tally: Tally, world: World, hasTime: () => boolean): Promise<number> {
  const books = await booksOf(rows, world)
  const own = { appid: world.settings.app.appid, orderPrefix: world.settings.orderPrefix }
  for (const [i, row] of rows.entries()) {
    const found = books(row)
    const verdict = row.kind === 'paid' ? judgePayment(row, found, own) : judgeReturn(row, found.order, own)
    if (verdict.is === 'unbooked') {
      if (!hasTime()) return i
      await repair(row, day, own, tally, world)
    } else {
      await count(row, found, verdict, day, tally, world)
    }
  }
  return rows.length
}

async function booksOf(rows: readonly BillRow[], world: World): Promise<(row: BillRow) => Books> {
  const entryId = (row: BillRow) => `pay:${row.transactionId}`
  const [orders, entries] = await Promise.all([
    world.store.getMany('orders', [...new Set(rows.map((row) => row.outTradeNo))]),
    world.store.getMany('entries', [...new Set(rows.filter((row) => row.kind === 'paid').map(entryId))]),
  ])
  const orderOf = new Map(orders.map((order) => [order._id, order]))
  const entryOf = new Map(entries.map((entry) => [entry._id, entry]))
  return (row) => ({ order: orderOf.get(row.outTradeNo) ?? null, entry: entryOf.get(entryId(row)) ?? null })
}

async function count(row: BillRow, { order }: Books, verdict: Exclude<Verdict, { is: 'unbooked' }>, day: Day, tally: Tally, world: World): Promise<void> {
  if (verdict.is === 'foreign') return tally.foreign(row)
  const communityId = order?.communityId ?? null
  tally.row(communityId, row, verdict.booked)
  if (verdict.is === 'different') {
    return noteDifference(verdict.finding, { day, communityId, accountId: order?.accountId ?? null }, 'open', world)
  }
  const bookedOn = otherDay(order, day)
  if (bookedOn === null) return
  tally.bookedOn(bookedOn, day, row.transactionId)
  // Paid just before midnight by our books, just after it by the bill: yesterday's difference is none.
  if (bookedOn < day) await endDifference(notInBillId(row.transactionId), 'repaired', { note: `在 ${day} 的账单里找到` }, world)
}

/**
 * WeChat has a payment that we lack: a query proves it, the usual road books it (P33). What a
 * query does not prove is never booked; what WeChat does not answer is asked again by the next call.
 */
async function repair(row: BillRow, day: Day, own: Own, tally: Tally, world: World): Promise<void> {
  const result = await book(row, world)
  if (result === 'no_answer') return tally.unsure()
  const found = (await booksOf([row], world))(row)
  const verdict = judgePayment(row, found, own)
  const at = { day, communityId: found.order?.communityId ?? null, accountId: found.order?.accountId ?? null }
  if (verdict.is === 'unbooked' || verdict.is === 'foreign') {
    tally.row(at.communityId, row, ZERO)
    return noteDifference(stillUnbooked(row), at, 'open', world)
  }
  await count(row, found, verdict, day, tally, world)
  if (verdict.is === 'same' && result === 'booked') {
    log.info('reconciliation booked a payment', { outTradeNo: row.outTradeNo })
    await noteDifference(bookedNow(row), at, 'repaired', world)
  }
}

/** `came_itself`: a notice was quicker than we were. */
async function book(row: BillRow, world: World): Promise<'booked' | 'came_itself' | 'unproved' | 'no_answer'> {
  try {
    const asked = await world.wechat.pay.query(row.outTradeNo)
    if (asked.state !== 'paid' || asked.fact.transactionId !== row.transactionId) return 'unproved'
    const result = await recordPayment(asked.fact, world)
    if (result === 'unknown_order') return (await recordUnknown(asked.fact, world)) ? 'booked' : 'no_answer'
    return result === 'already_recorded' ? 'came_itself' : 'booked'
  } catch (error) {
    if (!(error instanceof WechatFault)) throw error
    log.info('reconciliation query', { outTradeNo: row.outTradeNo, code: error.code })
    return error.final ? 'unproved' : 'no_answer'
  }
}
