import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { addToMonth, monthOf, spanOf } from '@core/domain/calendar'
import { mayDo } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'

type Shown = StaffAnswer<'export.show'>

/** export.show: what a file may be of. The phone does not reckon in days: the cloud says which month is the last one. */
export async function showExports({ communityId }: { communityId: string }, caller: Caller, world: World): Promise<Outcome<Shown>> {
  const post = await permit(world, caller, communityId, 'export_books')
  if (!post.ok) return post
  const community = await world.store.get('communities', communityId)
  if (!community) return refuse('COMMUNITY_NOT_FOUND')
  return accept({
    today: world.today, spans: spansOn(world.today), payees: community.payees.map(({ payeeId, name }) => ({ payeeId, name })),
    mayMap: mayDo(post.value, 'map_vouchers'),
  })
}

/** Whole months and years: a bill falls due on the last day of its month. */
function spansOn(today: Day): Shown['spans'] {
  const [month, year] = [monthOf(today), Number(today.slice(0, 4))]
  const periods = [['上月', addToMonth(month, -1)], ['本月', month], ['今年', String(year)], ['去年', String(year - 1)]] as const
  return periods.map(([says, period]) => ({ says, ...spanOf(period) }))
}
