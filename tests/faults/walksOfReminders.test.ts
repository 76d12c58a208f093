import type { Instant } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { fen } from '@contract/money'
import { lineDoc } from '@core/desk/collecting/lines'
import { bindingId } from '@core/desk/people/ids'
import { decide } from '@core/domain/collecting/decide'
import { AUTOMATIC_DUNNING_A_DAY_MAX } from '@core/domain/collecting/policy'
import { UNPAID } from '@core/domain/paying/settle'
import { reminderId } from '@core/notify/outbox'
import type { Account, Collection, Consent, Contact, DunningRun, Duty, Message, Order, Receipt } from '@core/store/records'
import { account, bill, day, reach, standing } from '../domain/collecting/facts'
import { COMMUNITY, openTown, type Town, value } from '../town'
import { plant } from './plant'
import { shake, timeless, wait, type Walk } from './shaking'

/** Long walks over reminders, cut off in any chunk: nobody is reminded twice, and nobody is left out. */
const REACHABLE = 104
const TO_CALL = 200
const KILLS = 3
const SIGNS = 24
const DAY = day('2026-07-02')
const NEXT = day('2026-07-03')
const RUN = `run:${COMMUNITY}:${DAY}:auto`

const home = (id: string, dueOn: string): Account =>
  account([{ ...bill(dueOn), billId: `${id}-${dueOn}` }], { _id: id, label: `8栋${id}`, building: '8栋', communityId: COMMUNITY })
const many = (letter: string, count: number) => Array.from({ length: count }, (_, i) => `${letter}${1000 + i}`)
const bound = (ids: readonly string[]) => ids.map((id) => ({
  _id: bindingId(id, `o-${id}`), openid: `o-${id}`, accountId: id, communityId: COMMUNITY, relation: 'owner' as const, name: id, state: 'active' as const,
  since: DAY, seesFrom: null, how: 'invitation' as const,
}))
/** Some who can be reached, overdue by twelve days; some who cannot, by six weeks. */
const reachable = many('r', REACHABLE)
const toCall = many('c', TO_CALL)

let calm: Town
let shaken: Town
beforeAll(async () => {
  ;[calm, shaken] = await Promise.all([openTown(), openTown()])
  for (const town of [calm, shaken]) {
    await plant(town.cloud, 'accounts', [...reachable.map((id) => home(id, '2026-06-20')), ...toCall.map((id) => home(id, '2026-05-20'))])
    await plant(town.cloud, 'bindings', bound(reachable))
    await accept(town, reachable.map((id) => `o-${id}`))
    await at(town, `${DAY}T00:30:00`)
  }
}, 120_000)
afterAll(async () => {
  await Promise.all([calm?.stop(), shaken?.stop()])
})

/** Tapped on the phone and told to the cloud, over the way that both hear. */
async function accept(town: Town, openids: readonly string[]): Promise<void> {
  town.cloud.wechat.setPeople(openids.map((openid) => ({ openid, name: openid })))
  const body = JSON.stringify({ action: 'consent.record', ask: { accepted: ['bill_due'], refused: [] } })
  for (const openid of openids) await town.cloud.http('/call/resident', { method: 'POST', headers: { 'x-local-openid': openid }, body })
}
const at = (town: Town, to: string) => town.cloud.clock.jump(`${to}+08:00`, { timers: false })
const sweep = () => shaken.cloud.timer('sweep')
const docs = <T>(town: Town, collection: Collection, ids: readonly string[]) => town.look<T>(collection, { _id: { $in: ids } })
const duty = async () => (await docs<Duty>(shaken, 'duties', ['reminders']))[0]
const run = async (id: string) => (await docs<DunningRun>(shaken, 'dunning_runs', [id]))[0]
const signsOf = <T>(collection: Collection, ids: readonly string[], isThere: (doc: T) => boolean = () => true): Walk['signs'] => {
  const some = ids.filter((_, i) => i % Math.ceil(ids.length / SIGNS) === 0)
  return async () => (await docs<T>(shaken, collection, some)).filter(isThere).length
}
async function sameInBoth(collections: readonly Collection[]): Promise<void> {
  for (const collection of collections) {
    const [undisturbed, killed] = await Promise.all([calm, shaken].map((town) => town.look<object>(collection)))
    expect(timeless(killed ?? [])).toEqual(timeless(undisturbed ?? []))
  }
}

describe('F50 walks over reminders, killed in any chunk', () => {
  it('the night’s scan: cut off between lines and messages, the sweep of the next minute goes on', async () => {
    expect((await calm.cloud.timer('daily')).ok).toBe(true)
    const hits = await shake(shaken.cloud, {
      begin: () => shaken.cloud.timer('daily'), isBegun: async () => (await duty())?.day === DAY, resume: sweep,
      isDone: async () => (await duty())?.lastDoneAt?.startsWith(DAY) ?? false,
      signs: signsOf('dunning_lines', reachable.map((id) => `${RUN}:${id}`)), works: 'daily', kills: KILLS,
    })
    expect(hits).toBeGreaterThanOrEqual(1)
    expect(await run(RUN)).toMatchObject({ lines: REACHABLE, capped: false, state: 'released' })
    await sameInBoth(['dunning_lines', 'dunning_runs', 'messages'])
  }, 180_000)

  it('the sending: nobody gets it twice, and what a death left open counts as a contact', async () => {
    await at(shaken, `${DAY}T09:00:00`)
    const ids = reachable.map((id) => reminderId(id, DAY, 'wechat'))
    const left = () => shaken.look('messages', { communityId: COMMUNITY, state: 'queued' })
    const hits = await shake(shaken.cloud, {
      begin: sweep, isBegun: async () => true, resume: sweep, isDone: async () => (await left()).length === 0,
      signs: signsOf<Message>('messages', ids, ({ state }) => state === 'sent'), works: 'staff', kills: KILLS,
    })
    expect(hits).toBeGreaterThanOrEqual(1)
    const messages = await docs<Message>(shaken, 'messages', ids)
    const unknown = messages.filter(({ why }) => why === 'FATE_UNKNOWN')
    expect(messages.filter(({ state }) => state === 'sent').length + unknown.length).toBe(REACHABLE)
    expect(unknown.length).toBeLessThanOrEqual(hits)
    for (const { openid, state } of messages) {
      const { messages: inbox } = (await (await shaken.cloud.http(`/local/wechat/messages?openid=${openid}`)).json()) as { messages: unknown[] }
      expect(inbox.length).toBeLessThanOrEqual(1)
      if (state === 'sent') expect(inbox).toHaveLength(1)
    }
    const consents = await docs<Consent>(shaken, 'consents', reachable.map((id) => `o-${id}:bill_due`))
    expect(consents.every(({ accepted, quota, used, voided, held }) => accepted === quota + used + voided && held.length === 0)).toBe(true)
    expect((await shaken.look<Contact>('contacts')).map(({ _id }) => _id).sort()).toEqual(ids.map((id) => `contact:${id}`).sort())
  }, 180_000)

  it('a person’s run: the preview killed and asked again is one run; its release queues each line once', async () => {
    // After hours, so that the sweeps that go on with it send nothing yet.
    await Promise.all([calm, shaken].map((town) => at(town, `${DAY}T21:30:00`)))
    const ask = { communityId: COMMUNITY, accountIds: toCall }
    const preview = (town: Town) => town.staffed(town.staff.manager, 'dunning.preview', ask)
    const { runId, lines } = value(await preview(calm)) satisfies StaffAnswer<'dunning.preview'>
    expect(lines).toHaveLength(200)
    const dead = preview(shaken).catch(() => 'dead')
    while ((await docs(shaken, 'dunning_lines', [`${runId}:${toCall[0]}`])).length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await shaken.cloud.killInstances('staff')
    await dead
    expect(value(await preview(shaken))).toEqual(value(await preview(calm)))

    const release = (town: Town) => town.staffed(town.staff.manager, 'dunning.release', { runId })
    value(await release(calm))
    await shake(shaken.cloud, {
      begin: () => release(shaken), isBegun: async () => (await run(runId))?.state !== 'previewed', resume: sweep,
      isDone: async () => (await run(runId))?.state === 'released',
      signs: signsOf('messages', toCall.map((id) => reminderId(id, NEXT, 'call_task'))), works: 'staff', kills: KILLS,
    })
    const progress = (town: Town) => town.staffed(town.staff.manager, 'dunning.progress', { runId })
    expect(value(await progress(shaken))).toEqual({ queued: 200, sent: 0, fallback: 0, failed: 0, skipped: 0, done: false })
    await sameInBoth(['dunning_lines', 'dunning_runs', 'tasks'])
  }, 180_000)

  it('under the cap, a line that was written before the death has its room already; a new one waits', async () => {
    await at(shaken, `${NEXT}T00:20:00`)
    const [written, fresh] = [many('w', 40), many('x', 5)]
    await plant(shaken.cloud, 'accounts', [...written, ...fresh].map((id) => home(id, '2026-06-20')))
    await plant(shaken.cloud, 'bindings', bound([...written, ...fresh]))
    await accept(shaken, [...written, ...fresh].map((id) => `o-${id}`))
    const runId = `run:${COMMUNITY}:${NEXT}:auto`
    const lineOf = (id: string) => {
      const verdict = decide(standing(home(id, '2026-06-20'), { people: [reach(`o-${id}`, 1)] }), NEXT, { by: 'policy' })
      if (!('line' in verdict)) throw new Error(verdict.skip)
      return lineDoc(runId, home(id, '2026-06-20'), verdict.line)
    }
    await plant(shaken.cloud, 'dunning_lines', [...many('y', AUTOMATIC_DUNNING_A_DAY_MAX - written.length), ...written].map(lineOf))
    await at(shaken, `${NEXT}T00:30:00`)
    expect((await shaken.cloud.timer('daily')).ok).toBe(true)
    expect(await docs(shaken, 'messages', written.map((id) => reminderId(id, NEXT, 'wechat')))).toHaveLength(written.length)
    expect(await docs(shaken, 'messages', fresh.map((id) => reminderId(id, NEXT, 'wechat')))).toHaveLength(0)
    expect(await run(runId)).toMatchObject({ lines: AUTOMATIC_DUNNING_A_DAY_MAX, capped: true })
  }, 60_000)

  it('a night whose timer never began is begun by the sweep, a quarter to one at the earliest, and once', async () => {
    const night = day('2026-07-04')
    await at(shaken, `${night}T00:44:00`)
    await sweep()
    expect((await duty())?.day).not.toBe(night)
    await at(shaken, `${night}T00:45:00`)
    await sweep()
    expect(await duty()).toMatchObject({ day: night, cursor: null, lastSays: 'done' })
    expect(JSON.parse((await sweep()).says)).toMatchObject({ reminders: 'nothing to resume' })
  }, 60_000)

  it('receipts: each paid order one number without a gap, and its message with it', async () => {
    const paidAt = (i: number) => `2026-07-04T00:${String(10 + i).padStart(2, '0')}:00.000+08:00` as Instant
    const orders = reachable.slice(0, 25).map((accountId, i): Order => ({
      ...UNPAID, _id: `L_paid${String(i).padStart(4, '0')}`, communityId: COMMUNITY, accountId, openid: `o-${accountId}`, payeeId: `${COMMUNITY}-company`,
      amount: fen(100), lines: [], quoteId: 'q', description: '测试里 物业缴费', createdAt: paidAt(i), payBefore: paidAt(i), checkAt: null,
      state: 'paid', transactionId: `t${i}`, paidAt: paidAt(i), receiptId: `receipt:L_paid${String(i).padStart(4, '0')}`, numberIn: `${COMMUNITY}-company:2026`,
    }))
    await plant(shaken.cloud, 'orders', orders)
    const receiptIds = orders.map(({ receiptId }) => receiptId ?? '')
    const receipts = () => docs<Receipt>(shaken, 'receipts', receiptIds)
    await shake(shaken.cloud, {
      begin: sweep, isBegun: async () => true, resume: sweep, isDone: async () => (await receipts()).length === orders.length,
      signs: async () => Math.floor((await receipts()).length / 10), works: 'staff', kills: KILLS,
    })
    expect((await receipts()).map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(orders.map((_, i) => i + 1))
    expect(await docs(shaken, 'messages', orders.map(({ _id, openid }) => `receipt:${_id}:${openid}`))).toHaveLength(orders.length)
    await wait(shaken.cloud, 1000)
  }, 120_000)
})
