import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLocalCloud } from '../../local/cloud'
import { MORNING } from '../town'
import { openReconciledTown, type ReconciledTown } from './reconcileTown'

/** Calls that die, doubles and days that cannot be done: none of them keeps the others from being done. */
describe('a reconciliation that is cut off', () => {
  let town: ReconciledTown
  beforeAll(async () => {
    town = await openReconciledTown()
  })
  afterAll(() => town.stop())
  beforeEach(() => town.faults({}))
  afterEach(async () => expect(await town.holds()).toEqual([]))

  /** The call is at a query that does not answer when its process is killed. */
  async function killedInTheMiddle(day: string): Promise<void> {
    await town.faults({ queryTimeout: true, hangMs: 4000 })
    await town.to(`${day}T10:30:00`)
    const run = town.cloud.timer('reconcile')
    for (let waited = 0; waited < 10_000 && (await town.look('reconciliations', { state: 'running' })).length === 0; waited += 50) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await town.cloud.killInstances('reconcile')
    expect((await run).ok).toBe(false)
    await town.faults({})
  }

  it('F50 F21 a call killed in the middle: nobody else works while its lease runs, then a stale run is taken over', async () => {
    const outTradeNo = await town.paysFor('101', 'silent')
    await killedInTheMiddle('2026-07-02')
    expect(await town.dayDoc('2026-07-01')).toMatchObject({ state: 'running' })
    const held = await town.cloud.timer('reconcile')
    expect(JSON.parse(held.says)).toMatchObject({ bills: 'under way elsewhere' })
    expect(await town.dayDoc('2026-07-01')).toMatchObject({ state: 'running' })

    // Sweep takes it up within minutes: nobody waits for the next hour.
    await town.to('2026-07-02T10:32:00')
    const swept = await town.cloud.timer('sweep')
    expect(JSON.parse(swept.says)).toMatchObject({ reconciliation: 'done' })
    expect(await town.dayDoc('2026-07-01')).toMatchObject({ state: 'done', totals: { paid: { count: 1, total: 400_00 }, booked: { count: 1, total: 400_00 } } })
    expect(await town.look('entries', { kind: 'payment', memo: outTradeNo })).toHaveLength(1)
    const nothing = await town.cloud.timer('sweep')
    expect(JSON.parse(nothing.says)).toMatchObject({ reconciliation: 'nothing to resume' })
  })

  it('F21 a failed day is claimed again, and does not keep the day after it from being done', async () => {
    await town.paysFor('102')
    await town.to('2026-07-03T09:00:00')
    await town.paysFor('201')
    // Two days are missing; the older one's bill cannot be believed.
    await town.faults({ billHashWrong: 1 })
    await town.morning('2026-07-04')
    expect(await town.dayDoc('2026-07-02')).toMatchObject({ state: 'failed' })
    expect(await town.dayDoc('2026-07-03')).toMatchObject({ state: 'done', totals: { paid: { count: 1 } } })
    await town.morning('2026-07-04', '11:30:00')
    expect(await town.dayDoc('2026-07-02')).toMatchObject({ state: 'done', totals: { paid: { count: 1 } } })
  })

  it('WeChat is not there: one day is tried, said once, and the next hour goes on', async () => {
    await town.faults({ billTimeout: true, hangMs: 1 })
    await town.morning('2026-07-07')
    expect(await town.dayDoc('2026-07-04')).toMatchObject({ state: 'failed', says: '微信没有回应（NO_ANSWER），会自动重试' })
    expect(await town.dayDoc('2026-07-05')).toBeUndefined()
    await town.faults({})
    await town.morning('2026-07-07', '11:30:00')
    const days = await town.look<{ state: string }>('reconciliations', {})
    expect(days.map((day) => day.state)).toEqual(['done', 'done', 'done', 'done', 'done', 'done'])
  })

  it('the database is gone in the middle: the call fails aloud, and the next one ends it', async () => {
    await town.bill('2026-07')
    await town.paysFor('103')
    await town.to('2026-07-08T10:30:00')
    const run = await town.cloud.withoutDatabase(() => town.cloud.timer('reconcile'))
    expect(run.ok).toBe(false)
    await town.morning('2026-07-08', '11:30:00')
    expect(await town.dayDoc('2026-07-07')).toMatchObject({ state: 'done', totals: { paid: { count: 1 }, booked: { count: 1 } } })
  })
})

describe('reconciliation in production', () => {
  it('F20 with a double bound the function does not start: it fails aloud, names the double, and writes no day', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'nuancui-double-'))
    const env = { NUANCUI_MODE: 'production', WXPAY_NOTIFY_URL: 'https://example.com/notify/wechatpay' }
    const cloud = await startLocalCloud({ dir, port: 0, timers: false, flush: false, clockStartsAt: MORNING, env })
    try {
      const run = await cloud.timer('reconcile')
      expect([run.ok, run.says]).toEqual([false, expect.stringMatching(/WXPAY_API_URL.*refused in production/)])
      const answer = await cloud.http('/local/db/duties?query={}&limit=10')
      expect(await answer.json()).toMatchObject({ list: [] })
    } finally {
      await cloud.stop()
      rmSync(dir, { recursive: true, force: true })
    }
  })
})
