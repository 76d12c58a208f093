import type { ResidentAnswer, ResidentAsk } from '@contract/contract/resident'
import type { Visit } from '../month'

type Home = ResidentAnswer<'home.show'>
type Quote = ResidentAnswer<'pay.quote'>
/** `whole`: each of its bills is paid in full, so that none of them may be left on the first screen. */
export type Sheet = { readonly outTradeNo: string; readonly openid: string; readonly quote: Quote; readonly whole: boolean }

/** Refusals that an honest person meets in such a month; any other is a fault of ours. */
const NO_QUOTE = ['NOTHING_DUE', 'BILL_ALREADY_PAID']
const NO_ORDER = ['QUOTE_CHANGED', 'PAYMENT_CONFIRMING', 'PAYMENT_UNDER_REVIEW', 'QUOTE_EXPIRED', 'PAY_UNAVAILABLE']

/** The first screen of an account; null while a payment is on its way, when it offers nothing to pay. */
export async function openHome({ month, resident }: Visit, openid = resident.openid): Promise<Home | null> {
  const reply = await month.calls.resident(openid, 'home.show', { accountId: resident.home.accountId })
  if (!reply.ok) {
    month.broke('everybody_gets_in', `home.show of ${resident.home.label}: ${reply.refusal}`)
    return null
  }
  return reply.value.confirming ? null : reply.value
}

export type Choice = { readonly billIds: string[] } | { readonly amount: number } | { readonly planId: string; readonly parts: number[] } | null

/** Quote and order: what lies behind 立即缴纳. Null when there was nothing to pay, or no way to begin now. */
export async function openSheet(visit: Visit, choice: Choice, openid = visit.resident.openid): Promise<Sheet | null> {
  const { month, resident } = visit
  const ask = { accountId: resident.home.accountId, ...choice } as ResidentAsk<'pay.quote'>
  const quoted = await month.calls.resident(openid, 'pay.quote', ask)
  if (!quoted.ok) {
    if (!NO_QUOTE.includes(quoted.refusal)) month.broke('everybody_gets_in', `pay.quote of ${resident.home.label}: ${quoted.refusal}`)
    return null
  }
  return startQuote(visit, quoted.value, openid, choice === null || 'billIds' in choice)
}

/** The order of a quote; asked again it is the same order (P13, P14). */
export async function startQuote(visit: Visit, quote: Quote, openid: string, whole: boolean): Promise<Sheet | null> {
  const { month, resident } = visit
  const started = await month.calls.resident(openid, 'pay.start', { quoteId: quote.quoteId })
  if (!started.ok) {
    if (!NO_ORDER.includes(started.refusal)) month.broke('everybody_gets_in', `pay.start of ${resident.home.label}: ${started.refusal}`)
    // WeChat Pay did not answer: the person tries once more a little later, with the same quote.
    if (started.refusal === 'PAY_UNAVAILABLE') visit.later(() => tryAgain(visit, quote, openid, whole))
    return null
  }
  if (!('outTradeNo' in started.value)) return null
  const { outTradeNo } = started.value
  month.memory.started.set(outTradeNo, { accountId: resident.home.accountId, openid })
  return { outTradeNo, openid, quote, whole }
}

async function tryAgain(visit: Visit, quote: Quote, openid: string, whole: boolean): Promise<void> {
  const sheet = await startQuote({ ...visit, later: () => undefined }, quote, openid, whole)
  if (sheet) await payOn(visit, sheet)
}

/** The finger on the sheet, and the page after it. False when WeChat would not take the money any more. */
export async function payOn(visit: Visit, sheet: Sheet, finger: 'success' | 'silent' = 'success'): Promise<boolean> {
  const touched = await visit.month.calls.finger(sheet.outTradeNo, finger)
  if (!touched.ok) return false
  visit.month.memory.paid.set(sheet.outTradeNo, sheet.quote.total)
  await seePaid(visit, sheet)
  return true
}

/** WeChat has the money: neither the result page nor the first screen may call it unpaid (F01, F08). */
async function seePaid(visit: Visit, { outTradeNo, openid, quote, whole }: Sheet): Promise<void> {
  const { month, resident, lot } = visit
  const status = await month.calls.resident(openid, 'pay.status', { outTradeNo })
  if (!status.ok || !['paid', 'confirming'].includes(status.value.state)) {
    month.broke('never_unpaid', `${resident.home.label} paid and reads ${status.ok ? status.value.state : status.refusal}`)
  }
  if (status.ok && status.value.state === 'paid') month.memory.confirmed.add(outTradeNo)
  if (!whole || !lot.chance(HOME_LOOKED_AT_PERCENT)) return
  const home = await openHome(visit, openid)
  const unpaid = home?.bills.filter(({ billId }) => quote.lines.some((line) => line.billId === billId)) ?? []
  if (unpaid.length > 0) month.broke('never_unpaid', `${resident.home.label} paid and still sees ${unpaid.length} of the bills`)
}
const HOME_LOOKED_AT_PERCENT = 20
