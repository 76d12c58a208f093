import type { Day } from '@contract/calendar'
import { FEE_ITEMS } from '@core/domain/billing/tariff'
import { addDays } from '@core/domain/calendar'
import type { Holding, HoldingRole } from '@core/store/records'

/**
 * Who pays for which days of a premises (rules §3). Days are given whole: whoever is given some
 * takes them from whoever had them, and nobody else's change. Debt stays with who held the day,
 * because bills name their account and holdings say only who is billed from now on.
 */
export type Given = {
  readonly accountId: string
  readonly role: HoldingRole
  readonly from: Day
  readonly to: Day | null
  /** Absent: every fee item. */
  readonly items?: readonly string[] | undefined
}
const EVERY_ITEM = Object.keys(FEE_ITEMS)

/** The holdings of a premises after days are given; each keeps its id where its first day stays. */
export function give(holdings: readonly Holding[], premises: { readonly _id: string; readonly communityId: string }, given: Given): readonly Holding[] {
  const { accountId, role, from, to, items } = given
  const kept = holdings.flatMap((holding) => without(holding, given))
  const begun: Holding = {
    _id: holdingIdOf(premises._id, accountId, from, items), communityId: premises.communityId, accountId, premisesId: premises._id, from, to, role,
    ...(items ? { items: [...items].sort() } : {}),
  }
  return [...kept.filter(({ _id }) => _id !== begun._id), begun].sort((a, b) => (`${a.from} ${a._id}` < `${b.from} ${b._id}` ? -1 : 1))
}

/** What is left of one holding: its days before, its days after, and within, its other items. */
function without(holding: Holding, { from, to, items }: Given): readonly Holding[] {
  const meets = (to === null || holding.from <= to) && (holding.to === null || holding.to >= from)
  const own = holding.items ?? EVERY_ITEM
  const others = items === undefined ? [] : own.filter((item) => !items.includes(item))
  if (!meets || (items !== undefined && others.length === own.length)) return [holding]
  const parts: Holding[] = []
  const isBefore = holding.from < from
  if (isBefore) parts.push({ ...holding, to: addDays(from, -1) })
  const start = isBefore ? from : holding.from
  const end = to === null || (holding.to !== null && holding.to <= to) ? holding.to : to
  if (others.length > 0) parts.push(part(holding, start, end, others, isBefore))
  const after = to === null ? null : addDays(to, 1)
  if (after !== null && (holding.to === null || holding.to >= after)) parts.push(part(holding, after, holding.to, holding.items, true))
  // Of a holding that lost all its days nothing is deleted: it stays, without a day, as what was once so.
  return parts.length === 0 ? [{ ...holding, to: addDays(holding.from, -1) }] : parts
}

function part(holding: Holding, from: Day, to: Day | null, items: readonly string[] | undefined, isNew: boolean): Holding {
  const { items: _, ...rest } = holding
  return { ...rest, from, to, ...(items ? { items } : {}), ...(isNew ? { _id: holdingIdOf(holding.premisesId, holding.accountId, from, items) } : {}) }
}

/** Names the event: this account, these days and items of this premises. */
export function holdingIdOf(premisesId: string, accountId: string, from: Day, items: readonly string[] | undefined): string {
  return `holding:${premisesId}:${accountId}:${from}${items ? `:${[...items].sort().map((item) => EVERY_ITEM.indexOf(item)).join('-')}` : ''}`
}

/** Who pays for one day of one item; at most one. */
export function payersOn(holdings: readonly Holding[], day: Day, item: string): readonly Holding[] {
  return holdings.filter(({ from, to, items }) => from <= day && (to === null || to >= day) && (items === undefined || items.includes(item)))
}

/** Gives some of a holding's days free by contract: said in its words on every bill that they touch. */
export function setFree(holding: Holding, free: NonNullable<Holding['free']>[number]): Holding {
  const same = (one: typeof free) => one.from === free.from && one.to === free.to && one.says === free.says
  return (holding.free ?? []).some(same) ? holding : { ...holding, free: [...(holding.free ?? []), free] }
}
