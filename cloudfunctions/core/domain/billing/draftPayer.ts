import type { Day } from '@contract/calendar'
import { type Fen, fen } from '@contract/money'
import { addDays, spanOf } from '@core/domain/calendar'
import { areaChanges, areaOn } from '@core/domain/estate/areas'
import { nextWorkingDay } from '@core/domain/holidays'
import type { BillFacts, BillLook, BillTariff, Community, PoolShare } from '@core/store/records'
import { addUp } from './addUp'
import { charge, isByMonth } from './charge'
import type { Billed, Draft, Payer, PremisesFacts, RunTerms, SkipCode } from './drafts'
import { type Exact, exactFen, exactPrice, exactOf, exactQuantity, plus, sayExact, sumExact, times, ZERO_EXACT } from './exact'
import { namesIn } from './formula'
import { orderOf } from './inForce'
import { type Missing, type Piece, priced, stepReached } from './pricing'
import { billIdOf, payeeName, payeeOf } from './run'
import { cutBefore, daysIn, monthsOfPortion, portionOf, type Stretch } from './spans'
import { FEE_ITEMS, type Rate, sayTariff, type TariffVersion } from './tariff'
import { type NoUsage, type Usage, usageIn } from './usage'

/** Everything that one bill is drafted from. */
export type Drafting = {
  readonly facts: PremisesFacts
  /** Of one item, published and in effect by the stretch's end. */
  readonly versions: readonly TariffVersion[]
  readonly stretch: Stretch
  readonly payer: Payer
  readonly payers: readonly Payer[]
  readonly terms: RunTerms
  readonly community: Community
}

/** One payer's bill of one item, in pieces: days by tariff version, by certificate and by what the contract gives free. */
export function draftPayer(drafting: Drafting): Draft | SkipCode {
  const usage = usageFor(drafting)
  if (typeof usage === 'string') return usage
  const pieces = piecesOf(drafting, usage)
  const [first] = pieces
  if (!first) return 'TARIFF_NOT_YET'
  const sum = sumOf(pieces)
  if ('missing' in sum) return SKIP_OF[sum.missing]
  if (sum.amount === 0) return pieces.every(({ free }) => free !== null) ? 'FREE' : 'NOTHING_TO_CHARGE'
  return billOf(drafting, pieces, usage, sum)
}

const SKIP_OF = { area: 'NO_AREA', usage: 'NO_READING', share: 'NO_SHARE', formula: 'FORMULA_FAULT' } as const satisfies Record<Missing['missing'], SkipCode>

type Summed = { readonly amount: Fen; readonly steps: Draft['working']; readonly exact: Exact }

function sumOf(pieces: readonly Piece[]): Summed | Missing {
  const plain = pieces.length === 1 && pieces[0] ? wholeMonths(pieces[0]) : null
  if (plain) return plain
  const parts = pieces.map((piece) => priced(piece, { isAlone: pieces.length === 1 }))
  const missing = parts.find((part) => 'missing' in part)
  return missing && 'missing' in missing ? missing : addUp(parts.flatMap((part) => ('missing' in part ? [] : [part])))
}

/** The short way, for nearly every bill: whole months at one price, nothing free and no certificate. */
function wholeMonths({ version: { kind, price, rounding }, rate, free, portion, area }: Piece): Summed | Missing | null {
  if (!isByMonth(kind) || rate !== null || free !== null || portion.parts.length > 0 || portion.whole === 0) return null
  if (kind === 'area' && area === null) return { missing: 'area', says: '' }
  const { amount, steps } = charge({ kind, price, rounding }, area, portion.whole)
  const month = times(exactPrice(price), exactQuantity(kind === 'area' ? (area ?? '0') : '1'))
  return { amount, steps, exact: times(month, exactOf(portion.whole)) }
}

/** The usage of this payer's days, null where no version of the item asks for it, or why it is not known. */
function usageFor({ facts, versions, payer }: Drafting): Usage | null | NoUsage {
  if (!versions.some(asksUsage)) return null
  const item = versions[0]?.item
  return usageIn(facts.meters.filter((meter) => meter.item === item), facts.readings.filter((reading) => reading.item === item), payer)
}
export function asksUsage({ kind, formula }: Pick<TariffVersion, 'kind' | 'formula'>): boolean {
  return kind === 'metered' || kind === 'tiered' || (formula !== undefined && namesIn(formula.text).has('usage'))
}

/** The payer's days, cut where the price, the rate or what is free changes. Usage goes to its pieces by days. */
function piecesOf({ facts, versions, stretch, payer, payers }: Drafting, usage: Usage | null): readonly Piece[] {
  const { premises, entitlements } = facts
  const item = versions[0]?.item ?? ''
  const free = (payer.holding.free ?? []).filter(({ items }) => items === undefined || items.includes(item))
  const rated = entitlements.filter(({ items }) => items === undefined || items.includes(item))
  const edges = [
    ...versions.map(({ effectiveFrom }) => effectiveFrom), ...areaChanges(premises), ...[...free, ...rated].flatMap(({ from, to }) => [from, addDays(to, 1)]),
  ]
  const spans = cutBefore(payer, edges).flatMap((span) => {
    const version = versions.filter(({ effectiveFrom }) => effectiveFrom <= span.from).sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)).at(-1)
    return version ? [{ span, version }] : []
  })
  const days = spans.reduce((sum, { span }) => sum + daysIn(span), 0)
  let used = exactQuantity(usedEarlier(facts.billed, item, stretch))
  return spans.map(({ span, version }, i): Piece => {
    const part = usage === null ? null : times(exactQuantity(usage.quantity), exactOf(daysIn(span), days))
    const usedBefore = version.tiers?.every === 'year' ? used : ZERO_EXACT
    if (part !== null) used = plus(used, part)
    return {
      span, version, portion: portionOf(span, stretch.months, version.proration), usage: part, usedBefore,
      rate: rateOf(version, rated.filter((one) => one.from <= span.from && one.to >= span.to)),
      free: free.find((one) => one.from <= span.from && one.to >= span.to)?.says ?? null,
      area: areaOn(premises, span.from), persons: premises.persons ?? null,
      share: i === 0 ? shareOf(facts, item, stretch, payer, payers) : NO_MORE_SHARE,
    }
  })
}
/** A part of a shared cost is the payer's whole part, however the days are cut. */
const NO_MORE_SHARE: Piece['share'] = { amount: ZERO_EXACT, part: '0', whole: '0', cost: null }

function rateOf({ rates = [] }: TariffVersion, entitled: readonly { readonly code: string }[]): Rate | null {
  const held = rates.filter(({ code }) => entitled.some((one) => one.code === code))
  // Two certificates are not multiplied: the better one counts.
  return held.sort((a, b) => Number(a.multiplier) - Number(b.multiplier))[0] ?? null
}

/** What earlier bills of the calendar year have charged of the item: where a yearly step goes on. */
function usedEarlier(billed: readonly Billed[], item: string, { span }: Stretch): string {
  const year = span.from.slice(0, 4)
  const earlier = billed.filter((bill) => !bill.void && bill.item === item && bill.to < span.from && bill.to.startsWith(year))
  return sayExact(sumExact(earlier.map(({ facts }) => exactQuantity(facts?.quantity ?? '0'))))
}

/** The premises' share of the stretch, by days where it has several payers: the parts add up to the share. */
function shareOf({ shares, costs }: PremisesFacts, item: string, stretch: Stretch, payer: Payer, payers: readonly Payer[]): Piece['share'] {
  const share: PoolShare | undefined = shares.find((one) => one.item === item && one.period === stretch.period && costs.has(one.poolId))
  if (!share) return null
  const all = payers.reduce((sum, one) => sum + daysIn(one), 0)
  const before = payers.filter(({ from }) => from < payer.from).reduce((sum, one) => sum + daysIn(one), 0)
  const upTo = (days: number) => Math.floor((share.amount * days) / all)
  const amount = fen(upTo(before + daysIn(payer)) - upTo(before))
  return { amount: exactFen(amount), part: share.part, whole: share.whole, cost: costs.get(share.poolId) ?? null }
}

function billOf(
  { facts, stretch, payer, terms, community }: Drafting, pieces: readonly Piece[], usage: Usage | null,
  sum: Summed,
): Draft {
  const { premises } = facts
  const { accountId } = payer.holding
  const last = pieces[pieces.length - 1] as Piece
  const { item } = last.version
  const versions = [...new Set(pieces.map(({ version }) => version))]
  const payeeId = payeeOf(community, item)
  const share = facts.shares.find((one) => last.version.kind === 'pool' && one.item === item && one.period === stretch.period)
  const named = versions.map(tariffOf)
  return {
    _id: freeId(facts.billed, (revision) => billIdOf(premises._id, item, stretch.period, accountId, revision)),
    communityId: terms.communityId, accountId, premisesId: premises._id, item, title: FEE_ITEMS[item], period: stretch.period,
    from: pieces[0]?.span.from ?? payer.from, to: last.span.to, dueOn: nextWorkingDay(dueOf(stretch, terms)), payeeId,
    payeeName: payeeName(community, payeeId), amount: sum.amount, working: sum.steps, tariff: named[named.length - 1] ?? null,
    ...(named.length > 1 ? { earlierTariffs: named.slice(0, -1) } : {}),
    facts: factsOf(pieces, last, usage, sum.exact),
    ...(usage === null ? {} : { readingIds: usage.readings.map(({ _id }) => _id), looks: looksOf(usage, facts) }),
    ...(share ? { poolId: share.poolId } : {}),
    void: false,
  }
}

/** Bills are due on the last day of the period they are issued in; an anniversary's may reach years beyond it. */
function dueOf({ span }: Stretch, { period }: RunTerms): Day {
  const { to } = spanOf(period)
  return span.to < to ? span.to : to
}

/** The first revision that no bill has: a void bill keeps its own (rules §5). */
function freeId(billed: readonly Billed[], idOf: (revision: number) => string): string {
  const taken = new Set(billed.map(({ _id }) => _id))
  let revision = 0
  while (taken.has(idOf(revision))) revision += 1
  return idOf(revision)
}

/** Each in its own meter's unit and with that meter's serial: a replaced one had another. */
function looksOf({ readings }: Usage, { meters }: PremisesFacts): readonly BillLook[] {
  return readings.flatMap(({ meterId, day, value, before, used, photo }) => {
    const meter = meters.find(({ _id }) => _id === meterId)
    return meter ? [{ serial: meter.serial, day, value, before, used: used ?? '0', unit: meter.unit, photo }] : []
  })
}

function tariffOf(version: TariffVersion): BillTariff {
  const { _id: tariffId, basis, publishedOn, effectiveFrom } = version
  return { tariffId, says: sayTariff(version), basis: basis ?? '', publishedOn: publishedOn ?? effectiveFrom, effectiveFrom }
}

function factsOf(pieces: readonly Piece[], last: Piece, usage: Usage | null, exact: Exact): BillFacts {
  const charged = pieces.filter(({ free }) => free === null)
  const step = Math.max(0, ...charged.map(stepReached))
  const share = last.version.kind === 'pool' ? pieces[0]?.share : null
  return {
    kind: last.version.kind, pieces: pieces.length, days: charged.reduce((sum, piece) => sum + daysIn(piece.span), 0),
    months: sayExact(sumExact(charged.map(({ portion }) => monthsOfPortion(portion)))), price: last.version.price,
    ...(last.version.kind === 'area' && last.area !== null ? { area: last.area } : {}),
    ...(usage === null ? {} : { quantity: usage.quantity, unit: usage.unit }),
    ...(step > 0 ? { step } : {}),
    ...(share && share.cost !== null ? { shared: { cost: share.cost, part: share.part, whole: share.whole } } : {}),
    ...(last.persons !== null && last.version.tiers?.perPerson ? { persons: last.persons } : {}),
    ...(last.rate === null ? {} : { rate: last.rate.code }),
    beforeRounding: sayExact(exact, 6),
  }
}
