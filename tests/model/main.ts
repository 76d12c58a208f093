import { parseArgs } from 'node:util'
import { playSteps } from './game'

/** `npm run model [-- --steps N] [--seed N]`: payments in every order that the lot finds. Ends non-zero when a rule breaks, and names the game. */
const STEPS = 1_000_000

async function main(): Promise<number> {
  const number = { type: 'string' } as const
  const { values } = parseArgs({ options: { steps: number, seed: number } })
  const [steps, seed] = [Number(values.steps ?? STEPS), Number(values.seed ?? 1)]
  if (!(Number.isSafeInteger(steps) && steps > 0 && Number.isSafeInteger(seed))) throw new Error('--steps and --seed are whole numbers')
  // The functions' own log would be a line for each of them.
  const say = console.log
  console.log = () => undefined
  console.error = () => undefined
  const began = Date.now()
  const { faults, ...played } = await playSteps(seed, steps)
  say(`${played.steps} steps, ${played.payments} payments, ${played.kills} calls killed, in ${Math.round((Date.now() - began) / 1000)} s`)
  for (const says of faults) say(says)
  if (faults.length === 0) say('every rule holds after every step')
  return faults.length === 0 ? 0 : 1
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    process.stderr.write(`${error.stack ?? error.message}\n`)
    process.exit(2)
  },
)
