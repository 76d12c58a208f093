import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** `npm run check`: types, lint and tidiness, each said by name; ends non-zero when one fails. */
const root = join(__dirname, '..')
const bin = (name: string) => join(root, 'node_modules', name)

const ROOMS = ['types', 'cloudfunctions', 'src', 'config', 'local', 'tests']
const STEPS = [
  { name: 'types', command: [bin('typescript/bin/tsc'), '-p', '.'] },
  { name: 'lint', command: [bin('eslint/bin/eslint.js'), '--config', 'config/eslint.config.mjs', '--max-warnings=0', ...ROOMS] },
  { name: 'tidy', command: [bin('jest/bin/jest.js'), '--config', 'config/jest.config.mjs', '--silent', 'tests/tidy.test.ts'] },
] as const

const failed = STEPS.filter(({ name, command }) => {
  const began = Date.now()
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' })
  console.log(`${name}: ${status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
  return status !== 0
})
process.exit(failed.length === 0 ? 0 : 1)
