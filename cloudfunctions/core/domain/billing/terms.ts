import type { Refusal } from '@contract/outcome'
import { parseDecimal, PRICE_PLACES, QUANTITY_PLACES } from './decimal'
import { formulaFault } from './formula'
import { type TariffTerms, type Tiers, unitWord } from './tariff'

/** Why terms cannot be kept as a draft, or null: each kind needs its own things and no others. */
export function termsFault(terms: TariffTerms): Refusal | null {
  const { kind, price, unit, tiers, sharedBy, formula } = terms
  if (tiers !== undefined && kind !== 'tiered') return 'ASK_MALFORMED'
  if (formula !== undefined && kind !== 'formula') return 'ASK_MALFORMED'
  if (sharedBy !== undefined && kind !== 'pool') return 'ASK_MALFORMED'
  const exact = parseDecimal(price, PRICE_PLACES)
  if (exact === null) return 'ASK_MALFORMED'
  if ((kind === 'area' || kind === 'flat' || kind === 'metered') && exact <= 0n) return 'TARIFF_PRICE_MISSING'
  if ((kind === 'metered' || kind === 'tiered') && unit === undefined) return 'TARIFF_UNIT_MISSING'
  if (kind === 'tiered' && !(tiers && areSteps(tiers))) return 'TARIFF_STEPS_UNCLEAR'
  if (kind === 'formula' && (!formula || formulaFault(formula.text, formula.constants) !== null)) return 'TARIFF_FORMULA_UNCLEAR'
  return null
}

/** Each step begins where the one before ended, and only the last is open. */
function areSteps({ steps }: Tiers): boolean {
  const limits = steps.map(({ upTo }) => (upTo === null ? null : parseDecimal(upTo, QUANTITY_PLACES)))
  return limits.every((limit, i) => {
    if (i === limits.length - 1) return limit === null
    const before = i === 0 ? 0n : (limits[i - 1] ?? null)
    return limit !== null && before !== null && limit > before
  })
}

const EVERY_WORDS = { month: '每月', quarter: '每季度', half_year: '每半年', year: '每年' } as const
const ROUND_WORDS = { fen: '分', jiao: '角', yuan: '元' } as const
const EACH_WORDS = { month: '每个月', period: '每段价格', bill: '整张账单' } as const

/** The rest of a version's terms, a sentence each, for staff and for whoever asks why. */
export function sayTerms(terms: TariffTerms): readonly string[] {
  const { kind, tiers, cycle, proration, rounding, rates = [], formula } = terms
  return [
    ...(tiers ? sayTiers(tiers, unitWord(terms)) : []),
    ...(kind === 'formula' && formula ? [`公式：${formula.text}`] : []),
    ...(cycle === undefined ? [] : [cycle.every === 'anniversary' ? `从交房日起每 ${cycle.months} 个月收一次` : `${EVERY_WORDS[cycle.every]}收一次`]),
    ...(proration === 'whole' ? ['不足一个月的归月初当天的缴费户'] : []),
    ...(rounding.to === 'fen' && rounding.each === 'month' ? [] : [`${EACH_WORDS[rounding.each]}四舍五入到${ROUND_WORDS[rounding.to]}`]),
    ...rates.map(({ says, multiplier }) => `${says}按 ${percent(multiplier)}% 收`),
  ]
}

function sayTiers({ every, steps, surcharges = [], perPerson }: Tiers, unit: string): readonly string[] {
  const span = every === 'year' ? '年' : '月'
  return [
    ...steps.map(({ upTo, price }, i) => `第 ${i + 1} 档：${upTo === null ? '以上部分' : `每${span} ${upTo} ${unit}以内`} ${price} 元/${unit}`),
    ...surcharges.map(({ says, price }) => `${says} ${price} 元/${unit}`),
    ...(perPerson ? [`超过 ${perPerson.above} 人的，每多 1 人每档每${span}加 ${perPerson.extra} ${unit}`] : []),
  ]
}

function percent(multiplier: string): string {
  const scaled = parseDecimal(multiplier, QUANTITY_PLACES) ?? 0n
  const digits = scaled.toString().padStart(3, '0')
  const part = digits.slice(-2).replace(/0+$/, '')
  return `${digits.slice(0, -2)}${part === '' ? '' : `.${part}`}`
}
