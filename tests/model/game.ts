import { addMs } from '@core/domain/calendar'
import { type Lot, lotOf } from '../../local/month/lots'
import { ACTS, type Game } from './acts'
import { faultsAtRest, faultsNow } from './judging'
import { memoryPay } from './memoryPay'
import { emptyMemory, type Flaw } from './memoryStore'
import { takeTurns } from './turns'
import { foundTown, type Town } from './town'

/**
 * Payments as the lot falls: people, WeChat and timers act in any order, each call is cut into its
 * awaits and mixed with the others', and may be killed at any of them. After each step the books of
 * what was written are checked, and at the end of each game everything.
 */
export type Played = { readonly steps: number; readonly kills: number; readonly payments: number; readonly faults: readonly string[] }

/** Short games: a fault is found near where it was made, and a fresh town costs next to nothing. */
const ACTS_A_GAME = 100
const UNDER_WAY_MAX = 10
const KILL_PERCENT = 1
const FAULTS_MAX = 5

export async function playSteps(seed: number, steps: number, flaw?: Flaw): Promise<Played> {
  const total = { steps: 0, kills: 0, payments: 0, faults: [] as string[] }
  for (let game = 1; total.steps < steps && total.faults.length < FAULTS_MAX; game += 1) {
    const played = await playGame(`${seed}.${game}`, Math.min(ACTS_A_GAME, steps - total.steps), flaw)
    total.steps += played.steps
    total.kills += played.kills
    total.payments += played.payments
    total.faults.push(...played.faults.map((says) => `game ${seed}.${game}: ${says}`))
  }
  return total
}

async function playGame(name: string, acts: number, flaw?: Flaw): Promise<Played> {
  const lot = lotOf('payments', name)
  const town = await foundTown(emptyMemory(), memoryPay(), lot, flaw)
  const faults: string[] = []
  const wrong = (says: string) => void faults.push(says)
  const turns = takeTurns(lot, KILL_PERCENT, (act, error) => wrong(`${act}: ${error.message}`))
  const game: Game = { town, quotes: [], sheets: [], wrong }
  let checked = town.memory.version
  const check = () => {
    if (town.memory.version === checked) return
    faults.push(...faultsNow(town, checked))
    checked = town.memory.version
  }
  let begun = 0
  while (begun < acts && faults.length === 0) {
    if (turns.underWay() < UNDER_WAY_MAX && (turns.underWay() === 0 || lot.chance(60))) begun += begin(game, lot, turns)
    await turns.next()
    check()
  }
  await turns.finish()
  check()
  if (faults.length === 0) {
    await comeToRest(game, turns)
    faults.push(...faultsAtRest(town))
  }
  return { steps: begun, kills: turns.kills(), payments: [...town.pay.orders.values()].filter(({ state }) => state === 'paid').length, faults }
}

/** Returns how many acts have begun: none when there was nothing to do the chosen one to. */
function begin(game: Game, lot: Lot, turns: ReturnType<typeof takeTurns>): number {
  const act = lot.weighted(ACTS)
  const doing = act.of(game)
  if (!doing) return 0
  turns.begin(act.name, doing)
  return 1
}

const REST_MS = 35 * 60_000
const ROUNDS = 3
/** WeChat answers again, repeats what was not heard, and sweep comes by until every half hour is over. */
async function comeToRest(game: Game, turns: ReturnType<typeof takeTurns>): Promise<void> {
  const { town } = game
  town.isCalm = true
  const [notice, sweep] = ['notice', 'sweep'].map((name) => ACTS.find((act) => act.name === name))
  for (let round = 0; round < ROUNDS; round += 1) {
    town.now = addMs(town.now, REST_MS)
    for (let i = 0; i < town.pay.notices.length * 3 && isUnheard(town); i += 1) {
      const doing = notice?.of(game)
      if (doing) turns.begin('notice', doing)
      await turns.finish()
    }
    const doing = sweep?.of(game)
    if (doing) turns.begin('sweep', doing)
    await turns.finish()
  }
}
function isUnheard({ pay }: Town): boolean {
  return pay.notices.some(({ heard }) => !heard)
}
