import type { Day } from '@contract/calendar'
import type { Account, Hold, OpenBill } from '@core/store/records'

/** The holds in force. Both ends of a hold are its own days. */
export function holdsOn(holds: readonly Hold[], today: Day): readonly Hold[] {
  return holds.filter(({ from, until }) => from <= today && (until === null || today <= until))
}

/** Whether a hold stops the whole account: a dispute never does, a promise only while one of its bills is owed. */
export function holdsAll({ kind, billIds }: Hold, open: readonly Pick<OpenBill, 'billId'>[]): boolean {
  return kind !== 'dispute' && (billIds === null || isOpen(billIds, open))
}

export function isOpen(billIds: readonly string[], open: readonly Pick<OpenBill, 'billId'>[]): boolean {
  return open.some(({ billId }) => billIds.includes(billId))
}

/** The promise in force, to be said back to the resident; null when its bills are paid or its day is over. */
export function promiseOn({ holds, open }: Pick<Account, 'holds' | 'open'>, today: Day): Hold | null {
  return holdsOn(holds, today).find((hold) => hold.kind === 'promise' && holdsAll(hold, open)) ?? null
}

/** The dispute that sets a bill aside, answered or not. */
export function disputeOf({ holds }: Pick<Account, 'holds'>, billId: string, today: Day): Hold | null {
  return holdsOn(holds, today).find(({ kind, billIds }) => kind === 'dispute' && (billIds === null || billIds.includes(billId))) ?? null
}
