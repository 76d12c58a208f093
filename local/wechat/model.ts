/**
 * The nouns of the simulated WeChat. All instants are milliseconds of world time (`…Ms`); amounts
 * are fen, as WeChat Pay itself speaks.
 */

export type Clock = { nowMs(): number }

/** Somebody with WeChat on a phone. Without `phone`, the phone-number button has nothing to give. */
export type Person = { readonly openid: string; readonly name: string; readonly phone?: string | undefined }

/** What the merchant sent to the order call, checked; see orderAsk.ts. */
export type OrderAsk = {
  readonly appid: string
  readonly mchid: string
  readonly description: string
  readonly out_trade_no: string
  readonly notify_url: string
  readonly amount: { readonly total: number; readonly currency?: 'CNY' | undefined }
  readonly payer: { readonly openid: string }
  readonly attach?: string | undefined
  readonly time_expire?: string | undefined
}

/** REFUND comes with refunds; the other states of the documentation belong to payment codes. */
export type TradeState = 'NOTPAY' | 'SUCCESS' | 'CLOSED'

export type Order = {
  readonly outTradeNo: string
  readonly ask: OrderAsk
  readonly state: TradeState
  readonly orderedAtMs: number
  /** After this instant the payer can no longer finish; the order stays NOTPAY until it is closed. */
  readonly expiresAtMs: number
  readonly prepayId: string
  readonly paid?: { readonly transactionId: string; readonly atMs: number } | undefined
}

export type Prepay = { readonly outTradeNo: string; readonly atMs: number }

export type Message = {
  readonly at: string
  readonly templateKey: string
  readonly title: string
  /** As sent: template key -> {value}. */
  readonly data: Record<string, { readonly value: string }>
  /** The same as the phone shows it. */
  readonly lines: readonly { readonly says: string; readonly value: string }[]
  readonly page?: string | undefined
}

/** A one-use code that a phone hands to the mini-program. */
export type Code = {
  readonly openid: string
  readonly kind: 'login' | 'phone'
  readonly atMs: number
  readonly used: boolean
}
