import type { TariffVersion } from '@core/domain/billing/tariff'
import type { Account, BillingRun, Collection, LedgerImport, Premises } from '@core/store/records'
import { type LedgerLine, writeLedger } from '../../local/estate/workbook'
import { COMMUNITY, openTown, type Town, value } from '../town'
import { shake, timeless, wait, type Walk } from './shaking'

/** Long walks over money, cut off in any chunk: what they leave in the end is what an undisturbed one leaves. */
const HOMES = 210
const KILLS = 4
const SIGNS = 24
const WRITTEN = ['premises', 'accounts', 'holdings', 'bills', 'entries', 'tariffs', 'billing_runs', 'imports'] as const

/** Every third owes a month, every seventh has prepaid: chunks of different weight. */
const LEDGER: readonly LedgerLine[] = Array.from({ length: HOMES }, (_, i) => {
  const owes = i % 3 === 0 ? { paidThrough: '2026-05-31', months: 1, owed: '200.00' } : { paidThrough: '2026-06-30', months: 0, owed: '0' }
  const room = String(1001 + i)
  return {
    building: '9栋', unit: '1单元', room, name: `户${room}`, phone: `1990009${room}`, area: '100', price: '2', ...owes,
    ...(i % 7 === 1 ? { owed: '-150.00', remark: '预缴' } : {}),
  }
})

let calm: Town
let shaken: Town
let file: { base64: string }
beforeAll(async () => {
  ;[calm, shaken] = await Promise.all([openTown(), openTown()])
  file = { base64: (await writeLedger('测试里二期物业服务费收缴台账', '2026-06-30', LEDGER)).toString('base64') }
}, 60_000)
afterAll(async () => {
  await Promise.all([calm?.stop(), shaken?.stop()])
})

const manager = () => calm.staff.manager
const one = async <T>(town: Town, collection: Collection, id: string) => (await town.look<T>(collection, { _id: id }))[0]
/** All of a collection, a community at a time as its index has it. */
const all = (town: Town, collection: Collection) => town.look<{ _id: string }>(collection)
/** Some documents that the calm walk wrote, as signs of how far the shaken one is. */
const signsOf = <T>(collection: Collection, ids: readonly string[], isThere: (doc: T) => boolean = () => true): Walk['signs'] => {
  const some = ids.filter((_, i) => i % Math.ceil(ids.length / SIGNS) === 0)
  return async () => (await shaken.look<T>(collection, { _id: { $in: some } })).filter(isThere).length
}
const sweep = () => shaken.cloud.timer('sweep')

async function sameInBoth(): Promise<void> {
  for (const collection of WRITTEN) {
    const [undisturbed, killed] = await Promise.all([all(calm, collection), all(shaken, collection)])
    expect(timeless(killed)).toEqual(timeless(undisturbed))
  }
  expect(await shaken.holds()).toEqual([])
}

describe('F50 walks over money, killed in any chunk', () => {
  it('an import: each row once, wholly or not at all, and the same books as without a kill', async () => {
    const preview = async (town: Town) => value(await town.staffed(manager(), 'ledger.preview', { communityId: COMMUNITY, file })).importId
    const confirm = (town: Town, importId: string) => town.staffed(manager(), 'ledger.confirm', { importId })
    const [importId, twin] = [await preview(calm), await preview(shaken)]
    expect(twin).toBe(importId)
    expect(value(await confirm(calm, importId))).toEqual({ written: HOMES, unchanged: 0 })
    const state = async () => (await one<LedgerImport>(shaken, 'imports', importId))?.state
    const ids = (await all(calm, 'accounts')).map(({ _id }) => _id)
    const hits = await shake(shaken.cloud, {
      begin: () => confirm(shaken, importId), isBegun: async () => (await state()) !== 'previewed', resume: sweep,
      isDone: async () => (await state()) === 'confirmed', signs: signsOf('accounts', ids), works: 'staff', kills: KILLS,
    })
    expect(hits).toBeGreaterThanOrEqual(3)
    expect(await one<LedgerImport>(shaken, 'imports', importId)).toMatchObject({ written: HOMES, unchanged: 0, leaseUntil: null })
    await sameInBoth()
  }, 180_000)

  it('a tariff’s draft: cannot be published half-way, and the same ask brings it to its end', async () => {
    const terms = { communityId: COMMUNITY, item: 'public_energy', kind: 'flat', price: '15', effectiveFrom: '2026-07-01' } as const
    const draft = (town: Town) => town.staffed(manager(), 'tariff.draft', terms)
    const publish = (town: Town, tariffId: string) => town.staffed(manager(), 'tariff.publish', { tariffId, basis: '分摊公示' })
    const { tariffId } = value(await draft(calm))
    value(await publish(calm, tariffId))
    const ids = (await all(calm, 'premises')).map(({ _id }) => _id)
    const has = async (id: string) => (await one<Premises>(shaken, 'premises', id))?.tariffIds.includes(tariffId) ?? false
    const whole = async () => (await one<TariffVersion>(shaken, 'tariffs', tariffId))?.unfinished === false
    let half = 0
    const again = async () => {
      if (!(await whole()) && (await one(shaken, 'tariffs', tariffId))) {
        half += 1
        expect(await publish(shaken, tariffId)).toMatchObject({ ok: false, refusal: 'TARIFF_UNFINISHED' })
      }
      return draft(shaken)
    }
    const hits = await shake(shaken.cloud, {
      begin: again, isBegun: whole, resume: sweep, isDone: whole, works: 'staff', kills: 3,
      signs: signsOf<Premises>('premises', ids, ({ tariffIds }) => tariffIds.includes(tariffId)),
    })
    expect([hits, half].every((times) => times >= 1)).toBe(true)
    value(await publish(shaken, tariffId))
    expect((await Promise.all(ids.map(has))).every(Boolean)).toBe(true)
    await sameInBoth()
  }, 180_000)

  it('F11 a publication: the same bills and totals, none twice and none left out, and it says how many', async () => {
    const tariffs = value(await calm.staffed(manager(), 'tariff.list', { communityId: COMMUNITY })).tariffs.filter(({ state }) => state === 'draft')
    for (const town of [calm, shaken]) {
      for (const { tariffId } of tariffs) value(await town.staffed(manager(), 'tariff.publish', { tariffId, basis: '物业服务合同' }))
    }
    const preview = async (town: Town) => value(await town.staffed(manager(), 'billing.preview', { communityId: COMMUNITY, period: '2026-07' }))
    const publish = (town: Town, runId: string) => town.staffed(manager(), 'billing.publish', { runId })
    const { runId, count, total } = await preview(calm)
    expect(await preview(shaken)).toMatchObject({ runId, count, total })
    expect(value(await publish(calm, runId))).toEqual({ published: count })
    const state = async () => (await one<BillingRun>(shaken, 'billing_runs', runId))?.state
    const bills = await calm.look<{ _id: string }>('bills', { communityId: COMMUNITY, period: '2026-07' })
    const hits = await shake(shaken.cloud, {
      begin: () => publish(shaken, runId), isBegun: async () => (await state()) !== 'previewed', resume: sweep,
      isDone: async () => (await state()) === 'published', signs: signsOf('bills', bills.map(({ _id }) => _id)), works: 'staff', kills: KILLS,
    })
    expect(hits).toBeGreaterThanOrEqual(3)
    const progress = value(await shaken.staffed(manager(), 'billing.progress', { runId }))
    expect(progress).toEqual({ state: 'published', published: count, count })
    expect(value(await publish(shaken, runId))).toEqual({ published: count })
    await sameInBoth()
  }, 180_000)

  it('a lease keeps others waiting for a minute and a half, and never longer', async () => {
    const { runId, count } = value(await shaken.staffed(manager(), 'billing.preview', { communityId: COMMUNITY, period: '2026-08' }))
    const under = shaken.staffed(manager(), 'billing.publish', { runId }).catch(() => null)
    // Looked at again first, each under a lease: it is the publication's own that is meant.
    const isHeld = async () => {
      const run = await one<BillingRun>(shaken, 'billing_runs', runId)
      return run?.state === 'publishing' && (run.leaseUntil ?? '') > shaken.cloud.clock.now()
    }
    while (!(await isHeld())) await new Promise((resolve) => setTimeout(resolve, 5))
    await shaken.cloud.killInstances('staff')
    await under
    // The dead function's transaction would hold its documents for a while of its own: only the lease is meant here.
    await shaken.cloud.restartDatabase()
    const published = async () => (await shaken.look<Account>('bills', { communityId: COMMUNITY, period: '2026-08' })).length
    const left = await published()
    expect(left).toBeLessThan(count)
    await wait(shaken.cloud, 60_000)
    await sweep()
    expect(await published()).toBe(left)
    await wait(shaken.cloud, 31_000)
    await sweep()
    expect(await published()).toBe(count)
    expect(await shaken.holds()).toEqual([])
  }, 60_000)
})
