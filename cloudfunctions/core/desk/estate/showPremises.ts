import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { sayTariff } from '@core/domain/billing/tariff'
import { addDays } from '@core/domain/calendar'
import { payersOn } from '@core/domain/estate/holdings'
import { seesBuilding } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { billsShown, billsSince, holdingsOf, namesOf, payersShown, permitPremises } from './premisesFacts'

const FOUND_MAX = 20
/** A year and a month: the same month of last year is among them. */
const BILLS_WITHIN_DAYS = 396
const MAIN_ITEM = 'property_fee'

/** premises.find: by the beginning of a room's label. */
export async function findPremises(
  { communityId, text }: { communityId: string; text: string }, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'premises.find'>>> {
  const post = await permit(world, caller, communityId, 'see_accounts')
  if (!post.ok) return post
  const found = await world.store.find('premises', {
    where: { communityId, label: { gte: text, lt: `${text}\uffff` } }, sort: [['label', 1]], limit: FOUND_MAX,
  })
  const mine = found.filter(({ building }) => seesBuilding(post.value, building))
  const holdings = mine.length === 0 ? [] : await world.store.find('holdings', {
    where: { communityId, premisesId: { in: mine.map(({ _id }) => _id) } }, limit: 1000,
  })
  const payerOf = (premisesId: string) => payersOn(holdings.filter((one) => one.premisesId === premisesId), world.today, MAIN_ITEM)[0]?.accountId ?? ''
  const accounts = await namesOf(mine.map(({ _id }) => payerOf(_id)).filter((id) => id !== ''), world)
  return accept({ rows: mine.map(({ _id, label, area }) => ({ premisesId: _id, label, area, payer: accounts.get(payerOf(_id))?.name ?? '' })) })
}

/** premises.show: what it is, who pays for which days of it, by which tariffs, and its bills of the last year. */
export async function showPremises({ premisesId }: { premisesId: string }, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'premises.show'>>> {
  const seen = await permitPremises(world, caller, premisesId, 'see_accounts')
  if (!seen.ok) return seen
  const premises = seen.value
  const [holdings, bills, tariffs] = await Promise.all([
    holdingsOf(premises, world), billsSince(premises, addDays(world.today, -BILLS_WITHIN_DAYS), world), world.store.getMany('tariffs', premises.tariffIds),
  ])
  const accounts = await namesOf([...holdings, ...bills].map(({ accountId }) => accountId), world)
  return accept({
    premisesId, communityId: premises.communityId, label: premises.label, kind: premises.kind, area: premises.area,
    handedOverOn: premises.handedOverOn ?? null, persons: premises.persons ?? null,
    ...(premises.since ? { since: premises.since } : {}), ...(premises.until ? { until: premises.until } : {}),
    tariffs: tariffs.map((tariff) => ({
      tariffId: tariff._id, says: sayTariff(tariff), from: tariff.effectiveFrom, published: tariff.publishedOn !== null,
    })),
    payers: payersShown(holdings, accounts), bills: billsShown([...bills].reverse(), accounts),
  })
}
