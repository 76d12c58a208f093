import type { Day, Instant } from '@contract/calendar'
import { addDays } from '@core/domain/calendar'
import type { Holding, Premises } from '@core/store/records'
import { holdingIdOf } from './holdings'

/**
 * Split and merged premises (rules §3): from a day on some end and others begin. Whoever paid for
 * the old ones from that day on pays for the new ones, so every day has its payer as before; days
 * before stay with the old premises, billed or not.
 */
export type Part = Pick<Premises, '_id' | 'key' | 'label' | 'room' | 'area'>
export type Reshaped = {
  readonly ended: readonly Premises[]
  readonly begun: readonly Premises[]
  /** Holdings of the old ones that lose days, and those of the new ones. */
  readonly holdings: readonly Holding[]
}
export type ReshapeFault = 'RESHAPE_PLACES' | 'RESHAPE_PAYERS' | 'RESHAPE_OVER'

export function reshape(
  old: readonly Premises[], holdings: readonly Holding[], parts: readonly Part[], on: Day, createdAt: Instant,
): Reshaped | ReshapeFault {
  const [first, ...others] = old
  if (!first) return 'RESHAPE_PLACES'
  const isBeside = (
    one: Premises,
  ) => one.communityId === first.communityId && one.building === first.building && one.unit === first.unit && one.kind === first.kind
  if (!others.every(isBeside)) return 'RESHAPE_PLACES'
  // It must be there on the day before, and not end by itself.
  if (old.some(({ since, until }) => until !== undefined || (since !== undefined && since >= on))) return 'RESHAPE_OVER'
  const later = laterOf(first, holdings, on)
  if (others.some((one) => sayPayers(laterOf(one, holdings, on)) !== sayPayers(later))) return 'RESHAPE_PAYERS'
  return {
    ended: old.map((one) => ({ ...one, until: addDays(on, -1) })),
    begun: parts.map((part) => beginPart(first, part, on, createdAt)),
    holdings: [...old.flatMap((one) => endHoldings(one, holdings, on)), ...parts.flatMap((part) => later.map((holding) => holdPart(part, holding)))],
  }
}

/** Who pays from the day on, each from that day at the earliest. */
function laterOf({ _id }: Premises, holdings: readonly Holding[], on: Day): readonly Holding[] {
  const later = holdings.filter(({ premisesId, to }) => premisesId === _id && (to === null || to >= on))
  return later.map((holding) => (holding.from < on ? { ...holding, from: on } : holding)).filter(({ from, to }) => to === null || to >= from)
    .sort((a, b) => (`${a.from} ${a.accountId}` < `${b.from} ${b.accountId}` ? -1 : 1))
}
function sayPayers(holdings: readonly Holding[]): string {
  return JSON.stringify(holdings.map(({ accountId, from, to, role = 'owner', items = [] }) => [accountId, from, to, role, [...items].sort()]))
}

/** A holding that began later keeps no day on the old premises. */
function endHoldings({ _id }: Premises, holdings: readonly Holding[], on: Day): readonly Holding[] {
  const last = addDays(on, -1)
  return holdings.filter(({ premisesId, to }) => premisesId === _id && (to === null || to >= on))
    .map((holding) => ({ ...holding, to: holding.from <= last ? last : addDays(holding.from, -1) }))
}

function beginPart(first: Premises, { _id, key, label, room, area }: Part, since: Day, createdAt: Instant): Premises {
  const { communityId, building, unit, kind, tariffIds, handedOverOn } = first
  return { _id, communityId, key, label, building, unit, room, kind, area, tariffIds, since, createdAt, ...(handedOverOn ? { handedOverOn } : {}) }
}
function holdPart({ _id: premisesId }: Part, holding: Holding): Holding {
  return { ...holding, _id: holdingIdOf(premisesId, holding.accountId, holding.from, holding.items), premisesId }
}
