import { createHash } from 'node:crypto'
import type { Faults } from './faults'
import type { Keys } from './keys'
import type { Order } from './model'
import type { Shelves } from './shelves'
import { rfc3339 } from './worldTime'

/**
 * The text of a day's trade bill: a header, a row a payment by the time of its success in Beijing, a
 * summary's header and its row. UTF-8 with a mark; every value of a row begins with a backtick;
 * nothing is quoted, so a comma inside a goods name stands there as it is.
 */
type Row = Readonly<Record<string, string>>
type Bill = { readonly header: readonly string[]; readonly summary: readonly string[] }

const TODAYS: Bill = {
  header: (
    '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,' +
    '微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
  ).split(','),
  summary: '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'.split(','),
}
/** What merchants of the first years still get: other names, other places, and columns nobody else has. */
const LEGACY: Bill = {
  header: (
    '交易时间,公众账号ID,商户号,子商户号,门店编号,商户订单号,微信订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,企业红包金额,' +
    '微信退款单号,商户退款单号,退款金额,企业红包退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率'
  ).split(','),
  summary: '总交易单数,总交易额,总退款金额,总企业红包退款金额,手续费总金额'.split(','),
}
/** 0.6 %, in thousandths; rounded half up to the fen, a payment at a time. */
const FEE_RATE = 6

type Means = { shelves: Shelves; keys: Keys; faults: Faults }

/** Null when nothing happened on that day. */
export function writeBill({ shelves, keys, faults }: Means, day: string): string | null {
  const { billLegacy, billLacks, billForeign, billRefund, billAmountOff = 0 } = faults.current()
  const paid = shelves.orders.list()
    .filter((order) => order.paid && rfc3339(order.paid.atMs).startsWith(day) && order.outTradeNo !== billLacks)
    .sort((a, b) => (a.paid?.atMs ?? 0) - (b.paid?.atMs ?? 0))
  const refunded = billRefund === undefined ? undefined : shelves.orders.get(billRefund)
  const rows = [
    ...paid.map((order) => paidRow(order, billAmountOff)),
    ...(billForeign === undefined ? [] : [foreignRow(keys, day, billForeign)]),
    ...(refunded?.paid ? [refundRow(refunded, day)] : []),
  ]
  if (rows.length === 0) return null
  const { header, summary } = billLegacy ? LEGACY : TODAYS
  const tally = tallyOf(rows, faults.take('billSummaryWrong') ? 1 : 0)
  const lines = [header.join(','), ...rows.map((row) => valuesOf(header, row)), summary.join(','), valuesOf(summary, tally)]
  return `\ufeff${lines.join('\r\n')}\r\n`
}

function valuesOf(names: readonly string[], row: Row): string {
  return names.map((name) => `\`${row[name] ?? ''}`).join(',')
}

type Facts = { day: string; appid: string; mchid: string; transactionId: string; outTradeNo: string; openid: string; goods: string }

function rowOf(facts: Facts, more: Row): Row {
  return {
    公众账号ID: facts.appid, 商户号: facts.mchid, 特约商户号: '0', 子商户号: '0', 微信订单号: facts.transactionId,
    商户订单号: facts.outTradeNo, 用户标识: facts.openid, 交易类型: 'JSAPI', 付款银行: 'OTHERS', 货币种类: 'CNY', 代金券金额: '0.00',
    企业红包金额: '0.00', 微信退款单号: '0', 商户退款单号: '0', 退款金额: '0.00', 充值券退款金额: '0.00', 企业红包退款金额: '0.00',
    商品名称: facts.goods, 费率: '0.60%', 申请退款金额: '0.00', ...more,
  }
}

function payment(facts: Facts, time: string, total: number): Row {
  const amount = yuan(total)
  const fee = `${yuan(Math.floor((total * FEE_RATE + 500) / 1000))}000`
  return rowOf(facts, { 交易时间: time, 交易状态: 'SUCCESS', 应结订单金额: amount, 总金额: amount, 订单金额: amount, 手续费: fee })
}

function factsOf({ ask, outTradeNo, paid }: Order): Facts {
  const at = rfc3339(paid?.atMs ?? 0)
  return {
    day: at.slice(0, 10), appid: ask.appid, mchid: ask.mchid, transactionId: paid?.transactionId ?? '', outTradeNo,
    openid: ask.payer.openid, goods: ask.description,
  }
}
function paidRow(order: Order, off: number): Row {
  const at = rfc3339(order.paid?.atMs ?? 0)
  return payment(factsOf(order), `${at.slice(0, 10)} ${at.slice(11, 19)}`, order.ask.amount.total + off)
}

/** A payment of one yuan under a number that is not in the till. Its transaction follows from the number. */
function foreignRow({ appid, mchid }: Keys, day: string, outTradeNo: string): Row {
  const digits = BigInt(`0x${createHash('sha1').update(outTradeNo).digest('hex').slice(0, 15)}`)
  const transactionId = `4200${String(digits).padStart(24, '0')}`
  return payment({ day, appid, mchid, transactionId, outTradeNo, openid: 'oAnother', goods: '另一个系统, 的商品' }, `${day} 12:00:00`, 100)
}

/** The whole payment given back by hand, outside of the till. */
function refundRow(order: Order, day: string): Row {
  const amount = yuan(order.ask.amount.total)
  const id = `5030${factsOf(order).transactionId.slice(4)}`
  const refund = { 微信退款单号: id, 商户退款单号: id, 退款金额: amount, 申请退款金额: amount, 退款类型: 'ORIGINAL', 退款状态: 'SUCCESS' }
  const nothing = { 应结订单金额: '0.00', 总金额: '0.00', 订单金额: '0.00', 手续费: '0.00000' }
  return rowOf(factsOf(order), { 交易时间: `${day} 12:30:00`, 交易状态: 'REFUND', ...nothing, ...refund })
}

/** Written as WeChat Pay writes it: the count with a decimal, sums with as many as they need. */
function tallyOf(rows: readonly Row[], more: number): Row {
  const sum = (name: string) => rows.reduce((total, row) => total + Math.round(Number(row[name]) * 100), 0)
  const [amount, refund, fee] = [yuan(sum('订单金额')), yuan(sum('申请退款金额')), yuan(sum('手续费'))]
  return {
    总交易单数: `${rows.length + more}.0`, 应结订单总金额: amount, 订单总金额: amount, 总交易额: amount, 退款总金额: refund, 申请退款总金额: refund,
    总退款金额: refund, 充值券退款总金额: '0.0', 总企业红包退款金额: '0.0', 手续费总金额: `${fee}000`,
  }
}

/** 11999 -> "119.99". */
function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
