import type { Day, Instant } from '@contract/calendar'
import { fen } from '@contract/money'
import { addMs } from '@core/domain/calendar'
import { ForgedNotice, type HttpEvent, type Notice, type OrderAsk, type PaidFact, type Pay, type Queried, WechatFault } from '@core/wechat/wechat'
import type { Lot } from '../../local/month/lots'
import type { Pause } from './memoryStore'

/** WeChat Pay as its documents describe it, without wires and keys: orders, payments, closings, notices. */
type Till = { readonly ask: OrderAsk; readonly prepayId: string; state: 'not_paid' | 'paid' | 'closed'; fact: PaidFact | null }
type Owed = { readonly body: string; heard: boolean }

export type MemoryPay = {
  readonly orders: Map<string, Till>
  /** Notices that WeChat will repeat until they are taken. */
  readonly notices: Owed[]
  /** The payer's finger: false when WeChat does not take the money any more. */
  readonly pay: (outTradeNo: string, now: Instant, more: number) => boolean
  readonly portOf: (pause: Pause, lot: Lot, now: Instant, isCalm: boolean) => Pay
}

export const MCHID = '1900000001'
export const APPID = 'wx-model'
/** A notice is believed by this; a forger does not know it. */
const SEAL = 'sealed-by-wechat'
const UNANSWERED_PERCENT = 6
const EARLY_MS = 1_000

export function memoryPay(): MemoryPay {
  const orders = new Map<string, Till>()
  const notices: Owed[] = []
  let transactions = 0
  return {
    orders,
    notices,
    pay: (outTradeNo, now, more) => {
      const till = orders.get(outTradeNo)
      // A payer who began in time may finish a moment after time_expire (P11).
      if (!till || till.state !== 'not_paid' || addMs(now, -EARLY_MS) > till.ask.payBefore) return false
      transactions += 1
      till.state = 'paid'
      till.fact = {
        outTradeNo, transactionId: `tx${String(transactions).padStart(8, '0')}`, amount: fen(till.ask.amount + more), currency: 'CNY', openid: till.ask.openid,
        appid: APPID, mchid: MCHID, paidAt: now,
      }
      notices.push({ body: JSON.stringify(till.fact), heard: false })
      return true
    },
    portOf: (pause, lot, now, isCalm) => portOf(orders, pause, () => !isCalm && lot.chance(UNANSWERED_PERCENT), now),
  }
}

function portOf(orders: Map<string, Till>, pause: Pause, isLost: () => boolean, now: Instant): Pay {
  /** A call may be lost on its way there, or its answer on the way back. */
  const answered = async <T>(work: () => T): Promise<T> => {
    await pause()
    if (isLost()) throw new WechatFault('TIMEOUT', false, 'no answer')
    const answer = work()
    await pause()
    if (isLost()) throw new WechatFault('TIMEOUT', false, 'no answer')
    return answer
  }
  return {
    order: (ask) => answered(() => ({ prepayId: ordered(orders, ask, now) })),
    sheet: (prepayId) => ({ timeStamp: '0', nonceStr: 'n', package: `prepay_id=${prepayId}`, signType: 'RSA', paySign: 's' }),
    query: (outTradeNo) => answered(() => queried(orders.get(outTradeNo))),
    close: (outTradeNo) => answered(() => {
      const till = orders.get(outTradeNo)
      if (till?.state === 'paid') return 'paid'
      if (till) till.state = 'closed'
      return 'closed'
    }),
    tradeBill: (_day: Day) => answered(() => ({ state: 'not_yet' as const })),
    openNotice,
    ping: () => answered(() => ({ state: 'good' as const, code: 'ORDER_NOT_EXIST', theirTime: now })),
  }
}

function ordered(orders: Map<string, Till>, ask: OrderAsk, now: Instant): string {
  const known = orders.get(ask.outTradeNo)
  if (!known) {
    if (ask.payBefore <= now) throw new WechatFault('PARAM_ERROR', true, 'time_expire has passed')
    orders.set(ask.outTradeNo, { ask, prepayId: `pre-${ask.outTradeNo}`, state: 'not_paid', fact: null })
    return `pre-${ask.outTradeNo}`
  }
  if (known.state === 'paid') throw new WechatFault('ORDERPAID', true, 'this order is paid')
  if (known.state === 'closed') throw new WechatFault('ORDER_CLOSED', true, 'this order is closed')
  if (JSON.stringify(known.ask) !== JSON.stringify(ask)) throw new WechatFault('INVALID_REQUEST', true, 'the same number with other parameters')
  return known.prepayId
}

function queried(till: Till | undefined): Queried {
  if (!till) return { state: 'unknown' }
  return till.fact ? { state: 'paid', fact: till.fact } : { state: till.state === 'closed' ? 'closed' : 'not_paid' }
}

export function noticeEvent(body: string, seal = SEAL): HttpEvent {
  return { path: '/notify/wechatpay', httpMethod: 'POST', headers: { seal }, body }
}

function openNotice({ headers, body = '' }: HttpEvent): Notice {
  if (headers['seal'] !== SEAL) throw new ForgedNotice('the signature does not hold')
  const fact = JSON.parse(body) as PaidFact
  return { id: fact.transactionId, eventType: 'TRANSACTION.SUCCESS', kind: 'paid', fact }
}
