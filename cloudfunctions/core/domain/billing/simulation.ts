import { type Fen, fen, ZERO } from '@contract/money'

/** What one home pays by the tariff in force and by a draft. Null where an amount cannot be worked out: that is no zero (rules §4). */
export type Changed = { readonly label: string; readonly before: Fen; readonly after: Fen }
export type Tried = Changed | null
export type Simulation = {
  readonly homes: number
  /** Homes that lack an area, a reading or a share: in none of the sums. */
  readonly unknown: number
  readonly before: Fen
  readonly after: Fen
  readonly more: { readonly count: number; readonly total: Fen }
  readonly less: { readonly count: number; readonly total: Fen }
  readonly same: number
  /** Those whose amount changes most, either way. */
  readonly biggest: readonly Changed[]
}

const BIGGEST_SHOWN = 20
export const NOBODY: Simulation = {
  homes: 0, unknown: 0, before: ZERO, after: ZERO, more: { count: 0, total: ZERO }, less: { count: 0, total: ZERO }, same: 0, biggest: [],
}

/** The same with more homes: who pays more, who less, and how much in all. */
export function withHomes(known: Simulation, tried: readonly Tried[]): Simulation {
  const homes = tried.filter((one) => one !== null)
  const differences = homes.map(({ before, after }) => after - before)
  const side = (sum: Simulation['more'], sign: 1 | -1) => {
    const mine = differences.filter((one) => one * sign > 0)
    return { count: sum.count + mine.length, total: fen(sum.total + mine.reduce((total, one) => total + one * sign, 0)) }
  }
  return {
    homes: known.homes + homes.length,
    unknown: known.unknown + tried.length - homes.length,
    before: fen(known.before + homes.reduce((sum, one) => sum + one.before, 0)),
    after: fen(known.after + homes.reduce((sum, one) => sum + one.after, 0)),
    more: side(known.more, 1), less: side(known.less, -1), same: known.same + differences.filter((one) => one === 0).length,
    biggest: [...known.biggest, ...homes.filter(({ before, after }) => before !== after)].sort((a, b) => size(b) - size(a)).slice(0, BIGGEST_SHOWN),
  }
}
function size({ before, after }: Changed): number {
  return Math.abs(after - before)
}
