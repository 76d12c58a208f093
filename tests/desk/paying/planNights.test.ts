import type { Day, Instant } from '@contract/calendar'
import { fen } from '@contract/money'
import { keepPlans, resumePlans } from '@core/desk/paying/plans/keepPlans'
import { runningPart } from '@core/domain/paying/planRoad'
import type { Plan } from '@core/store/records'
import { bill, day } from '../../domain/collecting/facts'
import { COMMUNITY, marksOf, openTown, type Town } from '../collecting/town'

/** The nightly walk over more plans than one page holds. */
const MANY = 120
const DUE = day('2026-07-10')
const idOf = (i: number) => `p${String(i).padStart(3, '0')}`

const AT = '2026-07-01T09:00:00.000+08:00' as Instant

let town: Town
beforeAll(async () => {
  town = await openTown('2026-07-01T09:00:00+08:00')
  const plans = Array.from({ length: MANY }, (_, i) => planOf(i))
  await town.store.addNew('plans', plans)
  await town.settle(plans.map((plan) => ({ id: plan.accountId, open: [bill('2026-06-30')], more: { plans: [runningPart(plan)] } })))
}, 120_000)
afterAll(() => town.close())

/** Every third plan ends in August, the others are missed in July. */
function planOf(i: number): Plan {
  const accountId = `a-${idOf(i)}`
  const first = i % 3 === 0 ? day('2026-08-10') : DUE
  const instalments = [first, day('2026-09-10')].map((dueOn) => ({ dueOn, amount: fen(50_00) }))
  return {
    _id: idOf(i), communityId: COMMUNITY, accountId, payeeId: 'p1', total: fen(100_00), lines: [{ billId: `${accountId}-b-2026-06-30`, amount: fen(100_00) }],
    instalments, doubts: [], replaces: null, terms: '', termsHash: '', asked: { by: 'b', relation: 'owner', at: AT }, accepted: { by: 'b', at: AT },
    signatures: [], state: 'running', startedAt: AT, ended: null, createdAt: AT,
  }
}
/** A call's clock that stands still for the first few looks, and then has run out. */
function outOfTimeAfter(looks: number): () => number {
  let looked = 0
  return () => (looked++ < looks ? 0 : 40_000)
}
const states = async () => {
  const found = await Promise.all(['running', 'broken'].map((state) => town.store.count('plans', { state: state as Plan['state'] })))
  return { running: found[0], broken: found[1] }
}
const KEPT = Math.ceil(MANY / 3)

describe('the night over many plans', () => {
  it('F38 on which nothing happens to any writes its own row and no more', async () => {
    await town.at('2026-07-17T00:30:00')
    const before = await marksOf(town.cloud, ['plans', 'accounts', 'tasks', 'audit'])
    await keepPlans(await town.world())
    expect(await marksOf(town.cloud, ['plans', 'accounts', 'tasks', 'audit'])).toEqual(before)
  })

  it('F50 cut off after a page, is taken up by sweep where it stood', async () => {
    await town.at('2026-07-18T00:30:00')
    expect(await keepPlans({ ...(await town.world()), elapsedMs: outOfTimeAfter(1) })).toBe('to be continued')
    expect(await states()).toEqual({ running: MANY - 66, broken: 66 })
    await town.sweep()
    expect(await states()).toEqual({ running: KEPT, broken: MANY - KEPT })
    expect(await town.store.count('tasks', { communityId: COMMUNITY, state: 'open' })).toBe(MANY - KEPT)
    expect(await resumePlans(await town.world())).toBe('nothing to resume')
  })

  it('F50 killed in the middle of a page, leaves its lease to run out and loses nothing', async () => {
    await town.at('2026-08-18T00:30:00')
    const world = await town.world()
    // The database goes away after seven plans, as it does for a call that is killed.
    let plans = 0
    const change: typeof world.store.change = (reads, decide) => (plans++ < 7 ? world.store.change(reads, decide) : Promise.reject(new Error('killed')))
    await expect(keepPlans({ ...world, store: { ...world.store, change } })).rejects.toThrow('killed')
    expect((await states()).running).toBe(KEPT - 7)
    await town.sweep()
    expect((await states()).running).toBe(KEPT - 7) // The lease of the dead call still stands.
    await town.at('2026-08-18T00:32:00')
    await town.sweep()
    expect(await states()).toEqual({ running: 0, broken: MANY })
    const accounts = await town.store.find('accounts', { where: { communityId: COMMUNITY, oldestDueOn: { lte: '2026-12-31' as Day } }, limit: 1000 })
    expect(accounts.filter(({ plans, outstanding }) => plans.length === 0 && outstanding === 100_00)).toHaveLength(MANY)
    expect(await town.store.count('tasks', { communityId: COMMUNITY, state: 'open' })).toBe(MANY)
  })

  it('a second call at the same moment does nothing', async () => {
    await town.at('2026-08-19T00:30:00')
    const world = await town.world()
    const both = await Promise.all([keepPlans(world), keepPlans(world)])
    expect([...both].sort()).toEqual(['done', 'under way elsewhere'])
  })
})
