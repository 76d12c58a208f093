import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { acceptPlan as accepted } from '@core/domain/paying/planRoad'
import { managesPeople } from '@core/domain/people/binding'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Plan } from '@core/store/records'
import { type Decision, insert, present } from '@core/store/store'
import { endOpenOrders, movedWrites, ownPlan, planReads } from './planDocs'

type Answer = ResidentAnswer<'plan.accept'>

/** plan.accept: an owner, or the company that holds the account, accepts what family or a tenant proposed. */
export async function acceptPlan(
  { planId, termsHash }: { planId: string; termsHash: string }, caller: Caller, world: World,
): Promise<Outcome<Answer>> {
  const mine = await ownPlan(planId, caller, world)
  if (!mine.ok) return mine
  const { plan, account, binding } = mine.value
  if (!managesPeople(binding)) return refuse('PLAN_OWNER_ONLY')
  if (plan.termsHash !== termsHash) return refuse('PLAN_TERMS_CHANGED')
  // The second tap finds what the first one did.
  if (plan.accepted !== null) return accept({ planId, state: plan.state })
  if (plan.state !== 'proposed') return refuse('PLAN_NOT_OPEN')
  return acceptInto(plan, account, binding._id, world)
}

/**
 * The acceptance itself, in one transaction with the account, whose bills it acknowledges. Two
 * taps at one moment meet in the account's document, and the second finds the first one's plan.
 * `by`: the binding that accepts, in the audit trail too.
 */
export async function acceptInto(plan: Plan, account: Account, by: string, world: World): Promise<Outcome<Answer>> {
  const way = await endOpenOrders(account, plan.payeeId, world)
  if (!way.ok) return way
  const row = auditRow(world, { communityId: plan.communityId, by, act: 'plan.accept', on: plan._id, detail: plan.termsHash })
  return world.store.change(planReads(plan), (docs): Decision<Outcome<Answer>> => {
    const now = docs.plan ?? plan
    if (now.accepted !== null) return { writes: [], result: accept({ planId: now._id, state: now.state }) }
    if (now.state !== 'proposed') return { writes: [], result: refuse('PLAN_NOT_OPEN') }
    const holder = present(docs.account, 'the account')
    if (holder.openOrders.some(({ payeeId }) => payeeId === plan.payeeId)) return { writes: [], result: refuse('PAYMENT_CONFIRMING') }
    const moved = accepted(now, holder, docs.old, { by, at: world.now })
    if (!moved.ok) return { writes: [], result: moved }
    const writes = [...movedWrites(moved.value, null, by, world), insert('audit', row)]
    return { writes, result: accept({ planId: now._id, state: moved.value.plan.state }) }
  })
}
