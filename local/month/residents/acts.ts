import type { Act, Visit } from '../month'
import { agree } from './consents'
import { openHome, openSheet, payOn, startQuote } from './paying'

/** Looks at what is due, and perhaps asks to be reminded, once or twice. */
export const reads: Act = async (visit) => {
  const home = await openHome(visit)
  if (!home || !visit.lot.chance(80)) return
  await agree(visit, 'bill_due')
  if (visit.lot.chance(40)) await agree(visit, 'bill_due')
  if (visit.lot.chance(15)) await wishes(visit)
}

/** When to be reminded, or not at all. Hours between two sweeps of the month, so that no crash moves a message past a visit. */
async function wishes({ month, resident, lot }: Visit): Promise<void> {
  const wish = { on: lot.chance(75), hour: lot.pick([12, 18]) }
  const saved = await month.calls.resident(resident.openid, 'reminders.save', wish)
  if (!saved.ok) month.broke('everybody_gets_in', `reminders.save of ${resident.home.label}: ${saved.refusal}`)
}

/** Says yes here and no in WeChat's own settings: the first message meets 43101. */
export const shutsMessagesOff: Act = async (visit) => {
  if (await openHome(visit)) await agree(visit, 'bill_due', { onPhone: false })
}

/** Everything due, in the two taps of the first screen; one in ten taps the button twice. */
export const paysAll: Act = async (visit) => {
  const sheet = await openSheet(visit, null)
  if (!sheet) return
  if (visit.lot.chance(10)) {
    const again = await startQuote(visit, sheet.quote, sheet.openid, sheet.whole)
    if (again?.outTradeNo !== sheet.outTradeNo) visit.month.broke('one_quote_one_order', `${visit.resident.home.label} tapped twice`)
  }
  await payOn(visit, sheet, visit.lot.chance(10) ? 'silent' : 'success')
  if (visit.lot.chance(50)) await agree(visit, 'receipt')
}

export const paysSome: Act = async (visit) => {
  const home = await openHome(visit)
  if (!home || home.bills.length === 0) return
  const billIds = visit.lot.some(home.bills, 50).map((bill) => bill.billId)
  const sheet = await openSheet(visit, { billIds })
  if (sheet) await payOn(visit, sheet)
}

/** A sum of whole yuan that fits none of the bills. */
export const paysAmount: Act = async (visit) => {
  const home = await openHome(visit)
  if (!home || home.due.total < 200) return
  const amount = (1 + visit.lot.below(Math.floor(home.due.total / 100) - 1)) * 100
  const sheet = await openSheet(visit, { amount })
  if (sheet) await payOn(visit, sheet)
}

/** Closes the payment sheet; half of them think better of it while the order is still open. */
export const cancels: Act = async (visit) => {
  const sheet = await openSheet(visit, null)
  if (!sheet) return
  await visit.month.calls.finger(sheet.outTradeNo, 'cancel')
  if (visit.lot.chance(50)) visit.later(() => paysAll(visit))
}

/** Leaves the sheet open, and pays a few minutes before the order is closed. */
export const paysInTheWindow: Act = async (visit) => {
  const sheet = await openSheet(visit, null)
  if (sheet) visit.later(async () => void (await payOn(visit, sheet)))
}

/** Leaves the sheet open for good: the order is closed, and nobody owes a fen less. */
export const leavesTheSheet: Act = async (visit) => {
  await openSheet(visit, null)
}

/** One person, two devices: everything on the first, a few bills on the second, a finger on both (P11). */
export const paysOnTwoDevices: Act = (visit) => paysTwice(visit, visit.resident.openid)

/** The owner and the family open the account at one time, and both pay (P12). */
export const paysWithFamily: Act = (visit) => paysTwice(visit, visit.resident.hasFamily ? visit.resident.home.family : visit.resident.openid)

async function paysTwice(visit: Visit, second: string): Promise<void> {
  const { calls } = visit.month
  const home = await openHome(visit)
  const first = home && (await openSheet(visit, null))
  if (!home || !first) return
  // While the second device replaces the first one's order, the first may be paying it.
  const races = visit.lot.chance(40)
  if (races) await calls.wechat('faults', { closeRaces: true })
  const other = await openSheet(visit, { billIds: home.bills.slice(0, 1).map((bill) => bill.billId) }, second)
  if (races) await calls.wechat('faults', { closeRaces: null })
  await payOn(visit, first)
  if (other && other.outTradeNo !== first.outTradeNo) await payOn(visit, other)
}

/** Another's WeChat pays the sheet: not the payer we know, so a person must look (P08). */
export const paysFromAnothersPhone: Act = async (visit) => {
  const { month, resident } = visit
  const sheet = await openSheet(visit, null)
  if (!sheet) return
  // Only the notice tells who paid; a query would have nothing to doubt.
  await month.calls.wechat('faults', { clear: true, queryError: true, noticeSays: { payer: { openid: 'somebody-else' } } })
  const touched = await month.calls.finger(sheet.outTradeNo, 'success')
  await month.calls.wechat('faults', { clear: true, ...visit.weather.faults })
  if (touched.ok) month.memory.paid.set(sheet.outTradeNo, sheet.quote.total)
  else month.broke('everybody_gets_in', `the sheet of ${resident.home.label}: ${touched.says}`)
}
