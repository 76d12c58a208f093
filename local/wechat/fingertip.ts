import { z } from 'zod'
import type { Keys } from './keys'
import type { Clock, Order } from './model'
import { sheetText, verifyText } from './signing'
import { PREPAY_LIFE_MS, type Till } from './till'

/** The payer's side: what the payment sheet checks before it opens, and what the finger then does. */
export const FingertipAskSchema = z.strictObject({
  outTradeNo: z.string().min(1),
  outcome: z.enum(['success', 'cancel', 'silent']),
})
export type FingertipAsk = z.infer<typeof FingertipAskSchema>

/** `errMsg` is what `wx.requestPayment` calls back with. */
export type FingertipAnswer =
  | { ok: true; outcome: FingertipAsk['outcome']; errMsg: string }
  | { ok: false; status: 404 | 409; errMsg: string; says: string }

export const SheetAskSchema = z.strictObject({
  openid: z.string().min(1).optional(),
  sheet: z.looseObject({
    timeStamp: z.string(),
    nonceStr: z.string(),
    package: z.string(),
    signType: z.string(),
    paySign: z.string(),
  }),
})
export type SheetAsk = z.infer<typeof SheetAskSchema>
export type SheetAnswer =
  | { ok: true; outTradeNo: string; total: number; description: string }
  | { ok: false; errMsg: string; says: string }

type Means = { till: Till; keys: Keys; clock: Clock }
type Touched = { answer: FingertipAnswer; round: Promise<void> }

/**
 * One touch: `success` pays and sends the notice, `silent` pays without one, `cancel` leaves the
 * order NOTPAY. `round` ends when the first round of notices has been answered.
 */
export function touch(means: Means, ask: FingertipAsk): Touched {
  const order = means.till.byNumber(ask.outTradeNo)
  const round = Promise.resolve()
  if (!order) return { answer: fails(404, '没有这笔订单'), round }
  const obstacle = obstacleTo(means, order, order.prepayId)
  if (obstacle) return { answer: fails(409, obstacle), round }
  if (ask.outcome === 'cancel') {
    return { answer: { ok: true, outcome: 'cancel', errMsg: 'requestPayment:fail cancel' }, round }
  }

  const first = means.till.settle(order, { notice: ask.outcome === 'success' })
  return { answer: { ok: true, outcome: ask.outcome, errMsg: 'requestPayment:ok' }, round: first }
}

/** Checks the five fields as a phone does before it shows the amount. */
export function openSheet(means: Means, { openid, sheet }: SheetAsk): SheetAnswer {
  const fail = (says: string): SheetAnswer => ({ ok: false, errMsg: `requestPayment:fail ${says}`, says })
  if (sheet.signType !== 'RSA') return fail('signType 须为 RSA')
  if (!/^\d{10}$/.test(sheet.timeStamp)) return fail('timeStamp 须为秒数')
  if (!sheet.package.startsWith('prepay_id=')) return fail('缺少参数 prepay_id')
  const text = sheetText(means.keys.appid, sheet.timeStamp, sheet.nonceStr, sheet.package)
  if (!verifyText(text, sheet.paySign, means.keys.merchant.publicKey)) return fail('支付验证签名失败')

  const prepayId = sheet.package.slice('prepay_id='.length)
  const order = means.till.byNumber(means.till.byPrepay(prepayId)?.outTradeNo ?? '')
  if (!order) return fail('prepay_id 无效')
  if (openid !== undefined && openid !== order.ask.payer.openid) return fail('下单账号与支付账号不一致')
  const obstacle = obstacleTo(means, order, prepayId)
  if (obstacle) return fail(obstacle)
  const { description, amount } = order.ask
  return { ok: true, outTradeNo: order.outTradeNo, total: amount.total, description }
}

function obstacleTo({ till, clock }: Means, order: Order, prepayId: string): string | null {
  if (order.state === 'SUCCESS') return '该订单已支付'
  if (order.state === 'CLOSED') return '该订单已关闭'
  if (till.isOver(order)) return '订单已超过支付时间'
  const issuedAtMs = till.byPrepay(prepayId)?.atMs ?? 0
  return clock.nowMs() - issuedAtMs > PREPAY_LIFE_MS ? 'prepay_id 已过期' : null
}

function fails(status: 404 | 409, says: string): FingertipAnswer {
  return { ok: false, status, errMsg: `requestPayment:fail ${says}`, says }
}
