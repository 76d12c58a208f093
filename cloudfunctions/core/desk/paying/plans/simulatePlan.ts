import type { Day } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { visibleTo, whyNotOwed } from '@core/desk/paying/makeQuote'
import { payeeName } from '@core/domain/billing/run'
import { ownAccount } from '@core/desk/people/residentAccount'
import { addMs } from '@core/domain/calendar'
import { firstDays, simulate } from '@core/domain/paying/plan'
import { doubtsOf, PLAN_POLICY } from '@core/domain/paying/planPolicy'
import { brokenLately } from '@core/domain/paying/planRoad'
import { planTerms } from '@core/domain/paying/planTerms'
import { managesPeople } from '@core/domain/people/binding'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { PlanQuote } from '@core/store/records'
import { present } from '@core/store/store'
import { createHash } from 'node:crypto'
import { plansOf } from './planDocs'

type Ask = {
  accountId?: string | undefined; billIds?: string[] | undefined; parts: number; firstDueOn?: Day | undefined; replaces?: string | undefined
}
type Answer = ResidentAnswer<'plan.simulate'>

/** Long enough to read the text in peace and to ask somebody about it. */
const TRIAL_LIVES_MS = 60 * 60_000

/** plan.simulate: what a plan would be, and the exact text that accepting it would accept. */
export async function simulatePlan(ask: Ask, caller: Caller, world: World): Promise<Outcome<Answer>> {
  const own = await ownAccount(world, caller, ask.accountId)
  if (!own.ok) return own
  const account = visibleTo(own.value)
  const [found, plans] = await Promise.all([world.store.get('communities', account.communityId), plansOf(account._id, world)])
  const community = present(found, 'the community')
  if (community.paused) return refuse('COLLECTION_PAUSED')
  const tried = simulate(account, ask, world.today)
  if (!tried.ok) return tried.refusal === 'BILL_ALREADY_PAID' ? refuse(await whyNotOwed(ask.billIds ?? [], own.value, world)) : tried
  const { payeeId, total, lines, instalments, leftOut, partsMax } = tried.value
  const bills = account.open.filter(({ billId }) => lines.some((line) => line.billId === billId))
  const replaces = ask.replaces ?? null
  const doubts = doubtsOf({ total, parts: instalments.length, replaces }, { brokenLately: brokenLately(plans, world.today, PLAN_POLICY.brokenMatterDays) })
  const terms = planTerms({
    place: account.label, company: community.companyName, payee: payeeName(community, payeeId), counterPhone: community.counterPhone,
    total, bills, instalments, needsApproval: doubts.length > 0, replaces: replaces !== null,
  })
  const termsHash = createHash('sha256').update(terms).digest('hex')
  const saved: PlanQuote = {
    _id: world.newId(), communityId: account.communityId, accountId: account._id, by: own.value.binding._id, payeeId, total, lines, instalments,
    doubts, replaces, terms, termsHash, createdAt: world.now, expiresAt: addMs(world.now, TRIAL_LIVES_MS),
  }
  await world.store.addNew('plan_quotes', [saved])
  return accept({
    quoteId: saved._id, accountId: account._id, total, instalments: [...instalments], needsApproval: doubts.length > 0, terms, termsHash,
    mayAccept: managesPeople(own.value.binding),
    bills: bills.map(({ billId, title, period, dueOn, outstanding }) => ({ billId, title, period, dueOn, amount: outstanding })),
    choices: { partsMin: PLAN_POLICY.partsMin, partsMax, ...firstDays(world.today) },
    counterPhone: community.counterPhone, expiresAt: saved.expiresAt,
    ...(leftOut.length > 0 ? { leftOut: [...leftOut] } : {}),
  })
}
