import { type Fen, fen, sumFen } from '@contract/money'
import type { WorkingStep } from '@core/store/records'
import { type Exact, exactOf, plus, sumExact, times, toFen, ZERO_EXACT } from './exact'
import type { Rounding } from './tariff'

/** One line of a working: what is multiplied, and how often the result counts. */
export type Line = { readonly says: string; readonly exact: Exact; readonly times: number }
/** What one price makes of its days. */
export type Part = { readonly lines: readonly Line[]; readonly rounding: Rounding; readonly byMonth: boolean }
export type Sum = { readonly amount: Fen; readonly steps: readonly WorkingStep[]; /** Before any rounding, in yuan. */ readonly exact: Exact }

export const UNIT_FEN: Record<Rounding['to'], number> = { fen: 1, jiao: 10, yuan: 100 }
const UNIT_WORD: Record<Rounding['to'], string> = { fen: '分', jiao: '角', yuan: '元' }

export function sayRounding({ to }: Rounding): string {
  return to === 'fen' ? '' : `（四舍五入到${UNIT_WORD[to]}）`
}

/**
 * Adds the parts of one bill up and rounds where each part's tariff says (rules §1): every month,
 * every part, or the whole bill once. Of parts that are rounded differently the last one's rule
 * holds for the bill. The amounts beside the steps add up to the total.
 */
export function addUp(parts: readonly Part[]): Sum {
  const exact = sumExact(parts.flatMap(({ lines }) => lines.map(total)))
  const last = parts.at(-1)?.rounding
  if (last?.each === 'bill') {
    const lines = parts.flatMap((part) => part.lines)
    const whole = roundTogether(lines, last)
    return { ...whole, exact }
  }
  const sums = parts.map((part) => (part.byMonth && part.rounding.each === 'month' ? roundMonths(part) : roundTogether(part.lines, part.rounding)))
  return { amount: sumFen(sums.map((sum) => sum.amount)), steps: sums.flatMap(({ steps }) => steps), exact }
}

function total({ exact, times: count }: Line): Exact {
  return times(exact, exactOf(count))
}

/** Each month on its own: a court's sum that multiplies a rounded month. */
function roundMonths({ lines, rounding }: Part): { amount: Fen; steps: readonly WorkingStep[] } {
  const unit = UNIT_FEN[rounding.to]
  const rounded = lines.map((line) => ({ ...line, one: toFen(line.exact, unit) }))
  return {
    amount: sumFen(rounded.map(({ one, times: count }) => fen(one * count))),
    steps: rounded.flatMap(({ says, one, times: count }) => [
      { says: `${says}${sayRounding(rounding)}`, amount: one },
      ...(count > 1 ? [{ says: `${count} 个月合计`, amount: fen(one * count) }] : []),
    ]),
  }
}

/** Once for all lines. Beside each stands what it adds to the sum so far, in fen, so that the steps add up. */
function roundTogether(lines: readonly Line[], rounding: Rounding): { amount: Fen; steps: readonly WorkingStep[] } {
  const amount = toFen(sumExact(lines.map(total)), UNIT_FEN[rounding.to])
  if (lines.length === 1) return { amount, steps: lines.map(({ says }) => ({ says: `${says}${sayRounding(rounding)}`, amount })) }
  let sum = ZERO_EXACT
  const steps: WorkingStep[] = lines.map((line) => {
    const before = toFen(sum)
    sum = plus(sum, total(line))
    return { says: line.says, amount: fen(toFen(sum) - before) }
  })
  const rest = fen(amount - toFen(sum))
  return { amount, steps: rest === 0 ? steps : [...steps, { says: `四舍五入到${UNIT_WORD[rounding.to]}`, amount: rest }] }
}
