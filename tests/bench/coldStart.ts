import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleAll } from '../../config/build/bundle'
import { FUNCTIONS_DIR } from '../../config/build/functions'
import { measure, type Measure, median } from './measure'

const ROUNDS = 15
const SDK_ALONE = 'sdkAlone'

/**
 * Milliseconds that requiring a function takes, against requiring the SDK alone through the same
 * bundler and minifier. Every round takes all of them in turn; the worst function is the value.
 */
export async function coldStart(): Promise<Measure> {
  const dir = mkdtempSync(join(tmpdir(), 'nuancui-cold-'))
  try {
    const entry = join(dir, 'entry.ts')
    writeFileSync(entry, `import tcb from ${JSON.stringify(require.resolve('@cloudbase/node-sdk'))}\nexport const init = tcb.init\n`)
    const { [SDK_ALONE]: bundle } = await bundleAll({ [SDK_ALONE]: entry })
    writeFileSync(join(dir, 'sdk.js'), bundle?.code ?? '')
    const functions = readdirSync(FUNCTIONS_DIR, { withFileTypes: true }).filter((found) => found.isDirectory()).map(({ name }) => name)
    const files = new Map([[SDK_ALONE, join(dir, 'sdk.js')], ...functions.map((name) => [name, join(FUNCTIONS_DIR, name, 'index.js')] as const)])
    const took = new Map<string, number[]>([...files.keys()].map((name) => [name, []]))
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, file] of files) took.get(name)?.push(requireMs(file))
    }
    const [sdk, ...others] = [...took].map(([name, times]) => ({ name, ms: median(times) }))
    for (const { name, ms } of others) console.error(`cold start of ${name}: ${ms.toFixed(0)} ms (SDK alone ${sdk?.ms.toFixed(0)} ms)`)
    return measure('cold_start', Math.max(...others.map(({ ms }) => ms)), 'ms', sdk?.ms ?? Number.NaN, '<=1.5')
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function requireMs(file: string): number {
  const script = `const began = process.hrtime.bigint(); require(${JSON.stringify(file)}); console.log(Number(process.hrtime.bigint() - began) / 1e6)`
  return Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' } }))
}
