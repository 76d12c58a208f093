import type { Day } from '@contract/calendar'
import { REFUSALS } from '@contract/outcome'
import { exactQuantity, sayExact } from '@core/domain/billing/exact'
import type { Meter, Reading } from '@core/store/records'
import type { SheetLine } from './sheet'
import { take, withTaken } from './taking'

/** What becomes of one row of a table, and the readings that it changes. */
export type Judged = {
  readonly line: SheetLine
  readonly is: 'accepted' | 'warned' | 'refused' | 'unchanged'
  readonly says: string
  readonly changes: readonly Reading[]
}

/** The rows of one meter in the order of their days, each on top of those before it. */
export function judge(
  meter: Meter, readings: readonly Reading[], lines: readonly SheetLine[], today: Day, more: Pick<Reading, 'by' | 'photo' | 'createdAt'>,
): readonly Judged[] {
  let known = readings
  const seen = new Set<Day>()
  return [...lines].sort((a, b) => (a.day < b.day ? -1 : 1)).map((line): Judged => {
    const no = (says: string): Judged => ({ line, is: 'refused', says, changes: [] })
    if (line.fault !== null) return no(line.fault)
    if (seen.has(line.day)) return no('同一块表同一天有两行，请只留一行')
    seen.add(line.day)
    const value = sayExact(exactQuantity(line.value))
    const there = known.find(({ day }) => day === line.day)
    if (there?.value === value && there.rolledOver === line.rolledOver) return { line, is: 'unchanged', says: '', changes: [] }
    const taken = take(meter, known, { day: line.day, value: line.value, rolledOver: line.rolledOver }, today, more)
    if (typeof taken === 'string') return no(`${REFUSALS[taken].says}，${REFUSALS[taken].next}`)
    known = withTaken(known, taken)
    const { reading, next } = taken
    const changes = next ? [reading, next] : [reading]
    if (reading.unusual) return { line, is: 'warned', says: `用了 ${reading.used}，是平时的三倍以上，请再看一遍表`, changes }
    return there ? { line, is: 'warned', says: `代替原来的读数 ${there.value}`, changes } : { line, is: 'accepted', says: '', changes }
  })
}
