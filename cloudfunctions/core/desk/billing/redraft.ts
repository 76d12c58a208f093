import { type Draft, draftsFor, type PremisesFacts, type Skip } from '@core/domain/billing/drafts'
import type { World } from '@core/shell/world'
import type { Bill, Community, Premises } from '@core/store/records'
import { present } from '@core/store/store'
import { factsOf } from './runFacts'
import { tariffsOf } from './runPages'

export type Redrafted = { readonly community: Community; readonly premises: Premises; readonly drafts: readonly Draft[]; readonly skips: readonly Skip[] }

/** The facts as they would be without some bills: their days unbilled, their readings free. */
export function asIfVoid(facts: PremisesFacts, gone: ReadonlySet<string>): PremisesFacts {
  return {
    ...facts,
    billed: facts.billed.map((bill) => (gone.has(bill._id) ? { ...bill, void: true } : bill)),
    readings: facts.readings.map((reading) => (reading.billId !== null && gone.has(reading.billId) ? { ...reading, billId: null } : reading)),
  }
}

/**
 * What would take the place of some bills of one premises, worked out from today's facts as if they
 * were void and their readings free again. Nothing is written.
 */
export async function redraft(bills: readonly Bill[], world: World): Promise<Redrafted> {
  const [first] = bills
  const { premisesId, communityId } = present(first, 'a bill to draft anew')
  const [community, found, tariffs] = await Promise.all([
    world.store.get('communities', communityId), world.store.get('premises', premisesId), tariffsOf(communityId, world),
  ])
  const premises = present(found, 'the premises')
  const gone = new Set(bills.map(({ _id }) => _id))
  const drafts: Draft[] = []
  const skips: Skip[] = []
  const slots = new Map(bills.map(({ item, period }) => [`${item} ${period}`, { item, period }]))
  for (const { item, period } of slots.values()) {
    const terms = { communityId, period, items: [item] }
    const [facts] = await factsOf([premises], terms, tariffs, world)
    const drafted = draftsFor(asIfVoid(present(facts, 'the facts of a premises'), gone), terms, present(community, 'the community'))
    drafts.push(...drafted.drafts)
    skips.push(...drafted.skips)
  }
  return { community: present(community, 'the community'), premises, drafts, skips }
}
