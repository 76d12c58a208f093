import type { Day, Instant } from '@contract/calendar'
import { type Fen, fen, ZERO } from '@contract/money'
import { byDueDay, withOpen } from '@core/domain/paying/account'
import { entry, type Entry, type Posting } from '@core/domain/paying/ledger'
import { isBankrupt } from '@core/domain/collecting/holds'
import { monthsIn, sayPeriod, spanOf } from '@core/domain/calendar'
import { nextWorkingDay } from '@core/domain/holidays'
import { invariant } from '@core/domain/invariant'
import type { Account, Bill, Community, Holding, OpenBill, Prepaid, Premises } from '@core/store/records'
import { charge, prepaidStep } from './charge'
import { inForce } from './inForce'
import { FEE_ITEMS, type TariffVersion } from './tariff'

/** Why a premises gets no bill: said in words, never billed as zero (rules §4). */
export const SKIPS = {
  NO_AREA: '没有登记面积，请先补面积',
  NO_HOLDER: '这段时间没有登记缴费户，请先登记',
  NO_TARIFF: '没有指定收费标准，请先指定',
  TARIFF_NOT_PUBLISHED: '收费标准还没有公示，请先公示再出账',
  TARIFF_NOT_YET: '收费标准在这个账期还没有生效',
  ALREADY_BILLED: '这个账期已经出过账',
} as const
export type SkipCode = keyof typeof SKIPS

export type RunTerms = { readonly communityId: string; readonly period: string; readonly items: readonly string[] }
export type Draft = Omit<Bill, 'source' | 'issuedAt'>
export type Skip = { readonly premises: string; readonly code: SkipCode }

/** Bills are due on the last day of their period; a day of rest moves it to the next working day (rules §2). */
export function dueDayOf(period: string): Day {
  return nextWorkingDay(spanOf(period).to)
}

/** A bill's id names the event: premises, item, period, account, revision (rules §5). */
export function billIdOf(premisesId: string, item: string, period: string, accountId: string, revision = 0): string {
  return `${premisesId}.${item}.${period}.${accountId}.${revision}`
}

export type PremisesFacts = {
  readonly premises: Premises
  readonly holding: Holding | undefined
  readonly tariffs: ReadonlyMap<string, TariffVersion>
  /** Bills of this premises that touch the period, whatever their own period. */
  readonly billed: readonly Pick<Bill, 'item' | 'from' | 'to' | 'void'>[]
}

/** The bills one premises gets in a run, and why it gets none. */
export function draftsFor(facts: PremisesFacts, terms: RunTerms, community: Community): { drafts: readonly Draft[]; skips: readonly Skip[] } {
  const { premises } = facts
  const skip = (code: SkipCode) => ({ drafts: [], skips: [{ premises: premises.label, code }] })
  const tariffs = inForce(premises.tariffIds.flatMap((id) => facts.tariffs.get(id) ?? []), spanOf(terms.period).from)
  const wanted = terms.items.length > 0 ? tariffs.filter((tariff) => terms.items.includes(tariff.item)) : tariffs
  if (wanted.length === 0) return skip('NO_TARIFF')
  const outcomes = wanted.map((tariff) => draftOne(facts, tariff, terms, community))
  return {
    drafts: outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : [outcome])),
    skips: outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [{ premises: premises.label, code: outcome }] : [])),
  }
}

function draftOne({ premises, holding, billed }: PremisesFacts, tariff: TariffVersion, terms: RunTerms, community: Community): Draft | SkipCode {
  const span = spanOf(terms.period)
  const { item } = tariff
  // Non-void bills of one premises and item never overlap in days (F12), whoever issued them.
  if (billed.some((bill) => !bill.void && bill.item === item && bill.from <= span.to && bill.to >= span.from)) return 'ALREADY_BILLED'
  if (!holding) return 'NO_HOLDER'
  if (tariff.publishedOn === null || tariff.basis === null) return 'TARIFF_NOT_PUBLISHED'
  if (tariff.effectiveFrom > span.from) return 'TARIFF_NOT_YET'
  if (tariff.kind === 'area' && premises.area === null) return 'NO_AREA'
  const { amount, steps } = charge(tariff, premises.area, monthsIn(span))
  return {
    _id: billIdOf(premises._id, item, terms.period, holding.accountId),
    communityId: terms.communityId, accountId: holding.accountId, premisesId: premises._id, item, title: FEE_ITEMS[item],
    period: terms.period, ...span, dueOn: dueDayOf(terms.period), payeeId: payeeOf(community, item), amount, working: steps,
    tariff: { tariffId: tariff._id, says: sayTariff(tariff), basis: tariff.basis, publishedOn: tariff.publishedOn },
    void: false,
  }
}

export function payeeOf(community: Community, item: string): string {
  const payeeId = community.payeeOf[item] ?? community.payees[0]?.payeeId
  invariant(payeeId, 'a community has a payee')
  return payeeId
}
export function sayTariff({ item, kind, price }: Pick<TariffVersion, 'item' | 'kind' | 'price'>): string {
  return `${FEE_ITEMS[item]} ${price} ${kind === 'area' ? '元/㎡·月' : '元/月'}`
}

export type Issued = { readonly account: Account; readonly bills: readonly Bill[]; readonly entry: Entry }

/**
 * Puts one account's drafts on the books: the bills, one entry, and the account rewritten. A
 * prepayment of the same fee item and payee pays first (rules §6). Bills that the account already
 * has, because an earlier run wrote them before it was cut off, are left out by the caller.
 */
export function issue(account: Account, drafts: readonly Draft[], run: { readonly _id: string }, at: Instant): Issued {
  let prepaid: readonly Prepaid[] = account.prepaid
  const postings: Posting[] = []
  const opened: OpenBill[] = []
  const bills = drafts.map((draft): Bill => {
    // Nothing of a bankrupt's is set off (rules §3).
    const used = isBankrupt(account) ? ZERO : usable(prepaid, draft)
    prepaid = usePrepaid(prepaid, draft, used)
    postings.push({ account: 'receivable', billId: draft._id, amount: draft.amount }, { account: `income:${draft.item}`, amount: fen(-draft.amount) })
    if (used > 0) {
      postings.push({ account: 'receivable', billId: draft._id, amount: fen(-used) }, { account: `liability:prepaid:${draft.item}`, amount: used })
    }
    const outstanding = fen(draft.amount - used)
    if (outstanding > 0) opened.push(openBill(draft, outstanding))
    return { ...draft, working: used > 0 ? [...draft.working, prepaidStep(used)] : draft.working, source: { kind: 'run', id: run._id }, issuedAt: at }
  })
  const first = drafts[0]
  invariant(first, 'an issue has a bill')
  const memo = [...new Set(drafts.map((draft) => sayPeriod(draft.period)))].join('、')
  return {
    account: withOpen(account, [...account.open, ...opened].sort(byDueDay), prepaid),
    bills,
    entry: entry({ _id: `charge:${first._id}`, communityId: account.communityId, accountId: account._id, kind: 'charge', at, postings, memo }),
  }
}

function openBill(draft: Draft, outstanding: Fen): OpenBill {
  const { _id: billId, item, title, period, payeeId, dueOn } = draft
  return { billId, item, title, period, payeeId, dueOn, outstanding }
}
/** What a prepayment of the same item and payee can still pay of a draft. */
export function usable(prepaid: readonly Prepaid[], draft: Pick<Draft, 'item' | 'payeeId' | 'amount'>): Fen {
  const held = prepaid.find((part) => part.item === draft.item && part.payeeId === draft.payeeId)?.amount ?? 0
  return fen(Math.min(held, draft.amount))
}
export function usePrepaid(prepaid: readonly Prepaid[], draft: Pick<Draft, 'item' | 'payeeId'>, used: Fen): readonly Prepaid[] {
  return prepaid.flatMap((part) => {
    if (part.item !== draft.item || part.payeeId !== draft.payeeId) return [part]
    const left = fen(part.amount - used)
    return left > 0 ? [{ ...part, amount: left }] : []
  })
}
