import type { Day } from '@contract/calendar'
import type { StaffAsk } from '@contract/contract/staff'
import { type Fen, fen } from '@contract/money'
import type { Account, Order } from '@core/store/records'
import type { Entry } from '@core/domain/paying/ledger'
import { COMMUNITY, openTown, pay, type Town, value } from '../../town'

/** A late charge and a discount on the real functions: from the draft of the rule to the books. July's bills are 200.00 each, due 31 July. */
let town: Town
const PAYEE = `${COMMUNITY}-company`
const RULE: StaffAsk<'charges.draft'> = {
  communityId: COMMUNITY, payeeId: PAYEE, items: ['property_fee'], dueFrom: '2026-07-01',
  late: { clause: '物业服务合同第八条', rate: '0.0005', graceDays: 0, cap: '0.3' },
  discount: { basis: '业委会公示第 3 号', days: -10, off: { percent: '1' } },
}
const at = (on: string, hour = '09:00') => town.cloud.clock.jump(`${on}T${hour}:00+08:00`, { timers: false })
const refusal = (reply: { ok: boolean; refusal?: string }) => (reply.ok ? null : reply.refusal)
const quoteOf = async (openid: string) => value(await town.resident(openid, 'pay.quote', {}))
const julyBillOf = async (accountId: string) =>
  (await town.look<{ _id: string; period: string }>('bills', { accountId })).find(({ period }) => period === '2026-07')?._id ?? ''
const accountOf = async (accountId: string) => (await town.look<Account>('accounts', { _id: accountId }))[0] as Account
const orders = (accountId: string) => town.look<Order>('orders', { accountId })

beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.stop())

describe('the rule', () => {
  it('is off: nothing is charged, and a quote is what it was', async () => {
    const { openid, accountId } = await town.moveIn('101')
    const rules = value(await town.staffed(town.staff.manager, 'charges.show', { communityId: COMMUNITY }))
    expect(rules).toMatchObject({ versions: [], payees: [{ payeeId: PAYEE, running: null }] })
    const quoted = await quoteOf(openid)
    expect([quoted.total, Object.keys(quoted.lines[0] ?? {}).sort()]).toEqual([400_00, ['amount', 'billId', 'dueOn', 'period', 'title']])
    const home = value(await town.resident(openid, 'home.show', {}))
    expect([home.due, 'lateCharge' in (home.bills[0] ?? {})]).toEqual([{ total: 400_00, count: 2, nextDueOn: '2026-05-31' }, false])
    expect(value(await town.staffed(town.staff.manager, 'account.show', { accountId }))).not.toHaveProperty('lateCharge')
  })

  it.each<[string, Partial<StaffAsk<'charges.draft'>>, string]>([
    ['above the law’s daily rate', { late: { clause: '第八条', rate: '0.000501', graceDays: 0, cap: '0.3' } }, 'CHARGE_TOO_MUCH'],
    ['above the law’s cap', { late: { clause: '第八条', rate: '0.0001', graceDays: 0, cap: '0.3001' } }, 'CHARGE_TOO_MUCH'],
    ['a discount of more than half', { late: undefined, discount: { basis: '公示', days: 0, off: { percent: '50.01' } } }, 'CHARGE_TOO_MUCH'],
    ['on water', { items: ['water'] }, 'CHARGE_ITEMS'], ['backwards', { dueFrom: '2026-06-30' }, 'CHARGE_BACKWARDS'],
    ['of a payee that is not there', { payeeId: 'x' }, 'CHARGE_PAYEE_UNKNOWN'], ['of nothing', { late: undefined, discount: undefined }, 'CHARGE_EMPTY'],
  ])('is refused %s', async (_, changed, expected) => {
    expect(refusal(await town.staffed(town.staff.finance, 'charges.draft', { ...RULE, ...changed }))).toBe(expected)
  })

  it('is drafted by finance with a preview over today’s debts, and published by the manager alone, never without a clause', async () => {
    const late = { clause: '', rate: '0.0001', graceDays: 0, cap: '0.3' }
    const bare = value(await town.staffed(town.staff.finance, 'charges.draft', { ...RULE, late }))
    expect(refusal(await town.staffed(town.staff.manager, 'charges.publish', { policyId: bare.policyId }))).toBe('CHARGE_CLAUSE_MISSING')
    const drafted = value(await town.staffed(town.staff.finance, 'charges.draft', RULE))
    // 200.00 for 31 days and for one, and twice for one day: what 1 July would be charged at 5 in 10,000.
    expect(drafted.preview).toEqual({ late: { total: 310 + 10 + 10 + 10, households: 3 }, discount: { total: 0, households: 0 }, whole: true })
    expect(drafted.warnings[0]).toContain('LPR')
    expect(value(await town.staffed(town.staff.finance, 'charges.draft', RULE)).policyId).toBe(drafted.policyId)
    expect(refusal(await town.staffed(town.staff.finance, 'charges.publish', { policyId: drafted.policyId }))).toBe('ROLE_NOT_ALLOWED')
    expect(refusal(await town.staffed(town.staff.collector, 'charges.draft', RULE))).toBe('ROLE_NOT_ALLOWED')
    expect(value(await town.staffed(town.staff.manager, 'charges.publish', { policyId: drafted.policyId }))).toEqual({ publishedOn: '2026-07-01' })
    expect(refusal(await town.staffed(town.staff.manager, 'charges.publish', { policyId: drafted.policyId }))).toBe('CHARGE_PUBLISHED')
    const shown = value(await town.staffed(town.staff.collector, 'charges.show', { communityId: COMMUNITY }))
    expect([shown.payees[0]?.running, shown.mayDraft, shown.mayPublish]).toEqual([drafted.policyId, false, false])
    expect((await town.look<{ act: string }>('audit', {})).filter(({ act }) => act === 'charges.publish')).toHaveLength(1)
  })

  it('says nothing about bills that were due before it was public', async () => {
    const { openid } = await town.moveIn('101')
    await at('2026-07-20')
    expect((await quoteOf(openid)).total).toBe(400_00)
  })
})

describe('paying in time', () => {
  it('takes the discount off in the quote, beside the working and in the books, until its last day', async () => {
    await town.bill('2026-07')
    const { openid, accountId } = await town.moveIn('103')
    await at('2026-07-21', '22:00')
    const billId = await julyBillOf(accountId)
    const offered = value(await town.resident(openid, 'bill.show', { billId })).discount
    expect(offered).toEqual({ amount: 2_00, says: '业委会公示第 3 号：7月21日前（含当日）一次缴清减1%' })
    const quoted = await quoteOf(openid)
    expect(quoted).toMatchObject({ total: 198_00, lines: [{ amount: 198_00, discount: 2_00 }] })
    const started = value(await town.resident(openid, 'pay.start', { quoteId: quoted.quoteId }))
    await pay(town, 'outTradeNo' in started ? started.outTradeNo : '')
    expect((await orders(accountId))[0]).toMatchObject({ state: 'paid', amount: 198_00, surplus: 0, placed: [{ amount: 198_00, discount: 2_00 }] })
    expect((await accountOf(accountId)).open).toEqual([])
    const shown = value(await town.resident(openid, 'bill.show', { billId }))
    expect([shown.state, shown.payments.map(({ amount }) => amount)]).toEqual(['settled', [198_00]])
    const { receiptId } = shown.payments[0] as { receiptId: string }
    expect(value(await town.resident(openid, 'receipt.show', { receiptId })).lines).toMatchObject([{ amount: 198_00, discount: 2_00 }])
    expect(await town.holds()).toEqual([])
  })
  it('is over the day after', async () => {
    const { openid } = await town.moveIn('102')
    await at('2026-07-22')
    expect((await quoteOf(openid)).total).toBe(400_00)
  })
})

describe('paying late', () => {
  it('costs nothing where nobody was told, and from the day after the due day where somebody was', async () => {
    const { openid, accountId } = await town.moveIn('102')
    await town.resident(openid, 'consent.record', { accepted: ['bill_due'], refused: [] })
    town.cloud.wechat.heardConsent(openid, { bill_due: 1 })
    await at('2026-07-24', '00:30')
    await town.cloud.timer('daily')
    await at('2026-07-24', '09:30')
    await town.cloud.timer('sweep')
    expect((await accountOf(accountId)).open.map(({ toldOn }) => toldOn)).toEqual(['2026-07-24', '2026-07-24'])
    await at('2026-08-10')
    // June's bill is under no rule; July's is 10 days late: 200.00 × 0.0005 × 10.
    const { openid: untold } = await town.moveIn('201')
    expect((await quoteOf(untold)).total).toBe(400_00)
    const lateSays = '按物业服务合同第八条，7月31日后每天万分之五，已计10天'
    expect(await quoteOf(openid)).toMatchObject({ total: 401_00, lines: [{ amount: 200_00 }, { amount: 201_00, late: 1_00, lateSays }] })
    const home = value(await town.resident(openid, 'home.show', {}))
    expect(home.due).toMatchObject({ total: 401_00, lateCharge: 1_00 })
    expect(home.bills.map(({ outstanding, lateCharge }) => [outstanding, lateCharge])).toEqual([[200_00, undefined], [200_00, 1_00]])
    const listed = value(await town.resident(openid, 'bill.list', { state: 'open' }))
    expect(listed).toMatchObject({ total: 401_00, lateCharge: 1_00, rows: [{}, { lateCharge: 1_00 }] })
    const shown = value(await town.resident(openid, 'bill.show', { billId: await julyBillOf(accountId) }))
    expect(shown).toMatchObject({ outstanding: 200_00, lateCharge: 1_00 })
    expect(value(await town.staffed(town.staff.manager, 'account.show', { accountId }))).toMatchObject({ outstanding: 400_00, lateCharge: 1_00 })
    const arrears = value(await town.staffed(town.staff.manager, 'arrears.list', { communityId: COMMUNITY }))
    expect(arrears.rows.filter((row) => row.lateCharge !== undefined)).toMatchObject([{ accountId, outstanding: 400_00, lateCharge: 1_00 }])
  })

  it('P16 a quote fixes the charge; a later one closes the older order and has a number and a charge of its own', async () => {
    const { openid, accountId } = await town.moveIn('102')
    const first = await town.order(openid)
    await at('2026-08-12')
    const second = await town.order(openid)
    const kept = (await orders(accountId)).map(({ _id, amount, state }) => [_id, amount, state])
    expect(kept.sort()).toEqual([[first, 401_00, 'closed'], [second, 401_20, 'awaiting_payer']].sort())
    const stale = await quoteOf(openid)
    await at('2026-08-12', '09:30')
    expect(refusal(await town.resident(openid, 'pay.start', { quoteId: stale.quoteId }))).toBe('QUOTE_EXPIRED')
  })

  it('stands for its quarter of an hour, over midnight too; the next quote has grown', async () => {
    const { openid, accountId } = await town.moveIn('102')
    await at('2026-08-12', '23:55')
    const { quoteId, total } = await quoteOf(openid)
    await at('2026-08-13', '00:05')
    value(await town.resident(openid, 'pay.start', { quoteId }))
    expect((await orders(accountId)).filter(({ state }) => state === 'awaiting_payer')).toMatchObject([{ amount: total, lines: [{}, { charge: 1_20 }] }])
    expect((await quoteOf(openid)).total).toBe(total + 10)
  })

  it('in parts is exact, and the charge of the part that is paid stops growing', async () => {
    const { openid, accountId } = await town.moveIn('102')
    await pay(town, await town.order(openid, { amount: fen(300_00) }))
    const july = (await accountOf(accountId)).open
    expect(july).toMatchObject([{ outstanding: 100_00, paidLate: [{ on: '2026-08-13', amount: 100_00 }] }])
    await at('2026-08-20')
    // 200.00 for 13 days, 100.00 for 7.
    expect((await quoteOf(openid)).total).toBe(100_00 + 1_30 + 35)
  })

  it('is waived by a manager only, once, with its entry, and comes back by the reversal', async () => {
    const { openid, accountId } = await town.moveIn('102')
    const billId = await julyBillOf(accountId)
    const ask = { accountId, billId, amount: fen(1_00), reason: '首次，已说明' }
    expect(refusal(await town.staffed(town.staff.finance, 'charges.waive', ask))).toBe('ROLE_NOT_ALLOWED')
    expect(refusal(await town.staffed(town.staff.manager, 'charges.waive', { ...ask, amount: fen(1_66) }))).toBe('WAIVER_TOO_MUCH')
    const quoted = await quoteOf(openid)
    const waived = value(await town.staffed(town.staff.manager, 'charges.waive', ask))
    expect([waived.left, value(await town.staffed(town.staff.manager, 'charges.waive', ask))]).toEqual([65, waived])
    expect(refusal(await town.resident(openid, 'pay.start', { quoteId: quoted.quoteId }))).toBe('QUOTE_CHANGED')
    const shown = value(await town.resident(openid, 'bill.show', { billId }))
    expect([shown.lateCharge, shown.relief, shown.payments.length]).toEqual([65, [{ says: '违约金已减免', amount: 1_00 }], 1])
    expect(JSON.stringify(shown)).not.toContain('首次')
    expect(await town.holds()).toEqual([])
    expect(value(await town.staffed(town.staff.manager, 'charges.unwaive', { waiverId: waived.waiverId, reason: '弄错了' }))).toEqual({ back: 1_00 })
    expect(value(await town.staffed(town.staff.manager, 'charges.unwaive', { waiverId: waived.waiverId, reason: '弄错了' }))).toEqual({ back: 1_00 })
    expect((await quoteOf(openid)).total).toBe(101_65)
    expect(await town.holds()).toEqual([])
  })

  it('is booked when it is paid, in the payment’s one entry, and the books hold', async () => {
    const { openid, accountId } = await town.moveIn('102')
    await pay(town, await town.order(openid, { amount: fen(100_65) }))
    expect((await accountOf(accountId)).lateOwed).toMatchObject([{ amount: 1_00 }])
    const last = (await town.look<Entry>('entries', { accountId, kind: 'payment' })).at(-1)
    expect(last?.postings.map(({ account, amount }) => [account, amount])).toEqual([
      [`cash:wechat:${PAYEE}`, 100_65], ['receivable', -100_00], ['receivable:late', 1_65], ['income:late_charge', -1_65], ['receivable:late', -65],
    ])
    await at('2026-09-30')
    expect(await quoteOf(openid)).toMatchObject({ total: 1_00, lines: [{ amount: 1_00, late: 1_00, lateSays: '账单已缴，金额不再增加' }] })
    expect(value(await town.resident(openid, 'home.show', {})).bills).toMatchObject([{ outstanding: 0, lateCharge: 1_00, daysOverdue: 0 }])
    await pay(town, await town.order(openid))
    expect(await accountOf(accountId)).not.toHaveProperty('lateOwed')
    expect(await town.holds()).toEqual([])
    const span = { accountId, from: '2026-07-01' as Day, to: '2026-09-30' as Day }
    expect(value(await town.resident(openid, 'statement.show', span))).toMatchObject({ closing: 0 as Fen })
  })
})

it.each([['103', 198_00], ['102', 201_65]])('a paid bill of %s that is made void gives back what was really paid on it: %i', async (room, back) => {
  const { accountId } = await town.moveIn(room)
  const billId = await julyBillOf(accountId)
  expect(value(await town.staffed(town.staff.manager, 'bill.void', { billId, reason: '面积有误', reissue: false }))).toEqual({ back, issued: [] })
  expect((await accountOf(accountId)).prepaid).toMatchObject([{ amount: back }])
  expect(await town.holds()).toEqual([])
})

it('an outage of ours is spared for everybody, and a rule that was stopped charges no further day', async () => {
  const ahead = { communityId: COMMUNITY, from: '2026-10-01', to: '2026-10-02', reason: '故障' } as const
  expect(refusal(await town.staffed(town.staff.manager, 'charges.spare', ahead))).toBe('CHARGE_DAYS')
  const spare = { communityId: COMMUNITY, from: '2026-08-01', to: '2026-08-02', reason: '微信支付通道故障' } as const
  const { spared } = value(await town.staffed(town.staff.manager, 'charges.spare', spare))
  expect(spared).toEqual(['2026年8月1日至2026年8月2日不计：微信支付通道故障'])
  const stop = { communityId: COMMUNITY, payeeId: PAYEE, reason: '业主大会决定' }
  expect(value(await town.staffed(town.staff.manager, 'charges.stop', stop))).toEqual({ stoppedOn: '2026-09-30' })
  expect(refusal(await town.staffed(town.staff.manager, 'charges.stop', stop))).toBe('CHARGE_NOT_FOUND')
  expect(value(await town.staffed(town.staff.manager, 'charges.show', { communityId: COMMUNITY })).payees[0]?.running).toBeNull()
})
