import type { Day } from '@contract/calendar'
import { fen } from '@contract/money'
import { auditTonight } from '@core/desk/paying/auditTonight'
import { comparePage } from '@core/desk/paying/comparePage'
import { reconcile } from '@core/desk/paying/reconcile'
import { openTally } from '@core/desk/paying/reconciliationTally'
import { sealEverything } from '@core/desk/people/sealAudit'
import { NOTHING } from '@core/domain/paying/reconciliation'
import type { World } from '@core/shell/world'
import type { AuditProgress } from '@core/store/records'
import type { BillRow } from '@core/wechat/wechat'
import { openReconciledTown, type ReconciledTown } from '../../faults/reconcileTown'

/** Calls whose time is up at every possible moment: together they do what one long call would. */
describe('work that one call cannot finish', () => {
  let town: ReconciledTown
  beforeAll(async () => {
    // What a function writes into its own log would be this process's.
    for (const way of ['log', 'error'] as const) jest.spyOn(console, way).mockImplementation(() => undefined)
    town = await openReconciledTown()
    await town.bill('2026-07')
  })
  afterAll(async () => {
    jest.restoreAllMocks()
    await town.stop()
  })

  const timeFor = (looks: number) => () => looks-- > 0
  const ALWAYS = () => true

  it('a bill is gone on with at the row where time ran out, and counts every row once', async () => {
    for (const room of ['101', '102', '103', '201']) await town.paysFor(room, room === '102' ? 'success' : 'silent')
    await town.to('2026-07-02T10:30:00')
    const ends: string[] = []
    // Three looks at the clock: before the day, before the page, and before the first question to WeChat.
    for (let calls = 0; calls < 12 && ends.at(-1) !== 'done'; calls += 1) ends.push(await reconcile(await town.world(), timeFor(3)))
    expect(ends.at(-1)).toBe('done')
    expect(ends).toEqual(['to be continued', 'to be continued', 'done'])
    const total = 600_00 + 400_00 + 200_00 + 400_00
    expect((await town.dayDoc('2026-07-01'))?.totals).toMatchObject({ paid: { count: 4, total }, booked: { count: 4, total } })
    expect((await town.differences()).map(({ kind, state }) => [kind, state])).toEqual([1, 2, 3].map(() => ['not_booked', 'repaired']))
    expect(await town.holds()).toEqual([])
  })

  it('orders that the bill lacks are gone on with too, each asked about once', async () => {
    await town.bill('2026-08')
    const numbers = [await town.paysFor('101'), await town.paysFor('102'), await town.paysFor('201')]
    // Two days off: too far apart to be a matter of midnight.
    for (const [i, outTradeNo] of numbers.entries()) {
      await town.behindOurBack('modify', 'orders', outTradeNo, { paidAt: `2026-07-04T10:0${i}:00.000+08:00` })
    }
    await town.faults({ billForeign: 'T_another0001' })
    await town.to('2026-07-05T10:30:00')
    const ends: string[] = []
    for (let calls = 0; calls < 20 && ends.at(-1) !== 'done'; calls += 1) ends.push(await reconcile(await town.world(), timeFor(3)))
    expect(ends.at(-1)).toBe('done')
    expect(ends.length).toBeGreaterThan(3)
    expect((await town.differences({ kind: 'not_in_bill' })).map((one) => one.outTradeNo).sort()).toEqual([...numbers].sort())
    expect((await town.dayDoc('2026-07-04'))?.totals).toMatchObject({ booked: { count: 3 }, paid: { count: 1, total: 1_00 } })
    await town.faults({})
  })

  it('a thousand rows cost the database two reads, not two thousand', async () => {
    const world = await town.world()
    let reads = 0
    const counted = new Proxy(world.store, {
      get: (store, verb) => {
        const work = Reflect.get(store, verb) as (...args: unknown[]) => unknown
        return (...args: unknown[]) => {
          reads += 1
          return work.apply(store, args)
        }
      },
    })
    const rows = Array.from({ length: 1000 }, (_, i): BillRow => ({
      kind: 'paid', appid: 'wx-other', outTradeNo: `OTHER_${i}`, transactionId: `4299${i}`, refundId: null, amount: fen(100), fee: fen(1),
    }))
    const none = { totals: NOTHING, communities: [], foreign: { count: 0, total: fen(0), numbers: [] }, ofNextDay: [], unsure: 0 }
    const tally = openTally(none, 'c-test')
    expect(await comparePage(rows, '2026-07-01' as Day, tally, { ...world, store: counted } as World, ALWAYS)).toBe(1000)
    expect(reads).toBe(2)
    expect(tally.soFar()).toMatchObject({ foreign: { count: 1000, total: 1000_00, numbers: ['OTHER_0', 'OTHER_1', 'OTHER_2'] }, totals: { fee: 10_00 } })
  })

  it('the nightly audit goes on where it stands, and checks as many as in one go', async () => {
    await town.to('2026-07-05T11:00:00')
    const whole = await auditTonight('c-test', null, await town.world(), ALWAYS)
    expect(whole).toMatchObject({ done: true, audit: { broken: 0 } })
    let audit: AuditProgress | null = null
    let calls = 0
    for (let done = false; !done; calls += 1) ({ audit, done } = await auditTonight('c-test', audit, await town.world(), timeFor(1)))
    expect(audit).toEqual(whole.audit)
    expect(calls).toBe(3)
  })

  it('the seals go on day by day', async () => {
    const world = await town.world()
    const made = [await sealEverything(world, timeFor(1)), await sealEverything(world, timeFor(2)), await sealEverything(world, ALWAYS)]
    expect(made).toEqual([1, 2, 1])
    expect(await sealEverything(world, ALWAYS)).toBe(0)
    expect(await town.holds()).toEqual([])
  })
})
