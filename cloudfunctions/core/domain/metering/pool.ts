import { type Fen, fen, sumFen } from '@contract/money'
import { type Exact, exactFen, exactQuantity, isLess, over, sayExact, sumExact, times, ZERO_EXACT } from '@core/domain/billing/exact'

/** What one premises counts for in the division of a shared cost: its area, one, or its usage. */
export type Part = { readonly premisesId: string; readonly part: string }
export type Divided = { readonly premisesId: string; readonly part: string; readonly whole: string; readonly amount: Fen }

/**
 * Divides a cost by largest remainder (rules §1): the shares add up to it, and of equal remainders
 * the earlier line gets the fen. Empty when nobody counts for anything.
 */
export function divide(cost: Fen, parts: readonly Part[]): readonly Divided[] {
  const whole = sumExact(parts.map(({ part }) => exactQuantity(part)))
  const said = sayExact(whole)
  const exact = parts.map(({ part }) => over(times(exactFen(cost), exactQuantity(part)), whole))
  if (exact.some((one) => one === null)) return []
  const floors = exact.map((one) => floorFen(one ?? ZERO_EXACT))
  const left = cost - sumFen(floors.map(({ amount }) => amount))
  const byRemainder = floors.map(({ rest }, i) => ({ rest, i })).sort((a, b) => (isLess(b.rest, a.rest) ? -1 : isLess(a.rest, b.rest) ? 1 : a.i - b.i))
  const lucky = new Set(byRemainder.slice(0, left).map(({ i }) => i))
  return parts.map(({ premisesId, part }, i) => ({ premisesId, part, whole: said, amount: fen((floors[i]?.amount ?? 0) + (lucky.has(i) ? 1 : 0)) }))
}

function floorFen({ n, d }: Exact): { amount: Fen; rest: Exact } {
  const hundredfold = n * 100n
  const amount = hundredfold / d
  return { amount: fen(Number(amount)), rest: { n: hundredfold - amount * d, d } }
}
