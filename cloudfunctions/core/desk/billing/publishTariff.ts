import type { Day } from '@contract/calendar'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { type Decision, insert, put } from '@core/store/store'

type Published = Outcome<{ publishedOn: Day }>

/**
 * tariff.publish: from here on the version may bill and never changes (rules §4). Prices must be
 * public with what allows them, so there is no publication without a basis.
 */
export async function publishTariff({ tariffId, basis }: { tariffId: string; basis: string }, caller: Caller, world: World): Promise<Published> {
  const tariff = await world.store.get('tariffs', tariffId)
  if (!tariff) return refuse('TARIFF_NOT_FOUND')
  const { communityId } = tariff
  const post = await permit(world, caller, communityId, 'publish_tariff')
  if (!post.ok) return post
  const named = basis.trim()
  if (named === '') return refuse('TARIFF_BASIS_MISSING')
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'tariff.publish', on: tariffId, detail: named })
  return world.store.change({ tariff: ['tariffs', tariffId] }, ({ tariff: found }): Decision<Published> => {
    if (!found) return { writes: [], result: refuse('TARIFF_NOT_FOUND') }
    if (found.publishedOn !== null) return { writes: [], result: refuse('TARIFF_PUBLISHED') }
    if (found.unfinished) return { writes: [], result: refuse('TARIFF_UNFINISHED') }
    const published = { ...found, basis: named, publishedOn: world.today, publishedBy: caller.openid }
    return { writes: [put('tariffs', published), insert('audit', audit)], result: accept({ publishedOn: world.today }) }
  })
}
