import type { StaffAsk } from '@contract/contract/staff'
import type { Account, Bill } from '@core/store/records'
import { COMMUNITY, openTown, type Town, value } from '../../town'

/** Every home pays 200 yuan a month (100 ㎡ at 2 yuan); July is out when the test begins. */
describe('a sale in the middle of a month, through the real functions', () => {
  let town: Town
  let premisesId = ''
  let seller = { openid: '', accountId: '' }
  beforeAll(async () => {
    town = await openTown()
    seller = await town.moveIn('103')
    await town.bill('2026-07')
    const found = value(await town.staffed(town.staff.manager, 'premises.find', { communityId: COMMUNITY, text: '1栋1单元103' }))
    expect(found.rows).toMatchObject([{ label: '1栋1单元103', area: '100', payer: '丙三' }])
    premisesId = found.rows[0]?.premisesId ?? ''
  })
  afterAll(() => town.stop())

  const sale = (more: Partial<StaffAsk<'premises.assign'>> = {}) => ({
    premisesId, role: 'owner' as const, from: '2026-07-11', person: { name: '庚七', phones: ['19900010777'] }, preview: false, ...more,
  }) as StaffAsk<'premises.assign'>
  const billsOf = (accountId: string) => town.look<Bill>('bills', { accountId })
  const account = async (accountId: string) => (await town.look<Account>('accounts', { _id: accountId }))[0]

  it('is previewed without writing: who pays which days, and which bills it makes wrong', async () => {
    const before = await town.look('holdings', { premisesId })
    const seen = value(await town.staffed(town.staff.finance, 'premises.assign', sale({ preview: true })))
    expect(seen.payers.map(({ name, from, to }) => [name, from, to])).toEqual([['庚七', '2026-07-11', null], ['丙三', '2026-07-01', '2026-07-10']])
    expect(seen.affected).toMatchObject([{ title: '物业服务费', period: '2026-07', amount: 200_00, payer: '丙三' }])
    expect(await town.look('holdings', { premisesId })).toEqual(before)
  })

  it('is refused while a bill of those days is out, and finance may not void it', async () => {
    expect(await town.staffed(town.staff.manager, 'premises.assign', sale())).toMatchObject({ refusal: 'HANDOVER_BILLED' })
    expect(await town.staffed(town.staff.finance, 'premises.assign', sale({ correct: true }))).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
    expect(await town.staffed(town.staff.collector, 'premises.assign', sale({ preview: true }))).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
  })

  it('F36 waits while the seller’s payment is on its way, then splits the month by its days and loses no fen', async () => {
    const outTradeNo = await town.order(seller.openid)
    expect(await town.staffed(town.staff.manager, 'premises.assign', sale({ correct: true }))).toMatchObject({ refusal: 'BILL_IN_PAYMENT' })
    await town.cloud.wechat.fingertip({ outTradeNo, outcome: 'success' })
    await town.cloud.wechat.idle()
    const sold = value(await town.staffed(town.staff.manager, 'premises.assign', sale({ correct: true })))
    expect(sold.issued.map(({ amount }) => amount)).toEqual([64_52, 135_48])
    const buyer = sold.accountId ?? ''
    expect(await account(buyer)).toMatchObject({ name: '庚七', outstanding: 135_48, prepaid: [] })
    // The seller had paid 200 yuan: 64.52 of it pays the days until the hand-over, the rest stays the seller's.
    expect(await account(seller.accountId)).toMatchObject({ outstanding: 0, prepaid: [{ item: 'property_fee', amount: 135_48 }] })
    expect((await billsOf(seller.accountId)).map(({ from, to, void: isVoid }) => [from, to, isVoid])).toEqual([
      ['2026-07-01', '2026-07-31', true], ['2026-07-01', '2026-07-10', false],
    ])
    expect(await town.holds()).toEqual([])
  })

  it('said again is the same sale', async () => {
    const [holdings, bills] = [await town.look('holdings', { premisesId }), await town.look('bills', { premisesId })]
    expect(value(await town.staffed(town.staff.manager, 'premises.assign', sale({ correct: true }))).issued).toEqual([])
    expect(await town.look('holdings', { premisesId })).toEqual(holdings)
    expect(await town.look('bills', { premisesId })).toEqual(bills)
  })

  it('F36 shows the buyer nothing of the seller, and bills the buyer from then on', async () => {
    const buyer = (await town.look<Account>('accounts', { name: '庚七' }))[0]?._id ?? ''
    const { code } = value(await town.staffed(town.staff.manager, 'invite.issue', { accountId: buyer, relation: 'owner' }))
    value(await town.resident('guest-a', 'bind.invited', { code }))
    const home = value(await town.resident('guest-a', 'home.show', {}))
    expect(home.bills.map(({ outstanding }) => outstanding)).toEqual([135_48])
    const [old] = await billsOf(seller.accountId)
    expect(await town.resident('guest-a', 'bill.show', { billId: old?._id ?? '' })).toMatchObject({ refusal: 'BILL_NOT_FOUND' })
    await town.bill('2026-08')
    expect((await billsOf(buyer)).map(({ period, amount }) => [period, amount])).toEqual([['2026-07', 135_48], ['2026-08', 200_00]])
    expect((await billsOf(seller.accountId)).filter(({ period }) => period === '2026-08')).toEqual([])
  })

  it('tells the seller why the old bill does not count, and what stands in its place', async () => {
    const [old] = await billsOf(seller.accountId)
    const shown = value(await town.resident(seller.openid, 'bill.show', { billId: old?._id ?? '' }))
    expect(shown).toMatchObject({ state: 'void', outstanding: 0, voided: { on: '2026-07-01', reason: '缴费户变更' } })
    // What he paid was paid; that the bill ended was no payment.
    expect(shown.payments).toMatchObject([{ amount: 200_00, says: '微信支付' }])
    const account = value(await town.staffed(town.staff.manager, 'account.show', { accountId: seller.accountId }))
    expect(account.timeline).toContainEqual(expect.objectContaining({ says: '账单作废：缴费户变更', amount: old?.amount }))
  })
})

describe('bills corrected, through the real functions', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown()
    await town.bill('2026-07')
  })
  afterAll(() => town.stop())
  const billOf = async (room: string) => {
    const { accountId } = await town.moveIn(room)
    const [bill] = await town.look<Bill>('bills', { accountId, period: '2026-07', void: false })
    return { accountId, billId: bill?._id ?? '', premisesId: bill?.premisesId ?? '' }
  }

  it('by a reason, once, and never two payable ones for one span', async () => {
    const { billId, accountId } = await billOf('102')
    const look = value(await town.staffed(town.staff.manager, 'bill.look', { billId }))
    expect(look).toMatchObject({ amount: 200_00, outstanding: 200_00, paid: 0, anew: [{ payer: '乙二', amount: 200_00, from: '2026-07-01' }] })
    expect(await town.staffed(town.staff.finance, 'bill.void', { billId, reason: '错了', reissue: true })).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
    const asks = Array.from({ length: 4 }, () => town.staffed(town.staff.manager, 'bill.void', { billId, reason: '面积登记错误', reissue: true }))
    await Promise.all(asks)
    value(await town.staffed(town.staff.manager, 'bill.void', { billId, reason: '面积登记错误', reissue: true }))
    const bills = await town.look<Bill>('bills', { accountId, period: '2026-07' })
    expect(bills.map(({ _id, void: isVoid }) => [_id.slice(-2), isVoid]).sort()).toEqual([['.0', true], ['.1', false]])
    expect(await town.holds()).toEqual([])
  })

  it('by another area: the difference is billed, and what was paid pays the new bill', async () => {
    const { premisesId, accountId, billId } = await billOf('103')
    const { openid } = await town.moveIn('103')
    const outTradeNo = await town.order(openid, { billIds: [billId] })
    await town.cloud.wechat.fingertip({ outTradeNo, outcome: 'success' })
    await town.cloud.wechat.idle()
    const ask = { premisesId, area: '102.5', from: '2026-07-01' }
    expect(value(await town.staffed(town.staff.finance, 'premises.measure', { ...ask, preview: true })).affected).toHaveLength(1)
    expect(await town.staffed(town.staff.manager, 'premises.measure', { ...ask, preview: false })).toMatchObject({ refusal: 'HANDOVER_BILLED' })
    const measured = value(await town.staffed(town.staff.manager, 'premises.measure', { ...ask, preview: false, correct: true }))
    expect(measured.issued).toMatchObject([{ amount: 205_00 }])
    expect((await town.look<Account>('accounts', { _id: accountId }))[0]).toMatchObject({ outstanding: 5_00, prepaid: [] })
    expect(await town.holds()).toEqual([])
  })

  it('not while a plan counts on it', async () => {
    const { billId, premisesId } = await billOf('101')
    const { openid, accountId } = await town.moveIn('101')
    const bills = await town.look<Bill>('bills', { accountId })
    const tried = value(await town.resident(openid, 'plan.simulate', { billIds: bills.map(({ _id }) => _id), parts: 2, firstDueOn: '2026-07-10' }))
    const { state } = value(await town.resident(openid, 'plan.request', { quoteId: tried.quoteId, termsHash: tried.termsHash }))
    expect(state).toBe('running')
    expect(await town.staffed(town.staff.manager, 'bill.void', { billId, reason: '错了', reissue: true })).toMatchObject({ refusal: 'BILL_IN_PLAN' })
    const sale = {
      premisesId, role: 'owner', from: '2026-07-11', person: { name: '新', phones: [] as string[] }, preview: false, correct: true,
    } as StaffAsk<'premises.assign'>
    expect(await town.staffed(town.staff.manager, 'premises.assign', sale)).toMatchObject({ refusal: 'BILL_IN_PLAN' })
  })

  it('months free by contract, a hand-over day and the number of people are kept for the next bill', async () => {
    const { premisesId } = await billOf('104')
    value(await town.staffed(town.staff.finance, 'premises.note', { premisesId, handedOverOn: '2024-03-15', persons: 5 }))
    const shown = value(await town.staffed(town.staff.finance, 'premises.show', { premisesId }))
    expect(shown).toMatchObject({ handedOverOn: '2024-03-15', persons: 5, tariffs: [{ says: '物业服务费 2 元/㎡·月', published: true }] })
    const holdingId = shown.payers[0]?.holdingId ?? ''
    const freed = value(await town.staffed(town.staff.finance, 'premises.free', { holdingId, from: '2026-08-01', to: '2026-08-31', says: '合同赠送一个月' }))
    expect(freed.affected).toEqual([])
    const preview = value(await town.staffed(town.staff.manager, 'billing.preview', { communityId: COMMUNITY, period: '2026-08' }))
    expect(preview.skipped).toMatchObject([{ premises: '1栋1单元104', code: 'FREE' }])
  })
})
