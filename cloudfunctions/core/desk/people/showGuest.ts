import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { currentNotices } from '@core/desk/service/currentNotices'
import { sampleBill } from '@core/domain/billing/sample'
import { FEE_ITEMS, sayTariff, type TariffVersion } from '@core/domain/billing/tariff'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Community, Notice } from '@core/store/records'

type Ask = { readonly communityId?: string | undefined }
type Guest = ResidentAnswer<'guest.show'>

/** What one answer of the database holds; no property company manages as many. */
const COMMUNITIES_MAX = 1000
const TARIFFS_MAX = 200
/** Whose bill the sample would be where no company is chosen yet. */
const NOBODY = '示例物业公司'

/**
 * guest.show: what is public anyway, for anybody who comes by. It reads communities, published
 * prices and notices, and nothing that belongs to a household, so it has nothing else to let slip.
 */
export async function showGuest({ communityId }: Ask, _caller: Caller, world: World): Promise<Outcome<Guest>> {
  const communities = await world.store.find('communities', { where: {}, sort: [['_id', 1]], limit: COMMUNITIES_MAX })
  const only = communities.length === 1 ? communities[0] : undefined
  const chosen = communityId === undefined ? only : await world.store.get('communities', communityId)
  if (communityId !== undefined && !chosen) return refuse('COMMUNITY_NOT_FOUND')
  const [tariffs, notices] = chosen ? await Promise.all([publishedTariffs(world, chosen), currentNotices(world, chosen._id)]) : [[], []]
  return accept({
    communities: communities.map(({ _id, name }) => ({ communityId: _id, name })),
    community: chosen ? { communityId: chosen._id, name: chosen.name, company: chosen.companyName, counterPhone: chosen.counterPhone } : null,
    tariffs: tariffs.flatMap(publicTariff),
    notices: notices.map(publicNotice),
    sample: sampleBill(tariffs, chosen?.companyName ?? NOBODY, world.today),
  })
}

/** The latest to take effect first, of each fee item. */
async function publishedTariffs({ store }: World, { _id: communityId }: Community): Promise<readonly TariffVersion[]> {
  const found = await store.find('tariffs', { where: { communityId }, sort: [['item', 1], ['effectiveFrom', 1]], limit: TARIFFS_MAX })
  return found.filter(({ publishedOn, basis }) => publishedOn !== null && basis !== null).reverse()
}

function publicTariff(tariff: TariffVersion): Guest['tariffs'] {
  const { item, basis, publishedOn, effectiveFrom } = tariff
  return basis === null || publishedOn === null ? [] : [{ title: FEE_ITEMS[item], says: sayTariff(tariff), basis, publishedOn, effectiveFrom }]
}
function publicNotice({ _id, title, text, from, to }: Notice): Guest['notices'][number] {
  return { noticeId: _id, title, text, from, to }
}
