import type { BillingRun, Task } from '@core/store/records'
import { COMMUNITY, openTown, type Town, value } from '../../town'

describe('a schedule of bills, through the real timers', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown({ clockStartsAt: '2026-07-10T09:00:00+08:00' })
  })
  afterAll(() => town.stop())
  const plan = { communityId: COMMUNITY, every: 'month' as const, daysAhead: 3, items: [], on: true }
  const night = async (day: string) => {
    await town.cloud.clock.pass(`${day}T00:30:00+08:00`)
    await town.cloud.timer('daily')
  }
  const runs = () => town.look<BillingRun>('billing_runs', { communityId: COMMUNITY })
  const tasks = () => town.look<Task>('tasks', { kind: 'publish_billing' })

  it('is off until somebody wants it, and not everybody’s to want', async () => {
    expect(value(await town.staffed(town.staff.finance, 'schedule.show', { communityId: COMMUNITY }))).toMatchObject({ on: false, every: 'month' })
    expect(await town.staffed(town.staff.collector, 'schedule.save', plan)).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
    value(await town.staffed(town.staff.finance, 'schedule.save', plan))
    await night('2026-07-28')
    expect(await runs()).toEqual([])
  })

  it('prepares the next month three days ahead, once, with a task, and publishes nothing', async () => {
    await night('2026-07-29')
    await night('2026-07-30')
    expect(await runs()).toMatchObject([{ period: '2026-08', state: 'previewed', count: 5, previewedBy: 'schedule' }])
    expect(await tasks()).toMatchObject([{ title: '核对并发布2026年8月账单', says: expect.stringContaining('已备好 5 笔，应收 1,000.00 元，0 户跳过') }])
    expect(await town.look('bills', { period: '2026-08' })).toEqual([])
    const [run] = await runs()
    expect(value(await town.staffed(town.staff.manager, 'billing.publish', { runId: run?._id ?? '' }))).toEqual({ published: 5 })
  })

  it('catches up what missed nights left, in the order of the periods', async () => {
    await night('2026-10-30')
    expect((await runs()).map(({ period }) => period).sort()).toEqual(['2026-08', '2026-09', '2026-10', '2026-11'])
    await night('2026-10-31')
    expect(await tasks()).toHaveLength(4)
    expect(await town.holds()).toEqual([])
  })
})
