import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import { daysBetween } from '@core/domain/calendar'
import { saySpared } from '@core/domain/paying/chargeWords'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { type Decision, insert, put } from '@core/store/store'

type Ask = { communityId: string; from: Day; to: Day; reason: string }
type Spared = Outcome<StaffAnswer<'charges.spare'>>

/** Longer than this is no outage. */
const DAYS_MAX = 31

/** charges.spare: an outage of ours, whose days then count for nobody's late charge (law-and-conduct). */
export async function spareDays({ communityId, from, to, reason }: Ask, caller: Caller, world: World): Promise<Spared> {
  const post = await permit(world, caller, communityId, 'decide_charges')
  if (!post.ok) return post
  if (to < from || to > world.today || daysBetween(from, to) >= DAYS_MAX) return refuse('CHARGE_DAYS')
  const days = { from, to, says: reason }
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'charges.spare', on: communityId, detail: saySpared(days) })
  return world.store.change({ community: ['communities', communityId] }, ({ community }): Decision<Spared> => {
    if (!community) return { writes: [], result: refuse('COMMUNITY_NOT_FOUND') }
    const before = community.sparedDays ?? []
    // A lost answer is asked for again: the same days are not written twice.
    if (before.some((one) => one.from === from && one.to === to)) return { writes: [], result: accept({ spared: before.map(saySpared) }) }
    const sparedDays = [...before, days]
    return { writes: [put('communities', { ...community, sparedDays }), insert('audit', audit)], result: accept({ spared: sparedDays.map(saySpared) }) }
  })
}
