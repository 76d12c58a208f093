import type { Day } from '@contract/calendar'
import type { Fen } from '@contract/money'
import { addDays, type Span, spanOf } from '@core/domain/calendar'
import type { Bill, Community, Entitlement, Holding, Meter, PoolShare, Premises, Reading } from '@core/store/records'
import { draftPayer } from './draftPayer'
import { inForce } from './inForce'
import { overlap, type Stretch, stretchesOf } from './spans'
import type { TariffVersion } from './tariff'

/** Why a premises gets no bill: said in words, never billed as zero (rules §4). */
export const SKIPS = {
  NO_AREA: '没有登记面积，请先补面积',
  NO_HOLDER: '这段时间没有登记缴费户，请先登记',
  NO_TARIFF: '没有指定收费标准，请先指定',
  TARIFF_NOT_PUBLISHED: '收费标准还没有公示，请先公示再出账',
  TARIFF_NOT_YET: '收费标准在这个账期还没有生效',
  ALREADY_BILLED: '这个账期已经出过账',
  NO_READING: '这个账期还没有抄表，请先抄表',
  NO_PREVIOUS_READING: '没有上次读数，请先登记底数',
  NO_READING_AT_HANDOVER: '交接日没有抄表，请补交接日的读数',
  NO_SHARE: '公摊费用还没有分摊，请先录入并分摊',
  NO_HANDOVER_DAY: '没有登记交房日期，请先补日期',
  FORMULA_FAULT: '公式算不出金额，请核对收费标准',
  FREE: '按合同免收，不出账单',
  NOTHING_TO_CHARGE: '金额为零，不出账单',
  LEFT_OUT: '这次先不出，下次预览时再出',
} as const
export type SkipCode = keyof typeof SKIPS

export type RunTerms = {
  readonly communityId: string
  readonly period: string
  readonly items: readonly string[]
  /** Premises that a person keeps out of this run. Absent: none. */
  readonly leftOut?: readonly string[]
}
export type Draft = Omit<Bill, 'source' | 'issuedAt'>
export type Skip = { readonly premisesId: string; readonly premises: string; readonly code: SkipCode }
export type Billed = Pick<Bill, '_id' | 'item' | 'from' | 'to' | 'void' | 'facts'>

export type PremisesFacts = {
  readonly premises: Premises
  /** All of its holdings, those before the period too: they say whether a payer is new. */
  readonly holdings: readonly Holding[]
  readonly tariffs: ReadonlyMap<string, TariffVersion>
  /** Bills of this premises that touch the period; of an item with yearly steps those of the year. */
  readonly billed: readonly Billed[]
  readonly meters: readonly Meter[]
  readonly readings: readonly Reading[]
  readonly shares: readonly PoolShare[]
  /** What each divided pool came to, by its id; a share of any other does not count yet. */
  readonly costs: ReadonlyMap<string, Fen>
  readonly entitlements: readonly Entitlement[]
}
export const NO_FACTS = { meters: [], readings: [], shares: [], costs: new Map<string, Fen>(), entitlements: [] } as const

/** The bills one premises gets in a run, one for each item and payer, and why it gets none. */
export function draftsFor(facts: PremisesFacts, terms: RunTerms, community: Community): { drafts: readonly Draft[]; skips: readonly Skip[] } {
  const { premises } = facts
  const skip = (code: SkipCode): Skip => ({ premisesId: premises._id, premises: premises.label, code })
  if (terms.leftOut?.includes(premises._id)) return { drafts: [], skips: [skip('LEFT_OUT')] }
  const mine = premises.tariffIds.flatMap((id) => facts.tariffs.get(id) ?? [])
  const wanted = terms.items.length > 0 ? mine.filter((tariff) => terms.items.includes(tariff.item)) : mine
  const items = [...new Set(wanted.map(({ item }) => item))]
  const outcomes = items.flatMap((item) => draftItem(facts, wanted.filter((one) => one.item === item), terms, community))
  if (items.length === 0) outcomes.push('NO_TARIFF')
  return {
    drafts: outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : [outcome])),
    skips: outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [skip(outcome)] : [])),
  }
}

/** Whose days a bill charges: the days of one holding within a stretch. */
export type Payer = { readonly holding: Holding; readonly from: Day; readonly to: Day; readonly beganHere: boolean; readonly endsHere: boolean }

function draftItem(facts: PremisesFacts, versions: readonly TariffVersion[], terms: RunTerms, community: Community): readonly (Draft | SkipCode)[] {
  const { premises } = facts
  const head = inForce(versions, spanOf(terms.period).from)[0]
  if (head?.cycle?.every === 'anniversary' && premises.handedOverOn === undefined) return ['NO_HANDOVER_DAY']
  return stretchesOf(terms.period, head?.cycle, premises.handedOverOn).flatMap((stretch) => draftStretch(facts, versions, stretch, terms, community))
}

function draftStretch(
  facts: PremisesFacts, versions: readonly TariffVersion[], stretch: Stretch, terms: RunTerms, community: Community,
): readonly (Draft | SkipCode)[] {
  const { premises, billed } = facts
  const item = versions[0]?.item ?? ''
  const there = overlap(stretch.span, { from: premises.since ?? stretch.span.from, to: premises.until ?? null })
  if (!there) return []
  const payers = payersOf(facts.holdings, item, there)
  // Non-void bills of one premises and item never overlap in days (F12), whoever issued them.
  const isBilled = (span: Span) => billed.some((bill) => !bill.void && bill.item === item && overlap(span, bill) !== null)
  if (payers.length === 0) return [isBilled(there) ? 'ALREADY_BILLED' : 'NO_HOLDER']
  const chargeable = versions.filter((version) => isPublished(version) && version.effectiveFrom <= there.to)
  const drafts: Draft[] = []
  return payers.map((payer) => {
    if (isBilled(payer)) return 'ALREADY_BILLED'
    if (chargeable.length === 0) return versions.some(isPublished) ? 'TARIFF_NOT_YET' : 'TARIFF_NOT_PUBLISHED'
    // Whoever holds the home before and after a tenancy has two bills of one period: the second takes the next revision.
    const draft = draftPayer({ facts: { ...facts, billed: [...billed, ...drafts] }, versions: chargeable, stretch, payer, payers, terms, community })
    if (typeof draft !== 'string') drafts.push(draft)
    return draft
  })
}

function isPublished({ publishedOn, basis }: TariffVersion): boolean {
  return publishedOn !== null && basis !== null
}

/** In the order of their days; the spans of two payers of one month are adjacent (rules §5). */
function payersOf(holdings: readonly Holding[], item: string, there: Span): readonly Payer[] {
  const ofItem = holdings.filter(({ items }) => items === undefined || items.includes(item))
  return ofItem.flatMap((holding) => {
    const span = overlap(there, holding)
    if (!span) return []
    const beganHere = ofItem.some((other) => other !== holding && other.to === addDays(span.from, -1))
    return [{ holding, ...span, beganHere, endsHere: holding.to !== null && holding.to <= there.to }]
  }).sort((a, b) => (a.from < b.from ? -1 : 1))
}
