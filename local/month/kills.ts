import { lotOf } from './lots'

/** One `kill -9`: of the database's process, of every function's, or of those that are being called. */
export type Kill = { readonly what: 'database' | 'functions' | 'own'; readonly afterMs: number }

export type Kills = {
  readonly beginDay: (index: number) => void
  /** The kill that falls into the call about to be made, or null. */
  readonly next: () => Kill | null
  /** From now on every call of the day is hit while a kill is left for it. */
  readonly finishDay: () => void
  readonly left: () => number
  readonly done: () => number
}

/** A day has about as many calls as this; kills fall on any of them. */
const CALLS_A_DAY = 60
/** A call of a resident takes 5 to 30 ms, a sweep 20 and more: a kill falls before, into or after its work. */
const WITHIN_MS = 30
const WHAT = [
  { what: 'database', weight: 5 },
  { what: 'functions', weight: 2 },
  { what: 'own', weight: 3 },
] as const

type Planned = Kill & { readonly call: number }

/** `count` moments of a month, by the seed: which call of which day, and how far into it. */
export function planKills(seed: number, count: number, days: number): Kills {
  const plan: Planned[][] = Array.from({ length: days }, () => [])
  const lot = lotOf(seed, 'kills')
  for (let i = 0; i < count; i += 1) {
    const { what } = lot.weighted(WHAT)
    plan[lot.below(days)]?.push({ what, afterMs: lot.below(WITHIN_MS), call: lot.below(CALLS_A_DAY) })
  }
  for (const day of plan) day.sort((a, b) => a.call - b.call)
  let today: Planned[] = []
  let call = 0
  let done = 0
  return {
    beginDay: (index) => {
      today = plan[index] ?? []
      call = 0
    },
    next: () => {
      call += 1
      if (today[0] === undefined || today[0].call > call) return null
      done += 1
      return today.shift() ?? null
    },
    finishDay: () => {
      call = CALLS_A_DAY
    },
    left: () => today.length,
    done: () => done,
  }
}
