import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildFunctions } from '../../config/build/functions'
import type { Lived } from './lived'
import { brokenLines, lineOf, reportOf } from './report'
import { type Life, liveMonths } from './seeds'

const USAGE = 'npm run month -- --import FILE [--seed N] [--seeds N] [--kills N] [--json]'
const SEEDS_MAX = 10_000

/** Something that whoever typed the command can put right: told in a sentence, without a stack. */
class Mistake extends Error {}

type Wish = { readonly file: string; readonly lives: readonly Life[]; readonly json: boolean }

/**
 * `npm run month`: the month after a ledger's 统计截止, lived in fast time by seeded residents under
 * seeded faults. Standard output is the same text for the same seed; what took how long, and how
 * many crashes there were, goes beside it. Ends non-zero when any rule broke.
 */
async function main(): Promise<number> {
  const started = Date.now()
  const { file, lives, json } = readWish()
  const tell = (line: string): void => console.error(line)
  await buildFunctions({ log: tell })
  const print = printerOf(lives.length, json)
  const lived = await liveMonths(file, lives, print)
  const broken = lived.filter((month) => month.broken.length > 0)
  if (lives.length > 1 && !json) console.log(`${lived.length} months, ${broken.length} with a broken rule`)
  const kills = lived.reduce((sum, month) => sum + month.kills, 0)
  tell(`${kills > 0 ? `${kills} times kill -9; ` : ''}${lived.length} months in ${Math.round((Date.now() - started) / 1000)} s`)
  return broken.length > 0 ? 1 : 0
}

function printerOf(count: number, json: boolean): (lived: Lived) => void {
  return (lived) => {
    if (json) return console.log(JSON.stringify(lived))
    if (count === 1) return console.log(reportOf(lived))
    console.log([lineOf(lived), ...brokenLines(lived)].join('\n'))
  }
}

function readWish(): Wish {
  const number = { type: 'string' } as const
  const { values } = parseArgs({
    options: { import: { type: 'string' }, seed: number, seeds: number, kills: number, json: { type: 'boolean', default: false } },
  })
  if (values.import === undefined) throw new Mistake(`--import FILE is needed: ${USAGE}`)
  // npm runs this at the root; a path is meant from where the command was typed.
  const file = resolve(process.env['INIT_CWD'] ?? '.', values.import)
  if (!existsSync(file)) throw new Mistake(`--import: there is no ${file}`)
  const first = wholeNumber('seed', values.seed, 1)
  const count = wholeNumber('seeds', values.seeds, 1)
  if (count < 1 || count > SEEDS_MAX) throw new Mistake(`--seeds is 1 to ${SEEDS_MAX}`)
  const kills = wholeNumber('kills', values.kills, 0)
  return { file, json: values.json, lives: Array.from({ length: count }, (_, i) => ({ seed: first + i, kills })) }
}

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  if (!/^\d{1,9}$/.test(text)) throw new Mistake(`--${name} ${text} is no whole number`)
  return Number(text)
}

main().then(
  (code) => process.exit(code),
  (error: NodeJS.ErrnoException) => {
    const told = error instanceof Mistake || error.code?.startsWith('ERR_PARSE_ARGS')
    console.error(told ? error.message : (error.stack ?? error.message))
    process.exit(2)
  },
)
