import { lotOf } from '../lots'
import type { Month } from '../month'
import type { Night } from '../night'
import * as messages from './messages'
import * as money from './money'
import * as reconciled from './reconciled'

/** Says what is wrong, in words without anything that chance has named; nothing when the rule holds. */
export type Rule = (night: Night) => readonly string[]

/** Checked every night, beside the rules of the books. */
export const RULES: Readonly<Record<string, Rule>> = {
  wechat_equals_cash: money.wechatEqualsCash,
  identity: money.identity,
  collected_is_placed_or_waits: money.collectedIsPlacedOrWaits,
  prepaid_is_booked: money.prepaidIsBooked,
  surplus_has_task: money.surplusHasTask,
  nothing_hangs: money.nothingHangs,
  paid_once: money.paidOnce,
  days_are_reconciled: reconciled.daysAreReconciled,
  differences_are_known: reconciled.differencesAreKnown,
  hours_are_kept: messages.hoursAreKept,
  caps_are_kept: messages.capsAreKept,
  only_who_owes_is_reminded: messages.onlyWhoOwesIsReminded,
  consents_add_up: messages.consentsAddUp,
  phones_agree: messages.phonesAgree,
}

const PAYERS_ASKED = 1

export async function checkNight(month: Month, night: Night): Promise<void> {
  for (const [rule, holds] of Object.entries(RULES)) for (const says of holds(night)) month.broke(rule, says)
  await auditBooks(month)
  await askPayers(month, night)
}

async function auditBooks({ calls, town, broke }: Month): Promise<void> {
  const audited = await calls.staff(town.staff.finance, 'books.audit', { communityId: town.communityId })
  if (!audited.ok) return broke('books', `books.audit: ${audited.refusal}`)
  for (const { rule, broken } of audited.value.rules) for (const says of broken) broke(`books:${rule}`, says)
}

/** A few of today's payers open the app again: they read what the books say, and nothing that WeChat has is unpaid. */
async function askPayers({ calls, seed, broke, memory }: Month, { orders, accounts, day }: Night): Promise<void> {
  const today = orders.filter(({ _id, paidAt }) => paidAt?.startsWith(day) && memory.paid.has(_id))
  const lot = lotOf(seed, 'asked again', day)
  const byAccount = [...today].sort((a, b) => (a.accountId + a.amount < b.accountId + b.amount ? -1 : 1))
  for (const { _id: outTradeNo, openid, accountId } of byAccount.filter(() => lot.chance(50)).slice(0, PAYERS_ASKED)) {
    const status = await calls.resident(openid, 'pay.status', { outTradeNo })
    if (status.ok && status.value.state !== 'paid') broke('never_unpaid', `${accountId} reads ${status.value.state}`)
    const home = await calls.resident(openid, 'home.show', { accountId })
    if (!home.ok) continue
    const open = accounts.find(({ _id }) => _id === accountId)?.open ?? []
    const differs = home.value.bills.filter(({ billId, outstanding }) => !open.some((bill) => bill.billId === billId && bill.outstanding === outstanding))
    if (differs.length > 0) broke('never_unpaid', `${accountId} sees ${differs.length} bills otherwise than the books`)
  }
}
