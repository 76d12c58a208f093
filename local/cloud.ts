import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openClock, type WorldClock } from './clock'
import { startDatabase } from './cloudbase/database/start'
import { type FunctionDeclaration, readDeclarations } from './cloudbase/declarations'
import { type Keeper, startKeeper } from './cloudbase/functions/keeper'
import { functionEnvironment, type Vouched, vouchedPerson } from './cloudbase/functions/platform'
import { createPool, type Pool } from './cloudbase/functions/pool'
import { controlPages } from './control/page'
import { createScreens } from './gateway/screens'
import { type Gateway, openGateway } from './gateway/server'
import { type Health, healthOf } from './health'
import { openPeople, type People } from './people'
import { createSchedule, type JumpReport, type Schedule } from './schedule'
import { type SupervisedDatabase, superviseDatabase } from './supervise'
import { createTimers, type Timer, type TimerRun } from './timers'
import { createWechat, type Wechat } from './wechat'

const ROOT = join(__dirname, '..')
/** First letter of every order number made here: whose payment it is shows in its number (P28). */
const ORDER_PREFIX = 'L'

export type CloudOptions = {
  /** Where everything is kept; made when it is missing. */
  readonly dir: string
  /** 0: any free one. */
  readonly port: number
  readonly functionsDir?: string
  readonly h5Dir?: string
  /** RFC 3339; only a cloud without a clock of its own starts there. Real time when left out. */
  readonly clockStartsAt?: string
  /** Whether timers fire by themselves as the world's time passes. WeChat's own things always do. */
  readonly timers: boolean
  /** More environment for the functions. */
  readonly env?: Readonly<Record<string, string>>
  /** False leaves out the database's flush to disk: for tests, whose data need not outlive a power cut. */
  readonly flush?: boolean
  readonly log?: (line: string) => void
}

/** A whole cloud on this machine. Every test and bench may have one of its own. */
export type LocalCloud = {
  readonly url: string
  readonly port: number
  /** Calls as the mini-program of `openid` would; rejects with a FunctionFailure where the platform fails. */
  readonly call: <Answer = unknown>(
    fn: 'resident' | 'staff',
    openid: string | undefined,
    action: string,
    ask?: unknown,
  ) => Promise<Answer>
  /** Calls any function with any event; `vouched` is what the platform says about the caller. */
  readonly invoke: <Answer = unknown>(fn: string, event: unknown, vouched?: Vouched) => Promise<Answer>
  /** Fires a function's timer now; a failure is in the run, not thrown. */
  readonly timer: (fn: string) => Promise<TimerRun>
  readonly http: (path: string, init?: RequestInit) => Promise<Response>
  readonly clock: {
    readonly nowMs: () => number
    readonly now: () => string
    readonly jump: (to: string, options?: { readonly timers?: boolean }) => Promise<JumpReport>
    /** Moves on to where the clock then stands; see Schedule. */
    readonly pass: (to: string) => Promise<void>
  }
  readonly wechat: Wechat
  readonly people: People
  readonly database: SupervisedDatabase
  readonly pool: Pool
  readonly health: () => Health
  /** Kills the database's process as a crash would; resolves when the next one answers. */
  readonly restartDatabase: () => Promise<void>
  /** Does `work` while the database is down: every call meanwhile fails as the platform's own. */
  readonly withoutDatabase: <T>(work: () => Promise<T>) => Promise<T>
  readonly killInstances: (fn?: string) => Promise<void>
  readonly stop: () => Promise<void>
}

type Parts = {
  readonly options: CloudOptions
  readonly declarations: readonly FunctionDeclaration[]
  readonly keeper: Keeper
  readonly gateway: Gateway
  readonly clock: WorldClock
  readonly people: People
  readonly wechat: Wechat
  readonly database: SupervisedDatabase
  readonly pool: Pool
  readonly timers: readonly Timer[]
  readonly schedule: Schedule
}

/**
 * Starts everything and resolves when calls are answered. Rejects with the system's error when the
 * port is taken. Whatever happens to this process, its children end with it (keeper.ts).
 */
export async function startLocalCloud(options: CloudOptions): Promise<LocalCloud> {
  mkdirSync(options.dir, { recursive: true })
  const gateway = await openGateway(options.port)
  const keeper = startKeeper()
  try {
    const parts = await assemble(options, gateway, keeper)
    parts.gateway.serve(doorsOf(parts))
    parts.schedule.start({ timers: options.timers })
    return cloudOf(parts)
  } catch (error) {
    await gateway.stop()
    await keeper.stop()
    throw error
  }
}

async function assemble(options: CloudOptions, gateway: Gateway, keeper: Keeper): Promise<Parts> {
  const log = options.log ?? (() => undefined)
  const functionsDir = functionsDirOf(options)
  const declarations = readDeclarations(join(ROOT, 'cloudbaserc.json'))
  const clock = openClock(join(options.dir, 'clock.json'), options.clockStartsAt)
  const people = openPeople(join(options.dir, 'people.json'))

  let pool: Pool | null = null
  const [database, wechat] = await bothOrNeither(
    superviseDatabase({
      start: (port) =>
        startDatabase({
          dir: options.dir,
          indexesFile: join(functionsDir, 'indexes.json'),
          flush: options.flush ?? true,
          ...(port ? { port } : {}),
        }),
      offsetMs: clock.offsetMs,
      keeper,
      onRestart: () => pool?.renew(),
      log,
    }),
    createWechat({ dir: join(options.dir, 'wechat'), clock, baseUrl: gateway.url, flush: options.flush }),
  )
  const extra = { NUANCUI_ORDER_PREFIX: ORDER_PREFIX, ...wechat.env(), ...options.env }
  pool = createPool({
    declarations,
    functionsDir,
    environment: (client) => functionEnvironment(database.adminUrl(client), extra),
    clock: clock.source,
    keeper,
    whenReady: database.whenReady,
    log,
  })
  const { invoke } = pool
  const timers = createTimers(declarations, (fn, eventText) =>
    invoke(fn, eventText, { TRIGGER_SRC: 'timer' }),
  )
  const schedule = createSchedule({ clock, timers, things: wechat, tellDatabase: database.tellClock, log })
  wechat.setPeople(people.all())
  return { options, declarations, keeper, gateway, clock, people, wechat, database, pool, timers, schedule }
}

/** When one of the two does not start, the other must not be left running. */
async function bothOrNeither(database: Promise<SupervisedDatabase>, wechat: Promise<Wechat>) {
  const [started, opened] = await Promise.allSettled([database, wechat])
  if (started.status === 'fulfilled' && opened.status === 'fulfilled')
    return [started.value, opened.value] as const
  if (started.status === 'fulfilled') await started.value.stop()
  if (opened.status === 'fulfilled') await opened.value.close()
  throw started.status === 'rejected' ? started.reason : (opened as PromiseRejectedResult).reason
}

function doorsOf(parts: Parts) {
  const { options, clock, schedule, timers, wechat, database, pool } = parts
  return {
    invoke: pool.invoke,
    appid: () => appidOf(wechat),
    clock,
    schedule,
    timers,
    people: peopleWithPhones(parts),
    databaseUrl: () => database.whenReady().then(database.url),
    health: () => healthOf(parts, h5DirOf(parts.options)),
    wechat: wechat.handle,
    heardConsent: wechat.heardConsent,
    screens: createScreens(h5DirOf(options)),
    control: controlPages(parts),
    log: options.log ?? (() => undefined),
  }
}

function cloudOf(parts: Parts): LocalCloud {
  const { gateway, clock, wechat, database, pool, schedule, timers } = parts
  const invoke = async <Answer>(fn: string, event: unknown, vouched: Vouched = {}): Promise<Answer> =>
    JSON.parse(await pool.invoke(fn, JSON.stringify(event), vouched)) as Answer
  return {
    url: gateway.url,
    port: gateway.port,
    call: (fn, openid, action, ask = {}) =>
      invoke(fn, { action, ask }, vouchedPerson(openid, appidOf(wechat))),
    invoke,
    timer: (fn) => {
      const timer = timers.find((one) => one.fn === fn)
      if (!timer) throw new Error(`${fn} has no timer`)
      return timer.run(clock.nowMs())
    },
    http: (path, init) => fetch(`${gateway.url}${path}`, init),
    clock: {
      nowMs: clock.nowMs,
      now: clock.now,
      jump: (to, { timers: withTimers = true } = {}) => schedule.jump(to, withTimers),
      pass: schedule.pass,
    },
    wechat,
    people: peopleWithPhones(parts),
    database,
    pool,
    health: () => healthOf(parts, h5DirOf(parts.options)),
    restartDatabase: database.restart,
    withoutDatabase: database.without,
    killInstances: pool.kill,
    stop: () => stop(parts),
  }
}

/** From the outside in: first nobody asks any more, then nobody works, then nothing is left to write to. */
async function stop({ gateway, schedule, pool, wechat, database, keeper }: Parts): Promise<void> {
  await gateway.stop()
  await pool.stop()
  await schedule.stop()
  await wechat.close()
  await database.stop()
  await keeper.stop()
}

/** Whoever settles in the estate gets a phone with WeChat on it. */
function peopleWithPhones({ people, wechat }: Parts): People {
  return {
    all: people.all,
    settle: (given) => {
      people.settle(given)
      wechat.setPeople(people.all())
    },
  }
}

function appidOf(wechat: Wechat): string | undefined {
  return wechat.env()['WECHAT_APPID']
}

function functionsDirOf({ functionsDir }: CloudOptions): string {
  return resolve(functionsDir ?? join(ROOT, 'dist/cloudfunctions'))
}

function h5DirOf({ h5Dir }: CloudOptions): string {
  return resolve(h5Dir ?? join(ROOT, 'dist/h5'))
}
