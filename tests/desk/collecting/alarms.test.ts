import type { Day, Instant } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { messageOf } from '@core/notify/outbox'
import type { Order } from '@core/store/records'
import { bill } from '../../domain/collecting/facts'
import { COMMUNITY, openTown, type Town } from './town'

/** What 今日 calls wrong, and, as much, what it leaves in peace. */
let town: Town
beforeAll(async () => {
  town = await openTown('2026-07-07T00:10:00+08:00')
  await town.settle([{ id: '101', open: [bill('2026-06-30', 123_45)] }, { id: '102', open: [bill('2026-06-30')] }])
  await town.bind([{ openid: 'oWang', accountId: '101' }, { openid: 'oLi', accountId: '102' }])
}, 120_000)
afterEach(() => town.faults({ clear: true }))
afterAll(() => town.close())

const alarms = async () => {
  const said = await town.staff<StaffAnswer<'today.show'>>('oManager', 'today.show', { communityId: COMMUNITY })
  if (!said.ok) throw new Error(said.refusal)
  return said.value.alarms
}
const says = async () => (await alarms()).map((alarm) => alarm.says)
/** As `reconcile` leaves it; the function itself is another test's. */
const reconciled = (at: string) => {
  const row = { lastDoneAt: `${at}.000+08:00` as Instant, lastSays: 'done', failed: [] }
  return town.store.setIf('duties', 'timer:reconcile', {}, row).then(async (there) => {
    if (!there) await town.store.addNew('duties', [{ _id: 'timer:reconcile', leaseUntil: row.lastDoneAt, since: row.lastDoneAt, ...row }])
  })
}

describe('今日', () => {
  it('F23 a day on which the reminders wait for nine o’clock is in peace', async () => {
    await town.at('2026-07-07T00:30:00')
    await town.daily()
    await town.sweep()
    expect(await alarms()).toEqual([])
  })

  it('F23 by noon nothing was sent: said with its reason, the sender that stopped', async () => {
    await town.at('2026-07-07T11:59:00')
    expect(await says()).not.toContain('今天没有发出任何提醒')
    await town.at('2026-07-07T12:00:00')
    expect((await alarms()).find((alarm) => alarm.says === '今天没有发出任何提醒')).toMatchObject({
      why: '2 条在排队，负责发送的定时任务停了', next: expect.stringContaining('2 条') as string,
    })
    expect(await says()).toContain('每分钟的补单与发送停了')
  })

  it('F23 by noon WeChat refused everybody: said with that reason', async () => {
    await town.faults({ quotaRefusal: true })
    await town.sweep()
    const [first] = (await alarms()).filter((alarm) => alarm.says === '今天没有发出任何提醒')
    expect(first?.why).toBe('2 条微信送不到，已转为电话待办')
    expect(await says()).not.toContain('每分钟的补单与发送停了')
  })

  it('F23 what was rightly dropped is no silence', async () => {
    await town.accept('oWang', 'bill_due')
    await town.settle([{ id: '103', open: [bill('2026-07-01')] }])
    await town.bind([{ openid: 'oZhao', accountId: '103' }])
    await town.at('2026-07-08T00:30:00')
    await town.daily()
    const paid = { open: [], outstanding: 0 as never, oldestDueOn: null, nextActOn: null }
    await town.store.setIf('accounts', '103', {}, paid)
    await town.at('2026-07-08T12:01:00')
    expect(await says()).toContain('今天没有发出任何提醒')
    await town.sweep()
    await reconciled('2026-07-08T11:30:00')
    expect(await town.messages('103')).toMatchObject([{ state: 'skipped', why: 'NOTHING_OWED' }])
    expect(await alarms()).toEqual([])
  })

  it('a reconciliation that did not come is missed from noon on, and not before', async () => {
    await town.at('2026-07-09T00:30:00')
    await town.daily()
    await town.at('2026-07-09T11:59:00')
    await town.sweep()
    expect(await says()).not.toContain('今天还没有核对账目')
    await town.at('2026-07-09T12:00:00')
    expect(await says()).toContain('今天还没有核对账目')
    await reconciled('2026-07-09T11:30:00')
    expect(await says()).not.toContain('今天还没有核对账目')
  })

  it('a receipt without a number is told ten minutes after it was booked, however long ago it was paid', async () => {
    await book('2026-07-09T12:00:30', '2026-07-09T08:00:00')
    await town.at('2026-07-09T12:10:00')
    expect(await says()).not.toContain('有付款十分钟还没有编上收据号')
    await town.at('2026-07-09T12:10:31')
    expect(await says()).toContain('有付款十分钟还没有编上收据号')
    await town.sweep()
    expect(await says()).not.toContain('有付款十分钟还没有编上收据号')
  })

  it('a night of which one step failed is told with that step', async () => {
    await town.store.setIf('duties', 'timer:daily', {}, { failed: ['forecast'], lastSays: 'forecast: DATABASE_TIMEOUT' })
    expect(await says()).toContain('昨夜有一步没有做成：触达预测')
    await town.daily()
    expect(await says()).not.toContain('昨夜有一步没有做成：触达预测')
  })

  it('a message of ours that cannot be sent makes a receipt late on the health page', async () => {
    const letter = { communityId: COMMUNITY, accountId: '101', openid: 'oWang', purpose: 'receipt', templateKey: 'receipt', fields: {}, page: 'p' } as const
    await town.store.addNew('messages', [messageOf({ _id: 'receipt:late', ...letter }, '2026-07-09T12:00:00.000+08:00' as Instant)])
    const stuck = { communityId: COMMUNITY, title: '台账', cutoff: '2026-06-30' as Day, fileDigest: '', by: 'oManager', state: 'confirming' as const }
    await town.store.addNew('imports', [{
      _id: 'import-stuck', ...stuck, cursor: 0, written: 0, unchanged: 0, rowCount: 0, createdAt: '2026-07-09T11:00:00.000+08:00' as Instant,
      leaseUntil: '2026-07-09T12:00:00.000+08:00' as Instant,
    }])
    const bad = async () => {
      const said = await town.staff<StaffAnswer<'health.show'>>('oManager', 'health.show', { communityId: COMMUNITY })
      return said.ok ? said.value.checks.filter(({ ok }) => ok === 'bad').map(({ key }) => key) : [said.refusal]
    }
    await town.at('2026-07-09T12:10:40')
    expect(await bad()).toEqual(expect.arrayContaining(['walks', 'receipts_waiting']) as string[])
  })
})

/** A payment on the books whose receipt waits for its number. */
async function book(at: string, paidAt: string): Promise<void> {
  const when = `${at}.000+08:00` as Instant
  const order: Order = {
    _id: 'L20260709000001', communityId: COMMUNITY, accountId: '101', openid: 'oWang', payeeId: 'p1', amount: 100 as never, lines: [], quoteId: 'q',
    description: '物业费', state: 'paid', createdAt: when, payBefore: when, checkAt: null, prepayId: null, transactionId: 't1',
    paidAt: `${paidAt}.000+08:00` as Instant, surplus: 0 as never, placed: [], review: null, receiptId: 'receipt:L20260709000001', receiptNo: null,
    numberIn: 'p1:2026',
  }
  await town.store.addNew('orders', [order])
  await town.store.addNew('entries', [{
    _id: 'pay:t1', communityId: COMMUNITY, accountId: '101', kind: 'payment', at: when, day: '2026-07-09' as Day, postings: [], memo: order._id,
  }])
}
