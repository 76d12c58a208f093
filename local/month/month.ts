import type { LocalCloud } from '../cloud'
import type { Calls } from './calls'
import type { Lot } from './lots'
import type { Memory } from './memory'
import type { Home, Town } from './town'
import type { Weather } from './weather'

/** A rule that did not hold, or a call that failed by itself. */
export type Broken = { readonly day: string; readonly rule: string; readonly says: string }

/** One month on one cloud, as everybody who acts in it sees it. */
export type Month = {
  readonly seed: number
  readonly town: Town
  readonly cloud: LocalCloud
  readonly calls: Calls
  readonly memory: Memory
  readonly today: () => string
  /** Says that a rule is broken today. */
  readonly broke: (rule: string, says: string) => void
}

/** Somebody at home, and the phone in use today. */
export type Resident = { readonly home: Home; openid: string; hasFamily: boolean }

/** One visit to the mini-program. */
export type Visit = {
  readonly month: Month
  readonly resident: Resident
  /** This visit's own. */
  readonly lot: Lot
  readonly weather: Weather
  /** Comes back to it later in the same half hour, while an order can still be paid. */
  readonly later: (again: () => Promise<void>) => void
}
export type Act = (visit: Visit) => Promise<void>
