import type { Fen } from '@contract/money'
import { parseDecimal, roundYuanToFen, yuanToFen } from '@core/domain/billing/decimal'
import type { BillRow } from './wechat'

/**
 * The text of a trade bill: header, rows, summary's header, summary
 * (pay.weixin.qq.com/docs/merchant/products/bill-download/format-trade.html). Whatever is not as
 * written there is refused with a word: half a bill would look like payments that never came.
 *
 * Columns are known by name and never by place, since merchants of the first years get others.
 */
const COLUMNS = {
  appid: ['公众账号ID'],
  mchid: ['商户号'],
  transactionId: ['微信订单号'],
  outTradeNo: ['商户订单号'],
  state: ['交易状态'],
  /** Not 应结订单金额: a coupon makes that one smaller (P07). */
  amount: ['订单金额', '总金额'],
  refundId: ['微信退款单号'],
  refund: ['申请退款金额', '退款金额'],
  fee: ['手续费'],
} as const
const SUMS = {
  count: ['总交易单数'],
  amount: ['订单总金额', '总交易额'],
  refund: ['申请退款总金额', '总退款金额'],
  fee: ['手续费总金额'],
} as const

const KINDS: Readonly<Record<string, BillRow['kind']>> = { SUCCESS: 'paid', REFUND: 'refunded', REVOKED: 'revoked' }
/** Numbers of WeChat Pay's own. */
const ITS_NUMBER = /^[0-9A-Za-z]{1,64}$/
/** A fee is written with more places than a fen has. */
const FEE_PLACES = 5

export type BillFile = { readonly ok: true; readonly rows: readonly BillRow[] } | { readonly ok: false; readonly why: string }
class Unreadable extends Error {}

export function readBillFile(text: string, mchid: string): BillFile {
  try {
    return { ok: true, rows: read(text, mchid) }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, why: error.message }
    throw error
  }
}

function read(text: string, mchid: string): readonly BillRow[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  while (lines.at(-1) === '') lines.pop()
  const [header = '', ...rest] = lines
  const summaryLine = rest.pop() ?? ''
  const summaryHeader = rest.pop() ?? ''
  const isWhole = [header, summaryHeader].every((line) => /^[^`]/.test(line)) && summaryLine.startsWith('`')
  if (!isWhole) throw new Unreadable('账单不完整，缺少汇总')

  const places = placesOf(header, COLUMNS)
  const rows = rest.map((line, i) => rowAt(valuesOf(line, places.width, `第 ${i + 1} 行`), places.at, mchid, `第 ${i + 1} 行`))
  const summary = placesOf(summaryHeader, SUMS)
  checkSummary(rows, valuesOf(summaryLine, summary.width, '汇总'), summary.at)
  refuseTwice(rows)
  return rows.map((row) => row.said)
}

type Places<C> = { readonly width: number; readonly at: Readonly<Record<keyof C, number>> }

function placesOf<C extends Readonly<Record<string, readonly string[]>>>(header: string, wanted: C): Places<C> {
  const names = header.split(',').map((name) => name.trim())
  const at = Object.entries(wanted).map(([key, called]) => {
    const name = called.find((one) => names.includes(one))
    if (name === undefined) throw new Unreadable(`账单缺少“${called[0]}”一列`)
    if (names.indexOf(name) !== names.lastIndexOf(name)) throw new Unreadable(`账单有两列“${name}”`)
    return [key, names.indexOf(name)]
  })
  return { width: names.length, at: Object.fromEntries(at) as Record<keyof C, number> }
}

/** Nothing is quoted, so only a comma before a backtick ends a value: a goods name may hold commas. */
function valuesOf(line: string, width: number, where: string): readonly string[] {
  if (!line.startsWith('`')) throw new Unreadable(`${where}不是账单的格式`)
  const values = line.slice(1).split(',`').map((value) => value.trim())
  if (values.length !== width) throw new Unreadable(`${where}有 ${values.length} 列，表头有 ${width} 列`)
  return values
}

/** `exact` keeps what the summary adds up, in the smallest part that is written. */
type Row = { readonly said: BillRow; readonly exact: { readonly amount: bigint; readonly refund: bigint; readonly fee: bigint } }

function rowAt(values: readonly string[], at: Places<typeof COLUMNS>['at'], mchid: string, where: string): Row {
  const value = (column: keyof typeof COLUMNS) => values[at[column]] ?? ''
  const kind = Object.hasOwn(KINDS, value('state')) ? KINDS[value('state')] : undefined
  if (!kind) throw new Unreadable(`${where}的交易状态是“${value('state').slice(0, 20)}”`)
  if (value('mchid') !== mchid) throw new Unreadable(`${where}是另一个商户的`)
  const [transactionId, refundId] = [value('transactionId'), value('refundId')]
  if (!ITS_NUMBER.test(transactionId)) throw new Unreadable(`${where}没有微信订单号`)
  if (kind === 'refunded' && !ITS_NUMBER.test(refundId)) throw new Unreadable(`${where}没有微信退款单号`)
  const amount = { paid: money(value('amount'), where), refunded: money(value('refund'), where) }
  return {
    said: {
      kind, transactionId, appid: value('appid'), outTradeNo: value('outTradeNo'), refundId: kind === 'refunded' ? refundId : null,
      amount: kind === 'refunded' ? amount.refunded : amount.paid, fee: feeOf(value('fee'), where),
    },
    exact: { amount: exactly(value('amount'), where), refund: exactly(value('refund'), where), fee: exactly(value('fee'), where) },
  }
}

/** Yuan as text, without a float on the way: 1.15 × 100 is not 115 (P37). */
function money(text: string, where: string): Fen {
  const amount = yuanToFen(text)
  return amount === null || amount < 0 ? noAmount(text, where) : amount
}
function feeOf(text: string, where: string): Fen {
  return roundYuanToFen(text, FEE_PLACES) ?? noAmount(text, where)
}
function exactly(text: string, where: string): bigint {
  return parseDecimal(text, FEE_PLACES) ?? noAmount(text, where)
}
function noAmount(text: string, where: string): never {
  throw new Unreadable(`${where}的金额“${text.slice(0, 20)}”不是金额`)
}

/** A bill whose rows do not add up to its own summary is not half right, it is wrong (P36). */
function checkSummary(rows: readonly Row[], values: readonly string[], at: Places<typeof SUMS>['at']): void {
  const counted = parseDecimal(values[at.count] ?? '', 0)
  if (counted !== BigInt(rows.length)) throw new Unreadable(`汇总写的是 ${values[at.count]} 笔，明细有 ${rows.length} 笔`)
  for (const [column, says] of [['amount', '订单金额'], ['refund', '退款金额'], ['fee', '手续费']] as const) {
    const sum = rows.reduce((total, row) => total + row.exact[column], 0n)
    if (exactly(values[at[column]] ?? '', '汇总') !== sum) throw new Unreadable(`汇总的${says}与明细之和不符`)
  }
}

/** One payment or refund stands once in one bill; twice, it would be counted twice. */
function refuseTwice(rows: readonly Row[]): void {
  const seen = new Set<string>()
  for (const { said: { kind, transactionId, refundId } } of rows) {
    const fact = `${kind} ${refundId ?? transactionId}`
    if (seen.has(fact)) throw new Unreadable(`${refundId ?? transactionId} 在账单里出现了两次`)
    seen.add(fact)
  }
}
