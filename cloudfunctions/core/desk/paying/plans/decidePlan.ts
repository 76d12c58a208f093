import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { bindingId } from '@core/desk/people/ids'
import { permitAccount } from '@core/desk/people/permit'
import { forbiddenIn } from '@core/domain/collecting/linter'
import { sayDeciders } from '@core/domain/paying/planPolicy'
import { signPlan } from '@core/domain/paying/planRoad'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Plan, PlanSignature } from '@core/store/records'
import { type Decision, insert, present } from '@core/store/store'
import { endOpenOrders, movedWrites, planReads } from './planDocs'

type Answer = StaffAnswer<'plan.decide'>
type Ask = { readonly planId: string; readonly approve: boolean; readonly reason: string }

/** Nobody decides on a home of their own, nor on what they asked for themselves (rules §8, roles). */
export async function isOwnMatter({ accountId, asked, accepted }: Plan, { openid }: Caller, world: World): Promise<boolean> {
  const own = bindingId(accountId, openid)
  return asked.by === own || accepted?.by === own || (await world.store.get('bindings', own)) !== null
}

/** plan.decide: one word of staff's. Whether it decides is the policy's: above the second limit two people sign. */
export async function decidePlan({ planId, approve, reason }: Ask, caller: Caller, world: World): Promise<Outcome<Answer>> {
  const plan = await world.store.get('plans', planId)
  if (!plan) return refuse('PLAN_NOT_FOUND')
  const post = await permitAccount(world, caller, plan.accountId, 'propose_plan')
  if (!post.ok) return post
  if (await isOwnMatter(plan, caller, world)) return refuse('OWN_MATTER')
  // A refusal's reason is read by the resident.
  if (!approve && forbiddenIn(reason, 'resident').length > 0) return refuse('TEXT_NOT_FOR_RESIDENTS')
  if (plan.state === 'waiting_approval' && approve) {
    const way = await endOpenOrders(post.value.account, plan.payeeId, world)
    if (!way.ok) return way
  }
  const { name, roles } = post.value.member
  const signature: PlanSignature = { by: caller.openid, name, roles, approve, reason, at: world.now }
  const detail = `${approve ? '同意' : '不同意'}：${reason}`
  const row = auditRow(world, { communityId: plan.communityId, by: caller.openid, act: 'plan.decide', on: planId, detail })
  return world.store.change(planReads(plan), (docs): Decision<Outcome<Answer>> => {
    const now = present(docs.plan, 'the plan')
    if (now.state !== 'waiting_approval') return { writes: [], result: repeated(now, signature) }
    const account = present(docs.account, 'the account')
    if (approve && account.openOrders.some(({ payeeId }) => payeeId === plan.payeeId)) return { writes: [], result: refuse('PAYMENT_CONFIRMING') }
    const moved = signPlan(now, account, docs.old, signature)
    if (!moved.ok) return { writes: [], result: moved }
    const writes = [...movedWrites(moved.value, docs.approval, caller.openid, world), insert('audit', row)]
    return { writes, result: accept(said(moved.value.plan)) }
  })
}

/** The same word said twice is said once. */
function repeated(plan: Plan, { by, approve }: PlanSignature): Outcome<Answer> {
  const same = plan.signatures.some((one) => one.by === by && one.approve === approve)
  return same ? accept(said(plan)) : refuse('PLAN_NOT_WAITING')
}

function said({ state, total }: Plan): Answer {
  switch (state) {
    case 'waiting_approval': return { state, says: `已记下您的意见，${sayDeciders(total)}` }
    case 'refused': return { state, says: '已告诉住户没有通过和原因' }
    case 'withdrawn': return { state, says: '账单已经缴清，不用分期了' }
    default: return { state, says: '分期已经开始，这些账单不再催缴' }
  }
}
