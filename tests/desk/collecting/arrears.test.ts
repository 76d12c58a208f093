import type { StaffAnswer } from '@contract/contract/staff'
import { resumeReleases } from '@core/desk/collecting/releaseRun'
import { resumeReminders } from '@core/desk/collecting/scanReminders'
import { addDays, daysBetween } from '@core/domain/calendar'
import { bill, day, NEVER } from '../../domain/collecting/facts'
import { COMMUNITY, type Home, openTown, type Said, type Town } from './town'

/** Lists, totals and long walks over more accounts than one answer holds. */
type Arrears = StaffAnswer<'arrears.list'>
type Today = StaffAnswer<'today.show'>

const TODAY = day('2026-07-08')
/** 1,200 accounts, each with one bill overdue by 1 to 1,200 days and another to come. */
const MANY = 1200
const HOMES: readonly Home[] = Array.from({ length: MANY }, (_, i) => ({
  id: `a${String(i + 1).padStart(4, '0')}`, building: i % 2 === 0 ? '1栋' : '2栋',
  open: [bill(addDays(TODAY, -(i + 1)), 100_00 + i), { ...bill('2026-07-31', 7), billId: `coming-${i}` }],
  more: i === 40 ? { reminded: { ...NEVER, episode: { since: addDays(TODAY, -41), lastStage: 'T+7' as const, lastOn: addDays(TODAY, -34) } } } : {},
}))
const overdueOf = (homes: readonly Home[]) => homes.reduce((sum, home) => sum + (home.open?.[0]?.outstanding ?? 0), 0)

let town: Town
beforeAll(async () => {
  town = await openTown('2026-07-08T00:10:00+08:00')
  for (let first = 0; first < MANY; first += 300) await town.settle(HOMES.slice(first, first + 300))
  await town.bind([{ openid: 'oWang', accountId: 'a0010' }, { openid: 'oLi', accountId: 'a0011', accepts: 0 }])
}, 120_000)
afterAll(() => town.close())

const valueOf = <T>(said: Said<T>): T => {
  if (!said.ok) throw new Error(said.refusal)
  return said.value
}
const list = async (openid: string, ask: object = {}) => valueOf(await town.staff<Arrears>(openid, 'arrears.list', { communityId: COMMUNITY, ...ask }))

describe('the list of arrears', () => {
  it('F30 adds up every overdue account, and only the overdue part, whatever the page shows', async () => {
    const first = await list('oManager')
    expect(first.rows).toHaveLength(50)
    expect(first.count).toBe(MANY)
    expect(first.total).toBe(overdueOf(HOMES))
    expect(first.rows[0]).toMatchObject({ accountId: 'a1200', daysOverdue: 1200, outstanding: 100_00 + 1199, stage: 'T+7', reachable: false })
  })

  it('pages through all of them, each once, with totals on the first page only', async () => {
    const seen: string[] = []
    for (let after: string | undefined, pages = 0; pages < 30; pages += 1) {
      const page = await list('oManager', after ? { after } : {})
      expect(page.count === undefined).toBe(pages > 0)
      seen.push(...page.rows.map(({ accountId }) => accountId))
      after = page.next
      if (!after) break
    }
    expect(seen).toHaveLength(MANY)
    expect(new Set(seen).size).toBe(MANY)
  }, 60_000)

  it.each([['0-30', 1, 30], ['31-90', 31, 90], ['91-180', 91, 180], ['181-365', 181, 365], ['1-2y', 366, 730], ['2-3y', 731, 1095], ['>3y', 1096, 1200]])(
    'the bucket %s holds the ages %i to %i', async (ageing, from, to) => {
      const { rows, count, total } = await list('oManager', { ageing })
      expect(count).toBe(to - from + 1)
      expect(total).toBe(overdueOf(HOMES.slice(from - 1, to)))
      expect(rows[0]?.daysOverdue).toBe(to)
    },
  )

  it('shows a collector the own buildings, with their totals', async () => {
    const own = HOMES.filter(({ building }) => building === '2栋')
    const { rows, count, total } = await list('oCollector')
    expect([count, total]).toEqual([own.length, overdueOf(own)])
    expect(rows.every(({ label }) => label.startsWith('2栋'))).toBe(true)
  })

  it('filters by the next step and by who can be reached, with totals of everybody', async () => {
    expect(await list('oManager', { reach: 'reachable' })).toMatchObject({ rows: [{ accountId: 'a0010', reachable: true }], count: 1, total: 100_09 })
    expect(await list('oManager', { stage: 'T+30' })).toMatchObject({ rows: [{ accountId: 'a0041', stage: 'T+30' }], count: 1 })
    expect((await list('oManager', { stage: 'T+7', reach: 'unreachable' })).count).toBe(MANY - 2)
  })

  it('refuses strangers', async () => {
    expect(await town.staff('oStranger', 'arrears.list', { communityId: COMMUNITY })).toMatchObject({ refusal: 'NOT_STAFF' })
  })
})

describe('今日', () => {
  it('shows what is overdue and what is still to come, apart', async () => {
    const { figures, communities } = valueOf(await town.staff<Today>('oManager', 'today.show'))
    expect(figures).toMatchObject({
      overdue: { total: overdueOf(HOMES), count: MANY }, notYetDue: 7 * MANY, paidYesterday: { total: 0, count: 0 }, sentToday: 0,
    })
    expect(communities).toEqual([{ communityId: COMMUNITY, name: '金桂花园', roles: ['manager'] }])
    const own = valueOf(await town.staff<Today>('oCollector', 'today.show'))
    expect(own.figures).toMatchObject({ overdue: { count: MANY / 2 }, notYetDue: (7 * MANY) / 2 })
  })
})

describe('walks that were cut off', () => {
  it('the scan goes on behind the account where it stopped', async () => {
    const now = `${TODAY}T00:30:00.000+08:00` as never
    await town.at(`${TODAY}T00:31:00`)
    const place = { communityId: COMMUNITY, day: '1990-01-01' as never, accountId: 'a0009' }
    await town.store.addNew('duties', [{ _id: 'reminders', leaseUntil: now, lastDoneAt: null, lastSays: 'to be continued', day: TODAY, cursor: place }])
    expect(await resumeReminders(await town.world())).toBe('done')
    expect(await town.messages('a0010')).toHaveLength(1)
    expect(await town.store.get('duties', 'reminders')).toMatchObject({ cursor: null, lastSays: 'done', day: TODAY })
    expect(await resumeReminders(await town.world())).toBe('nothing to resume')
  }, 60_000)

  it('F31 a release of hundreds answers at once, and goes on where it was cut off', async () => {
    await town.at(`${TODAY}T10:00:00`)
    const seen = valueOf(await town.staff<StaffAnswer<'dunning.preview'>>('oManager', 'dunning.preview', { communityId: COMMUNITY }))
    const calls = HOMES.filter((home) => daysBetween(home.open?.[0]?.dueOn ?? TODAY, TODAY) >= 30).length
    expect(seen.lines).toHaveLength(calls)
    const began = Date.now()
    valueOf(await town.staff('oManager', 'dunning.release', { runId: seen.runId }))
    expect(Date.now() - began).toBeLessThan(15_000)
    const progress = async () => valueOf(await town.staff<StaffAnswer<'dunning.progress'>>('oManager', 'dunning.progress', { runId: seen.runId }))
    expect(await progress()).toMatchObject({ queued: calls, done: false })
    // As if it had been cut off before the last two hundred: taking it up again adds nothing twice.
    const lines = await town.store.find('dunning_lines', { where: { runId: seen.runId }, sort: [['_id', 1]], limit: 1000 })
    const cutOff = { state: 'releasing', cursor: lines.at(-200)?._id ?? null, leaseUntil: `${TODAY}T09:00:00.000+08:00` as never } as const
    await town.store.setIf('dunning_runs', seen.runId, { state: 'released' }, cutOff)
    expect(await resumeReleases(await town.world())).toBe(1)
    expect(await progress()).toMatchObject({ queued: calls, done: false })
    expect((await town.store.get('dunning_runs', seen.runId))?.state).toBe('released')
  }, 90_000)
})

describe('consent', () => {
  const record = (ask: object) => town.resident<{ quota: Record<string, number> }>('oNew', 'consent.record', ask)
  it('counts one message for each accepted prompt, and what was refused', async () => {
    expect(await record({ accepted: ['bill_due', 'receipt'], refused: [] })).toMatchObject({ value: { quota: { bill_due: 1, receipt: 1, ticket: 0 } } })
    expect(await record({ accepted: ['bill_due'], refused: ['receipt'] })).toMatchObject({ value: { quota: { bill_due: 2, receipt: 1 } } })
    expect(await town.store.get('consents', 'oNew:receipt')).toMatchObject({ accepted: 1, refused: 1, quota: 1 })
  })
  it('refuses a template that nobody knows', async () => {
    expect(await record({ accepted: ['constructor'], refused: [] })).toMatchObject({ refusal: 'TEMPLATE_UNKNOWN' })
  })
  it('never grows past what anybody taps, and loses none of many at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => record({ accepted: ['bill_due'], refused: [] })))
    expect(await record({ accepted: [], refused: [] })).toMatchObject({ value: { quota: { bill_due: 12 } } })
    expect((await town.store.get('consents', 'oNew:bill_due'))?.accepted).toBe(12)
  })
})
