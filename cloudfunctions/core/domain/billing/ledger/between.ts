import { keyOf, labelOf } from './place'
import type { RowVerdict } from './row'

/** What rows say about each other: what one row alone cannot show to be wrong. */
export function judgeTogether(verdicts: readonly RowVerdict[]): readonly RowVerdict[] {
  return withoutOversum(withoutRepeats(withUnits(verdicts)))
}

const refusedAs = (verdict: RowVerdict, code: string, says: string): RowVerdict => ({ ...verdict, line: null, faults: [...verdict.faults, { code, says }] })

/** In a building where other rows name a unit, a row without one is in an unknown unit. */
function withUnits(verdicts: readonly RowVerdict[]): readonly RowVerdict[] {
  const divided = new Set(verdicts.flatMap(({ place }) => (place && place.unit !== '' ? [place.building] : [])))
  return verdicts.map((verdict) => {
    const { place } = verdict
    if (!place || place.unit !== '' || !divided.has(place.building)) return verdict
    return refusedAs(verdict, 'UNIT_MISSING', `单元为空，而${place.building}的其他行写有单元`)
  })
}

/** One premises has one row: of two the later is refused, whatever became of the first. */
function withoutRepeats(verdicts: readonly RowVerdict[]): readonly RowVerdict[] {
  const seen = new Map<string, number>()
  return verdicts.map((verdict) => {
    if (!verdict.place) return verdict
    const key = keyOf(verdict.place)
    const first = seen.get(key)
    if (first !== undefined) return refusedAs(verdict, 'PREMISES_REPEATED', `${labelOf(verdict.place)}与第 ${first} 行重复`)
    seen.set(key, verdict.row)
    return verdict
  })
}

/** A hundred million yuan: beyond it the amounts are slips, and no field of the contract holds the sum. */
const SUM_MAX = 100_000_000_00

function withoutOversum(verdicts: readonly RowVerdict[]): readonly RowVerdict[] {
  let sum = 0
  return verdicts.map((verdict) => {
    const amount = verdict.line ? [verdict.line, ...(verdict.line.others ?? [])].reduce((all, one) => all + one.owed + one.prepaid, 0) : 0
    if (sum + amount > SUM_MAX) return refusedAs(verdict, 'OWED_WRONG', '到这一行，全表金额合计已超过一亿元，请核对金额')
    sum += amount
    return verdict
  })
}
