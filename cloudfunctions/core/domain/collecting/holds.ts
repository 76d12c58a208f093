import type { Day, Instant } from '@contract/calendar'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { addDays, daysBetween } from '@core/domain/calendar'
import { workingDaysAfter } from '@core/domain/holidays'
import { holdsOn, withHolds } from '@core/domain/paying/account'
import { asideOf } from '@core/domain/paying/due'
import { withSpared } from '@core/domain/paying/lateCharge'
import type { Account, CaseState, Hold, HoldEnd, HoldRecord, OpenBill } from '@core/store/records'

/** One reading of a hold's days, for whoever asks. */
export { holdsOn } from '@core/domain/paying/account'

/** How long a hold may be (rules §9). A promise further away than this is a plan; a longer pause is a relief. */
export const PROMISE_DAYS_MAX = 60
export const PAUSE_DAYS_MAX = 90
/** A dispute is answered in 7 working days; its hold ends 7 days after the answer. */
const ANSWER_WORKING_DAYS = 7
const AFTER_ANSWER_DAYS = 7

export type HoldWish = {
  readonly kind: Hold['kind']
  /** Null: the whole account, later bills included. */
  readonly billIds: readonly string[] | null
  readonly until: Day | null
  readonly caseState: CaseState | null
}

/**
 * What a hold may be. A dispute names its bills, so that one disputed bill never hides the others
 * (F41), and lasts until it is answered; a promise and a pause have a last day; a case lasts until a
 * person ends it and covers the whole account, because only counsel speaks with the debtor then.
 */
export function checked(wish: HoldWish, { open }: Pick<Account, 'open'>, today: Day): Outcome<HoldWish> {
  const { kind, billIds } = wish
  if (kind === 'case') return wish.caseState === null ? refuse('CASE_STATE_MISSING') : accept({ ...wish, billIds: null, until: null })
  if (kind !== 'pause' && !billIds) return refuse('HOLD_BILLS_MISSING')
  if (billIds?.some((billId) => !open.some((bill) => bill.billId === billId))) return refuse('HOLD_BILLS_NOT_OPEN')
  if (kind === 'dispute') return accept({ ...wish, until: null, caseState: null })
  const day = checkedDay(kind, wish.until, today)
  return day.ok ? accept({ ...wish, until: day.value, caseState: null }) : day
}

/** A last day between today and the limit of its kind. */
export function checkedDay(kind: 'promise' | 'pause', until: Day | null, today: Day): Outcome<Day> {
  if (until === null) return refuse('HOLD_DAY_MISSING')
  if (until < today) return refuse('HOLD_DAY_PASSED')
  if (daysBetween(today, until) > (kind === 'promise' ? PROMISE_DAYS_MAX : PAUSE_DAYS_MAX)) return refuse('HOLD_TOO_LONG')
  return accept(until)
}

type Setting = { readonly holdId: string; readonly note: string; readonly counsel: string | null; readonly by: string; readonly at: Instant }
export type Held = { readonly account: Account; readonly record: HoldRecord }

/** The hold on the account, and its story begun. */
export function setHold(account: Account, wish: HoldWish, { holdId, note, counsel, by, at }: Setting, today: Day): Held {
  const { kind, billIds, until, caseState } = wish
  const hold: Hold = { holdId, kind, billIds, from: today, until, ...(caseState === null ? {} : { caseState }) }
  const record: HoldRecord = {
    _id: holdId, communityId: account.communityId, accountId: account._id, kind, billIds, from: today, until, caseState, counsel, note,
    setBy: by, setAt: at, answerBy: kind === 'dispute' ? answerDay(today) : null, answer: null, state: 'running', ended: null,
  }
  return { account: withHolds(account, [...account.holds.filter((one) => one.holdId !== holdId), hold]), record }
}

/** The last day for an answer to a dispute of today. */
export function answerDay(today: Day): Day {
  return workingDaysAfter(today, ANSWER_WORKING_DAYS)
}

/** From its answer on the dispute has a last day; until then it holds (rules §9). */
export function answerDispute(account: Account, record: HoldRecord, answer: { text: string; by: string }, today: Day): Held {
  const until = addDays(today, AFTER_ANSWER_DAYS)
  return {
    account: withHolds(account, account.holds.map((hold) => (hold.holdId === record._id ? { ...hold, until } : hold))),
    record: { ...record, until, answer: { ...answer, on: today } },
  }
}

export function endHold(account: Account, record: HoldRecord, ended: { how: HoldEnd; by: string; note: string }, today: Day): Held {
  const others = account.holds.filter(({ holdId }) => holdId !== record._id)
  return {
    account: withHolds({ ...account, open: spare(account.open, record, today) }, others),
    record: { ...record, state: 'over', ended: { ...ended, on: today } },
  }
}

/** No late charge grows in a hold, whatever its kind and however it ends: its days stay spared when it is gone. */
function spare(open: readonly OpenBill[], { billIds, from, until }: HoldRecord, today: Day): readonly OpenBill[] {
  const days = { from, to: until !== null && until < today ? until : today }
  return open.map((bill) => (billIds === null || billIds.includes(bill.billId) ? withSpared(bill, days) : bill))
}

/** Of a promise's bills, those that should have been paid by now: overdue, in no dispute and no plan. */
export function lateOfPromise(account: Pick<Account, 'open' | 'holds' | 'plans'>, promise: Pick<Hold, 'billIds'>, today: Day): readonly OpenBill[] {
  const stands = (bill: OpenBill) => !['disputed', 'planned'].includes(asideOf(account, bill, today) ?? '')
  return openOf(account, promise).filter((bill) => bill.dueOn < today && stands(bill))
}
export function openOf({ open }: Pick<Account, 'open'>, { billIds }: Pick<Hold, 'billIds'>): readonly OpenBill[] {
  return open.filter(({ billId }) => billIds === null || billIds.includes(billId))
}

/**
 * How a hold whose last day has passed ends. A promise is kept when all its bills are paid, broken
 * when one of them is late; otherwise it has only run out. Null while nobody can know, because
 * money for its bills may be on its way.
 */
export function endOf(account: Account, record: Pick<HoldRecord, 'kind' | 'billIds'>, today: Day): HoldEnd | null {
  if (record.kind !== 'promise') return 'expired'
  if (openOf(account, record).length === 0) return 'kept'
  if (lateOfPromise(account, record, today).length === 0) return 'expired'
  return account.openOrders.length > 0 ? null : 'broken'
}

/** The promise that matters to the resident today: in force, with something of its bills still to pay. */
export function promiseOn({ holds, open }: Pick<Account, 'holds' | 'open'>, today: Day): Day | null {
  const days = holdsOn(holds, today).flatMap((hold) => (hold.kind === 'promise' && hold.until && openOf({ open }, hold).length > 0 ? [hold.until] : []))
  return days.sort()[0] ?? null
}

/** Whether a bankrupt payer's case is open: then nothing is set off and no plan begins (rules §3). */
export function isBankrupt({ holds }: Pick<Account, 'holds'>): boolean {
  return holds.some(({ kind, caseState }) => kind === 'case' && caseState === 'bankrupt')
}
