import type { StaffAnswer } from '@contract/contract/staff'
import { fen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { addDays } from '@core/domain/calendar'
import { seesBuilding } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { StaffMember, Task } from '@core/store/records'
import { OWING } from './accountPages'
import { alarmsOf } from './alarms'
import { forecastOf } from './showForecast'
import { limitedTo, owedTotals, type Totals } from './owedTotals'

type Ask = { readonly communityId?: string | undefined }
type Today = StaffAnswer<'today.show'>

const POSTS_MAX = 50
const TASKS_READ = 200
const TASKS_SHOWN = 50

/** today.show: each morning's figures, what is wrong in plain words, and what waits for a person. */
export async function showToday({ communityId }: Ask, caller: Caller, world: World): Promise<Outcome<Today>> {
  const posts = await world.store.find('staff', { where: { openid: caller.openid, state: 'active' }, limit: POSTS_MAX })
  const chosen = communityId ?? posts[0]?.communityId
  if (chosen === undefined) return refuse('NOT_STAFF')
  const post = await permit(world, caller, chosen, 'see_accounts')
  if (!post.ok) return post
  const [communities, figures, tasks, [nextDueDay]] = await Promise.all([
    world.store.getMany('communities', posts.map((one) => one.communityId)),
    figuresOf(world, post.value),
    openTasks(world, post.value),
    forecastOf(world, post.value),
  ])
  return accept({
    communities: communities.map(({ _id, name }) => ({
      communityId: _id, name, roles: [...(posts.find((one) => one.communityId === _id)?.roles ?? [])],
    })),
    communityId: chosen, figures, alarms: [...(await alarmsOf(world, chosen, figures.sentToday))], tasks,
    ...(nextDueDay ? { forecast: nextDueDay } : {}),
  })
}

async function figuresOf(world: World, member: StaffMember): Promise<Today['figures']> {
  const { store, today } = world
  const { communityId } = member
  const buildings = limitedTo(member)
  const [overdue, coming, paidYesterday, sentToday, waitingToSend] = await Promise.all([
    owedTotals(store, { communityId, oldestDueOn: { lt: today }, dueOn: { $lt: today }, buildings }),
    owedTotals(store, { communityId, oldestDueOn: OWING, dueOn: { $gte: today }, buildings }),
    paidOn(world, member),
    store.count('contacts', { communityId, day: today, channel: 'wechat' }),
    store.count('messages', { communityId, state: 'queued', purpose: { in: ['reminder', 'dunning'] } }),
  ])
  return { overdue, notYetDue: coming.total, paidYesterday, sentToday, waitingToSend }
}

/** Money that arrived yesterday, whatever it was placed on, and in how many payments. */
async function paidOn({ store, today }: World, member: StaffMember): Promise<Totals> {
  const { communityId } = member
  const perAccount = await store.aggregate('entries', { communityId, kind: 'payment', day: addDays(today, -1) }, [
    { unwind: '$postings' },
    { match: { 'postings.amount': { $gt: 0 } } },
    { group: { _id: limitedTo(member) ? '$accountId' : null, total: { $sum: '$postings.amount' }, count: { $sum: 1 } } },
  ])
  const seen = limitedTo(member) ? await ownAccounts(store, member, perAccount.map((one) => String(one['_id']))) : null
  const counted = perAccount.filter((one) => seen === null || seen.has(String(one['_id'])))
  const sum = (field: string) => counted.reduce((total, one) => total + Number(one[field] ?? 0), 0)
  return { total: fen(sum('total')), count: sum('count') }
}

async function ownAccounts(store: World['store'], member: StaffMember, accountIds: readonly string[]): Promise<ReadonlySet<string>> {
  const accounts = await store.getMany('accounts', accountIds)
  return new Set(accounts.filter((account) => seesBuilding(member, account.building)).map((account) => account._id))
}

async function openTasks({ store }: World, member: StaffMember): Promise<Today['tasks']> {
  const { communityId } = member
  const tasks = await store.find('tasks', { where: { communityId, state: 'open' }, sort: [['createdAt', -1]], limit: TASKS_READ })
  const accounts = await store.getMany('accounts', [...new Set(tasks.flatMap((task) => task.accountId ?? []))])
  const byId = new Map(accounts.map((account) => [account._id, account]))
  return tasks
    .filter((task) => {
      const account = byId.get(task.accountId ?? '')
      return account ? seesBuilding(member, account.building) : limitedTo(member) === null
    })
    .slice(0, TASKS_SHOWN)
    .map((task) => shown(task, byId.get(task.accountId ?? '')?.label))
}

function shown({ _id, kind, title, says, accountId, createdAt }: Task, label: string | undefined): Today['tasks'][number] {
  const whose = { ...(accountId === null ? {} : { accountId }), ...(label === undefined ? {} : { label }) }
  return { taskId: _id, kind, title, says, createdAt, done: false, ...whose }
}
