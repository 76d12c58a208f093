/** One line of a bench, as programs read it. `ratio` is value ÷ limit, both measured in the same run. */
export type Measure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly limit: number
  readonly ratio: number
  readonly target: string
  readonly holds: boolean
}

/** `target` is `>=0.3` or `<=1.5`, and is what the ratio must hold. */
export function measure(name: string, value: number, unit: string, limit: number, target: `${'>=' | '<='}${number}`): Measure {
  const ratio = value / limit
  const bound = Number(target.slice(2))
  return { name, value: short(value), unit, limit: short(limit), ratio: short(ratio), target, holds: target.startsWith('>=') ? ratio >= bound : ratio <= bound }
}

const DIGITS = 1000
function short(amount: number): number {
  return Math.round(amount * DIGITS) / DIGITS
}

export function median(amounts: readonly number[]): number {
  const sorted = [...amounts].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
