// Runs one of the project's TypeScript entries, after making sure that what it needs is installed.
// `npm start` and `npm test` must work on a machine that has only Node and git, so the first thing
// either does is to install; a stamp of the lock file makes the second run skip that at once.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const NODE_MAJOR_MIN = 20
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stampFile = join(root, 'node_modules', '.installed-for')

function ensureNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= NODE_MAJOR_MIN) return
  console.error(`NuanCui needs Node ${NODE_MAJOR_MIN} or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

function ensureInstalled() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lock) return
  console.log('Installing what the lock file names (about a minute, once) …')
  const install = spawnSync('npm', ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (install.status !== 0) {
    console.error('The install did not finish. Check the network, then run the same command again.')
    process.exit(install.status ?? 1)
  }
  writeFileSync(stampFile, lock)
}

ensureNode()
ensureInstalled()
const [entry = '', ...args] = process.argv.slice(2)
const tsx = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href
const child = spawn(process.execPath, ['--import', tsx, join(root, entry), ...args], { cwd: root, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
