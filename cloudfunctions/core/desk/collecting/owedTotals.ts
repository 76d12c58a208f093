import type { Day } from '@contract/calendar'
import { type Fen, fen } from '@contract/money'
import type { StaffMember } from '@core/store/records'
import type { Range, Store } from '@core/store/store'
import { seesBuilding } from '@core/domain/people/roles'

export type Totals = { readonly total: Fen; readonly count: number }
export type Owed = {
  readonly communityId: string
  /** Which accounts, by their oldest unpaid due day. */
  readonly oldestDueOn: Range<Day>
  /** Which of their bills, as the platform writes a condition. */
  readonly dueOn: { readonly $lt: Day } | { readonly $gte: Day }
  /** Null: every building. */
  readonly buildings: readonly string[] | null
}

/** What is owed and by how many accounts, summed by the database over all of them (F30). */
export async function owedTotals(store: Store, { communityId, oldestDueOn, dueOn, buildings }: Owed): Promise<Totals> {
  const [sum] = await store.aggregate('accounts', { communityId, oldestDueOn }, [
    ...(buildings ? [{ match: { building: { $in: buildings } } }] : []),
    { unwind: '$open' },
    { match: { 'open.dueOn': dueOn } },
    { group: { _id: '$_id', owed: { $sum: '$open.outstanding' } } },
    { group: { _id: null, total: { $sum: '$owed' }, count: { $sum: 1 } } },
  ])
  return { total: fen(Number(sum?.['total'] ?? 0)), count: Number(sum?.['count'] ?? 0) }
}

/** The buildings a member is limited to; null for those who see all of them. */
export function limitedTo(member: StaffMember): readonly string[] | null {
  return seesBuilding({ ...member, buildings: [] }, '') ? null : member.buildings
}
