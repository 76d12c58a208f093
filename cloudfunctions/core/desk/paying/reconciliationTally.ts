import type { Day } from '@contract/calendar'
import { type Fen, fen } from '@contract/money'
import { more, NOTHING, withBooked, withRow } from '@core/domain/paying/reconciliation'
import type { Reconciliation, Sides } from '@core/store/records'
import type { BillRow } from '@core/wechat/wechat'

/** How many numbers of other systems are told to people. */
const NUMBERS_SHOWN = 3

type Sums = Pick<Reconciliation, 'totals' | 'communities' | 'foreign' | 'ofNextDay' | 'unsure'>
export type Tally = ReturnType<typeof openTally>

/**
 * The sums of a day while it is walked, taken up where the record stands. Money of nobody we know
 * counts for `home`, whose staff look after it: so the sums of the communities are the merchant's.
 */
export function openTally(record: Sums, home: string) {
  const communities = new Map<string, Sides>(record.communities.map(({ communityId, ...sides }) => [communityId, sides]))
  const ofNextDay = [...record.ofNextDay]
  let { totals, foreign, unsure } = record
  const change = (communityId: string, add: (sides: Sides) => Sides) => {
    totals = add(totals)
    communities.set(communityId, add(communities.get(communityId) ?? NOTHING))
  }
  return {
    /** `booked`: what our books have for the row. */
    row: (communityId: string | null, row: BillRow, booked: Fen) => change(communityId ?? home, (sides) => withRow(sides, row, booked)),
    /** Booked, and not in the bill. */
    lacks: (communityId: string, amount: Fen) => change(communityId, (sides) => withBooked(sides, amount)),
    foreign(row: BillRow) {
      change(home, (sides) => withRow(sides, row, NOTHING.booked.total))
      const signed = row.kind === 'paid' ? row.amount : fen(-row.amount)
      const numbers = foreign.numbers.length < NUMBERS_SHOWN ? [...foreign.numbers, row.outTradeNo] : foreign.numbers
      foreign = { ...more(foreign, signed), numbers }
    },
    /** In this day's bill, and on the books on another day. */
    bookedOn(day: Day, billDay: Day, transactionId: string) {
      if (day > billDay) ofNextDay.push(transactionId)
    },
    unsure: () => {
      unsure += 1
    },
    soFar: (): Sums => ({
      totals, foreign, unsure, ofNextDay: [...ofNextDay],
      communities: [...communities].map(([communityId, sides]) => ({ communityId, ...sides })),
    }),
  }
}
