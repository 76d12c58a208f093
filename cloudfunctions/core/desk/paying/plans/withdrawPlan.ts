import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { ended } from '@core/domain/paying/planRoad'
import { managesPeople } from '@core/domain/people/binding'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Binding, Plan } from '@core/store/records'
import { type Decision, present, put } from '@core/store/store'
import { ownPlan, planReads } from './planDocs'

type Answer = ResidentAnswer<'plan.withdraw'>

/** A plan that has not started is taken back by whoever asked for it, or by an owner: that is also how one disagrees. */
export function mayWithdraw({ state, asked }: Plan, { _id, relation }: Pick<Binding, '_id' | 'relation'>): boolean {
  return (state === 'proposed' || state === 'waiting_approval') && (asked.by === _id || managesPeople({ relation }))
}

/** plan.withdraw: nothing about the bills changes. */
export async function withdrawPlan({ planId }: { planId: string }, caller: Caller, world: World): Promise<Outcome<Answer>> {
  const mine = await ownPlan(planId, caller, world)
  if (!mine.ok) return mine
  const { binding } = mine.value
  return world.store.change(planReads(mine.value.plan), (docs): Decision<Outcome<Answer>> => {
    const plan = present(docs.plan, 'the plan')
    if (plan.state === 'withdrawn') return { writes: [], result: accept({ planId, state: plan.state }) }
    if (plan.state === 'running') return { writes: [], result: refuse('PLAN_STARTED') }
    if (plan.state !== 'proposed' && plan.state !== 'waiting_approval') return { writes: [], result: refuse('PLAN_NOT_OPEN') }
    if (!mayWithdraw(plan, binding)) return { writes: [], result: refuse('PLAN_OWNER_ONLY') }
    const { approval } = docs
    const closed = approval?.state === 'open' ? [put('tasks', { ...approval, state: 'done' as const, doneBy: binding._id, doneAt: world.now })] : []
    return { writes: [put('plans', ended(plan, 'withdrawn', world.now, '已经撤回，账单没有变化')), ...closed], result: accept({ planId, state: 'withdrawn' }) }
  })
}
