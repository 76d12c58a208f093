import type { ResidentAnswer } from '@contract/contract/resident'
import { fen, sumFen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { ownAccount } from '@core/desk/people/residentAccount'
import { keptPlans } from '@core/domain/paying/due'
import { runningPart } from '@core/domain/paying/planRoad'
import { partsShown, planThatMatters, sayPlan } from '@core/domain/paying/planWords'
import { managesPeople } from '@core/domain/people/binding'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Plan } from '@core/store/records'
import { present } from '@core/store/store'
import { type Mine, ownPlan, plansOf, seesPlan } from './planDocs'
import { mayWithdraw } from './withdrawPlan'

type Shown = ResidentAnswer<'plan.show'>
type Ask = { planId?: string | undefined; accountId?: string | undefined }

/** plan.show: the parts as they stand, what has been paid, and the text that was accepted. */
export async function showPlan(ask: Ask, caller: Caller, world: World): Promise<Outcome<Shown>> {
  const mine = 'planId' in ask && ask.planId !== undefined ? await ownPlan(ask.planId, caller, world) : await foremost(ask.accountId, caller, world)
  return mine.ok ? accept(await shown(mine.value, world)) : mine
}

/** The plan that the first screen would speak of, else the newest. */
async function foremost(accountId: string | undefined, caller: Caller, world: World): Promise<Outcome<Mine>> {
  const own = await ownAccount(world, caller, accountId)
  if (!own.ok) return own
  const plans = (await plansOf(own.value.account._id, world)).filter((plan) => seesPlan(own.value, plan))
  const { account } = own.value
  const matters = planThatMatters(account, account, plans, world.today, managesPeople(own.value.binding))
  const plan = plans.find(({ _id }) => _id === matters?.planId) ?? plans[0]
  return plan ? accept({ plan, ...own.value }) : refuse('PLAN_NOT_FOUND')
}

async function shown({ plan, account, binding }: Mine, world: World): Promise<Shown> {
  const running = runningPart(plan)
  const parts = partsShown(running, account.open, world.today)
  const left = sumFen(parts.map((part) => part.left))
  const accepts = plan.state === 'proposed' && managesPeople(binding)
  const [bills, community, payments] = await Promise.all([
    billsOf(plan, world), world.store.get('communities', plan.communityId), paymentsOf(plan, world),
  ])
  return {
    planId: plan._id, accountId: account._id, state: plan.state, says: sayPlan(plan, running, account.open, world.today, accepts),
    total: plan.total, paid: fen(plan.total - left), left, parts: [...parts], bills,
    terms: plan.terms, termsHash: plan.termsHash, payments, mayAccept: accepts, mayWithdraw: mayWithdraw(plan, binding),
    mayPay: keptPlans(account, world.today).some(({ planId }) => planId === plan._id),
    counterPhone: present(community, 'the community').counterPhone,
    ...(plan.accepted ? { acceptedAt: plan.accepted.at } : {}),
  }
}

/** The bills of the plan, oldest first, with what each had open when it was made. */
export async function billsOf({ lines }: Plan, world: World): Promise<Shown['bills']> {
  const bills = await world.store.getMany('bills', lines.map(({ billId }) => billId))
  const amounts = new Map(lines.map(({ billId, amount }) => [billId, amount]))
  return bills.map(({ _id, title, period, dueOn, amount }) => ({ billId: _id, title, period, dueOn, amount: amounts.get(_id) ?? amount }))
}

const ENTRIES_READ = 200

/** Money that went to the plan's bills since it began, whichever road it took. */
async function paymentsOf({ accountId, lines, startedAt }: Plan, world: World): Promise<Shown['payments']> {
  if (startedAt === null) return []
  const named = new Set(lines.map(({ billId }) => billId))
  const entries = await world.store.find('entries', { where: { accountId, at: { gte: startedAt } }, sort: [['at', 1]], limit: ENTRIES_READ })
  return entries.flatMap((entry) => {
    const off = entry.postings.filter(({ billId, amount }) => billId !== undefined && named.has(billId) && amount < 0)
    // A bill made void, or its waived charge, is owed no more, but nobody paid it.
    if (off.length === 0 || entry.kind === 'void' || entry.kind === 'waive') return []
    const amount = fen(-sumFen(off.map((posting) => posting.amount)))
    return [entry.kind === 'payment' ? { at: entry.at, amount, says: '微信支付', receiptId: `receipt:${entry.memo}` } : { at: entry.at, amount, says: '抵扣' }]
  })
}
