import type { Day } from '@contract/calendar'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { type FeeItem, ROUND_EACH_MONTH_TO_FEN, type Rounding, type TariffTerms, type TariffVersion } from '@core/domain/billing/tariff'
import { termsFault } from '@core/domain/billing/terms'
import { hasTime, takeDuty } from '@core/shell/lease'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Premises } from '@core/store/records'
import { type Decision, present, put } from '@core/store/store'
import { createHash } from 'node:crypto'

type Ask = Omit<TariffTerms, 'rounding'> & {
  communityId: string; item: FeeItem; effectiveFrom: Day; rounding?: Rounding | undefined; premisesIds?: string[] | undefined
}

const PREMISES_A_PAGE = 500
const PREMISES_AT_ONCE = 20

/**
 * tariff.draft: a price rule, and which premises it is meant for: those named, or every residential
 * one of the community. A parking fee is never meant for everybody, so it charges those named only.
 * The same terms are the same draft: asked again it adds premises and makes no second one.
 */
export async function draftTariff(ask: Ask, caller: Caller, world: World): Promise<Outcome<{ tariffId: string }>> {
  const post = await permit(world, caller, ask.communityId, 'prepare_tariff')
  if (!post.ok) return post
  const fault = termsFault(termsOf(ask))
  if (fault !== null) return refuse(fault)
  const named = await namedPremises(ask, world)
  if (named === null) return refuse('ASK_MALFORMED')
  const drafted = versionOf(ask, world)
  await world.store.addNew('tariffs', [drafted])
  // A premises' list of tariffs is read and written back: two drafts at once would lose one of them.
  const lease = await takeDuty(world, `tariff.draft:${ask.communityId}`)
  if (!lease) return refuse('TRY_AGAIN')
  const drawn = await attachDraft(ask, drafted._id, named, world)
  await lease.giveBack({ lastDoneAt: world.now })
  return drawn
}

/** Cut off half-way, the draft stays unfinished, and nobody can publish it for half of the premises. */
async function attachDraft(
  ask: Ask, tariffId: string, named: readonly Premises[], world: World,
): Promise<Outcome<{ tariffId: string }>> {
  // A published version is never widened: whom it charges was published with it.
  if (!(await begin(tariffId, world))) return refuse('TARIFF_PUBLISHED')
  const attached = ask.premisesIds ? await attach(named, tariffId, world) : await attachToResidents(ask, tariffId, world)
  if (!attached) return refuse('TRY_AGAIN')
  await world.store.setIf('tariffs', tariffId, { publishedOn: null }, { unfinished: false })
  return accept({ tariffId })
}

function begin(tariffId: string, world: World): Promise<boolean> {
  return world.store.change({ tariff: ['tariffs', tariffId] }, ({ tariff: found }): Decision<boolean> => {
    const tariff = present(found, 'the draft')
    if (tariff.publishedOn !== null) return { writes: [], result: false }
    return { writes: [put('tariffs', { ...tariff, unfinished: true })], result: true }
  })
}

/** Null when one of them is not of this community. */
async function namedPremises({ communityId, premisesIds = [] }: Ask, world: World): Promise<readonly Premises[] | null> {
  const ids = [...new Set(premisesIds)]
  const found = await world.store.getMany('premises', ids)
  return found.length === ids.length && found.every((premises) => premises.communityId === communityId) ? found : null
}

/** Terms as they are kept: a price without idle zeros, and only what was said. */
function termsOf({ kind, price, rounding = ROUND_EACH_MONTH_TO_FEN, unit, tiers, sharedBy, formula, cycle, proration, rates }: Ask): TariffTerms {
  const bare = price.includes('.') ? price.replace(/\.?0+$/, '') : price
  const said = { unit, tiers, sharedBy, formula, cycle, proration, rates }
  const { to, each } = rounding
  return { kind, price: bare, rounding: { to, each }, ...(JSON.parse(JSON.stringify(said)) as Partial<TariffTerms>) }
}

function versionOf(ask: Ask, world: World): TariffVersion {
  const { communityId, item, effectiveFrom } = ask
  const { kind, price, rounding, ...more } = termsOf(ask)
  const named = [communityId, item, kind, price, effectiveFrom, rounding.to, rounding.each, ...(Object.keys(more).length > 0 ? [more] : [])]
  const digest = createHash('sha256').update(JSON.stringify(named)).digest('hex')
  return {
    _id: `tariff-${digest.slice(0, 24)}`, communityId, item, kind, price, rounding, ...more, effectiveFrom,
    basis: null, publishedOn: null, publishedBy: null, unfinished: true, createdAt: world.now,
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
    if (!hasTime(world)) return false
    await Promise.all(
      without.slice(at, at + PREMISES_AT_ONCE).map(({ _id, communityId, tariffIds }) =>
        world.store.setIf('premises', _id, { communityId }, { tariffIds: [...tariffIds, tariffId] }),
      ),
    )
  }
  return true
}
