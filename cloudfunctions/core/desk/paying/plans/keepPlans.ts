import { keep } from '@core/domain/paying/planRoad'
import { isLeftOver, type Lease, takeDuty } from '@core/shell/lease'
import type { World } from '@core/shell/world'
import type { Plan, PlanState } from '@core/store/records'
import { type Decision, present } from '@core/store/store'
import { pageAfter } from '@core/store/pages'
import { movedWrites, planReads } from './planDocs'

const DUTY = 'plans'
const PLANS_A_PAGE = 100
/** Whom a closed task names when no person closed it. */
const BY_POLICY = 'policy'
/** Only these can still change by themselves; the walk takes them one state after another. */
const LIVE: readonly PlanState[] = ['running', 'waiting_approval', 'proposed']
/** `state id` of the last plan looked at; the first state with no plan yet. */
const BEGIN = `${LIVE[0]} `
const TO_BE_CONTINUED = 'to be continued'

/**
 * daily: what the night does to plans: the finished and the broken leave their accounts, and what
 * was never begun lapses. A plan that stands as it stood is read and not written (F38). The walk is
 * under a lease and remembers the last plan it looked at; cut off, sweep goes on with it (F50).
 */
export async function keepPlans(world: World): Promise<string> {
  const lease = await takeDuty(world, DUTY)
  if (!lease) return 'under way elsewhere'
  const from = (lease.doc.day === world.today && lease.doc.planCursor) || BEGIN
  // Marked as begun before the first plan, so that a call killed at once is taken up too.
  if (!(await lease.goOn({ day: world.today, planCursor: from, lastSays: 'begun' }))) return TO_BE_CONTINUED
  if (!(await walk(world, lease, from))) return TO_BE_CONTINUED
  await lease.giveBack({ planCursor: null, lastSays: 'done', lastDoneAt: world.now })
  return 'done'
}

/** sweep: takes up today's walk where the nightly call ended or was killed, and begins it when the daily timer did not. */
export async function resumePlans(world: World): Promise<string> {
  const duty = await world.store.get('duties', DUTY)
  return isLeftOver(duty, world) ? keepPlans(world) : 'nothing to resume'
}

/** Whether every plan has been looked at. */
async function walk(world: World, lease: Lease<'duties'>, cursor: string): Promise<boolean> {
  const [from = '', lastId = ''] = cursor.split(' ')
  for (const state of LIVE.slice(Math.max(0, LIVE.indexOf(from as PlanState)))) {
    let after = state === from ? lastId : ''
    for (;;) {
      const page = await pageAfter(world.store, 'plans', { state }, '_id', after === '' ? null : { value: after, id: after }, PLANS_A_PAGE)
      for (const plan of await changing(page, world)) await keepOne(plan, world)
      const last = page.at(-1)
      if (!last || page.length < PLANS_A_PAGE) break
      after = last._id
      if (!(await lease.goOn({ planCursor: `${state} ${after}`, lastSays: TO_BE_CONTINUED }))) return false
    }
  }
  return true
}

/** Those of a page that something happens to today, read together: most stand as they stood. */
async function changing(page: readonly Plan[], world: World): Promise<readonly Plan[]> {
  const accounts = await world.store.getMany('accounts', [...new Set(page.map(({ accountId }) => accountId))])
  const byId = new Map(accounts.map((account) => [account._id, account]))
  return page.filter((plan) => keep(plan, present(byId.get(plan.accountId), 'the account'), world.now) !== null)
}

/** Thinks again over what the transaction reads: a payment may have come between. */
function keepOne(plan: Plan, world: World): Promise<void> {
  return world.store.change(planReads(plan), (docs): Decision<void> => {
    const moved = keep(present(docs.plan, 'the plan'), present(docs.account, 'the account'), world.now)
    return { writes: moved ? movedWrites(moved, docs.approval, BY_POLICY, world) : [], result: undefined }
  })
}
