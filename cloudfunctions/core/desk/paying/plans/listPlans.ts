import type { Instant } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { showFen, sumFen } from '@contract/money'
import { accept, type Outcome } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { runningPart } from '@core/domain/paying/planRoad'
import { partsOf } from '@core/domain/paying/planParts'
import { sayRunning } from '@core/domain/paying/planWords'
import { seesBuilding } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Plan, PlanState } from '@core/store/records'
import { type PageEnd, pageAfter } from '@core/store/pages'

type Listed = StaffAnswer<'plan.list'>
type Row = Listed['rows'][number]
type Ask = { readonly communityId: string; readonly state?: PlanState | undefined; readonly after?: string | undefined }

const ROWS_A_PAGE = 50
/** What waits for somebody comes first. */
const ORDER: readonly PlanState[] = ['waiting_approval', 'proposed', 'running', 'broken', 'finished', 'refused', 'withdrawn', 'replaced']

/** plan.list: a community's plans, oldest first within each state; a page ends at an exact plan. */
export async function listPlans(ask: Ask, caller: Caller, world: World): Promise<Outcome<Listed>> {
  const { communityId } = ask
  const post = await permit(world, caller, communityId, 'see_accounts')
  if (!post.ok) return post
  const place = ask.after === undefined ? null : placeOf(ask.after)
  const states = (ask.state ? [ask.state] : ORDER).filter((state) => place === null || ORDER.indexOf(state) >= ORDER.indexOf(place.state))
  const found: Plan[] = []
  for (const state of states) {
    const end = place?.state === state ? place.end : null
    found.push(...(await pageAfter(world.store, 'plans', { communityId, state }, 'createdAt', end, ROWS_A_PAGE + 1 - found.length)))
    if (found.length > ROWS_A_PAGE) break
  }
  const page = found.slice(0, ROWS_A_PAGE)
  const accounts = await world.store.getMany('accounts', [...new Set(page.map(({ accountId }) => accountId))])
  const rows = page.flatMap((plan) => {
    const account = accounts.find(({ _id }) => _id === plan.accountId)
    return account && seesBuilding(post.value, account.building) ? [rowOf(plan, account, world)] : []
  })
  const last = page.at(-1)
  return accept({ rows, ...(found.length > ROWS_A_PAGE && last ? { next: `${last.state} ${last.createdAt} ${last._id}` } : {}) })
}

function placeOf(after: string): { readonly state: PlanState; readonly end: PageEnd } {
  const [state = '', value = '', id = ''] = after.split(' ')
  return { state: state as PlanState, end: { value: value as Instant, id } }
}

function rowOf(plan: Plan, account: Account, world: World): Row {
  return {
    planId: plan._id, accountId: account._id, label: account.label, name: account.name, state: plan.state,
    says: sayForStaff(plan, account, world), total: plan.total, left: sumFen(partsOf(runningPart(plan), account.open).map(({ left }) => left)),
  }
}

export function sayForStaff(plan: Plan, account: Account, { today }: Pick<World, 'today'>): string {
  const size = `¥${showFen(plan.total)} 分 ${plan.instalments.length} 期`
  switch (plan.state) {
    case 'running': return sayRunning(runningPart(plan), account.open, today)
    case 'waiting_approval': return `${size}，等待审批`
    case 'proposed': return `${size}，等业主同意`
    default: return `${size}，${plan.ended?.says ?? ''}`
  }
}
