import type { Day } from '@contract/calendar'
import { dayOf } from '@contract/calendar'
import { type Fen, fen, showFen, sumFen, ZERO } from '@contract/money'
import type { Difference, Order, Sides } from '@core/store/records'
import type { BillRow } from '@core/wechat/wechat'
import type { Entry } from './ledger'
import { isOurNumber } from './orderNumber'

/**
 * What a day's trade bill and our books may disagree about (rules §6), as a careful accountant sorts
 * it: who has the money, how much, in which state, and whose it is. The machine repairs only what a
 * query proves; everything else waits for a person with the words of its remedy.
 */
export const DIFFERENCES = {
  not_booked: {
    name: '微信已收，账上没有',
    remedy: '系统会向微信查单，查实的自动补记。没有补上的，请在微信商户平台按单号核实，并联系技术支持',
  },
  not_in_bill: {
    name: '账上已收，微信账单没有',
    remedy: '请在微信商户平台按单号查这笔交易：已到账的写明查到的结果；没有到账的，请联系技术支持冲正',
  },
  amount: {
    name: '金额不一致',
    remedy: '以微信账单为准。请核对这笔付款的凭证，与缴费户说明后调整，并写明处理结果',
  },
  state: {
    name: '状态不一致',
    remedy: '请按说明核对这笔款的去向（待核对的付款、商户平台的退款），处理后写明结果',
  },
  not_ours: {
    name: '账上没有这个单号',
    remedy: '请确认是不是同一商户号的其他系统收的款。本系统的单号已记入待处理款，请找到付款人后再处理',
  },
} as const satisfies Record<string, { name: string; remedy: string }>
export type DifferenceKind = keyof typeof DIFFERENCES

/** Whose payments this environment knows as its own (P28). */
export type Own = { readonly appid: string; readonly orderPrefix: string }
export type Books = { readonly order: Order | null; readonly entry: Entry | null }

/** A difference before it is known whose staff it is for. */
export type Finding = Pick<Difference, '_id' | 'kind' | 'outTradeNo' | 'transactionId' | 'theirs' | 'ours' | 'says'>

export type Verdict =
  | { readonly is: 'same'; readonly booked: Fen }
  /** Not on our books: only WeChat can say whether it is true. */
  | { readonly is: 'unbooked' }
  /** Another system's money under the same merchant. */
  | { readonly is: 'foreign' }
  | { readonly is: 'different'; readonly booked: Fen; readonly finding: Finding }

const DIFFERENT = (booked: Fen, finding: Finding): Verdict => ({ is: 'different', booked, finding })

/** What one payment of the bill is to our books. Gross amounts: WeChat's fee is an expense, not a difference (P34). */
export function judgePayment(row: BillRow, { order, entry }: Books, own: Own): Verdict {
  const isOurs = row.appid === own.appid && isOurNumber(own.orderPrefix, row.outTradeNo)
  if (!entry) return order || isOurs ? { is: 'unbooked' } : { is: 'foreign' }
  const booked = received(entry)
  if (booked !== row.amount) {
    return DIFFERENT(booked, finding('amount', row, booked, `微信账单是 ${showFen(row.amount)} 元，账上记了 ${showFen(booked)} 元`))
  }
  if (!order) {
    return DIFFERENT(booked, finding('not_ours', row, booked, `账上没有这个支付单，${showFen(booked)} 元已记入待处理款，等待找到付款人`))
  }
  if (order.state === 'paid' && order.transactionId === row.transactionId) return { is: 'same', booked }
  const why = order.review === null ? '这个单号在账上是另一笔交易' : `这笔付款在待核对（${doubtOf(order.review)}）`
  return DIFFERENT(booked, finding('state', row, booked, `微信已收 ${showFen(row.amount)} 元，${why}`))
}

/** A refund or a revocation: nothing in our books gives money back by itself, so each is looked at. */
export function judgeReturn(row: BillRow, order: Order | null, own: Own): Verdict {
  const isOurs = row.appid === own.appid && isOurNumber(own.orderPrefix, row.outTradeNo)
  if (!order && !isOurs) return { is: 'foreign' }
  const says = row.kind === 'refunded'
    ? `微信在这一天退款 ${showFen(row.amount)} 元（退款单号 ${row.refundId}），账上没有记这笔退款`
    : `微信在这一天撤销了 ${showFen(row.amount)} 元的付款，账上没有记`
  return DIFFERENT(ZERO, {
    ...finding('state', row, ZERO, says), _id: `diff:${row.kind}:${row.refundId ?? row.transactionId}`, theirs: fen(-row.amount),
  })
}

/** The bill has it and the books could not be made to. */
export function stillUnbooked(row: BillRow): Finding {
  return finding('not_booked', row, ZERO, `微信账单有 ${showFen(row.amount)} 元，查单没有证实这笔付款，没有补记`)
}
/** The bill had it, the books did not, a query proved it. */
export function bookedNow(row: BillRow): Finding {
  return finding('not_booked', row, row.amount, `微信已收 ${showFen(row.amount)} 元，账上没有，已按微信查单补记`)
}

/** The books have it and the bill does not (P34). Near midnight it may stand in the next day's. */
export function notInBill(order: Order, isPaidByQuery: boolean): Finding {
  const late = isNearMidnight(order) ? '。付款时间临近零点，若在次日账单里，系统会自动销掉这条差异' : ''
  return {
    _id: notInBillId(order.transactionId ?? order._id), kind: 'not_in_bill', outTradeNo: order._id, transactionId: order.transactionId,
    theirs: ZERO, ours: order.amount, says: `账上收了 ${showFen(order.amount)} 元，微信账单里没有；微信查单说${isPaidByQuery ? '已付款' : '没有付款'}${late}`,
  }
}
export function notInBillId(transactionId: string): string {
  return `diff:not_in_bill:${transactionId}`
}
const LAST_MINUTES = /T23:5[5-9]:/
function isNearMidnight({ paidAt }: Order): boolean {
  return LAST_MINUTES.test(paidAt ?? '')
}

/** All of a day's payments of other systems are one difference: the merchant may be shared with a busy one. */
export function foreignFinding(mchid: string, day: Day, foreign: { count: number; total: Fen; numbers: readonly string[] }): Finding {
  const some = `${foreign.numbers.join('、')}${foreign.count > foreign.numbers.length ? ' 等' : ''}`
  return {
    _id: `diff:not_ours:${mchid}:${day}`, kind: 'not_ours', outTradeNo: foreign.numbers[0] ?? '', transactionId: null, theirs: foreign.total,
    ours: ZERO, says: `同一商户号有 ${foreign.count} 笔、合计 ${showFen(foreign.total)} 元不是本系统的单号：${some}`,
  }
}

/** On which day the books have a payment of the bill, where that is not the bill's. */
export function otherDay(order: Order | null, day: Day): Day | null {
  const booked = order?.paidAt ? dayOf(order.paidAt) : day
  return booked === day ? null : booked
}

function finding(kind: DifferenceKind, row: BillRow, ours: Fen, says: string): Finding {
  const { outTradeNo, transactionId } = row
  return { _id: `diff:${kind}:${transactionId}`, kind, outTradeNo, transactionId, theirs: row.amount, ours, says }
}
/** The money of a payment's entry, wherever it was placed. */
function received(entry: Entry): Fen {
  return sumFen(entry.postings.filter((posting) => posting.account.startsWith('cash:wechat:')).map((posting) => posting.amount))
}
/** A review is written as the transaction and the reason. */
function doubtOf(review: string): string {
  return review.slice(review.indexOf(': ') + 2)
}

export const NOTHING: Sides = {
  paid: { count: 0, total: ZERO }, refunded: { count: 0, total: ZERO }, fee: ZERO, booked: { count: 0, total: ZERO },
}
/** The sides with one row more, `booked` being what our books have for it. */
export function withRow(sides: Sides, row: BillRow, booked: Fen): Sides {
  const given = row.kind === 'paid' ? { paid: more(sides.paid, row.amount) } : { refunded: more(sides.refunded, row.amount) }
  return { ...sides, ...given, fee: fen(sides.fee + row.fee), ...(booked === 0 ? {} : { booked: more(sides.booked, booked) }) }
}
export function withBooked(sides: Sides, amount: Fen): Sides {
  return { ...sides, booked: more(sides.booked, amount) }
}
export function more(sum: { count: number; total: Fen }, amount: Fen): { count: number; total: Fen } {
  return { count: sum.count + 1, total: fen(sum.total + amount) }
}
