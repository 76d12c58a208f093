import type { Day } from '@contract/calendar'
import type { TariffVersion } from './tariff'

/**
 * Of a premises' versions, the one of each fee item that charges from `on`: published and in effect,
 * the latest to take effect. A new version stands beside the old one until its day comes, and two of
 * one item would bill the same days twice (F12). Where an item has none in force, one that is not
 * stands for it, so that the premises is skipped with a reason.
 */
export function inForce(versions: readonly TariffVersion[], on: Day): readonly TariffVersion[] {
  const chosen = new Map<string, TariffVersion>()
  for (const version of versions) {
    const rival = chosen.get(version.item)
    if (!rival || precedes(version, rival, on)) chosen.set(version.item, version)
  }
  return [...chosen.values()]
}

function precedes(version: TariffVersion, rival: TariffVersion, on: Day): boolean {
  const charges = ({ publishedOn, basis, effectiveFrom }: TariffVersion) => publishedOn !== null && basis !== null && effectiveFrom <= on
  if (charges(version) !== charges(rival)) return charges(version)
  return orderOf(version) > orderOf(rival)
}
export const orderOf = ({ effectiveFrom, publishedOn, _id }: TariffVersion) => `${effectiveFrom} ${publishedOn ?? ''} ${_id}`
