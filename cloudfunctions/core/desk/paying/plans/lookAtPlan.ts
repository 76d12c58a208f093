import { dayOf } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { sumFen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permitAccount } from '@core/desk/people/permit'
import { daysBetween } from '@core/domain/calendar'
import { overdueBills } from '@core/domain/paying/account'
import { mayDecidePlan, PLAN_DOUBTS, sayDeciders } from '@core/domain/paying/planPolicy'
import { runningPart } from '@core/domain/paying/planRoad'
import { partsShown } from '@core/domain/paying/planWords'
import { RELATION_WORDS } from '@core/domain/people/binding'
import { mayDo, ROLE_WORDS } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { isOwnMatter } from './decidePlan'
import { sayForStaff } from './listPlans'
import { plansOf } from './planDocs'
import { billsOf } from './showPlan'

type Looked = StaffAnswer<'plan.look'>

/** plan.look: everything that a decision on a plan needs, in one answer. */
export async function lookAtPlan({ planId }: { planId: string }, caller: Caller, world: World): Promise<Outcome<Looked>> {
  const plan = await world.store.get('plans', planId)
  if (!plan) return refuse('PLAN_NOT_FOUND')
  const post = await permitAccount(world, caller, plan.accountId, 'see_accounts')
  if (!post.ok) return post
  const { account, member } = post.value
  const [bills, others, own] = await Promise.all([billsOf(plan, world), plansOf(account._id, world), isOwnMatter(plan, caller, world)])
  const parts = partsShown(runningPart(plan), account.open, world.today)
  const late = overdueBills(account.open, world.today)
  const open = plan.state === 'waiting_approval' && !own
  return accept({
    planId, accountId: account._id, label: account.label, name: account.name, state: plan.state, says: sayForStaff(plan, account, world),
    total: plan.total, left: sumFen(parts.map(({ left }) => left)), parts: [...parts], bills,
    why: plan.doubts.map((doubt) => PLAN_DOUBTS[doubt]), decides: sayDeciders(plan.total),
    mayDecide: open && mayDo(member, 'decide_plan') && mayDecidePlan(plan.total, member.roles), mayPropose: open && mayDo(member, 'propose_plan'),
    askedBy: RELATION_WORDS[plan.asked.relation], askedAt: plan.asked.at, terms: plan.terms,
    account: {
      outstanding: account.outstanding, overdue: sumFen(late.map((bill) => bill.outstanding)),
      daysOverdue: late[0] ? daysBetween(late[0].dueOn, world.today) : 0,
    },
    earlier: others.filter(({ _id }) => _id !== planId).map((other) => ({
      says: sayForStaff(other, account, world), state: other.state, on: dayOf(other.ended?.at ?? other.createdAt),
    })),
    signatures: plan.signatures.map(({ name, roles, approve, reason, at }) => ({
      name, roles: roles.map((role) => ROLE_WORDS[role]).join('、'), approve, reason, at,
    })),
    ...(plan.accepted ? { acceptedAt: plan.accepted.at } : {}),
  })
}
