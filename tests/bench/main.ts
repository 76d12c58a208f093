import { buildFunctions } from '../../config/build/functions'
import { buildScreens } from '../../config/build/screens'
import { billRun } from './billRun'
import { billRun100k, billRun100kMemory } from './billRun100k'
import { callbackBurst } from './callbackBurst'
import { chargeOne } from './charge'
import { coldStart } from './coldStart'
import { firstScreen } from './firstScreen'
import type { Measure } from './measure'
import { notice } from './notice'
import { packageSize } from './packageSize'
import { reminderScan } from './reminderScan'

/** `npm run bench [-- NAME …]`: one JSON line a measure; ends non-zero when one does not hold. */
const MEASURES: Readonly<Record<string, () => Promise<Measure>>> = {
  charge: chargeOne,
  bill_run: billRun,
  bill_run_100k: billRun100k,
  bill_run_100k_memory: billRun100kMemory,
  notice,
  callback_burst: callbackBurst,
  reminder_scan: reminderScan,
  first_screen: firstScreen,
  package: packageSize,
  cold_start: coldStart,
}

/** Measures of the built mini-program. */
const ON_THE_PHONE = ['first_screen', 'package']

async function main(): Promise<number> {
  // Standard output is the measures' alone: what a function logs in this process goes beside it.
  console.log = console.error
  const wanted = process.argv.slice(2)
  const unknown = wanted.filter((name) => !Object.hasOwn(MEASURES, name))
  if (unknown.length > 0) throw new Error(`no measure is called ${unknown.join(', ')}; there are ${Object.keys(MEASURES).join(', ')}`)
  const log = (line: string) => console.error(line)
  await buildFunctions({ log })
  if (wanted.length === 0 || wanted.some((name) => ON_THE_PHONE.includes(name))) await buildScreens('weapp', { log })
  let holds = true
  for (const [name, run] of Object.entries(MEASURES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    const measured = await run()
    holds &&= measured.holds
    process.stdout.write(`${JSON.stringify(measured)}\n`)
  }
  return holds ? 0 : 1
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
