import { value } from '../town'
import { openReconciledTown, type ReconciledTown } from './reconcileTown'

/** The five kinds of difference, and what becomes of each. */
describe('differences of a reconciliation', () => {
  let town: ReconciledTown
  let month = 7
  const nextMonth = () => town.bill(`2026-${String(month++).padStart(2, '0')}`)
  beforeAll(async () => {
    town = await openReconciledTown()
  })
  afterAll(() => town.stop())
  beforeEach(() => town.faults({}))
  afterEach(async () => expect(await town.holds()).toEqual([]))

  it('amounts differ: one task with both amounts, and the sums differ by exactly that', async () => {
    const outTradeNo = await town.paysFor('101')
    await town.faults({ billAmountOff: 5 })
    await town.morning('2026-07-02')
    expect(await town.differences()).toMatchObject([
      { kind: 'amount', state: 'open', outTradeNo, theirs: 400_05, ours: 400_00, says: '微信账单是 400.05 元，账上记了 400.00 元' },
    ])
    expect((await town.dayDoc('2026-07-01'))?.totals).toMatchObject({ paid: { total: 400_05 }, booked: { total: 400_00 } })
  })

  it('states differ: a payment held for review is named with its reason', async () => {
    await town.faults({ noticeSays: { payer: { openid: 'another' } } })
    const outTradeNo = await town.paysFor('102')
    await town.morning('2026-07-03')
    expect(await town.differences({ outTradeNo })).toMatchObject([
      { kind: 'state', state: 'open', theirs: 200_00, ours: 200_00, says: '微信已收 200.00 元，这笔付款在待核对（付款人与下单人不一致）' },
    ])
  })

  it('states differ: a refund made by hand that the books do not know', async () => {
    const outTradeNo = await town.paysFor('201')
    await town.faults({ billRefund: outTradeNo })
    await town.morning('2026-07-04')
    expect(await town.differences({ outTradeNo })).toMatchObject([{ kind: 'state', state: 'open', theirs: -200_00, ours: 0 }])
    expect((await town.dayDoc('2026-07-03'))?.totals).toMatchObject({ paid: { count: 1 }, refunded: { count: 1, total: 200_00 }, booked: { count: 1 } })
  })

  it('P28 not ours: another environment’s number is never asked about or booked, one task a day tells of all', async () => {
    await town.faults({ billForeign: 'T_another0001' })
    await town.morning('2026-07-05')
    const says = '同一商户号有 1 笔、合计 1.00 元不是本系统的单号：T_another0001'
    expect(await town.differences({ day: '2026-07-04' })).toMatchObject([{ kind: 'not_ours', state: 'open', theirs: 1_00, ours: 0, says }])
    expect(await town.look('entries', { communityId: 'unknown' })).toEqual([])
  })

  it('not ours: our own letters and no such payment at WeChat either is told, and not booked', async () => {
    await town.faults({ billForeign: 'L_nobody0001' })
    await town.morning('2026-07-06')
    expect(await town.differences({ outTradeNo: 'L_nobody0001' })).toMatchObject([{ kind: 'not_booked', state: 'open', theirs: 1_00, ours: 0 }])
    expect(await town.look('entries', { communityId: 'unknown' })).toEqual([])
  })

  it('P03 not ours: our letters, no order, and a query proves it: booked unplaced, with a task to find the payer', async () => {
    await nextMonth()
    const outTradeNo = await town.paysFor('103', 'silent')
    // As if our insert had never committed.
    const [account] = await town.look<{ _id: string }>('accounts', { label: '1栋1单元103' })
    await town.behindOurBack('remove', 'orders', outTradeNo)
    await town.behindOurBack('modify', 'accounts', account?._id ?? '', { openOrders: [] })
    await town.morning('2026-07-07')
    expect(await town.look('entries', { communityId: 'unknown' })).toMatchObject([{ memo: outTradeNo, accountId: null }])
    expect(await town.differences({ outTradeNo })).toMatchObject([{ kind: 'not_ours', state: 'open', theirs: 200_00, ours: 200_00, communityId: 'c-test' }])
  })

  it('P34 midnight: what the books have before and the bill after is told the first day and ends by itself the next', async () => {
    await town.to('2026-07-08T00:00:03')
    const outTradeNo = await town.paysFor('101')
    await town.behindOurBack('modify', 'orders', outTradeNo, { paidAt: '2026-07-07T23:59:58.000+08:00' })
    await town.morning('2026-07-08')
    expect(await town.differences({ outTradeNo })).toMatchObject([{ kind: 'not_in_bill', state: 'open', says: expect.stringContaining('临近零点') }])
    await town.morning('2026-07-09')
    expect(await town.differences({ outTradeNo })).toMatchObject([{ state: 'repaired', note: '在 2026-07-08 的账单里找到' }])
    expect((await town.openTasks('reconciliation')).filter((task) => task._id.includes('not_in_bill'))).toEqual([])
  })

  it('P34 midnight: what the bill has before and the books after is no difference on either day', async () => {
    await nextMonth()
    await town.to('2026-07-09T23:59:58')
    const outTradeNo = await town.paysFor('201')
    await town.behindOurBack('modify', 'orders', outTradeNo, { paidAt: '2026-07-10T00:00:03.000+08:00' })
    await town.morning('2026-07-11')
    expect(await town.differences({ outTradeNo })).toEqual([])
    const sums = await Promise.all(['2026-07-09', '2026-07-10'].map(async (day) => (await town.dayDoc(day))?.totals))
    expect(sums.map((one) => [one?.paid.count, one?.booked.count])).toEqual([[1, 1], [0, 0]])
  })

  it('each day’s two sides differ by exactly what its differences add up to', async () => {
    for (const { day, totals } of await town.look<NonNullable<Awaited<ReturnType<ReconciledTown['dayDoc']>>>>('reconciliations', {})) {
      const apart = (await town.differences({ day })).reduce((sum, { theirs, ours }) => sum + theirs - ours, 0)
      expect([day, totals.paid.total - totals.refunded.total - totals.booked.total]).toEqual([day, apart])
    }
  })

  describe('on the page 对账', () => {
    const show = (openid: string, after?: string) => town.staffed(openid, 'recon.show', { communityId: 'c-test', ...(after ? { after } : {}) } as never)

    it('shows each day, newest first, with both sides, its differences in words with the remedy, the open ones first', async () => {
      const { rows, next, sealed } = value(await show(town.staff.finance))
      expect(rows.map((row) => row.day.slice(8))).toEqual(['10', '09', '08', '07', '06', '05', '04', '03', '02', '01'])
      expect(rows[9]).toMatchObject({ state: 'done', wechat: { total: 400_05, count: 1 }, books: { total: 400_00, count: 1 }, fee: 2_40, open: 1 })
      expect(rows[9]?.differences).toMatchObject([{ name: '金额不一致', label: '1栋1单元101', remedy: expect.stringContaining('以微信账单为准') }])
      expect(next).toBeUndefined()
      expect(sealed).toEqual({ day: '2026-07-10', mark: expect.stringMatching(/^[0-9a-f]{16}$/) })
      expect(value(await show(town.staff.finance, '2026-07-03')).rows.map((row) => row.day.slice(8))).toEqual(['02', '01'])
      expect(await show(town.staff.collector)).toMatchObject({ ok: false, refusal: 'ROLE_NOT_ALLOWED' })
    })

    it('finance resolves one with words: the task goes with it, the trail holds it, twice is once', async () => {
      const [difference] = await town.differences({ kind: 'amount' })
      const ask = { differenceId: difference?._id ?? '', note: '与商户平台核对，差 5 分是微信账单更正，已留存' }
      expect(await town.staffed(town.staff.collector, 'recon.resolve', ask)).toMatchObject({ ok: false, refusal: 'ROLE_NOT_ALLOWED' })
      for (let i = 0; i < 2; i += 1) expect(value(await town.staffed(town.staff.finance, 'recon.resolve', ask))).toEqual({ resolved: true })
      expect(await town.differences({ kind: 'amount' })).toMatchObject([{ state: 'resolved', note: ask.note }])
      expect(await town.look('tasks', { _id: `recon:${ask.differenceId}` })).toMatchObject([{ state: 'done', doneBy: town.staff.finance }])
      expect(await town.look('audit', { act: 'recon.resolve' })).toMatchObject([{ on: ask.differenceId, by: town.staff.finance, detail: ask.note }])
      const gone = await town.staffed(town.staff.finance, 'recon.resolve', { ...ask, differenceId: 'diff:none' })
      expect(gone).toMatchObject({ ok: false, refusal: 'DIFFERENCE_NOT_FOUND' })
    })

    it('the task ticked off on 今日 is the difference resolved', async () => {
      const [difference] = await town.differences({ kind: 'state', theirs: -200_00 })
      const taskId = `recon:${difference?._id}`
      expect(await town.staffed(town.staff.collector, 'task.done', { taskId })).toMatchObject({ ok: false, refusal: 'ROLE_NOT_ALLOWED' })
      value(await town.staffed(town.staff.manager, 'task.done', { taskId, note: '前台误操作退款，已请住户重新缴纳' }))
      expect(await town.differences({ _id: difference?._id })).toMatchObject([{ state: 'resolved', note: '前台误操作退款，已请住户重新缴纳' }])
    })
  })
})
