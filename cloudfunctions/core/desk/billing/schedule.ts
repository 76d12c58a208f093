import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import { periodBefore, periodOf } from '@core/domain/calendar'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { BillingSchedule } from '@core/store/records'
import { type Decision, insert, put } from '@core/store/store'

type Shown = StaffAnswer<'schedule.show'>
const SUGGESTED = { every: 'month', daysAhead: 3, items: [] } as const

/** schedule.show: what prepares the community's runs; off until somebody wants it. */
export async function showSchedule({ communityId }: { communityId: string }, caller: Caller, world: World): Promise<Outcome<Shown>> {
  const post = await permit(world, caller, communityId, 'prepare_billing')
  if (!post.ok) return post
  const { every, daysAhead, items, on, preparedThrough } = (await world.store.get('billing_schedules', communityId)) ?? {
    ...SUGGESTED, on: false, preparedThrough: null,
  }
  return accept({ every, daysAhead, items: [...items], on, preparedThrough })
}

type SaveAsk = { communityId: string; every: BillingSchedule['every']; daysAhead: number; items: string[]; on: boolean }

/** schedule.save: from the next night on. The period that runs now counts as prepared: bills of it are a person's already. */
export async function saveSchedule(ask: SaveAsk, caller: Caller, world: World): Promise<Outcome<{ saved: true }>> {
  const { communityId, every, daysAhead, items, on } = ask
  const post = await permit(world, caller, communityId, 'prepare_billing')
  if (!post.ok) return post
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'schedule.save', on: communityId, detail: `${every} ${daysAhead} ${on}` })
  return world.store.change({ there: ['billing_schedules', communityId] }, ({ there }): Decision<Outcome<{ saved: true }>> => {
    const goesOn = there && there.on && there.every === every
    const schedule: BillingSchedule = {
      _id: communityId, every, daysAhead, items, on, savedBy: caller.openid, createdAt: there?.createdAt ?? world.now,
      preparedThrough: goesOn ? there.preparedThrough : begunWith(every, world),
    }
    return { writes: [put('billing_schedules', schedule), insert('audit', audit)], result: accept({ saved: true as const }) }
  })
}

function begunWith(every: BillingSchedule['every'], { today }: World): string {
  const current = periodOf(today, every)
  // On its very first day the period is still to be billed.
  return today.endsWith('-01') ? periodBefore(current) : current
}
