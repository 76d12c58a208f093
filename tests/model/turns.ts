import type { Lot } from '../../local/month/lots'

/**
 * Takes turns between everything that is under way, one await at a time, as the lot falls. A call
 * may be killed at any of its awaits: nothing of it goes on, not even its `catch`, exactly as when
 * its process is gone.
 */
type Waiting = { readonly call: Call; readonly goOn: () => void }
type Call = { readonly name: string; isKilled: boolean }

export type Turns = {
  /** Begins a call. `work` gets the pause that belongs to it. */
  readonly begin: (name: string, work: (pause: () => Promise<void>) => Promise<unknown>) => void
  readonly underWay: () => number
  /** Lets one of them take its next step, or kills it there. */
  readonly next: () => Promise<void>
  /** Until nothing is under way; nobody is killed any more. */
  readonly finish: () => Promise<void>
  readonly kills: () => number
}

export function takeTurns(lot: Lot, killPercent: number, accident: (name: string, error: Error) => void): Turns {
  const waiting: Waiting[] = []
  let running = 0
  let kills = 0

  const step = async (percent: number): Promise<void> => {
    const [chosen] = waiting.splice(lot.below(waiting.length), 1)
    if (!chosen) return
    if (lot.chance(percent)) {
      kill(chosen.call)
      return
    }
    chosen.goOn()
    await settled()
  }
  const kill = (call: Call): void => {
    call.isKilled = true
    kills += 1
    running -= 1
    for (let i = waiting.length - 1; i >= 0; i -= 1) if (waiting[i]?.call === call) waiting.splice(i, 1)
  }

  return {
    begin: (name, work) => {
      const call: Call = { name, isKilled: false }
      running += 1
      const pause = () => new Promise<void>((goOn) => {
        if (!call.isKilled) waiting.push({ call, goOn })
      })
      work(pause).then(
        () => void (running -= 1),
        (error: Error) => {
          running -= 1
          accident(name, error)
        },
      )
    },
    underWay: () => running,
    next: () => step(killPercent),
    finish: async () => {
      await settled()
      while (waiting.length > 0) await step(0)
    },
    kills: () => kills,
  }
}

/** Everything that needs no turn of another's has happened by the next round of the loop. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
