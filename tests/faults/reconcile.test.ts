import { openReconciledTown, type ReconciledTown } from './reconcileTown'

/** The third road to the truth: each day's trade bill against the books, through the real functions. */
describe('reconciliation', () => {
  let town: ReconciledTown
  beforeAll(async () => {
    town = await openReconciledTown()
  })
  afterAll(() => town.stop())
  beforeEach(() => town.faults({}))
  afterEach(async () => expect(await town.holds()).toEqual([]))

  it('a day that agrees: both sides, WeChat’s fee apart (P34: it is no difference), no task; a second run writes nothing (F38)', async () => {
    await town.to('2026-07-01T09:10:00')
    await town.paysFor('101')
    await town.paysFor('102')
    expect((await town.morning('2026-07-02')).ok).toBe(true)
    expect(await town.dayDoc('2026-07-01')).toMatchObject({
      state: 'done',
      totals: { paid: { count: 2, total: 600_00 }, booked: { count: 2, total: 600_00 }, refunded: { count: 0, total: 0 }, fee: 3_60 },
      communities: [{ communityId: 'c-test', paid: { count: 2, total: 600_00 }, booked: { count: 2, total: 600_00 } }],
    })
    expect(await town.differences()).toEqual([])
    expect(await town.openTasks('reconciliation')).toEqual([])
    const before = await town.written()
    await town.morning('2026-07-02', '11:30:00')
    expect(await town.written()).toBe(before)
  })

  it('P35 an empty day has no bill, and is done with nothing on both sides', async () => {
    await town.morning('2026-07-03')
    expect(await town.dayDoc('2026-07-02')).toMatchObject({ state: 'done', totals: { paid: { count: 0 }, booked: { count: 0 } } })
  })

  it('a late day is waited for hour by hour, and said once', async () => {
    await town.paysFor('201')
    await town.faults({ billLate: 2 })
    await town.morning('2026-07-04')
    expect(await town.dayDoc('2026-07-03')).toMatchObject({ state: 'waiting', says: '微信还没有出这一天的账单，整点再取' })
    await town.morning('2026-07-04', '11:30:00')
    expect(await town.dayDoc('2026-07-03')).toMatchObject({ state: 'waiting' })
    await town.morning('2026-07-04', '12:30:00')
    expect(await town.dayDoc('2026-07-03')).toMatchObject({ state: 'done', totals: { paid: { count: 1, total: 200_00 }, booked: { count: 1 } } })
  })

  it('P33 the bill has a payment that we lack: asked about, booked, its receipt numbered and told, and no task', async () => {
    await town.bill('2026-07')
    const { openid } = await town.moveIn('103')
    await town.resident(openid, 'consent.record', { accepted: ['receipt'], refused: [] })
    town.cloud.wechat.heardConsent(openid, { receipt: 1 })
    const outTradeNo = await town.paysFor('103', 'silent')
    await town.morning('2026-07-05')
    expect(await town.look('orders', { _id: outTradeNo })).toMatchObject([{ state: 'paid', review: null }])
    expect(await town.differences()).toMatchObject([
      { kind: 'not_booked', state: 'repaired', outTradeNo, theirs: 200_00, ours: 200_00, communityId: 'c-test', day: '2026-07-04' },
    ])
    expect(await town.openTasks('reconciliation')).toEqual([])
    expect(await town.dayDoc('2026-07-04')).toMatchObject({ state: 'done', totals: { paid: { total: 200_00 }, booked: { total: 200_00 } } })
    await town.cloud.timer('sweep')
    expect(await town.look('receipts', { outTradeNo })).toHaveLength(1)
    expect(await town.look('messages', { purpose: 'receipt', openid })).toMatchObject([{ state: 'sent' }])
  })

  it('P33 while WeChat does not answer the day is not done; the next hour repairs it', async () => {
    const outTradeNo = await town.paysFor('101', 'silent')
    await town.faults({ queryError: true })
    await town.morning('2026-07-06')
    expect(await town.dayDoc('2026-07-05')).toMatchObject({ state: 'failed', says: '有 1 笔向微信查单没有得到回应，会自动重查' })
    expect(await town.differences({ outTradeNo })).toEqual([])
    await town.faults({})
    await town.morning('2026-07-06', '11:30:00')
    expect(await town.dayDoc('2026-07-05')).toMatchObject({ state: 'done' })
    expect(await town.differences({ outTradeNo })).toMatchObject([{ kind: 'not_booked', state: 'repaired' }])
  })

  it('P34 the books have a payment that the bill lacks: a task with what a query says', async () => {
    const outTradeNo = await town.paysFor('102')
    await town.faults({ billLacks: outTradeNo })
    await town.morning('2026-07-07')
    const [difference] = await town.differences({ outTradeNo })
    expect(difference).toMatchObject({ kind: 'not_in_bill', state: 'open', theirs: 0, ours: 200_00, says: '账上收了 200.00 元，微信账单里没有；微信查单说已付款' })
    expect(await town.openTasks('reconciliation')).toMatchObject([{ _id: `recon:${difference?._id}`, title: '对账差异：账上已收，微信账单没有' }])
  })

  it('P35 a hash that differs, a file cut short: not believed, nothing compared, taken anew the next hour', async () => {
    await town.paysFor('201')
    await town.faults({ billHashWrong: 1 })
    await town.morning('2026-07-08')
    expect(await town.dayDoc('2026-07-07')).toMatchObject({ state: 'failed', totals: { paid: { count: 0 } } })
    expect(await town.openTasks('reconciliation_file')).toMatchObject([{ says: expect.stringContaining('校验值不符') }])
    await town.faults({ billTruncated: 1 })
    await town.morning('2026-07-08', '11:30:00')
    expect(await town.dayDoc('2026-07-07')).toMatchObject({ state: 'failed' })
    expect(await town.openTasks('reconciliation_file')).toHaveLength(1)
    await town.morning('2026-07-08', '12:30:00')
    expect(await town.dayDoc('2026-07-07')).toMatchObject({ state: 'done', totals: { paid: { count: 1 }, booked: { count: 1 } } })
    expect(await town.openTasks('reconciliation_file')).toEqual([])
  })

  it('P36 a summary that its rows do not add up to: stopped, and somebody is told', async () => {
    await town.bill('2026-08')
    await town.paysFor('101')
    await town.faults({ billSummaryWrong: 1 })
    await town.morning('2026-07-09')
    expect(await town.dayDoc('2026-07-08')).toMatchObject({ state: 'failed', says: '汇总写的是 2.0 笔，明细有 1 笔。这份账单没有采用，会自动重取' })
    expect(await town.openTasks('reconciliation_file')).toHaveLength(1)
    await town.faults({ billLegacy: true })
    await town.morning('2026-07-09', '11:30:00')
    expect(await town.dayDoc('2026-07-08')).toMatchObject({ state: 'done', totals: { paid: { count: 1 }, booked: { count: 1 } } })
  })

  it('an outage of three days is caught up, a record a day, oldest first; never a day before the first order', async () => {
    await town.paysFor('102')
    await town.to('2026-07-10T12:00:00')
    await town.paysFor('201', 'silent')
    await town.morning('2026-07-13')
    const days = await town.look<{ day: string; state: string; totals: { paid: { count: number } } }>('reconciliations', {})
    expect(days.map(({ day, state, totals }) => [day.slice(8), state, totals.paid.count]).slice(-4)).toEqual([
      ['09', 'done', 1], ['10', 'done', 1], ['11', 'done', 0], ['12', 'done', 0],
    ])
    expect(days[0]?.day).toBe('2026-07-01')
    expect(days.every((day) => day.state === 'done')).toBe(true)
  })
})
