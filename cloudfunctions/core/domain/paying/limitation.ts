import type { Day } from '@contract/calendar'
import { addMonths } from '@core/domain/calendar'
import type { OpenBill } from '@core/store/records'

/** Three years, counted per bill from the day after its due day (law-and-conduct; Civil Code art. 188). */
const LIMITATION_MONTHS = 36

/** The last day on which the claim can be enforced: evidence of a demand or a payment starts it anew. */
export function limitationDay({ dueOn, interruptedOn }: Pick<OpenBill, 'dueOn' | 'interruptedOn'>): Day {
  return addMonths(interruptedOn ?? dueOn, LIMITATION_MONTHS)
}

/** A time-barred bill may be paid, but nobody is asked for it and nothing preselects it (rules §6, §7). */
export function isTimeBarred(bill: Pick<OpenBill, 'dueOn' | 'interruptedOn'>, today: Day): boolean {
  return today > limitationDay(bill)
}
