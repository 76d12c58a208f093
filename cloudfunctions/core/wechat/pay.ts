import type { Instant } from '@contract/calendar'
import { invariant } from '@core/domain/invariant'
import type { Settings } from '@core/shell/settings'
import * as z from 'zod'
import { tradeBill } from './bill'
import { openNotice } from './notice'
import { pingPay } from './ping'
import { newNonce, type PayApi, payApi, secondsOf } from './payApi'
import { signLines } from './signature'
import { paidFact, TransactionSchema } from './transaction'
import { type OrderAsk, type Pay, type Queried, type Sheet, WechatFault } from './wechat'

/** Limits of the order call (docs/merchant/products/mini-program-payment/apilist.html). */
const OUT_TRADE_NO = /^[0-9A-Za-z_|*-]{6,32}$/
const DESCRIPTION_LENGTH_MAX = 127

const Prepay = z.object({ prepay_id: z.string().min(1) })

/**
 * What each trade_state means to us. REFUND stands for any refund, even a partial one: the payment
 * itself happened. NOTPAY is not final, not even past time_expire, until the order is closed. The
 * last three belong to payment codes, which we do not use.
 */
const MEANING: Readonly<Record<string, 'paid' | 'not_paid' | 'closed'>> = {
  SUCCESS: 'paid', REFUND: 'paid', NOTPAY: 'not_paid', CLOSED: 'closed',
  USERPAYING: 'not_paid', PAYERROR: 'not_paid', REVOKED: 'closed',
}

export function createPay(settings: Settings, now: Instant): Pay {
  const call = payApi(settings, now)
  return {
    order: (ask) => order(call, settings, ask),
    sheet: (prepayId) => sheet(settings, now, prepayId),
    query: (outTradeNo) => query(call, settings, outTradeNo),
    close: (outTradeNo) => close(call, settings, outTradeNo),
    tradeBill: (day) => tradeBill(settings, now, call, day),
    openNotice: (event) => openNotice(event, settings, now),
    ping: () => pingPay(settings, now),
  }
}

/**
 * The same number with the same parameters may be ordered again and gives a fresh prepay_id, so
 * nothing here may depend on the moment (P14, P15). Throws WechatFault: ORDERPAID and ORDER_CLOSED
 * are final and mean what they say, INVALID_REQUEST that the parameters changed.
 */
async function order(call: PayApi, { pay, app }: Settings, ask: OrderAsk): Promise<{ prepayId: string }> {
  invariant(OUT_TRADE_NO.test(ask.outTradeNo), 'an order number is 6 to 32 of the allowed characters')
  invariant(ask.amount > 0, 'an order is for something')
  const { description } = ask
  invariant(description.length >= 1, 'an order has a description')
  invariant(description.length <= DESCRIPTION_LENGTH_MAX, 'a description has at most 127 characters')
  const answer = await call('POST', '/v3/pay/transactions/jsapi', {
    appid: app.appid,
    mchid: pay.mchid,
    description,
    out_trade_no: ask.outTradeNo,
    time_expire: `${ask.payBefore.slice(0, 19)}+08:00`, // RFC 3339 in whole seconds, as their examples
    notify_url: pay.notifyUrl,
    amount: { total: ask.amount, currency: 'CNY' },
    payer: { openid: ask.openid },
  })
  return { prepayId: readable(Prepay, answer).prepay_id }
}

/** The five fields of wx.requestPayment. signType is not part of what is signed. */
function sheet({ pay, app }: Settings, now: Instant, prepayId: string): Sheet {
  const fields = { timeStamp: secondsOf(now), nonceStr: newNonce(), package: `prepay_id=${prepayId}` }
  const paySign = signLines(pay.privateKey, [app.appid, fields.timeStamp, fields.nonceStr, fields.package])
  return { ...fields, signType: 'RSA', paySign }
}

async function query(call: PayApi, { pay, app }: Settings, outTradeNo: string): Promise<Queried> {
  let answer: unknown
  try {
    answer = await call('GET', `${orderPath(outTradeNo)}?mchid=${encodeURIComponent(pay.mchid)}`)
  } catch (error) {
    if (isFinal(error, 'ORDER_NOT_EXIST')) return { state: 'unknown' }
    throw error
  }
  const said = readable(TransactionSchema, answer)
  // A true answer about something else is no answer to this question.
  const ours = said.out_trade_no === outTradeNo && said.mchid === pay.mchid && said.appid === app.appid
  if (!ours) throw new WechatFault('ANSWER_NOT_OURS', false, `${outTradeNo}: an answer about another order`)
  const state = Object.hasOwn(MEANING, said.trade_state) ? MEANING[said.trade_state] : undefined
  if (!state) throw new WechatFault('TRADE_STATE_UNKNOWN', false, `${outTradeNo}: ${said.trade_state}`)
  return state === 'paid' ? { state, fact: paidFact(said) } : { state }
}

/**
 * After this nobody can pay the order any more: closed now, closed before, or never known to
 * WeChat, so that no prepay_id of it was ever handed out.
 */
async function close(call: PayApi, { pay }: Settings, outTradeNo: string): Promise<'closed' | 'paid'> {
  try {
    await call('POST', `${orderPath(outTradeNo)}/close`, { mchid: pay.mchid })
    return 'closed'
  } catch (error) {
    if (isFinal(error, 'ORDERPAID')) return 'paid'
    if (isFinal(error, 'ORDER_CLOSED') || isFinal(error, 'ORDER_NOT_EXIST')) return 'closed'
    throw error
  }
}

function orderPath(outTradeNo: string): string {
  return `/v3/pay/transactions/out-trade-no/${encodeURIComponent(outTradeNo)}`
}
function isFinal(error: unknown, code: string): boolean {
  return error instanceof WechatFault && error.final && error.code === code
}
function readable<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.')
  throw new WechatFault('ANSWER_NOT_READABLE', false, `an answer of another shape: ${field}`)
}
