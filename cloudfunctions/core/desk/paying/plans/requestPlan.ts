import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { bindingId } from '@core/desk/people/ids'
import { ownAccount } from '@core/desk/people/residentAccount'
import { planIdOf, proposedPlan, stillFits } from '@core/domain/paying/planRoad'
import { managesPeople } from '@core/domain/people/binding'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Plan } from '@core/store/records'
import { acceptInto } from './acceptPlan'
import { ownPlan, plansOf } from './planDocs'

type Answer = ResidentAnswer<'plan.request'>

/**
 * plan.request: asks for what was tried out. An owner or the company thereby accepts; family and
 * tenants propose, and an owner accepts later. The quote names the plan, so a second tap finds it.
 */
export async function requestPlan(
  { quoteId, termsHash }: { quoteId: string; termsHash: string }, caller: Caller, world: World,
): Promise<Outcome<Answer>> {
  const quote = await world.store.get('plan_quotes', quoteId)
  if (!quote || quote.by !== bindingId(quote.accountId, caller.openid)) return refuse('PLAN_QUOTE_NOT_FOUND')
  const known = await ownPlan(planIdOf(quoteId), caller, world)
  if (known.ok) return accept({ planId: known.value.plan._id, state: known.value.plan.state })
  const own = await ownAccount(world, caller, quote.accountId)
  if (!own.ok) return own
  if (quote.termsHash !== termsHash) return refuse('PLAN_TERMS_CHANGED')
  if (quote.expiresAt <= world.now) return refuse('PLAN_QUOTE_EXPIRED')
  const { binding, account } = own.value
  const plan = proposedPlan(quote, { by: binding._id, relation: binding.relation, at: world.now })
  if ((await plansOf(account._id, world)).some((other) => isInTheWay(other, plan))) return refuse('PLAN_ALREADY_ASKED')
  if (managesPeople(binding)) return acceptInto(plan, account, binding._id, world)
  if (!stillFits(account, plan)) return refuse('PLAN_BILLS_CHANGED')
  await world.store.addNew('plans', [plan])
  return accept({ planId: plan._id, state: 'proposed' })
}

/** The same bills wait for approval already, or the same person's proposal lies with the owner. */
function isInTheWay(other: Plan, plan: Plan): boolean {
  const waits = other.state === 'waiting_approval' || (other.state === 'proposed' && other.asked.by === plan.asked.by)
  return waits && other.lines.some(({ billId }) => plan.lines.some((line) => line.billId === billId))
}
