import type { Day } from '@contract/calendar'
import { type Fen, fen, sumFen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { addDays, addMonths } from '@core/domain/calendar'
import { holdsOn } from '@core/domain/collecting/holds'
import { invariant } from '@core/domain/invariant'
import type { Account, OpenBill, RunningPlan } from '@core/store/records'
import { type Allocation, byDueDay } from './account'
import { asideOf } from './due'
import { PLAN_POLICY } from './planPolicy'

/**
 * A plan tried out (rules §7): which bills, how many parts, which days. Nothing here is saved and
 * nothing is promised; what is accepted later is exactly what this found.
 */
export type PlanAsk = {
  /** Left out: all that may be planned, of the payee whose bill is oldest. */
  readonly billIds?: readonly string[] | undefined
  readonly parts: number
  readonly firstDueOn?: Day | undefined
  /** A running plan whose place the new one takes: its bills are in it. */
  readonly replaces?: string | undefined
}
export type LeftOut = { readonly billId: string; readonly says: string }
export type PlanDraft = {
  readonly payeeId: string
  readonly total: Fen
  readonly lines: readonly Allocation[]
  readonly instalments: RunningPlan['instalments']
  readonly leftOut: readonly LeftOut[]
  readonly partsMax: number
}

export function simulate(account: Account, ask: PlanAsk, today: Day): Outcome<PlanDraft> {
  if (holdsOn(account.holds, today).some(({ kind, billIds }) => kind === 'case' && billIds === null)) return refuse('PLAN_COUNTER_ONLY')
  const old = account.plans.find(({ planId }) => planId === ask.replaces)
  if (ask.replaces !== undefined && !old) return refuse('PLAN_NOT_RUNNING')
  const chosen = chosenBills(account, ask, old)
  if (!chosen.ok) return chosen
  const why = new Map(chosen.value.map((bill) => [bill.billId, whyNot(account, bill, old, today)]))
  const fitting = chosen.value.filter(({ billId }) => why.get(billId) === null)
  const [first] = fitting
  if (!first) return refuse('PLAN_NO_BILLS')
  const bills = fitting.filter(({ payeeId }) => payeeId === first.payeeId)
  if (ask.billIds !== undefined && bills.length < fitting.length) return refuse('PLAN_PAYEES_MIXED')
  const total = sumFen(bills.map(({ outstanding }) => outstanding))
  const schedule = scheduleOf(total, ask, today)
  if (!schedule.ok) return schedule
  return accept({
    payeeId: first.payeeId, total, lines: bills.map(({ billId, outstanding }) => ({ billId, amount: outstanding })), ...schedule.value,
    leftOut: chosen.value.filter((bill) => !bills.includes(bill)).map(({ billId }) => ({ billId, says: why.get(billId) ?? '由其他收款单位收取，请另办一份分期' })),
  })
}

/** Every bill that was named is one that is open: a phone that shows an old list is told so. */
function chosenBills(account: Account, { billIds }: PlanAsk, old: RunningPlan | undefined): Outcome<readonly OpenBill[]> {
  const open = [...account.open].sort(byDueDay)
  if (billIds === undefined) return accept(old ? open.filter(({ billId }) => old.billIds.includes(billId)) : open)
  const wanted = new Set(billIds)
  if ([...wanted].some((billId) => !open.some((bill) => bill.billId === billId))) return refuse('BILL_ALREADY_PAID')
  // None of the old plan's bills may fall back on the ladder unseen.
  return accept(open.filter(({ billId }) => wanted.has(billId) || old?.billIds.includes(billId)))
}

/** Why a bill cannot be in a plan, in words; null when it can. */
function whyNot(account: Account, bill: OpenBill, old: RunningPlan | undefined, today: Day): string | null {
  const elsewhere = account.plans.some((plan) => plan !== old && plan.billIds.includes(bill.billId))
  if (elsewhere) return '已在另一份分期里'
  const aside = asideOf(account, bill, today)
  if (aside === 'disputed') return '您提出的疑问还在答复，先不分期'
  return aside === 'time_barred' ? '三年以前的账单，不放进分期' : null
}

/** The days between which the first part may fall due. */
export function firstDays(today: Day): { readonly firstFrom: Day; readonly firstUntil: Day } {
  return { firstFrom: today, firstUntil: addDays(today, PLAN_POLICY.firstDayAheadMax) }
}

type Schedule = Pick<PlanDraft, 'instalments' | 'partsMax'>
function scheduleOf(total: Fen, { parts, firstDueOn }: PlanAsk, today: Day): Outcome<Schedule> {
  const { partsMin, partAmountMin, firstDayAhead } = PLAN_POLICY
  const partsMax = Math.min(PLAN_POLICY.partsMax, Math.floor(total / partAmountMin))
  if (partsMax < partsMin) return refuse('PLAN_TOO_SMALL')
  if (parts < partsMin || parts > partsMax) return refuse('PLAN_PART_TOO_SMALL')
  const first = firstDueOn ?? addDays(today, firstDayAhead)
  const { firstFrom, firstUntil } = firstDays(today)
  if (first < firstFrom || first > firstUntil) return refuse('PLAN_FIRST_DAY')
  return accept({ partsMax, instalments: splitEvenly(total, parts).map((amount, i) => ({ dueOn: addMonths(first, i), amount })) })
}

/** `total` in `parts` shares that differ by a fen at most: largest remainder, the odd fen first (rules §1). */
export function splitEvenly(total: Fen, parts: number): readonly Fen[] {
  invariant(Number.isSafeInteger(parts) && parts >= 1 && total >= parts, 'every part is something')
  const odd = total % parts
  const share = (total - odd) / parts
  return Array.from({ length: parts }, (_, i) => fen(share + (i < odd ? 1 : 0)))
}
