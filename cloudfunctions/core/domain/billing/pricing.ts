import { formatDay } from '@contract/calendar'
import type { Span } from '@core/domain/calendar'
import type { Line, Part } from './addUp'
import { isByMonth, sayMonthly } from './charge'
import {
  type Exact, exactFen, exactOf, exactPrice, exactQuantity, isLess, least, minus, ONE_EXACT, plus, sayExact, times, ZERO_EXACT,
} from './exact'
import type { Fen } from '@contract/money'
import { evaluate, namesIn } from './formula'
import { daysIn, monthsOfPortion, type Portion, sayPortion } from './spans'
import { type Rate, sharedWord, type TariffVersion, type Tiers, unitWord } from './tariff'

/** Days of one payer under one version and one rate, and what is known of the premises in them. */
export type Piece = {
  readonly span: Span
  readonly version: TariffVersion
  readonly portion: Portion
  readonly rate: Rate | null
  /** Days that cost nothing by contract, in its words. */
  readonly free: string | null
  readonly area: string | null
  readonly persons: number | null
  /** What was used in these days, in the tariff's unit; null when it was not measured. */
  readonly usage: Exact | null
  /** What earlier pieces and, of a yearly step, earlier bills of the year have used. */
  readonly usedBefore: Exact
  readonly share: { readonly amount: Exact; readonly part: string; readonly whole: string; readonly cost: Fen | null } | null
}
/** Where a piece is only a part of its bill its days are said. */
export type Saying = { readonly isAlone: boolean }
export type Missing = { readonly missing: 'area' | 'usage' | 'share' | 'formula'; readonly says: string }

/** What one piece comes to, before any rounding. */
export function priced(piece: Piece, saying: Saying): Part | Missing {
  const { version, rate, free, span } = piece
  const { rounding } = version
  const days = saying.isAlone ? '' : `${formatDay(span.from)}至${formatDay(span.to)}：`
  if (free !== null) return { rounding, byMonth: true, lines: [{ says: `${days}${free}，不收`, exact: ZERO_EXACT, times: 1 }] }
  const lines = linesOf(piece)
  if ('missing' in lines) return lines
  const multiplier = rate === null ? ONE_EXACT : exactQuantity(rate.multiplier)
  const rated = rate === null ? '' : ` × ${sayExact(times(multiplier, exactOf(100)))}%（${rate.says}）`
  return {
    rounding, byMonth: isByMonth(version.kind),
    lines: lines.map(({ says, exact, times: count }) => ({ says: `${days}${says}${rated}`, exact: times(exact, multiplier), times: count })),
  }
}

function linesOf(piece: Piece): readonly Line[] | Missing {
  const { version, area, usage, share } = piece
  if (version.kind === 'area' || version.kind === 'flat') {
    if (version.kind === 'area' && area === null) return { missing: 'area', says: '' }
    return monthly(piece)
  }
  if (version.kind === 'pool') {
    if (share === null) return { missing: 'share', says: '' }
    const cost = share.cost === null ? '' : `公摊总额 ${sayExact(exactFen(share.cost))} 元，`
    return [{ says: `${cost}按${sharedWord(version)}分摊，本户 ${share.part} / 全部 ${share.whole}`, exact: share.amount, times: 1 }]
  }
  if (version.kind === 'formula') return byFormula(piece)
  if (usage === null) return { missing: 'usage', says: '' }
  return version.tiers === undefined
    ? [{ says: `${sayExact(usage)} ${unitWord(version)} × ${version.price} 元`, exact: times(usage, exactPrice(version.price)), times: 1 }]
    : byTiers(piece, usage, version.tiers)
}

/** Whole months each on their own, so that each can be rounded; a part of a month by its days. */
function monthly({ version, area, portion }: Piece): readonly Line[] {
  const terms = { kind: version.kind === 'area' ? 'area' : 'flat', price: version.price } as const
  const basis = sayMonthly(terms, area)
  const month = times(exactPrice(version.price), version.kind === 'area' ? exactQuantity(area ?? '0') : ONE_EXACT)
  if (version.rounding.each !== 'month') {
    return [{ says: `${basis} × ${sayPortion(portion)}`, exact: times(month, monthsOfPortion(portion)), times: 1 }]
  }
  return [
    ...(portion.whole > 0 ? [{ says: basis, exact: month, times: portion.whole }] : []),
    ...portion.parts.map(({ days, outOf }) => ({ says: `${basis} × ${days}/${outOf} 个月`, exact: times(month, exactOf(days, outOf)), times: 1 })),
  ]
}

/** How far each step reaches for these days and people; null: without end. */
function limitsOf({ portion, persons }: Piece, { every, steps, perPerson }: Tiers): readonly (Exact | null)[] {
  const widened = perPerson ? Math.max(0, (persons ?? 0) - perPerson.above) : 0
  const extra = perPerson ? times(exactQuantity(perPerson.extra), exactOf(widened)) : ZERO_EXACT
  const stretch = every === 'month' ? monthsOfPortion(portion) : ONE_EXACT
  return steps.map(({ upTo }) => (upTo === null ? null : times(plus(exactQuantity(upTo), extra), stretch)))
}

/** The step that the last unit of a piece falls in, from 1; 0 where the price has no steps. */
export function stepReached(piece: Piece): number {
  const { version: { tiers }, usage, usedBefore } = piece
  if (!tiers || usage === null) return 0
  const end = plus(usedBefore, usage)
  return limitsOf(piece, tiers).findIndex((limit) => limit === null || !isLess(limit, end)) + 1
}

function byTiers(piece: Piece, usage: Exact, tiers: Tiers): readonly Line[] {
  const { version, usedBefore } = piece
  const unit = unitWord(version)
  const limits = limitsOf(piece, tiers)
  const end = plus(usedBefore, usage)
  let from = usedBefore
  const lines: Line[] = []
  for (const [i, { price }] of tiers.steps.entries()) {
    const limit = limits[i] ?? null
    const until = limit === null ? end : least(limit, end)
    if (!isLess(from, until)) continue
    const part = minus(until, from)
    lines.push({ says: `第 ${i + 1} 档：${sayExact(part)} ${unit} × ${price} 元`, exact: times(part, exactPrice(price)), times: 1 })
    from = until
  }
  const surcharges = (tiers.surcharges ?? []).map(({ says, price }): Line => ({
    says: `${says}：${sayExact(usage)} ${unit} × ${price} 元`, exact: times(usage, exactPrice(price)), times: 1,
  }))
  return [...lines, ...surcharges]
}

function byFormula({ version, area, usage, portion, persons, span }: Piece): readonly Line[] | Missing {
  const { text, constants } = version.formula ?? { text: '', constants: {} }
  const names = {
    ...Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, exactPrice(value)])),
    ...(area === null ? {} : { area: exactQuantity(area) }),
    ...(usage === null ? {} : { usage }),
    ...(persons === null ? {} : { persons: exactOf(persons) }),
    months: monthsOfPortion(portion), days: exactOf(daysIn(span)), price: exactPrice(version.price),
  }
  const result = evaluate(text, names)
  if (!result.ok) {
    const { missing } = result
    return missing === 'area' || missing === 'usage' ? { missing, says: '' } : { missing: 'formula', says: missing }
  }
  if (isLess(result.value, ZERO_EXACT)) return { missing: 'formula', says: text }
  const said = [...namesIn(text)].flatMap((name) => {
    const value = (names as Readonly<Record<string, Exact | undefined>>)[name]
    return value === undefined ? [] : [`${FORMULA_WORDS[name] ?? name} ${sayExact(value, 6)}`]
  })
  return [{ says: `按公式 ${text}（${said.join('，')}）`, exact: result.value, times: 1 }]
}
const FORMULA_WORDS: Readonly<Record<string, string>> = { area: '面积', usage: '用量', months: '月数', days: '天数', persons: '人数', price: '单价' }
