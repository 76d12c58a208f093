import type { Day, Instant } from '@contract/calendar'
import type { Fen } from '@contract/money'

/** What the house asks of WeChat. The protocol behind it knows signatures, not bills. */
export type Sheet = {
  readonly timeStamp: string; readonly nonceStr: string; readonly package: string; readonly signType: 'RSA'; readonly paySign: string
}
/** A payment as WeChat tells it, by a verified notice or a verified query. */
export type PaidFact = {
  readonly outTradeNo: string
  readonly transactionId: string
  /** `amount.total`: what the order was for. A coupon makes payer_total smaller, never this (P07). */
  readonly amount: Fen
  readonly currency: string
  readonly openid: string
  readonly appid: string
  readonly mchid: string
  readonly paidAt: Instant
}
export type Queried =
  | { readonly state: 'paid'; readonly fact: PaidFact }
  | { readonly state: 'not_paid' }
  | { readonly state: 'closed' }
  | { readonly state: 'unknown' }

/** One line of a day's trade bill. A refund's line names the payment it gives back. */
export type BillRow = {
  readonly kind: 'paid' | 'refunded' | 'revoked'
  readonly appid: string
  readonly outTradeNo: string
  readonly transactionId: string
  /** Null for a payment. */
  readonly refundId: string | null
  /** What the order was for (`amount.total` of the notice); for a refund, what was given back. */
  readonly amount: Fen
  /** WeChat Pay's own charge, which it reckons a payment at a time, in whole fen; given back with a refund. */
  readonly fee: Fen
}
export type TradeBill =
  /** `hash` tells whether a bill fetched again is still the same. */
  | { readonly state: 'rows'; readonly rows: readonly BillRow[]; readonly hash: string }
  /** Nothing happened on that day. */
  | { readonly state: 'empty' }
  | { readonly state: 'not_yet' }
  /** It is there and cannot be believed; `why` is for people. */
  | { readonly state: 'bad'; readonly why: string }

export type OrderAsk = {
  readonly outTradeNo: string
  readonly openid: string
  readonly amount: Fen
  readonly description: string
  /** time_expire: identical on every repeat of one number. */
  readonly payBefore: Instant
}

/** HTTP access event: body plain or base64, header names in any case. */
export type HttpEvent = {
  readonly path: string
  readonly httpMethod: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly isBase64Encoded?: boolean
}
export type Notice = { readonly id: string; readonly eventType: string } & (
  | { readonly kind: 'paid'; readonly fact: PaidFact }
  /** A true notice of something else, or of a payment that is not a success: query before believing. */
  | { readonly kind: 'other'; readonly outTradeNo: string | null }
)

/** WeChat answered with an error, or not at all. `final`: the same ask will never succeed. */
export class WechatFault extends Error {
  constructor(readonly code: string, readonly final: boolean, message: string) {
    super(message)
  }
}
/** A true notice that our APIv3 key does not open: WeChat must repeat it, a person must look (P27). */
export class SealedNotice extends Error {}
/** The notice is not WeChat's, or not for us: answered 4xx, nothing stored. */
export class ForgedNotice extends Error {}

/** What one real call showed: `busy` and `silent` may pass, `refused` and `untrusted` will not. */
export type PayPing = {
  readonly state: 'good' | 'busy' | 'silent' | 'refused' | 'untrusted'
  readonly code: string
  readonly theirTime: Instant | null
}
export type AppPing = { readonly state: 'good' | 'silent' | 'refused'; readonly code: string }

export interface Pay {
  order(ask: OrderAsk): Promise<{ readonly prepayId: string }>
  sheet(prepayId: string): Sheet
  query(outTradeNo: string): Promise<Queried>
  /** `paid` when the payment was quicker than the closing (P18). */
  close(outTradeNo: string): Promise<'closed' | 'paid'>
  /** Every payment and refund of one day in Beijing, as WeChat Pay writes them the day after. */
  tradeBill(day: Day): Promise<TradeBill>
  /** Believes only signatures. Throws ForgedNotice, or an Error when a true notice cannot be read. */
  openNotice(event: HttpEvent): Notice
  /** For the health page: whether it answers, takes our signature and is taken by ours. */
  ping(): Promise<PayPing>
}

export type SendAnswer =
  | { readonly state: 'sent' }
  /** 43101, 40003: final for this person; the quota is void. */
  | { readonly state: 'unreachable'; readonly code: string }
  /** 47003, 40037, 41030 …: our own fault; alarm, never retry. */
  | { readonly state: 'our_fault'; readonly code: string; readonly message: string }
  /** -1, 45009, network: try later. */
  | { readonly state: 'later'; readonly code: string }

export type SubscribeMessage = {
  readonly openid: string
  readonly templateKey: string
  readonly fields: Readonly<Record<string, string>>
  readonly page: string
}

export interface Wechat {
  readonly pay: Pay
  /** `fields`: logical name -> text, already within limits; maps to the template's own keys. */
  send(message: SubscribeMessage): Promise<SendAnswer>
  /** The number behind the phone button's code; null when the code is spent or false. */
  phoneOf(code: string): Promise<string | null>
  pingApp(): Promise<AppPing>
}
