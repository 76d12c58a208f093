import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildFunctions } from '../config/build/functions'
import { buildScreens } from '../config/build/screens'
import { type LocalCloud, startLocalCloud } from './cloud'
import { estateBegins, settleEstate } from './estate'
import type { DemoPerson } from './people'

const ROOT = join(__dirname, '..')
const DATA_DIR = join(ROOT, '.local')
const PORT_DEFAULT = 5700
const NAMES_SHOWN = 2

type Wish = { readonly port: number; readonly fresh: boolean; readonly importFile: string | undefined }

/** `npm start`: builds what changed, starts the cloud, settles the estate and says where to go. */
async function main(): Promise<void> {
  const started = Date.now()
  const wish = readWish()
  const log = (line: string): void => console.log(line)
  await buildFunctions({ log })
  await buildScreens('h5', { log })

  if (wish.fresh) rmSync(DATA_DIR, { recursive: true, force: true })
  const clockStartsAt = await estateBegins(wish.importFile, Date.now())
  const cloud = await startLocalCloud({ dir: DATA_DIR, port: wish.port, clockStartsAt, timers: true, log: fileLog() })
  stopOnSignals(cloud)
  await settleEstate({ cloud, importFile: wish.importFile, log })
  log(welcome(cloud, Date.now() - started))
}

/** Throws with words when a flag or the port is not one that this command knows. */
function readWish(): Wish {
  const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false }, import: { type: 'string' } } })
  const port = Number(process.env['PORT'] ?? PORT_DEFAULT)
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`PORT=${process.env['PORT']} is no port`)
  // npm runs this at the root; a path is meant from where the command was typed.
  const importFile = values.import === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? '.', values.import)
  if (importFile !== undefined && !existsSync(importFile)) throw new Error(`--import: there is no ${importFile}`)
  return { port, fresh: values.fresh, importFile }
}

/** What functions and database print is kept beside the data, for whoever looks for a reason. */
function fileLog(): (line: string) => void {
  const file = join(DATA_DIR, 'cloud.log')
  mkdirSync(DATA_DIR, { recursive: true })
  writeFileSync(file, '')
  return (line) => appendFileSync(file, `${new Date().toISOString()} ${line}\n`)
}

function stopOnSignals(cloud: LocalCloud): void {
  let stopping = false
  const stop = (): void => {
    if (stopping) process.exit(1) // Asked twice: the keeper ends what is left.
    stopping = true
    console.log('\nStopping …')
    void cloud.stop().then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

function welcome({ url, people, clock }: LocalCloud, tookMs: number): string {
  const rows = [
    ['手机端', url],
    ['控制台', `${url}/local`],
    ['世界时钟', clock.now().slice(0, 16).replace('T', ' ')],
    ...signIns(people.all()).map(({ name, openid, shows }) => [name, `${url}/?as=${encodeURIComponent(openid)}`, shows]),
  ]
  const widest = Math.max(...rows.map(([says = '']) => widthOf(says)))
  const links = Math.max(...rows.map(([, link = '']) => link.length))
  const lines = rows.map(([says = '', link = '', shows = '']) =>
    `  ${says}${' '.repeat(widest - widthOf(says))}  ${link.padEnd(links)}  ${shows}`.trimEnd(),
  )
  return ['', `暖催 is ready (${(tookMs / 1000).toFixed(1)} s). Ctrl-C stops it.`, '', ...lines, ''].join('\n')
}

/** A few of each role; the control page has all of them. */
function signIns(people: readonly DemoPerson[]): readonly DemoPerson[] {
  const roles = [...new Set(people.map(({ role }) => role))]
  return roles.flatMap((role) => people.filter((person) => person.role === role).slice(0, NAMES_SHOWN))
}

/** Chinese letters are two columns wide in a terminal. */
function widthOf(text: string): number {
  return [...text].reduce((width, letter) => width + (letter > '\u2e7f' ? 2 : 1), 0)
}

function inWords(error: NodeJS.ErrnoException): string {
  if (error.code !== 'EADDRINUSE') return error.stack ?? error.message
  const port = process.env['PORT'] ?? PORT_DEFAULT
  return `Port ${port} is taken, perhaps by another NuanCui. Choose another: PORT=5800 npm start`
}

main().catch((error: NodeJS.ErrnoException) => {
  console.error(inWords(error))
  process.exit(1)
})
