import { type LedgerLine, writeLedger } from '../../local/estate/workbook'
import { COMMUNITY, HOUSEHOLDS, openTown, pay, type Town, value } from '../town'

/** What people are shown, through the real functions: the day it is here, refusals apart from faults, totals of their parts. */
const AGEING = ['0-30', '31-90', '91-180', '181-365', '1-2y', '2-3y', '>3y'] as const
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
/** Debts of every age, in both buildings. */
const aged = (room: string, paidThrough: string, months: number, building = '1栋'): LedgerLine => ({
  ...(HOUSEHOLDS[0] as LedgerLine), building, room, phone: `1990007${room.padStart(4, '0')}`, paidThrough, months, owed: `${months * 200}.00`,
})
const OLD = [
  aged('301', '2026-03-31', 3), aged('302', '2026-01-31', 5), aged('303', '2025-08-31', 10, '2栋'), aged('304', '2024-12-31', 18),
  aged('305', '2023-12-31', 30, '2栋'), aged('306', '2022-12-31', 42),
]

let town: Town
beforeAll(async () => {
  town = await openTown({ households: [...HOUSEHOLDS, ...OLD], clockStartsAt: '2026-06-30T23:40:00+08:00' })
}, 60_000)
afterAll(() => town?.stop())
const at = (instant: string) => town.cloud.clock.jump(`${instant}+08:00`, { timers: false })
const manager = () => town.staff.manager

it('F34 the day changes at midnight here, not at eight in the morning, and a payment keeps its own hour', async () => {
  const { openid } = await town.moveIn('102')
  const june = async () => value(await town.resident(openid, 'home.show', {})).bills.find(({ dueOn }) => dueOn === '2026-06-30')
  expect((await june())?.daysOverdue).toBe(0)
  await at('2026-07-01T00:05:00') // Five past four the day before, for a machine that lives in UTC.
  expect((await june())?.daysOverdue).toBe(1)
  const outTradeNo = await town.order(openid)
  await pay(town, outTradeNo)
  await town.cloud.timer('sweep')
  const [order] = await town.look<{ paidAt: string; createdAt: string; payBefore: string }>('orders', { _id: outTradeNo })
  expect([order?.createdAt, order?.paidAt].map((instant) => instant?.slice(0, 16))).toEqual(['2026-07-01T00:05', '2026-07-01T00:05'])
  expect(order?.payBefore.slice(0, 16)).toBe('2026-07-01T00:35')
  const [entry] = await town.look<{ day: string }>('entries', { communityId: COMMUNITY, kind: 'payment' })
  expect(entry?.day).toBe('2026-07-01')
  const receipts = value(await town.resident(openid, 'receipt.list', {}))
  expect(JSON.stringify(receipts)).toContain('2026-07-01T00:05')
})

it('F34 the last hour of a year belongs to it: a month’s bill runs from its first to its last day', async () => {
  await town.bill('2026-12')
  const [bill] = await town.look<{ from: string; to: string; dueOn: string; issuedAt: string }>('bills', { communityId: COMMUNITY, period: '2026-12' })
  expect(bill).toMatchObject({ from: '2026-12-01', to: '2026-12-31', issuedAt: expect.stringMatching(/^2026-07-01T00:.*\+08:00$/) as string })
})

it('F35 not signed in, not bound, not staff and out of order are four answers, each with its own next step', async () => {
  const call = (fn: 'resident' | 'staff', openid: string | undefined, action: string) =>
    town.cloud.call<{ refusal: string; next: string }>(fn, openid, action, {})
  const answers = [
    await call('resident', undefined, 'home.show'), await call('resident', 'guest-a', 'home.show'), await call('staff', 'guest-a', 'today.show'),
  ]
  expect(answers.map(({ refusal }) => refusal)).toEqual(['NOT_SIGNED_IN', 'NOT_BOUND', 'NOT_STAFF'])
  expect(new Set(answers.map(({ next }) => next)).size).toBe(3)
  // The first question of a first start is answered before anybody is bound: no denial on the way in.
  expect(value(await town.resident('guest-a', 'me.show', {}))).toMatchObject({ accounts: [] })
  const down = await town.cloud.withoutDatabase(async () => {
    const body = JSON.stringify({ action: 'home.show', ask: {} })
    const answer = await town.cloud.http('/call/resident', { method: 'POST', headers: { 'x-local-openid': 'guest-a' }, body })
    return { status: answer.status, says: await answer.text() }
  })
  expect(down.status).toBe(503)
  expect(down.says).not.toMatch(/NOT_BOUND|NOT_STAFF|ROLE_NOT_ALLOWED/)
})

it('F47 the list of arrears is the sum of its ages and of its rows, and 今日 says the same', async () => {
  const list = async (more: object = {}) => value(await town.staffed(manager(), 'arrears.list', { communityId: COMMUNITY, ...more }))
  const all = await list()
  const ages = await Promise.all(AGEING.map((ageing) => list({ ageing })))
  expect([sum(ages.map(({ total }) => total ?? 0)), sum(ages.map(({ count }) => count ?? 0))]).toEqual([all.total, all.count])
  expect(ages.every(({ count }) => (count ?? 0) > 0)).toBe(true)
  expect(sum(all.rows.map(({ outstanding }) => outstanding))).toBe(all.total)
  const reach = await Promise.all((['reachable', 'unreachable'] as const).map((one) => list({ reach: one })))
  expect(sum(reach.map(({ total }) => total ?? 0))).toBe(all.total)
  const stages = [...new Set(all.rows.map(({ stage }) => stage))]
  const steps = await Promise.all(stages.map((stage) => list({ stage })))
  expect(sum(steps.map(({ total }) => total ?? 0))).toBe(all.total)

  const { figures } = value(await town.staffed(manager(), 'today.show', { communityId: COMMUNITY }))
  expect(figures.overdue).toEqual({ total: all.total, count: all.count })
  const accounts = await town.look<{ outstanding: number }>('accounts', { communityId: COMMUNITY })
  expect(figures.overdue.total + figures.notYetDue).toBe(sum(accounts.map(({ outstanding }) => outstanding)))
})

it('F47 a bill is the sum of its steps, a quote of its lines, home of its bills, and a run of what it publishes', async () => {
  const { runId, total, count } = value(await town.staffed(manager(), 'billing.preview', { communityId: COMMUNITY, period: '2026-07' }))
  expect(value(await town.staffed(manager(), 'billing.publish', { runId })).published).toBe(count)
  const bills = await town.look<{ amount: number }>('bills', { communityId: COMMUNITY, period: '2026-07' })
  expect([sum(bills.map(({ amount }) => amount)), bills.length]).toEqual([total, count])
  for (const room of ['101', '104', '306']) {
    const { openid } = await town.moveIn(room)
    const home = value(await town.resident(openid, 'home.show', {}))
    const listed = value(await town.resident(openid, 'bill.list', { state: 'open' }))
    expect([sum(listed.rows.map(({ outstanding }) => outstanding)), listed.rows.length]).toEqual([listed.total, listed.count])
    expect(home.due.total).toBeLessThanOrEqual(listed.total ?? 0)
    const asked = await town.resident(openid, 'pay.quote', {})
    if (asked.ok) expect([sum(asked.value.lines.map(({ amount }) => amount)), asked.value.total]).toEqual([home.due.total, home.due.total])
    for (const { billId } of listed.rows.slice(0, 3)) {
      const bill = value(await town.resident(openid, 'bill.show', { billId }))
      expect(sum(bill.working.steps.map(({ amount }) => amount ?? 0))).toBe(bill.outstanding + sum(bill.payments.map(({ amount }) => amount)))
    }
  }
})

it('F47 of a ledger every row is told of, and what it owes is the sum of its accounts', async () => {
  const rows = [...OLD, { ...aged('401', '2026-05-31', 1), owed: '很多' }, { ...aged('402', '2026-05-31', 1), phone: '1' }]
  const elsewhere = rows.map((row) => ({ ...row, building: `9${row.building}` }))
  const file = { base64: (await writeLedger('三期物业服务费收缴台账', '2026-06-30', elsewhere)).toString('base64') }
  const { rows: told, totals, importId } = value(await town.staffed(manager(), 'ledger.preview', { communityId: COMMUNITY, file }))
  expect(told.accepted + told.warned + told.refused + told.ignored).toBe(rows.length)
  expect([told.refused, told.warned]).toEqual([1, 1])
  const kept = await town.look<{ owed: number; prepaid: number }>('import_rows', { importId })
  expect([sum(kept.map(({ owed }) => owed)), sum(kept.map(({ prepaid }) => prepaid)), kept.length]).toEqual([totals.owed, totals.prepaid, totals.premises])
})

it('F43 what was said in an episode is over with it: paid up, and overdue again, the ladder begins anew', async () => {
  const { openid, accountId } = await town.moveIn('302')
  const list = async () => value(await town.staffed(manager(), 'arrears.list', { communityId: COMMUNITY })).rows
  const stageOf = async () => (await list()).find((row) => row.accountId === accountId)?.stage
  expect(await stageOf()).toBe('T+7')
  const body = JSON.stringify({ action: 'consent.record', ask: { accepted: ['bill_due'], refused: [] } })
  await town.cloud.http('/call/resident', { method: 'POST', headers: { 'x-local-openid': openid }, body })
  await at('2026-07-02T00:30:00')
  await town.cloud.timer('daily')
  await at('2026-07-02T09:01:00')
  await town.cloud.timer('sweep')
  expect(await stageOf()).toBe('T+30')
  await pay(town, await town.order(openid))
  expect(await stageOf()).toBeUndefined()
  await town.bill('2026-08')
  await at('2026-09-10T10:00:00')
  expect(await stageOf()).toBe('T+7')
})
