import type { FunctionFailure } from '../../local/cloudbase/functions/platform'
import { declared, openPool, processState, tempDir, type TinyPool, writeFunction } from './tiny'

const SDK = JSON.stringify(require.resolve('@cloudbase/node-sdk'))
const SIX_MB = 6 * 1024 * 1024
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const failure = async (work: Promise<unknown>): Promise<FunctionFailure> =>
  work.then(
    () => {
      throw new Error('it did not fail')
    },
    (error: FunctionFailure) => error,
  )

let dir: string
let pool: TinyPool

beforeEach(() => {
  dir = tempDir()
})
afterEach(() => pool.stop())

function host(functions: Readonly<Record<string, string>>, timeoutSeconds = 20): void {
  for (const [name, main] of Object.entries(functions)) writeFunction(dir, name, main)
  pool = openPool(
    dir,
    Object.keys(functions).map((name) => declared(name, { timeoutSeconds })),
  )
}

describe('who calls', () => {
  it('the SDK reads the openid from the context, and two callers at once stay apart', async () => {
    host({
      who: `async (event, context) => {
      await new Promise((done) => setTimeout(done, 30))
      const { WX_OPENID, WX_APPID, TCB_ENV } = require(${SDK}).getCloudbaseContext(context)
      const byHand = context.environ.includes('WX_OPENID=' + WX_OPENID)
      return { openid: WX_OPENID, appid: WX_APPID, env: TCB_ENV, event, byHand }
    }`,
    })
    const ask = (openid: string) => pool.call('who', { said: openid }, { WX_OPENID: openid, WX_APPID: 'wx1' })
    const heard = await Promise.all(['ann', 'bob', 'cai', 'dan', 'eve'].map(ask))
    expect(heard).toEqual(
      ['ann', 'bob', 'cai', 'dan', 'eve'].map((openid) => ({
        openid,
        appid: 'wx1',
        env: 'nuancui-local',
        event: { said: openid },
        byHand: true,
      })),
    )
  })

  it('nobody is vouched for in a call without a person', async () => {
    host({
      who: `async (event, context) => require(${SDK}).getCloudbaseContext(context).WX_OPENID ?? 'nobody'`,
    })
    expect(await pool.call('who', { userInfo: { openId: 'forged' } })).toBe('nobody')
  })

  it('a function learns its limits, and lives in UTC', async () => {
    host({
      limits: `async (event, { time_limit_in_ms, memory_limit_in_mb, function_name, request_id }) =>
      [time_limit_in_ms, memory_limit_in_mb, function_name, request_id.length, new Date(0).getHours(),
        Object.keys(process.env).length < 5]`,
    })
    expect(await pool.call('limits')).toEqual([20_000, 256, 'limits', 36, 0, true])
  })
})

describe('an instance', () => {
  it('runs one invocation at a time, three instances at most; the others wait their turn', async () => {
    host({
      work: `(() => { let open = 0; return async () => {
      const together = ++open
      await new Promise((done) => setTimeout(done, 40))
      open--
      return [process.pid, together]
    } })()`,
    })
    const seen = await Promise.all(Array.from({ length: 12 }, () => pool.call<[number, number]>('work')))
    expect(seen.map(([, together]) => together)).toEqual(Array(12).fill(1))
    expect(new Set(seen.map(([pid]) => pid)).size).toBe(3)
  })

  it('stands still after the answer: a timer left behind does not tick until the next call', async () => {
    host({
      ticks: `(() => { let ticks = 0; return async () => {
        const had = ticks
        if (had === 0) setInterval(() => ticks++, 5)
        return [process.pid, had]
      } })()`,
    })
    const [pid] = await pool.call<[number, number]>('ticks')
    await pause(300)
    expect(processState(pid)).toBe('T')
    const [samePid, ticks] = await pool.call<[number, number]>('ticks')
    expect(samePid).toBe(pid)
    // One tick may be due when it wakes; sixty would have passed if it had run on.
    expect(ticks).toBeLessThanOrEqual(2)
  })

  it('runs out of time: it is killed, the caller is told in words, and the next call has a new one', async () => {
    host(
      {
        slow: `async ({ forever }) => { if (forever) await new Promise(() => undefined); return process.pid }`,
      },
      1,
    )
    const before = await pool.call('slow', {})
    const began = Date.now()
    const error = await failure(pool.call('slow', { forever: true }))
    expect(error).toMatchObject({
      errCode: -504003,
      message: 'Invoking task timed out after 1 seconds',
      status: 504,
    })
    expect(Date.now() - began).toBeLessThan(1500)
    expect(await pool.call('slow', {})).not.toBe(before)
    expect(processState(before as number)).toBeNull()
  })

  it('a busy loop runs out of time as well', async () => {
    host({ loop: 'async () => { for (;;); }' }, 1)
    expect(await failure(pool.call('loop'))).toMatchObject({ errCode: -504003 })
  })

  it('what main throws is told to the caller, and the instance lives on', async () => {
    host({ picky: `async ({ bad }) => { if (bad) throw new TypeError('不能是负数'); return process.pid }` })
    const before = await pool.call('picky', {})
    expect(await failure(pool.call('picky', { bad: true }))).toMatchObject({
      errCode: -504002,
      message: 'picky TypeError: 不能是负数',
    })
    expect(await pool.call('picky', {})).toBe(before)
  })

  it.each([
    ['ends its process', 'process.exit(3)'],
    [
      'throws outside of any promise',
      `setTimeout(() => { throw new RangeError('dropped') }); await new Promise(() => undefined)`,
    ],
    ['is killed', `process.kill(process.pid, 'SIGKILL'); await new Promise(() => undefined)`],
  ])('a function that %s is answered as a crash and replaced', async (_how, crash) => {
    host({ frail: `async ({ crash }) => { if (crash) { ${crash} } return 'well' }` })
    expect(await pool.call('frail', {})).toBe('well')
    expect(await failure(pool.call('frail', { crash: true }))).toMatchObject({
      errCode: -504002,
      message: expect.stringContaining('frail crashed'),
    })
    expect(await pool.call('frail', {})).toBe('well')
  })

  it('a bundle that cannot be loaded says why, at every call, and heals with the next build', async () => {
    host({ broken: `async () => 1; throw new Error('no settings')` })
    expect(await failure(pool.call('broken'))).toMatchObject({ message: 'broken Error: no settings' })
    expect(await failure(pool.call('broken'))).toMatchObject({ message: 'broken Error: no settings' })
    writeFunction(dir, 'broken', `async () => 'mended'`)
    expect(await pool.call('broken')).toBe('mended')
  })

  it('a rebuilt bundle is used from the next call on', async () => {
    host({ versioned: `async () => 'first'` })
    expect(await pool.call('versioned')).toBe('first')
    writeFunction(dir, 'versioned', `async () => 'the second build'`)
    expect(await pool.call('versioned')).toBe('the second build')
  })

  it('killInstances takes every instance of one function away from under its callers', async () => {
    host({
      long: `async () => { await new Promise((done) => setTimeout(done, 5000)) }`,
      other: 'async () => process.pid',
    })
    const other = await pool.call('other')
    const cut = failure(pool.call('long'))
    while (pool.state()[0]?.instances[0]?.state !== 'busy') await pause(10)
    await pool.kill('long')
    expect(await cut).toMatchObject({ errCode: -504002, message: 'long crashed' })
    expect(await pool.call('other')).toBe(other)
  })

  it('a function with a timer has one instance, and ten are the most of all together', async () => {
    const names = ['a', 'b', 'c', 'd']
    for (const name of names)
      writeFunction(
        dir,
        name,
        `async () => { await new Promise((done) => setTimeout(done, 20)); return process.pid }`,
      )
    const timer = { name: 'd', cron: '0 * * * * * *' }
    pool = openPool(
      dir,
      names.map((name) => declared(name, name === 'd' ? { triggers: [timer] } : {})),
    )
    const pidsOf = async (name: string) =>
      new Set(await Promise.all(Array.from({ length: 6 }, () => pool.call(name))))
    expect((await pidsOf('d')).size).toBe(1)
    await Promise.all(['a', 'b', 'c'].map(pidsOf))
    expect(pool.state().flatMap(({ instances }) => instances).length).toBeLessThanOrEqual(10)
  })
})

describe('the limits of the platform', () => {
  it('an event may weigh 6 MB and not a byte more', async () => {
    host({ weigh: 'async (text) => text.length' })
    expect(await pool.call('weigh', 'x'.repeat(SIX_MB - 2))).toBe(SIX_MB - 2)
    expect(await failure(pool.call('weigh', 'x'.repeat(SIX_MB - 1)))).toMatchObject({
      errCode: -501007,
      status: 413,
    })
  })

  it('an answer may weigh 6 MB and not a byte more', async () => {
    host({ talk: `async ({ letters }) => 'y'.repeat(letters)` })
    expect((await pool.call<string>('talk', { letters: SIX_MB - 2 })).length).toBe(SIX_MB - 2)
    expect(await failure(pool.call('talk', { letters: SIX_MB - 1 }))).toMatchObject({ errCode: -504002 })
    expect(await pool.call('talk', { letters: 1 })).toBe('y')
  })

  it('a function that returns nothing answers null, and an unknown name is refused', async () => {
    host({ silent: 'async () => undefined' })
    expect(await pool.call('silent')).toBeNull()
    expect(await failure(pool.call('nameless'))).toMatchObject({ errCode: -501000, status: 404 })
  })
})

describe("the world's clock in a function", () => {
  it('is read anew for each invocation, ticking or standing', async () => {
    writeFunction(dir, 'now', 'async () => Date.now() + Number(process.env.NUANCUI_CLOCK_OFFSET_MS)')
    const times: ({ offsetMs: number } | { standingAtMs: number })[] = [
      { offsetMs: 86_400_000 },
      { standingAtMs: 1_800_000_000_000 },
    ]
    pool = openPool(dir, [declared('now')], () => times.shift() ?? { offsetMs: 0 })
    const ahead = (await pool.call<number>('now')) - Date.now()
    expect(Math.abs(ahead - 86_400_000)).toBeLessThan(2000)
    const standing = await pool.call<number>('now')
    expect(standing - 1_800_000_000_000).toBeGreaterThanOrEqual(0)
    expect(standing - 1_800_000_000_000).toBeLessThan(20)
  })
})
