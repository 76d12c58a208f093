import type { Day, Instant } from '@contract/calendar'
import { previewBilling } from '@core/desk/billing/previewBilling'
import { publishBilling } from '@core/desk/billing/publishBilling'
import type { World } from '@core/shell/world'
import { cloudbaseStore } from '@core/store/cloudbase'
import type { Bill, BillingRun, Premises } from '@core/store/records'
import { functionEnvironment } from '../../../local/cloudbase/functions/platform'
import type { LedgerLine } from '../../../local/estate/workbook'
import { COMMUNITY, HOUSEHOLDS, openTown, type Town, value } from '../../town'

describe('a run looked at before it is published, through the real functions', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown()
    await town.bill('2026-07')
  })
  afterAll(() => town.stop())
  const preview = async (more: object = {}) =>
    value(await town.staffed(town.staff.finance, 'billing.preview', { communityId: COMMUNITY, period: '2026-08', ...more }))
  const idOf = async (room: string) => (await town.look<Premises>('premises', { communityId: COMMUNITY, room }))[0]?._id ?? ''

  it('stands beside the last period, item by item, and says which home moved most', async () => {
    const premisesId = await idOf('102')
    value(await town.staffed(town.staff.manager, 'premises.measure', { premisesId, area: '130', from: '2026-08-01' as Day, preview: false, correct: true }))
    const seen = await preview()
    expect(seen.byItem).toEqual([{
      item: 'property_fee', title: '物业服务费', count: 5, total: 1060_00, last: { count: 5, total: 1000_00 }, lastYear: null,
    }])
    expect(seen.lastPeriod).toEqual({ period: '2026-07', count: 5, total: 1000_00 })
    expect(seen.moved).toEqual([{ premisesId, premises: '1栋1单元102', title: '物业服务费', amount: 260_00, last: 200_00 }])
    expect(seen.going).toBeUndefined()
  })

  it('shows one home’s working, and nobody else’s community', async () => {
    const premisesId = await idOf('102')
    const ask = { communityId: COMMUNITY, period: '2026-08', premisesId }
    expect(value(await town.staffed(town.staff.finance, 'billing.look', ask))).toMatchObject({
      premises: '1栋1单元102', drafts: [{ title: '物业服务费', payer: '乙二', amount: 260_00, working: { steps: [{ amount: 260_00 }] } }], skips: [],
    })
    expect(value(await town.staffed(town.staff.finance, 'billing.look', { ...ask, period: '2026-07' }))).toMatchObject({
      drafts: [], skips: [{ code: 'ALREADY_BILLED' }],
    })
    expect(await town.staffed(town.staff.collector, 'billing.look', ask)).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
  })

  it('a home left out gets no bill of this run, and its bill by the next', async () => {
    const premisesId = await idOf('102')
    const without = await preview({ leaveOut: [premisesId] })
    expect(without).toMatchObject({ count: 4, total: 800_00, reasons: [{ code: 'LEFT_OUT', count: 1 }], skipped: [{ premisesId, code: 'LEFT_OUT' }] })
    expect(value(await town.staffed(town.staff.manager, 'billing.publish', { runId: without.runId }))).toEqual({ published: 4 })
    expect(await town.look<Bill>('bills', { premisesId, period: '2026-08' })).toEqual([])
    const left = await preview()
    expect(left).toMatchObject({ count: 1, total: 260_00, reasons: [{ code: 'ALREADY_BILLED', count: 4 }] })
    value(await town.staffed(town.staff.manager, 'billing.publish', { runId: left.runId }))
    expect(await town.look<Bill>('bills', { premisesId, period: '2026-08' })).toMatchObject([{ amount: 260_00 }])
    expect(await town.holds()).toEqual([])
  })

  it('void bills are in no comparison', async () => {
    const [bill] = await town.look<Bill>('bills', { premisesId: await idOf('201'), period: '2026-08' })
    value(await town.staffed(town.staff.manager, 'bill.void', { billId: bill?._id ?? '', reason: '错了', reissue: false }))
    const seen = await preview({ period: '2026-09' })
    expect(seen.lastPeriod).toMatchObject({ count: 4, total: 860_00 })
    expect(seen.moved.map(({ premises }) => premises)).not.toContain('2栋1单元201')
  })
})

describe('a community too large for one call', () => {
  /** Two pages and a little: a call without time walks one. */
  const HOMES = 405
  const LEDGER: readonly LedgerLine[] = Array.from({ length: HOMES }, (_, i) => ({
    ...(HOUSEHOLDS[2] as LedgerLine), building: '8栋', room: String(1001 + i), name: `户${i}`, phone: `1990008${1001 + i}`,
  }))
  let town: Town
  let manager = ''
  beforeAll(async () => {
    town = await openTown({ households: LEDGER })
    manager = town.staff.manager
    Object.assign(process.env, functionEnvironment(`${town.cloud.database.url()}/admin`, {}))
  }, 60_000)
  afterAll(() => town.stop())
  /** A call that has no time left after its first page. */
  const late = (): World => {
    const now = town.cloud.clock.now() as Instant
    return { store: cloudbaseStore(), now, today: now.slice(0, 10) as Day, elapsedMs: () => 3_600_000 } as World
  }
  const look = async (goOn?: string) => value(await asReply(previewBilling({ communityId: COMMUNITY, period: '2026-07', goOn }, { openid: manager }, late())))
  const run = async (runId: string) => (await town.look<BillingRun>('billing_runs', { _id: runId }))[0]

  it('is looked at in several calls, comes to the same, and can be published only then', async () => {
    const first = await look()
    expect(first).toMatchObject({ count: 200, going: { homes: 200 } })
    expect(await town.staffed(manager, 'billing.publish', { runId: first.runId })).toMatchObject({ refusal: 'RUN_NOT_FOUND' })
    expect(await look(first.runId)).toMatchObject({ runId: first.runId, count: 400, going: { homes: 400 } })
    expect(await look(first.runId)).toMatchObject({ count: HOMES, going: { homes: HOMES } })
    const last = await look(first.runId)
    expect([last.runId, last.count, last.total, last.going]).toEqual([first.runId, HOMES, HOMES * 200_00, undefined])
    expect(await look(first.runId)).toEqual(last)
    const atOnce = value(await town.staffed(manager, 'billing.preview', { communityId: COMMUNITY, period: '2026-07' }))
    expect({ ...atOnce, runId: first.runId }).toEqual(last)
    expect((await run(atOnce.runId))?.digest).toBe((await run(first.runId))?.digest)
    expect(await asReply(previewBilling({ communityId: COMMUNITY, period: '2026-08', goOn: first.runId }, { openid: manager }, late()))).toMatchObject({
      refusal: 'RUN_NOT_FOUND',
    })
  })

  it('is checked in several calls too, goes back to a preview when something changed meanwhile, and is out once in the end', async () => {
    const { runId } = value(await town.staffed(manager, 'billing.preview', { communityId: COMMUNITY, period: '2026-07' }))
    const publish = () => asReply(publishBilling({ runId }, { openid: manager }, late()))
    expect(value(await publish())).toEqual({ published: 0 })
    expect((await run(runId))?.state).toBe('checking')
    const [home] = await town.look<Premises>('premises', { communityId: COMMUNITY, room: '1405' })
    const measured = (area: string) => ({ premisesId: home?._id ?? '', area, from: '2026-07-01' as Day, preview: false, correct: true })
    value(await town.staffed(manager, 'premises.measure', measured('120')))
    await town.cloud.timer('sweep')
    expect(value(await town.staffed(manager, 'billing.progress', { runId }))).toEqual({ state: 'previewed', published: 0, count: HOMES })
    expect(await town.look('bills', { period: '2026-07' })).toEqual([])
    value(await town.staffed(manager, 'premises.measure', measured('100')))
    const again = value(await town.staffed(manager, 'billing.preview', { communityId: COMMUNITY, period: '2026-07' }))
    expect(value(await asReply(publishBilling({ runId: again.runId }, { openid: manager }, late())))).toEqual({ published: 0 })
    await town.cloud.timer('sweep')
    expect(value(await town.staffed(manager, 'billing.progress', { runId: again.runId }))).toEqual({ state: 'published', published: HOMES, count: HOMES })
    expect((await town.look<Bill>('bills', { period: '2026-07' })).length).toBe(HOMES)
    expect(await town.holds()).toEqual([])
  }, 60_000)
})

/** A verb asked without its door answers an outcome: a refusal carries no words there. */
async function asReply<T>(outcome: Promise<{ ok: true; value: T } | { ok: false; refusal: string }>) {
  const answer = await outcome
  return answer.ok ? answer : { ...answer, says: '', next: '' } as never
}
