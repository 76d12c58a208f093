import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildFunctions } from './build/functions'
import { buildScreens } from './build/screens'

/**
 * `npm test`: everything. Types and lint first, since they are the quickest to be wrong; then both
 * builds, because what is shipped is what is tested; then every test. Arguments narrow the tests:
 * `npm test -- tests/domain`.
 */
const root = join(__dirname, '..')
const bin = (name: string) => join(root, 'node_modules', name)

async function main(): Promise<number> {
  const only = process.argv.slice(2)
  const log = (line: string) => console.log(line)
  if (only.length === 0) {
    const checked = spawnSync(process.execPath, ['--import', 'tsx', join(root, 'config/check.ts')], { cwd: root, stdio: 'inherit' })
    if (checked.status !== 0) return checked.status ?? 1
  }
  await buildFunctions({ log })
  await buildScreens('h5', { log })
  await buildScreens('weapp', { log })
  const jest = [bin('jest/bin/jest.js'), '--config', join(root, 'config/jest.config.mjs'), '--maxWorkers=2', ...only]
  return spawnSync(process.execPath, jest, { cwd: root, stdio: 'inherit' }).status ?? 1
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
