import type { ResidentAnswer } from '@contract/contract/resident'
import { fen } from '@contract/money'
import type { Reply } from '@contract/outcome'
import { hearNotice } from '@core/desk/paying/hearNotice'
import { sweepOrders } from '@core/desk/paying/lookAtOrder'
import { makeQuote } from '@core/desk/paying/makeQuote'
import { showPayment } from '@core/desk/paying/showPayment'
import { startPayment } from '@core/desk/paying/startPayment'
import { sweepReceipts } from '@core/desk/paying/sweepReceipts'
import { addMs } from '@core/domain/calendar'
import { noticeEvent } from './memoryPay'
import { all, one } from './memoryStore'
import { ACCOUNTS, accountsOf, issueBill, PEOPLE, type Town, worldOf } from './town'

/** What people, WeChat and the timers do, as the lot falls. Each act is one call, or none when there is nothing to do it to. */
export type Doing = (pause: () => Promise<void>) => Promise<unknown>
export type Act = { readonly name: string; readonly weight: number; readonly of: (game: Game) => Doing | null }
export type Game = {
  readonly town: Town
  readonly quotes: { readonly openid: string; readonly quoteId: string }[]
  /** Payment sheets that lie open on a phone. */
  readonly sheets: { readonly openid: string; readonly outTradeNo: string }[]
  readonly wrong: (says: string) => void
}
/** Remembered of each kind: what is older than these is nobody's any more. */
const REMEMBERED = 6

const quote: Choosing = ({ town, quotes }) => {
  const { lot, memory } = town
  const openid = lot.pick(PEOPLE)
  const accountId = lot.pick(accountsOf(openid))
  const open = one(memory, 'accounts', accountId)?.open ?? []
  const kind = lot.below(3)
  const ask = kind === 0 && open.length > 0 ? { accountId, billIds: lot.some(open, 50).map(({ billId }) => billId) }
    : kind === 1 ? { accountId, amount: fen(1 + lot.below(50_000)) } : { accountId }
  return async (pause) => {
    const quoted = await makeQuote(ask, { openid }, worldOf(town, pause))
    if (quoted.ok) remember(quotes, { openid, quoteId: quoted.value.quoteId })
  }
}

const start: Choosing = ({ town, quotes, sheets }) => {
  if (quotes.length === 0) return null
  const { openid, quoteId } = town.lot.pick(quotes)
  return async (pause) => {
    const started = await startPayment({ quoteId }, { openid }, worldOf(town, pause))
    if (started.ok && 'outTradeNo' in started.value) remember(sheets, { openid, outTradeNo: started.value.outTradeNo })
  }
}

/** Seldom the money that comes is not what was asked for (P06): a person must look. */
const ODD_AMOUNT_PERCENT = 1

const finger: Choosing = ({ town, sheets }) => {
  if (sheets.length === 0) return null
  const payable = sheets.filter(({ outTradeNo }) => town.pay.orders.get(outTradeNo)?.state === 'not_paid')
  const { outTradeNo } = town.lot.pick(payable.length > 0 ? payable : sheets)
  return async (pause) => {
    await pause()
    town.pay.pay(outTradeNo, town.now, town.lot.chance(ODD_AMOUNT_PERCENT) ? 1 : 0)
  }
}

/** WeChat's own notice, the first time or again, in any order; taken only when we say so. */
const notice: Choosing = ({ town }) => {
  const { pay, lot } = town
  if (pay.notices.length === 0) return null
  const waiting = pay.notices.filter(({ heard }) => !heard)
  const told = lot.chance(70) && waiting.length > 0 ? lot.pick(waiting) : lot.pick(pay.notices)
  return async (pause) => {
    const { statusCode } = await hearNotice(noticeEvent(told.body), () => worldOf(town, pause))
    if (statusCode === 200) told.heard = true
  }
}

/** Somebody who knows an order's number and not WeChat's key. */
const forgery: Choosing = ({ town, wrong }) => {
  const known = town.lot.pick([...all(town.memory, 'orders'), null])
  if (!known) return null
  const fact = { outTradeNo: known._id, transactionId: 'forged', amount: known.amount, currency: 'CNY', openid: known.openid, paidAt: town.now }
  return async (pause) => {
    const { statusCode } = await hearNotice(noticeEvent(JSON.stringify(fact), 'guessed'), () => worldOf(town, pause))
    if (statusCode !== 401) wrong(`a forged notice was answered ${statusCode}`)
  }
}

/** The page asks: while WeChat has the money it never says unpaid. */
const status: Choosing = ({ town, sheets, wrong }) => {
  if (sheets.length === 0) return null
  const { openid, outTradeNo } = town.lot.pick(sheets)
  return async (pause) => {
    const hadIt = town.pay.orders.get(outTradeNo)?.state === 'paid'
    const shown = (await showPayment({ outTradeNo }, { openid }, worldOf(town, pause))) as Reply<ResidentAnswer<'pay.status'>>
    if (hadIt && shown.ok && !['paid', 'confirming'].includes(shown.value.state)) wrong(`${outTradeNo} is paid and reads ${shown.value.state}`)
  }
}

const sweep: Choosing = ({ town }) => async (pause) => {
  const world = worldOf(town, pause)
  await sweepOrders(world, () => true)
  await sweepReceipts(world, () => true)
}

const bill: Choosing = ({ town }) => {
  const accountId = town.lot.pick(ACCOUNTS)
  return async (pause) => issueBill(town, accountId, worldOf(town, pause).store)
}

const MINUTE_MS = 60_000
/** The clock jumps: a minute mostly, sometimes past every half hour and quote. */
const clock: Choosing = ({ town }) => async () => {
  const minutes = town.lot.chance(80) ? 1 + town.lot.below(3) : 10 + town.lot.below(60)
  town.now = addMs(town.now, minutes * MINUTE_MS)
}

type Choosing = Act['of']
export const ACTS: readonly Act[] = [
  { name: 'quote', weight: 22, of: quote },
  { name: 'start', weight: 22, of: start },
  { name: 'finger', weight: 24, of: finger },
  { name: 'notice', weight: 16, of: notice },
  { name: 'forgery', weight: 2, of: forgery },
  { name: 'status', weight: 10, of: status },
  { name: 'sweep', weight: 6, of: sweep },
  { name: 'bill', weight: 12, of: bill },
  { name: 'clock', weight: 5, of: clock },
]

function remember<T>(list: T[], one: T): void {
  list.push(one)
  if (list.length > REMEMBERED) list.shift()
}
