import type { ResidentAnswer, ResidentAsk } from '@contract/contract/resident'
import { daysAfter } from '../days'
import type { Act, Visit } from '../month'
import { paysAll } from './acts'
import { openHome, openSheet, payOn } from './paying'

/** What the policy may say no to, and a payment under way may put off. */
const NO_PLAN = ['PLAN_NO_BILLS', 'PLAN_TOO_SMALL', 'PLAN_PART_TOO_SMALL', 'PLAN_COUNTER_ONLY', 'PLAN_ALREADY_ASKED', 'PAYMENT_CONFIRMING']

/** Tries out a number of parts, reads the terms and agrees; the first part falls due while the month is watched. */
export const agreesToPlan: Act = async (visit) => {
  const { month, resident, lot } = visit
  const home = await openHome(visit)
  if (!home || home.due.count === 0) return
  const parts = 2 + lot.below(6)
  const first = await simulate(visit, { parts })
  if (!first) return
  const soon = daysAfter(first.choices.firstFrom, lot.below(4))
  const tried = await simulate(visit, { parts, firstDueOn: soon <= first.choices.firstUntil ? soon : first.choices.firstFrom })
  if (!tried) return
  const sum = tried.instalments.reduce((total, { amount }) => total + amount, 0)
  if (sum !== tried.total) month.broke('parts_make_the_whole', `${resident.home.label}: parts of ${sum} for ${tried.total}`)
  const asked = await month.calls.resident(resident.openid, 'plan.request', { quoteId: tried.quoteId, termsHash: tried.termsHash })
  if (asked.ok) {
    month.memory.plans.add(asked.value.planId)
    resident.hasPlan = true
  } else if (!NO_PLAN.includes(asked.refusal)) month.broke('everybody_gets_in', `plan.request of ${resident.home.label}: ${asked.refusal}`)
}

async function simulate({ month, resident }: Visit, wish: Omit<ResidentAsk<'plan.simulate'>, 'accountId'>): Promise<ResidentAnswer<'plan.simulate'> | null> {
  const tried = await month.calls.resident(resident.openid, 'plan.simulate', { accountId: resident.home.accountId, ...wish })
  if (tried.ok) return tried.value
  if (!NO_PLAN.includes(tried.refusal)) month.broke('everybody_gets_in', `plan.simulate of ${resident.home.label}: ${tried.refusal}`)
  return null
}

/** The parts that are due, or with none due perhaps all the rest; whoever has no plan that is kept pays like everybody else. */
export const paysPart: Act = async (visit) => {
  const { month, resident } = visit
  const shown = await month.calls.resident(resident.openid, 'plan.show', { accountId: resident.home.accountId })
  if (!shown.ok || shown.value.state !== 'running') return paysAll(visit)
  const { planId, parts } = shown.value
  const due = parts.filter(({ state }) => state === 'due' || state === 'missed')
  const early = visit.lot.chance(50) ? parts.filter(({ left }) => left > 0) : []
  const chosen = (due.length > 0 ? due : early).map(({ number }) => number)
  if (chosen.length === 0) return
  const sheet = await openSheet(visit, { planId, parts: chosen })
  if (sheet) await payOn(visit, sheet)
}
