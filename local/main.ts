import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildFunctions } from '../config/build/functions'
import { buildScreens } from '../config/build/screens'
import { type LocalCloud, startLocalCloud } from './cloud'
import { estateBegins, settleEstate } from './estate'
import type { DemoPerson } from './people'

const ROOT = join(__dirname, '..')
const DATA_DIR = join(ROOT, '.local')
/** Where the cloud that is at work on the data can be asked whether it still is. */
const RUNNING_FILE = join(DATA_DIR, 'running.json')
const ANSWER_MS_MAX = 1000
const SAME_SIGNAL_MS = 500
const PORT_DEFAULT = 5700
const NAMES_SHOWN = 2

/** Something that whoever typed the command can put right: told in a sentence, without a stack. */
class Mistake extends Error {}

type Wish = { readonly port: number; readonly fresh: boolean; readonly importFile: string | undefined }

/** `npm start`: builds what changed, starts the cloud, settles the estate and says where to go. */
async function main(): Promise<void> {
  const started = Date.now()
  const wish = readWish()
  const log = (line: string): void => console.log(line)
  await buildFunctions({ log })
  await buildScreens('h5', { log })

  await refuseSecondCloud()
  if (wish.fresh) rmSync(DATA_DIR, { recursive: true, force: true })
  const clockStartsAt = await estateBegins(wish.importFile, Date.now())
  const cloud = await startLocalCloud({
    dir: DATA_DIR,
    port: wish.port,
    clockStartsAt,
    timers: true,
    log: fileLog(),
  })
  writeFileSync(RUNNING_FILE, JSON.stringify({ url: cloud.url }))
  stopOnSignals(cloud)
  await settleEstate({ cloud, importFile: wish.importFile, log })
  log(welcome(cloud, Date.now() - started))
}

function readWish(): Wish {
  const { values } = parseArgs({
    options: { fresh: { type: 'boolean', default: false }, import: { type: 'string' } },
  })
  const port = Number(process.env['PORT'] ?? PORT_DEFAULT)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Mistake(`PORT=${process.env['PORT']} is no port`)
  // npm runs this at the root; a path is meant from where the command was typed.
  const importFile =
    values.import === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? '.', values.import)
  if (importFile !== undefined && !existsSync(importFile))
    throw new Mistake(`--import: there is no ${importFile}`)
  return { port, fresh: values.fresh, importFile }
}

/** Two clouds would share one database, and `--fresh` would pull the floor from under the first. */
async function refuseSecondCloud(): Promise<void> {
  if (!existsSync(RUNNING_FILE)) return
  const { url } = JSON.parse(readFileSync(RUNNING_FILE, 'utf8')) as { url: string }
  const answers = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(ANSWER_MS_MAX) }).then(
    () => true,
    () => false, // Left behind by a cloud that was killed.
  )
  if (answers)
    throw new Mistake(`NuanCui is running already, at ${url}. Stop it first: its data is ${DATA_DIR}`)
}

/** What functions and database print is kept beside the data, for whoever looks for a reason. */
function fileLog(): (line: string) => void {
  const file = join(DATA_DIR, 'cloud.log')
  mkdirSync(DATA_DIR, { recursive: true })
  writeFileSync(file, '') // Of this start alone: nothing here grows for ever.
  return (line) => appendFileSync(file, `${new Date().toISOString()} ${line}\n`)
}

function stopOnSignals(cloud: LocalCloud): void {
  let askedAt: number | null = null
  const stop = (): void => {
    // One Ctrl-C arrives twice: from the terminal, and passed on by whoever started this.
    if (askedAt !== null && Date.now() - askedAt < SAME_SIGNAL_MS) return
    if (askedAt !== null) process.exit(1) // Asked again: the keeper ends what is left.
    askedAt = Date.now()
    console.log('\nStopping …')
    rmSync(RUNNING_FILE, { force: true })
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
    ...signIns(people.all()).map(({ name, openid, shows }) => [
      name,
      `${url}/?as=${encodeURIComponent(openid)}`,
      shows,
    ]),
  ]
  const widest = Math.max(...rows.map(([says = '']) => widthOf(says)))
  const links = Math.max(...rows.map(([, link = '']) => link.length))
  const lines = rows.map(([says = '', link = '', shows = '']) =>
    `  ${says}${' '.repeat(widest - widthOf(says))}  ${link.padEnd(links)}  ${shows}`.trimEnd(),
  )
  return ['', `暖催 is ready (${(tookMs / 1000).toFixed(1)} s). Ctrl-C stops it.`, '', ...lines, ''].join(
    '\n',
  )
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
  if (error instanceof Mistake || error.code?.startsWith('ERR_PARSE_ARGS')) return error.message
  if (error.code !== 'EADDRINUSE') return error.stack ?? error.message
  const port = process.env['PORT'] ?? PORT_DEFAULT
  return `Port ${port} is taken by another program. Choose another: PORT=5800 npm start`
}

main().catch((error: NodeJS.ErrnoException) => {
  console.error(inWords(error))
  process.exit(1)
})
