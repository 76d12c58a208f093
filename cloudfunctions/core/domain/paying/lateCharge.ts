import type { Day } from '@contract/calendar'
import { type Fen, fen, sumFen, ZERO } from '@contract/money'
import { exactPrice, exactQuantity, times, toFen } from '@core/domain/billing/exact'
import { addDays, daysBetween, maxDay, type Span } from '@core/domain/calendar'
import type { Account, ChargePolicy, LateRule, OpenBill, RunningPlan, SparedDays } from '@core/store/records'
import { brokenAfter, partsOf } from './planParts'
import { isOurs } from './chargeLimits'

/** The published rules of a community and the days that count for nobody. */
export type Charges = { readonly policies: readonly ChargePolicy[]; readonly spared: readonly SparedDays[] }
/** Off, as every community begins (rules §5). */
export const NO_CHARGES: Charges = { policies: [], spared: [] }

type Ruled = Pick<OpenBill, 'payeeId' | 'item' | 'dueOn'>
type Facts = Pick<Account, 'open' | 'holds' | 'plans'>

/**
 * The version that a bill is under: the last one that was public before the bill fell due. A bill
 * keeps it for good, so a later version changes nothing about what is owed already.
 */
export function policyOf({ payeeId, item, dueOn }: Ruled, { policies }: Charges): ChargePolicy | null {
  const public_ = policies.filter((one) => one.payeeId === payeeId && one.publishedOn !== null && one.publishedOn < dueOn && one.dueFrom <= dueOn)
  const last = public_.reduce<ChargePolicy | null>((newest, one) => ((newest?.publishedAt ?? '') < (one.publishedAt ?? '') ? one : newest), null)
  if (!last || (last.stopped && last.stopped.on < dueOn)) return null
  return last.items.includes(item) && isOurs(item) ? last : null
}

export type LateCharge = {
  /** Today's charge, less what was waived of it. */
  readonly amount: Fen
  readonly waived: Fen
  /** Days that count so far, and the day after which they do. */
  readonly days: number
  readonly after: Day
  readonly rule: LateRule
  readonly capped: boolean
}

/**
 * The late charge of an open bill as of `today` (rules §5): simple interest on what was owed each
 * day, added up exactly and rounded once, half up; never above its cap. The due day and the grace are
 * not counted, the day of payment is. Null: the bill is under no rule, or nobody was told of it.
 */
export function lateChargeOf(account: Facts, bill: OpenBill, today: Day, charges: Charges): LateCharge | null {
  const policy = policyOf(bill, charges)
  if (!policy?.late || bill.toldOn === undefined) return null
  const rule = policy.late
  const after = addDays(maxDay(bill.dueOn, bill.toldOn), rule.graceDays)
  const last = policy.stopped && policy.stopped.on < today ? policy.stopped.on : today
  const { fenDays, days } = countDays(bill, { from: addDays(after, 1), to: last }, [...sparedOf(account, bill, today), ...charges.spared])
  const grown = toFen(times({ n: fenDays, d: 100n }, exactPrice(rule.rate)))
  const cap = capOf(owedDuring(bill, addDays(after, 1)), rule)
  const waived = sumFen((bill.waivers ?? []).map(({ amount }) => amount))
  return { amount: fen(Math.max(0, Math.min(grown, cap) - waived)), waived, days, after, rule, capped: grown > cap }
}

/** Today's charge as money; nothing where there is none. */
export function lateOn(account: Facts, bill: OpenBill, today: Day, charges: Charges): Fen {
  return lateChargeOf(account, bill, today, charges)?.amount ?? ZERO
}

/** Rounded down: a cap is never passed. */
function capOf(principal: Fen, { cap }: LateRule): Fen {
  const { n, d } = exactQuantity(cap)
  return fen(Number((BigInt(principal) * n) / d))
}

/** What was owed on the bill on a day: what is paid on a day was still owed on it. */
function owedDuring({ outstanding, paidLate = [] }: OpenBill, day: Day): Fen {
  return sumFen([outstanding, ...paidLate.filter(({ on }) => on >= day).map(({ amount }) => amount)])
}

/** Fen times days, over the days of a span that count. */
function countDays(bill: OpenBill, { from, to }: Span, spared: readonly Span[]): { fenDays: bigint; days: number } {
  if (to < from) return { fenDays: 0n, days: 0 }
  const end = addDays(to, 1)
  const turns = [...(bill.paidLate ?? []).map(({ on }) => addDays(on, 1)), ...spared.flatMap((one) => [one.from, addDays(one.to, 1)])]
  const cuts = [from, ...[...new Set(turns)].filter((day) => day > from && day < end).sort(), end]
  let [fenDays, days] = [0n, 0]
  for (const [i, first] of cuts.slice(0, -1).entries()) {
    if (spared.some((one) => one.from <= first && first <= one.to)) continue
    const length = daysBetween(first, cuts[i + 1] ?? end)
    fenDays += BigInt(owedDuring(bill, first)) * BigInt(length)
    days += length
  }
  return { fenDays, days }
}

/** Days on which this bill's charge does not grow: its holds of whatever kind, and plans while they are kept. */
export function sparedOf({ holds, plans, open }: Facts, bill: OpenBill, today: Day): readonly Span[] {
  const held = holds.filter(({ billIds }) => billIds === null || billIds.includes(bill.billId)).map(({ from, until }) => ({ from, to: until ?? today }))
  const planned = plans.filter(({ billIds }) => billIds.includes(bill.billId)).map((plan) => keptDays(plan, open, today))
  return [...(bill.spared ?? []), ...held, ...planned]
}

/** A plan holds until the grace of its first unpaid part is over. */
export function keptDays(plan: RunningPlan, open: readonly OpenBill[], today: Day): Span {
  const first = partsOf(plan, open).find(({ left }) => left > 0)
  const end = first ? brokenAfter(first.dueOn) : today
  return { from: plan.since ?? ('' as Day), to: end < today ? end : today }
}

/** Whether a charge could count a day: one that is not after the due day, or before anybody was told, matters to nobody. */
export function mayCount({ dueOn, toldOn }: OpenBill, day: Day): boolean {
  return toldOn !== undefined && day > dueOn && day > toldOn
}
/** The bill with days remembered that its holds or plans spared. */
export function withSpared(bill: OpenBill, days: Span): OpenBill {
  return days.from <= days.to && mayCount(bill, days.to) ? { ...bill, spared: [...(bill.spared ?? []), days] } : bill
}
