import type { Day } from '@contract/calendar'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { parseDecimal, PRICE_PLACES } from '@core/domain/billing/decimal'
import { type FeeItem, ROUND_EACH_MONTH_TO_FEN, type Rounding, type TariffVersion } from '@core/domain/billing/tariff'
import { addMs } from '@core/domain/calendar'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Premises } from '@core/store/records'
import { createHash } from 'node:crypto'

type Ask = {
  communityId: string; item: FeeItem; kind: 'area' | 'flat'; price: string; effectiveFrom: Day
  rounding?: Rounding | undefined; premisesIds?: string[] | undefined
}

const PREMISES_A_PAGE = 500
const PREMISES_AT_ONCE = 20
/** 60 % of the function's 60 s (architecture rule 6); the lease outlives it. */
const WALK_MS = 36_000
const LEASE_MS = 90_000

/**
 * tariff.draft: a price rule, and which premises it is meant for: those named, or every residential
 * one of the community. A parking fee is never meant for everybody, so it charges those named only.
 * The same terms are the same draft: asked again it adds premises and makes no second one.
 */
export async function draftTariff(ask: Ask, caller: Caller, world: World): Promise<Outcome<{ tariffId: string }>> {
  const post = await permit(world, caller, ask.communityId, 'prepare_tariff')
  if (!post.ok) return post
  const exact = parseDecimal(ask.price, PRICE_PLACES)
  if (exact === null || exact <= 0n) return refuse('ASK_MALFORMED')
  const named = await namedPremises(ask, world)
  if (named === null) return refuse('ASK_MALFORMED')
  const drafted = versionOf(ask, world)
  await world.store.addNew('tariffs', [drafted])
  const tariff = await world.store.get('tariffs', drafted._id)
  // A published version is never widened: whom it charges was published with it.
  if (tariff?.publishedOn) return refuse('TARIFF_PUBLISHED')
  // A premises' list of tariffs is read and written back: two drafts at once would lose one of them.
  if (!(await leased(ask.communityId, world))) return refuse('TRY_AGAIN')
  const attached = ask.premisesIds ? await attach(named, drafted._id, world) : await attachToResidents(ask, drafted._id, world)
  await release(ask.communityId, world)
  return attached ? accept({ tariffId: drafted._id }) : refuse('TRY_AGAIN')
}

/** Null when one of them is not of this community. */
async function namedPremises({ communityId, premisesIds = [] }: Ask, world: World): Promise<readonly Premises[] | null> {
  const ids = [...new Set(premisesIds)]
  const found = await world.store.getMany('premises', ids)
  return found.length === ids.length && found.every((premises) => premises.communityId === communityId) ? found : null
}

function versionOf({ communityId, item, kind, price, effectiveFrom, rounding = ROUND_EACH_MONTH_TO_FEN }: Ask, world: World): TariffVersion {
  const bare = price.includes('.') ? price.replace(/\.?0+$/, '') : price
  const { to, each } = rounding
  const digest = createHash('sha256').update(JSON.stringify([communityId, item, kind, bare, effectiveFrom, to, each])).digest('hex')
  return {
    _id: `tariff-${digest.slice(0, 24)}`, communityId, item, kind, price: bare, rounding: { to, each }, effectiveFrom,
    basis: null, publishedOn: null, publishedBy: null, createdAt: world.now,
  }
}

async function attachToResidents({ communityId, item }: Ask, tariffId: string, world: World): Promise<boolean> {
  for (let after = ''; item !== 'parking'; ) {
    const page = await world.store.find('premises', { where: { communityId, key: { gt: after } }, sort: [['key', 1]], limit: PREMISES_A_PAGE })
    if (!(await attach(page.filter(({ kind }) => kind === 'residential'), tariffId, world))) return false
    const last = page[page.length - 1]
    if (!last || page.length < PREMISES_A_PAGE) return true
    after = last.key
  }
  return true
}

/** False when time ran out: those attached stay attached, and the same ask goes on with the others. */
async function attach(premises: readonly Premises[], tariffId: string, world: World): Promise<boolean> {
  const without = premises.filter(({ tariffIds }) => !tariffIds.includes(tariffId))
  for (let at = 0; at < without.length; at += PREMISES_AT_ONCE) {
    if (world.elapsedMs() > WALK_MS) return false
    await Promise.all(
      without.slice(at, at + PREMISES_AT_ONCE).map(({ _id, communityId, tariffIds }) =>
        world.store.setIf('premises', _id, { communityId }, { tariffIds: [...tariffIds, tariffId] }),
      ),
    )
  }
  return true
}

const leaseId = (communityId: string) => `tariff.draft:${communityId}`
async function leased(communityId: string, world: World): Promise<boolean> {
  await world.store.addNew('duties', [{ _id: leaseId(communityId), leaseUntil: world.now, lastDoneAt: null, lastSays: '' }])
  return world.store.setIf('duties', leaseId(communityId), { leaseUntil: { lte: world.now } }, { leaseUntil: addMs(world.now, LEASE_MS) })
}
async function release(communityId: string, world: World): Promise<void> {
  await world.store.setIf('duties', leaseId(communityId), {}, { leaseUntil: world.now, lastDoneAt: world.now })
}
