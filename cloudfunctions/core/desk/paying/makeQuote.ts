import type { Day } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import type { Fen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { ownAccount } from '@core/desk/people/residentAccount'
import { payeeName } from '@core/domain/billing/run'
import { addMs } from '@core/domain/calendar'
import { QUOTE_LIVES_MS } from '@core/domain/paying/orderTimes'
import { seenFrom } from '@core/domain/paying/seen'
import type { Charges } from '@core/domain/paying/lateCharge'
import { quote } from '@core/domain/paying/quote'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Line, Quote } from '@core/store/records'
import { present } from '@core/store/store'
import { chargesOf } from './charges/chargesOf'
import { discountShown, lateShown } from './charges/chargesShown'

type Ask = {
  accountId?: string | undefined; billIds?: string[] | undefined; planId?: string | undefined; parts?: number[] | undefined; amount?: Fen | undefined
}

/** pay.quote: prices come from the cloud (P40); the phone named bills and at most how much to pay. */
export async function makeQuote(ask: Ask, caller: Caller, world: World): Promise<Outcome<ResidentAnswer<'pay.quote'>>> {
  const own = await ownAccount(world, caller, ask.accountId)
  if (!own.ok) return own
  const { account } = own.value
  const community = present(await world.store.get('communities', account.communityId), 'the community')
  if (community.paused) return refuse('COLLECTION_PAUSED')
  const charges = await chargesOf(community, world)
  const quoted = quote(visibleTo(own.value), ask, world.today, charges)
  if (!quoted.ok) return quoted.refusal === 'BILL_ALREADY_PAID' ? refuse(await whyNotOwed(ask.billIds ?? [], own.value, world)) : quoted
  const { payeeId, total, lines, others } = quoted.value
  const saved: Quote = {
    _id: world.newId(), communityId: account.communityId, accountId: account._id, openid: caller.openid, payeeId, total, lines,
    createdAt: world.now, expiresAt: addMs(world.now, QUOTE_LIVES_MS),
  }
  await world.store.addNew('quotes', [saved])
  return accept({
    quoteId: saved._id, total, payee: payeeName(community, payeeId), expiresAt: saved.expiresAt,
    lines: lines.map((line) => ({ ...billWords(account, line.billId), ...lineWords(account, line, world.today, charges) })),
    ...(others.length > 0 ? { others: others.map((o) => ({ payee: payeeName(community, o.payeeId), total: o.total, count: o.count })) } : {}),
  })
}

/** Only a bill that the caller may see is said to be paid: another's, and one that is not there, get one answer (P40). */
export async function whyNotOwed(billIds: readonly string[], mine: { account: Account; binding: { seesFrom: string | null } }, world: World) {
  const wanted = [...new Set(billIds)]
  const { account, binding } = mine
  const bills = await world.store.getMany('bills', wanted)
  const seen = bills.filter(({ accountId, dueOn }) => accountId === account._id && (binding.seesFrom ?? '') <= dueOn)
  return seen.length === wanted.length ? 'BILL_ALREADY_PAID' : 'BILL_NOT_FOUND'
}

/** What the phone is shown of a line: the charge that is fixed with it stays in the cloud. */
function lineWords(account: Account, { billId, amount, late, discount }: Line, today: Day, charges: Charges) {
  return {
    billId, amount,
    ...(late === undefined ? {} : { late, lateSays: lateShown(account, billId, today, charges)?.says ?? '' }),
    ...(discount === undefined ? {} : { discount, discountSays: discountShown(account, billId, today, charges)?.says ?? '' }),
  }
}

function billWords({ open, lateOwed = [] }: Account, billId: string) {
  const { title, period, dueOn } = present([...open, ...lateOwed].find((bill) => bill.billId === billId), 'the quoted bill')
  return { title, period, dueOn }
}

/** A tenant sees and pays the tenancy's bills only (rules §3). */
export function visibleTo({ account, binding }: { account: Account; binding: { seesFrom: string | null } }): Account {
  const { seesFrom } = binding
  return seesFrom === null ? account : seenFrom(account, seesFrom)
}
