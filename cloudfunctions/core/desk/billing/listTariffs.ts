import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { FEE_ITEMS, sayTariff } from '@core/domain/billing/tariff'
import { sayTerms } from '@core/domain/billing/terms'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'

type Tariffs = StaffAnswer<'tariff.list'>
const TARIFFS_MAX = 200

/** tariff.list: every version, with how many premises it charges. */
export async function listTariffs({ communityId }: { communityId: string }, caller: Caller, world: World): Promise<Outcome<Tariffs>> {
  const post = await permit(world, caller, communityId, 'see_accounts')
  if (!post.ok) return post
  const tariffs = await world.store.find('tariffs', { where: { communityId }, sort: [['item', 1], ['effectiveFrom', 1]], limit: TARIFFS_MAX })
  const counted = await world.store.aggregate('premises', { communityId }, [
    { unwind: '$tariffIds' },
    { group: { _id: '$tariffIds', count: { $sum: 1 } } },
  ])
  const chargedBy = new Map(counted.map(({ _id, count }) => [String(_id), Number(count)]))
  return accept({
    tariffs: tariffs.map((tariff) => {
      const { _id, item, kind, price, basis, effectiveFrom, publishedOn } = tariff
      const state = publishedOn === null ? 'draft' : 'published'
      const premises = chargedBy.get(_id) ?? 0
      return {
        tariffId: _id, item, title: FEE_ITEMS[item], kind, price, says: sayTariff(tariff), state, basis, effectiveFrom, publishedOn, premises,
        terms: [...sayTerms(tariff)], rates: [...(tariff.rates ?? [])],
      }
    }),
  })
}
