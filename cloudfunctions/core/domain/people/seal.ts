import type { Day } from '@contract/calendar'
import { addDays } from '@core/domain/calendar'
import type { AuditRow, Seal } from '@core/store/records'

/**
 * The daily seal of the audit trail (architecture rule 9): one hash over a community's rows of a day
 * and the seal before. Every day has one, an empty day too, so that a row slipped into any past day
 * is noticed, and changing an old day would mean changing every seal after it.
 */
export function sealHead(communityId: string, day: Day, before: string): string {
  return `${JSON.stringify([communityId, day, before])}\n`
}
/** Every field of the row, in one order, whatever order the database gives them in. */
export function sealLine(row: AuditRow): string {
  const fields = Object.entries(row).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `${JSON.stringify(fields)}\n`
}

export type Sealed = Pick<Seal, 'day' | 'rows' | 'hash' | 'before'>
/** What the rows of that day give now. */
export type Found = { readonly rows: number; readonly hash: string }

/** Words for what does not hold, oldest first. `before` is the seal that the first one stands on, null at the beginning. */
export function brokenSeals(seals: readonly Sealed[], found: readonly Found[], before: Sealed | null): readonly string[] {
  return seals.flatMap((seal, i) => {
    const earlier = seals[i - 1] ?? before
    if (earlier && addDays(earlier.day, 1) !== seal.day) return [`${seal.day} 之前缺少封存`]
    if (seal.before !== (earlier?.hash ?? '')) return [`${seal.day} 的封存与前一日接不上`]
    const now = found[i]
    if (!now || now.hash === seal.hash) return []
    return [`${seal.day} 的操作留痕与封存时不一致（封存 ${seal.rows} 条，现有 ${now.rows} 条）`]
  })
}
