import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openClock, parseInstant, toInstant } from '../../local/clock'
import type { LocalCloud } from '../../local/cloud'
import { createSchedule } from '../../local/schedule'
import { createTimers } from '../../local/timers'
import { json, raw, testWorld } from './gatewayWorld'
import { declared, processState, tempDir, writeFunction } from './tiny'

const MINUTE_MS = 60_000
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

type Run = { readonly fn: string; readonly Time: string; readonly world: string }

let world = testWorld()
let cloud: LocalCloud | null = null

beforeEach(() => {
  world = testWorld()
})
afterEach(async () => {
  await cloud?.stop()
  cloud = null
})

const begin = async (clockStartsAt: string, timers = false): Promise<LocalCloud> =>
  (cloud = await world.start({ clockStartsAt, timers }))
const runs = (): Run[] =>
  existsSync(world.runs)
    ? readFileSync(world.runs, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Run)
    : []
const shanghai = ({ Time }: Run): string => toInstant(Date.parse(Time)).slice(0, 19)
const post = async (body: unknown) =>
  raw(cloud as LocalCloud, '/local/clock', { method: 'POST', body: JSON.stringify(body) })

describe('a jump', () => {
  it('runs every timer on the way in time order, the clock standing at each instant', async () => {
    await begin('2026-06-30T23:57:30+08:00')
    const answered = await post({ now: '2026-07-01T00:31:30+08:00' })
    expect([answered.status, json(answered)]).toEqual([
      200,
      { now: '2026-07-01T00:31:30.000+08:00', ran: { sweep: 34, daily: 1 }, failures: [] },
    ])

    const seen = runs()
    expect(seen.map(({ Time }) => Time)).toEqual(seen.map(({ Time }) => Time).sort())
    expect([seen[0], seen.at(-1)].map((run) => run && shanghai(run))).toEqual([
      '2026-06-30T23:58:00',
      '2026-07-01T00:31:00',
    ])
    expect(seen.filter((run) => shanghai(run) === '2026-07-01T00:30:00').map(({ fn }) => fn)).toEqual([
      'daily',
      'sweep',
    ])
    for (const run of seen) {
      const late = Date.parse(run.world) - Date.parse(run.Time)
      expect(late).toBeGreaterThanOrEqual(0)
      expect(late).toBeLessThan(1000)
    }
    expect(Math.abs((cloud?.clock.nowMs() ?? 0) - Date.parse('2026-07-01T00:31:30+08:00'))).toBeLessThan(2000)
  })

  it('over more than a day fires the sweep every ten minutes, and the others whenever they are due', async () => {
    await begin('2026-06-30T08:05:00+08:00')
    const { ran } = (await cloud?.clock.jump('2026-07-02T08:05:00+08:00')) ?? {}
    expect(ran).toEqual({ sweep: 1 + 2 * 144, daily: 2, reconcile: 2 * 14 })
    const sweeps = runs()
      .filter(({ fn }) => fn === 'sweep')
      .map(shanghai)
    expect(sweeps.slice(0, 3)).toEqual(['2026-06-30T08:06:00', '2026-06-30T08:10:00', '2026-06-30T08:20:00'])
    expect(sweeps.at(-1)).toBe('2026-07-02T08:00:00')
  })

  it('without timers runs none, and none of them later', async () => {
    await begin('2026-06-30T08:00:30+08:00', true)
    expect(json(await post({ now: '2026-07-05T09:00:10+08:00', timers: false }))).toMatchObject({ ran: {} })
    await pause(400)
    expect(runs()).toEqual([])
  })

  it.each([
    ['into the past', { now: '2026-06-29T08:00:00+08:00' }],
    ['to a time without a zone', { now: '2026-07-01T08:00:00' }],
    ['to nothing', {}],
  ])('%s is refused in words', async (_where, body) => {
    await begin('2026-06-30T08:00:00+08:00')
    const answered = await post(body)
    expect([answered.status, json(answered)]).toEqual([400, { ok: false, says: expect.any(String) }])
  })

  it('goes on when a timer fails, and shows the failure', async () => {
    await begin('2026-06-30T10:28:30+08:00')
    writeFileSync(`${world.runs}.reconcile.fails`, '')
    const { ran, failures } = json(await post({ now: '2026-06-30T10:31:30+08:00' }))
    expect(ran).toEqual({ sweep: 3, reconcile: 1 })
    expect(failures).toEqual([
      expect.objectContaining({
        fn: 'reconcile',
        at: '2026-06-30T10:30:00.000+08:00',
        ok: false,
        says: expect.stringContaining('没有成功'),
      }),
    ])
    expect((await raw(cloud as LocalCloud, '/local')).body.toString('utf8')).toContain('没有成功')
  })

  it('one after another: two jumps asked for at once do not mix', async () => {
    await begin('2026-06-30T08:00:30+08:00')
    const [first, second] = await Promise.all([
      post({ now: '2026-06-30T08:03:30+08:00' }),
      post({ now: '2026-06-30T08:05:30+08:00' }),
    ])
    expect([json(first).ran, json(second).ran]).toEqual([{ sweep: 3 }, { sweep: 2 }])
    expect(
      runs()
        .map(shanghai)
        .map((at) => at.slice(11, 16)),
    ).toEqual(['08:01', '08:02', '08:03', '08:04', '08:05'])
  })

  it('takes the database along: serverDate is the world’s', async () => {
    const sdk = JSON.stringify(require.resolve('@cloudbase/node-sdk'))
    writeFunction(
      join(world.dir, 'functions'),
      'staff',
      `async () => {
      const db = require(${sdk}).init({ env: process.env.TCB_ENV }).database()
      await db.collection('bills').doc('b1').set({ at: db.serverDate() })
      return (await db.collection('bills').doc('b1').get()).data[0].at
    }`,
    )
    await begin('2026-06-30T08:00:00+08:00')
    await cloud?.clock.jump('2027-01-01T08:00:00+08:00', { timers: false })
    const at = await cloud?.call<string>('staff', 'ann', 'any')
    expect(Math.abs(Date.parse(at ?? '') - (cloud?.clock.nowMs() ?? 0))).toBeLessThan(5000)
  })

  it('does what WeChat has to do in its place among the timers, and first on the same instant', async () => {
    const clock = openClock(join(tempDir(), 'clock.json'), '2026-06-30T08:00:30+08:00')
    const done: string[] = []
    const at = (text: string): number => parseInstant(`2026-06-30T${text}+08:00`) ?? 0
    const due = [at('08:01:00'), at('08:01:45'), at('08:05:00')]
    const timers = createTimers(
      [declared('sweep', { triggers: [{ name: 'sweep', cron: '0 * * * * * *' }] })],
      async (fn) => {
        done.push(`${clock.now().slice(11, 19)} ${fn}`)
        return 'null'
      },
    )
    const things = {
      nextDueMs: () => due[0] ?? null,
      skipDue: () => undefined,
      runDue: async () =>
        void done.push(`${clock.now().slice(11, 19)} notice ${toInstant(due.shift() ?? 0).slice(11, 19)}`),
    }
    const schedule = createSchedule({
      clock,
      timers,
      things,
      tellDatabase: async () => undefined,
      log: () => undefined,
    })
    await schedule.jump('2026-06-30T08:02:00+08:00', true)
    expect(done).toEqual([
      '08:01:00 notice 08:01:00',
      '08:01:00 sweep',
      '08:01:45 notice 08:01:45',
      '08:02:00 sweep',
    ])
  })
})

describe('real time', () => {
  it('fires timers as the world passes their instants, and never two runs of one at a time', async () => {
    await begin('2026-06-30T07:00:00+08:00', true)
    await cloud?.clock.jump('2026-06-30T08:00:59.500+08:00', { timers: false })
    const patience = Date.now() + 5000
    while (runs().length === 0 && Date.now() < patience) await pause(50)
    await pause(300)
    expect(runs().map((run) => [run.fn, shanghai(run)])).toEqual([['sweep', '2026-06-30T08:01:00']])
    expect(Date.parse(runs()[0]?.world ?? '') - Date.parse('2026-06-30T08:01:00+08:00')).toBeLessThan(1000)
  })

  it('the clock goes on after a restart from where it was, and replays nothing', async () => {
    await begin('2026-06-30T08:00:00+08:00')
    await cloud?.clock.jump('2026-08-01T12:00:05+08:00', { timers: false })
    await cloud?.stop()
    const between = Date.now()
    cloud = await world.start({ clockStartsAt: '2020-01-01T00:00:00+08:00', timers: true })
    const passed = cloud.clock.nowMs() - Date.parse('2026-08-01T12:00:05+08:00')
    expect(passed).toBeGreaterThanOrEqual(0)
    expect(passed).toBeLessThan(Date.now() - between + 5000)
    await pause(300)
    expect(runs()).toEqual([])
  })

  it('a clock that was begun keeps its offset in the data folder and refuses a broken file', () => {
    const file = join(tempDir(), 'clock.json')
    openClock(file, '2030-01-01T00:00:00+08:00')
    expect(Math.abs(openClock(file).nowMs() - Date.parse('2030-01-01T00:00:00+08:00'))).toBeLessThan(1000)
    writeFileSync(file, '{"offsetMs":"soon"}')
    expect(() => openClock(file)).toThrow('holds no offset')
    rmSync(file)
    expect(() => openClock(file, 'tomorrow')).toThrow('RFC 3339')
  })

  it('time that has been seen is never taken back', () => {
    const clock = openClock(join(tempDir(), 'clock.json'), '2030-01-01T00:00:00+08:00')
    clock.standAt(clock.nowMs() + MINUTE_MS)
    const stood = clock.nowMs()
    clock.standAt(stood - 1000)
    expect(clock.nowMs()).toBe(stood)
    clock.runFrom(stood - 1000)
    expect(clock.nowMs()).toBeGreaterThanOrEqual(stood)
  })
})

describe('the end of a cloud', () => {
  it('killed with SIGKILL it leaves no process behind: not the stopped, not the busy, not the database', async () => {
    const script = join(__dirname, 'orphans.ts')
    const child = spawn(process.execPath, ['--import', 'tsx', script], {
      cwd: join(__dirname, '../..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const printed = await new Promise<string>((resolve) =>
      child.stdout.once('data', (text) => resolve(String(text))),
    )
    const pids = JSON.parse(printed) as number[]
    expect(pids.map(processState)).toEqual([
      'T',
      expect.stringMatching(/[SR]/),
      expect.stringMatching(/[SRD]/),
    ])
    child.kill('SIGKILL')
    const alive = (pid: number): boolean => ![null, 'Z'].includes(processState(pid))
    const patience = Date.now() + 3000
    while (pids.some(alive) && Date.now() < patience) await pause(20)
    expect(pids.filter(alive)).toEqual([])
  })
})
