import { otherKey, type OtherItem } from './otherFees'
import { columnIndex } from './sheet'
import { fieldOf, isField, type LedgerField } from './words'

/**
 * What a person says of a ledger's columns, by letter: a field or the ledger's own word for it,
 * "parking.owed" for a column of another fee, "total" for a sum over all, "ignore.K" for one that is
 * not taken in.
 */
export type Mapping = Readonly<Record<string, string>>
export type Given = {
  readonly fields: { readonly [F in LedgerField]?: number }
  readonly others: readonly { readonly item: OtherItem; readonly owed?: number; readonly paidThrough?: number }[]
  readonly total: number | null
  readonly ignored: ReadonlySet<number>
  /** Every column that somebody spoke of: its own words count no more. */
  readonly taken: ReadonlySet<number>
}

/** Null when a name means nothing. */
export function givenColumns(mapping: Mapping): Given | null {
  const fields: { [F in LedgerField]?: number } = {}
  const others = new Map<OtherItem, { owed?: number; paidThrough?: number }>()
  const ignored = new Set<number>()
  let total: number | null = null
  for (const [name, letters] of Object.entries(mapping)) {
    const column = columnIndex(letters)
    const other = otherKey(name)
    const field = isField(name) ? name : fieldOf(name)
    if (name === 'total') total = column
    else if (name.startsWith('ignore.')) ignored.add(column)
    else if (other && other.what !== 'unclear') others.set(other.item, { ...others.get(other.item), [other.what]: column })
    else if (field) fields[field] = column
    else return null
  }
  const taken = new Set(
    [...Object.values(fields), ...ignored, ...(total === null ? [] : [total]), ...[...others.values()].flatMap((one) => Object.values(one))],
  )
  return { fields, others: [...others].map(([item, columns]) => ({ item, ...columns })), total, ignored, taken }
}
