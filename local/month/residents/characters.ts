import { type Lot, lotOf } from '../lots'
import type { Act } from '../month'
import * as acts from './acts'
import * as people from './people'

export type Hour = 'forenoon' | 'evening'
export type Planned = { readonly day: number; readonly hour: Hour; readonly name: string; readonly act: Act }

/** From one day of the month to another, both included; `hour` when the act needs one. */
type Row = { readonly from: number; readonly to: number; readonly act: Act; readonly hour?: Hour; readonly percent?: number }
type Character = { readonly name: string; readonly weight: number; readonly visits: readonly Row[] }

/** The last day that every month has for a visit: what is paid then is still settled in the month. */
const LAST = 28

/**
 * Who lives here, and what they do with a month. Each resident is one of these by lot, and each
 * visit falls on a day by lot. A new kind of behaviour is one more row.
 */
const CHARACTERS: readonly Character[] = [
  { name: 'pays at once', weight: 20, visits: [{ from: 1, to: 6, act: acts.paysAll }] },
  {
    name: 'asks to be reminded and pays then', weight: 20,
    visits: [{ from: 1, to: 3, act: acts.reads }, { from: 20, to: LAST, act: acts.paysAll }],
  },
  {
    name: 'asks and forgets', weight: 12,
    visits: [{ from: 1, to: 3, act: acts.reads }, { from: 10, to: 20, act: acts.reads }, { from: 26, to: LAST, act: acts.paysAll, percent: 40 }],
  },
  {
    name: 'pays bill by bill', weight: 10,
    visits: [{ from: 2, to: 9, act: acts.paysSome }, { from: 12, to: LAST, act: acts.paysSome }],
  },
  {
    name: 'pays what there is', weight: 8,
    visits: [{ from: 3, to: 12, act: acts.paysAmount }, { from: 15, to: LAST, act: acts.paysAmount }],
  },
  {
    name: 'cancels', weight: 8,
    visits: [{ from: 2, to: 20, act: acts.cancels }, { from: 21, to: LAST, act: acts.paysAll, percent: 50 }],
  },
  { name: 'pays late in the window', weight: 5, visits: [{ from: 2, to: LAST, act: acts.paysInTheWindow }] },
  {
    name: 'leaves the sheet open', weight: 5,
    visits: [{ from: 2, to: 14, act: acts.leavesTheSheet }, { from: 15, to: LAST, act: acts.paysAll, percent: 60 }],
  },
  {
    name: 'has two devices', weight: 6,
    visits: [{ from: 1, to: 3, act: acts.reads, percent: 50 }, { from: 4, to: LAST, act: acts.paysOnTwoDevices }],
  },
  {
    name: 'pays with family', weight: 8,
    visits: [{ from: 1, to: 8, act: people.invitesFamily }, { from: 9, to: LAST, act: acts.paysWithFamily }],
  },
  {
    name: 'changes phones', weight: 6,
    visits: [{ from: 1, to: 3, act: acts.reads }, { from: 5, to: 15, act: people.changesPhone }, { from: 16, to: LAST, act: acts.paysAll }],
  },
  {
    name: 'is invited back', weight: 4,
    visits: [{ from: 4, to: 12, act: people.isInvitedBack }, { from: 13, to: 20, act: acts.reads }, { from: 21, to: LAST, act: acts.paysSome }],
  },
  {
    name: 'is forgotten and comes back', weight: 3,
    visits: [{ from: 1, to: 3, act: acts.reads }, { from: 5, to: 12, act: people.isForgotten }, { from: 14, to: 18, act: people.comesBack }, { from: 20, to: LAST, act: acts.paysAll }],
  },
  { name: 'shuts messages off', weight: 4, visits: [{ from: 1, to: 4, act: acts.shutsMessagesOff }] },
  { name: 'has another pay', weight: 2, visits: [{ from: 3, to: 20, act: acts.paysFromAnothersPhone, hour: 'forenoon' }] },
  { name: 'vanishes', weight: 40, visits: [{ from: 1, to: 5, act: acts.reads, percent: 30 }] },
]

/** What one resident will do this month. */
export function lifeOf(seed: number, home: number): readonly Planned[] {
  const lot = lotOf(seed, 'life', home)
  return lot.weighted(CHARACTERS).visits.flatMap((row) => plannedOf(row, lot))
}

function plannedOf({ from, to, act, hour, percent = 100 }: Row, lot: Lot): readonly Planned[] {
  const comes = lot.chance(percent)
  const day = from + lot.below(to - from + 1)
  const when = hour ?? (lot.chance(50) ? 'forenoon' : 'evening')
  return comes ? [{ day, hour: when, name: act.name, act }] : []
}
