import type { Day } from '@contract/calendar'
import { showFen } from '@contract/money'
import { addDays, atHour } from '@core/domain/calendar'
import { foreignFinding, notInBill, NOTHING } from '@core/domain/paying/reconciliation'
import { log } from '@core/shell/log'
import type { World } from '@core/shell/world'
import { pageAfter, type PageEnd } from '@core/store/pages'
import type { Order, Reconciliation } from '@core/store/records'
import { type BillRow, type TradeBill, WechatFault } from '@core/wechat/wechat'
import { comparePage } from './comparePage'
import { closeFileTask, homeCommunity, noteDifference, openFileTask } from './noteDifference'
import { openTally, type Tally } from './reconciliationTally'

const ROWS_AT_ONCE = 500
/** The code of a WechatFault when nothing came back at all. */
const NOBODY_THERE = 'NO_ANSWER'
/** `unreachable`: WeChat is not there, so other days need not be tried now. */
export type DayEnd = Reconciliation['state'] | 'unreachable'

export function reconciliationId({ settings }: World, day: Day): string {
  return `${settings.pay.mchid}:${day}`
}

/**
 * One day against its trade bill: first every row of the bill, then every order of ours that the
 * bill may lack, by the page, with the place it stands at saved after each. Everything it notes has
 * an id that names the fact, so that a page done twice is done once.
 */
export async function reconcileDay(day: Day, known: Reconciliation | null, world: World, hasTime: () => boolean): Promise<DayEnd> {
  const bill = await fetchBill(day, world)
  if (bill.state === 'no_answer') {
    const ended = await rest(day, known, { state: 'failed', says: `微信没有回应（${bill.code}），会自动重试` }, world)
    return bill.code === NOBODY_THERE ? 'unreachable' : ended
  }
  if (bill.state === 'not_yet') return rest(day, known, { state: 'waiting', says: '微信还没有出这一天的账单，整点再取' }, world)
  if (bill.state === 'bad') {
    log.alarm('trade bill refused', { day, why: bill.why })
    await openFileTask(day, bill.why, world)
    return rest(day, known, { state: 'failed', says: `${bill.why}。这份账单没有采用，会自动重取` }, world)
  }
  const [rows, hash] = bill.state === 'rows' ? [bill.rows, bill.hash] : [[], 'empty']
  const begun = isResumed(known, hash) ? known : await begin(day, hash, world)
  const home = await homeCommunity(world)
  const tally = openTally(begun, home)
  const stopped = (await walkBill(begun, rows, tally, world, hasTime)) || (await walkOrders(begun, rows, tally, world, hasTime))
  if (stopped) return 'running'
  return finish(day, tally, home, world, known?.state === 'failed')
}

async function fetchBill(day: Day, world: World): Promise<TradeBill | { readonly state: 'no_answer'; readonly code: string }> {
  try {
    return await world.wechat.pay.tradeBill(day)
  } catch (error) {
    if (!(error instanceof WechatFault)) throw error
    log.info('trade bill', { day, code: error.code })
    return { state: 'no_answer', code: error.code }
  }
}

function isResumed(known: Reconciliation | null, hash: string): known is Reconciliation {
  return known?.state === 'running' && known.billHash === hash && known.cursor !== null
}

const fresh = (day: Day, world: World): Reconciliation => ({
  _id: reconciliationId(world, day), mchid: world.settings.pay.mchid, day, state: 'waiting', says: '', billHash: null, cursor: null,
  totals: NOTHING, communities: [], foreign: { count: 0, total: NOTHING.paid.total, numbers: [] }, ofNextDay: [], unsure: 0, doneAt: null,
})

async function begin(day: Day, hash: string, world: World): Promise<Reconciliation> {
  const begun: Reconciliation = { ...fresh(day, world), state: 'running', says: '正在核对', billHash: hash, cursor: { at: 'bill', row: 0 } }
  if ((await world.store.addNew('reconciliations', [begun])) === 0) await save(begun, world)
  return begun
}
async function save({ _id, ...fields }: Partial<Reconciliation> & Pick<Reconciliation, '_id'>, world: World): Promise<void> {
  await world.store.setIf('reconciliations', _id, {}, fields)
}

/** Nothing to compare yet. Said once: an hour with the same news writes nothing (F38). */
async function rest(day: Day, known: Reconciliation | null, news: Pick<Reconciliation, 'state' | 'says'>, world: World): Promise<Reconciliation['state']> {
  if (known?.state === news.state && known.says === news.says) return news.state
  if (known) await save({ _id: known._id, ...news, cursor: null }, world)
  else await world.store.addNew('reconciliations', [{ ...fresh(day, world), ...news }])
  return news.state
}

/** True when it ran out of time. */
async function walkBill(begun: Reconciliation, rows: readonly BillRow[], tally: Tally, world: World, hasTime: () => boolean): Promise<boolean> {
  if (begun.cursor?.at !== 'bill') return false
  for (let row = begun.cursor.row; row < rows.length;) {
    if (!hasTime()) return true
    row += await comparePage(rows.slice(row, row + ROWS_AT_ONCE), begun.day, tally, world, hasTime)
    await save({ _id: begun._id, cursor: { at: 'bill', row }, ...tally.soFar() }, world)
  }
  return false
}

/** Our own side: orders paid on that day in Beijing which the bill does not hold (P34). */
async function walkOrders(begun: Reconciliation, rows: readonly BillRow[], tally: Tally, world: World, hasTime: () => boolean): Promise<boolean> {
  const { day, cursor } = begun
  const before = await world.store.get('reconciliations', reconciliationId(world, addDays(day, -1)))
  const billed = new Set([...rows.flatMap((row) => (row.kind === 'paid' ? [row.transactionId] : [])), ...(before?.ofNextDay ?? [])])
  const paidAt = { gte: atHour(day, 0), lt: atHour(addDays(day, 1), 0) }
  // Where the bill's walk ended, until the first order is done.
  let at: Reconciliation['cursor'] = cursor?.at === 'orders' ? cursor : { at: 'bill', row: rows.length }
  let end: PageEnd | null = cursor?.at === 'orders' ? { value: cursor.paidAt, id: cursor.orderId } : null
  for (;;) {
    const orders: readonly Order[] = await pageAfter(world.store, 'orders', { paidAt }, 'paidAt', end, ROWS_AT_ONCE)
    let isCutOff = false
    for (const order of orders) {
      if (order.paidAt === null || order.transactionId === null) continue
      const isMissing = !billed.has(order.transactionId)
      isCutOff = isMissing && !hasTime()
      if (isCutOff) break
      if (isMissing) await noteMissing(order, day, tally, world)
      end = { value: order.paidAt, id: order._id }
      at = { at: 'orders', paidAt: order.paidAt, orderId: order._id }
    }
    if (!isCutOff && orders.length < ROWS_AT_ONCE) return false
    await save({ _id: begun._id, cursor: at, ...tally.soFar() }, world)
    if (isCutOff) return true
  }
}

/** WeChat is asked before anybody is alarmed: its words stand in the difference. */
async function noteMissing(order: Order, day: Day, tally: Tally, world: World): Promise<void> {
  try {
    const { state } = await world.wechat.pay.query(order._id)
    tally.lacks(order.communityId, order.amount)
    await noteDifference(notInBill(order, state === 'paid'), { day, communityId: order.communityId, accountId: order.accountId }, 'open', world)
  } catch (error) {
    if (!(error instanceof WechatFault)) throw error
    tally.unsure()
  }
}

async function finish(day: Day, tally: Tally, home: string, world: World, hadFailed: boolean): Promise<Reconciliation['state']> {
  const { unsure, foreign, totals, ...others } = tally.soFar()
  const _id = reconciliationId(world, day)
  const sums = { ...others, unsure, foreign, totals }
  if (unsure > 0) {
    const says = `有 ${unsure} 笔向微信查单没有得到回应，会自动重查`
    await save({ _id, state: 'failed', says, cursor: null, ...sums }, world)
    return 'failed'
  }
  const { mchid } = world.settings.pay
  if (foreign.count > 0) await noteDifference(foreignFinding(mchid, day, foreign), { day, communityId: home, accountId: null }, 'open', world)
  if (hadFailed) await closeFileTask(day, world)
  const says = `微信 ${totals.paid.count} 笔 ${showFen(totals.paid.total)} 元，账上 ${totals.booked.count} 笔 ${showFen(totals.booked.total)} 元`
  await save({ _id, state: 'done', says, cursor: null, doneAt: world.now, ...sums }, world)
  return 'done'
}
