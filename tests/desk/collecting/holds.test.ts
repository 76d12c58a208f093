import type { ResidentAction } from '@contract/contract/resident'
import type { StaffAnswer } from '@contract/contract/staff'
import type { Account, AuditRow, HoldRecord, Task } from '@core/store/records'
import { household } from '../../fixtures/sheets'
import { type Desk, type HoldsTown, openHoldsTown, valued } from './holdsTown'

let town: HoldsTown
let desk: Desk
const OWNER = 'owner-of-101'
/** Bills of April, May and June 2026 at 200.00 each. */
const OWING = { paidThrough: '2026-03-31', months: 3, owed: 600 }

beforeAll(async () => {
  town = await openHoldsTown()
  desk = await town.open('c-holds')
  const rooms = ['101', '102', '103', '104', '105', '106', '107', '108']
  await town.takeOver(desk, await town.ledger(rooms.map((room, i) => household({ ...OWING, room, name: `业主${i}明`, phone: `1990000${room}1` }))))
  await town.moveIn(OWNER, await town.account(desk, '1栋1单元101'))
}, 120_000)
afterAll(() => town.close())

const at = (room: string) => town.account(desk, `1栋1单元${room}`)
const set = async (account: Account, more: object, openid = desk.manager) => {
  const bills = account.open.map(({ billId }) => billId)
  const promise = { accountId: account._id, kind: 'promise', billIds: bills, until: '2026-07-15', note: '内部说明' }
  return valued(await town.staff(openid, 'hold.set', { ...promise, ...more } as never))
}
const refused = async (account: Account, more: object, openid = desk.manager) => {
  const said = await town.staff(openid, 'hold.set', { accountId: account._id, kind: 'promise', note: '内部说明', ...more } as never)
  return said.ok ? 'done' : said.refusal
}
async function ladder({ _id }: Account): Promise<string> {
  const { lines, skipped } = await town.told(desk.manager, 'dunning.preview', { communityId: desk.communityId, accountIds: [_id] })
  return lines[0] ? `${lines[0].stage} ${/¥[\d,.]+/.exec(lines[0].text)?.[0]}` : (skipped[0]?.code ?? '')
}
const home = async (openid = OWNER) => valued(await town.resident(openid, 'home.show', {}))
const shown = ({ _id }: Account): Promise<StaffAnswer<'account.show'>> => town.told(desk.manager, 'account.show', { accountId: _id })
const tasksOf = ({ _id }: Account, kind: string) => town.look<Task>('tasks', { accountId: _id, kind })
async function pay(openid: string): Promise<void> {
  const { quoteId } = valued(await town.resident(openid, 'pay.quote', {}))
  const started = valued(await town.resident(openid, 'pay.start', { quoteId }))
  if (!('outTradeNo' in started)) throw new Error('nothing was left to pay')
  await town.cloud.wechat.fingertip({ outTradeNo: started.outTradeNo, outcome: 'success' })
  await town.cloud.wechat.idle()
}

describe('a dispute', () => {
  it('F41 of one bill leaves the others on the ladder, in the total and in the quote', async () => {
    const account = await at('101')
    const [april] = account.open
    expect((await home()).due).toMatchObject({ total: 600_00, count: 3 })
    const { holdId } = await set(account, { kind: 'dispute', billIds: [april?.billId] })
    expect(await home()).toMatchObject({ due: { total: 400_00, count: 2 }, aside: [{ says: '您提出疑问的账单，处理期间不计入合计', total: 200_00, count: 1 }] })
    expect(valued(await town.resident(OWNER, 'pay.quote', {})).total).toBe(400_00)
    expect(await ladder(await at('101'))).toBe('T+7 ¥400.00')
    const bill = valued(await town.resident(OWNER, 'bill.show', { billId: april?.billId ?? '' }))
    expect(bill.dispute).toEqual({ says: '您提出的疑问正在处理，物业会在7月10日前答复。答复之前，这一笔不计入待缴合计' })
    // Paying it stays open: the payer's choice wins.
    expect(valued(await town.resident(OWNER, 'pay.quote', { billIds: [april?.billId ?? ''] })).total).toBe(200_00)
    expect((await shown(account)).holds).toMatchObject([{ holdId, kind: 'dispute', answerBy: '2026-07-10', mayAnswer: true, mayEnd: true, total: 200_00 }])
  })

  it('is answered in words a resident may read, and its task is done by the answer alone', async () => {
    const account = await at('101')
    const [{ _id: taskId } = { _id: '' }] = await tasksOf(account, 'dispute')
    const [{ holdId } = { holdId: '' }] = (await shown(account)).holds
    expect(await town.staff(desk.manager, 'task.done', { taskId })).toMatchObject({ refusal: 'DISPUTE_ANSWER_THERE' })
    const answer = (text: string, openid = desk.finance) => town.staff(openid, 'dispute.answer', { accountId: account._id, holdId, text })
    expect(await answer('逾期不缴将停水')).toMatchObject({ refusal: 'TEXT_NOT_FOR_RESIDENTS' })
    expect(await answer('面积已复核', desk.collector)).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
    expect(await answer('面积已复核，按产权证计算')).toMatchObject({ value: { until: '2026-07-08' } })
    expect(await answer('再答一次')).toMatchObject({ refusal: 'DISPUTE_ANSWERED' })
    expect(await tasksOf(account, 'dispute')).toMatchObject([{ state: 'done', doneBy: desk.finance }])
    const [april] = account.open
    expect(valued(await town.resident(OWNER, 'bill.show', { billId: april?.billId ?? '' })).dispute).toEqual({
      says: '物业在7月1日答复了您的疑问', answer: '面积已复核，按产权证计算',
    })
  })

  it('F46 nothing that staff wrote about a household is in any answer of its residents', async () => {
    const account = await at('101')
    await town.told(desk.manager, 'flag.set', { accountId: account._id, flag: 'hardship', on: true, note: '低保证已核' })
    await set(account, { billIds: [account.open[1]?.billId], note: '说老公失业' })
    await set(account, { kind: 'pause', billIds: [account.open[2]?.billId], until: '2026-07-20', note: '等减免审批' })
    const asks: [ResidentAction, object][] = [
      ['me.show', {}], ['home.show', {}], ['bill.list', {}], ['bill.list', { state: 'all' }], ['pay.quote', {}], ['receipt.list', {}],
      ['family.list', { accountId: account._id }], ...account.open.map(({ billId }): [ResidentAction, object] => ['bill.show', { billId }]),
    ]
    const answers = await Promise.all(asks.map(([action, question]) => town.resident(OWNER, action, question as never)))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    const text = JSON.stringify(answers)
    for (const secret of ['内部说明', '失业', '减免审批', '低保', '困难', 'hardship', 'note', 'setBy', desk.manager]) expect(text).not.toContain(secret)
    expect(JSON.stringify(await shown(account))).toContain('说老公失业')
    await town.told(desk.manager, 'flag.set', { accountId: account._id, flag: 'hardship', on: false, note: '登记错了' })
    for (const { holdId, kind } of (await shown(account)).holds) {
      if (kind !== 'dispute') await town.told(desk.manager, 'hold.end', { accountId: account._id, holdId, note: '登记错了' })
    }
  })
})

describe('what may not be set', () => {
  it('is refused in words, and leaves nothing behind', async () => {
    const account = await at('102')
    const billIds = account.open.map(({ billId }) => billId)
    expect(await refused(account, { until: '2026-07-15' })).toBe('HOLD_BILLS_MISSING')
    expect(await refused(account, { billIds: ['somebody-elses'], until: '2026-07-15' })).toBe('HOLD_BILLS_NOT_OPEN')
    expect(await refused(account, { billIds, until: '2026-09-15' })).toBe('HOLD_TOO_LONG')
    expect(await refused(account, { kind: 'case' })).toBe('CASE_STATE_MISSING')
    expect(await refused(account, { kind: 'pause', until: '2026-07-15' }, desk.collector)).toBe('ROLE_NOT_ALLOWED')
    expect(await refused(account, { kind: 'pause', until: '2026-07-15' }, 'a-stranger')).toBe('NOT_STAFF')
    expect((await at('102')).holds).toEqual([])
    expect(await town.look('holds', { accountId: account._id })).toEqual([])
  })

  it('nobody decides about their own home', async () => {
    const account = await at('108')
    await town.moveIn(desk.manager, account)
    expect(await refused(account, { kind: 'pause', until: '2026-07-15' })).toBe('HOLD_OWN_HOME')
    expect(await refused(account, { kind: 'pause', until: '2026-07-15' }, desk.finance)).toBe('done')
  })
})

describe('holds over days', () => {
  it('a promise is said kindly and not reminded of; ticked once more it is the same one', async () => {
    const account = await at('102')
    await town.moveIn('owner-of-102', account)
    const first = await set(account, {}, desk.collector)
    expect(await set(account, {}, desk.collector)).toMatchObject({ holdId: first.holdId })
    expect((await home('owner-of-102')).promise).toEqual({ says: '您约定在7月15日前缴纳' })
    expect((await home('owner-of-102')).due).toMatchObject({ total: 600_00 })
    expect(await ladder(await at('102'))).toBe('PROMISED')
    await set(await at('103'), {})
    await set(await at('104'), { kind: 'pause', billIds: undefined, until: '2026-07-10' })
    expect(await ladder(await at('104'))).toBe('ON_HOLD')
    expect((await at('104')).nextActOn).toBe('2026-07-11')
  })

  it('ends by itself: an answered dispute and a pause come back to the ladder, a kept promise asks nobody', async () => {
    await town.morning('2026-07-09')
    expect((await home()).aside).toBeUndefined()
    expect((await at('101')).holds).toEqual([])
    expect(await ladder(await at('101'))).toBe('T+7 ¥600.00')
    expect((await at('104')).holds).toHaveLength(1)
    await pay('owner-of-102')
    expect((await home('owner-of-102')).promise).toBeUndefined()
    await town.morning('2026-07-11')
    expect(await ladder(await at('104'))).toBe('T+7 ¥600.00')
    await town.morning('2026-07-15')
    expect(await ladder(await at('103'))).toBe('PROMISED')
    await town.morning('2026-07-16')
    expect(await tasksOf(await at('102'), 'promise_broken')).toEqual([])
    expect(await town.look<HoldRecord>('holds', { accountId: (await at('102'))._id })).toMatchObject([{ state: 'over', ended: { how: 'kept' } }])
  })

  it('a broken promise is one task, whatever runs again, and a night with nothing new writes nothing', async () => {
    const account = await at('103')
    expect(account.holds).toEqual([])
    expect(await ladder(account)).toBe('T+7 ¥600.00')
    const [task] = await tasksOf(account, 'promise_broken')
    expect(task).toMatchObject({ title: '约定的缴费日已过', says: '约定7月15日前缴纳，还有 3 笔 ¥600.00没有缴清，请问问有什么困难' })
    const written = async () => JSON.stringify([await town.look('holds'), await town.look('tasks'), await town.look('accounts')])
    const before = await written()
    await town.daily()
    await town.sweep()
    await town.morning('2026-07-17')
    expect(await written()).toBe(before)
    expect(await town.told(desk.collector, 'task.done', { taskId: task?._id ?? '' })).toEqual({ done: true })
    expect((await shown(account)).timeline.map(({ says }) => says)).toEqual(expect.arrayContaining(['约定缴费：内部说明', '约定的日子已过，还没有缴清']))
  })

  it('what the night left undone, sweep finishes', async () => {
    const account = await at('105')
    await set(account, { until: '2026-07-18' })
    await town.cloud.clock.jump('2026-07-19T00:44:00+08:00', { timers: false })
    await town.sweep()
    expect((await at('105')).holds).toHaveLength(1)
    await town.cloud.clock.jump('2026-07-19T00:45:00+08:00', { timers: false })
    await town.sweep()
    expect((await at('105')).holds).toEqual([])
    expect(await tasksOf(account, 'promise_broken')).toHaveLength(1)
    await town.cloud.clock.jump('2026-07-19T09:00:00+08:00', { timers: false })
  })

  it('a case takes the account off the ladder while paying stays open, until a named person ends it', async () => {
    const account = await at('106')
    await town.moveIn('owner-of-106', account)
    const { holdId } = await set(account, { kind: 'case', billIds: undefined, until: undefined, caseState: 'in_suit', counsel: '王律师' })
    expect([await ladder(await at('106')), (await at('106')).nextActOn]).toEqual(['CASE_OPEN', null])
    expect((await shown(account)).holds).toMatchObject([{ says: '诉讼中，只由王律师联系，直到有人结束', until: null }])
    expect(valued(await town.resident('owner-of-106', 'pay.quote', {})).total).toBe(600_00)
    expect(JSON.stringify(await home('owner-of-106'))).not.toMatch(/诉|律师|case/)
    expect(await town.staff(desk.collector, 'hold.end', { accountId: account._id, holdId, note: '撤诉' })).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
    const other = await at('105')
    expect(await town.staff(desk.finance, 'hold.end', { accountId: other._id, holdId, note: '撤诉' })).toMatchObject({ refusal: 'HOLD_NOT_FOUND' })
    for (let i = 0; i < 2; i += 1) await town.told(desk.finance, 'hold.end', { accountId: account._id, holdId, note: '撤诉' })
    expect(await ladder(await at('106'))).toBe('T+7 ¥600.00')
    expect(await town.look<AuditRow>('audit', { communityId: desk.communityId, act: 'hold.end', on: holdId })).toHaveLength(1)
  })

  it('a question that nobody answers in time is an alarm', async () => {
    const account = await at('107')
    await set(account, { kind: 'dispute' })
    const alarms = async () => (await town.told(desk.manager, 'today.show', { communityId: desk.communityId })).alarms.map(({ says }) => says)
    await town.morning('2026-07-28')
    expect(await alarms()).not.toContain('有 1 条住户疑问过了答复期限')
    await town.morning('2026-07-29')
    expect(await alarms()).toContain('有 1 条住户疑问过了答复期限')
    const { holds } = await shown(account)
    await town.told(desk.finance, 'dispute.answer', { accountId: account._id, holdId: holds[0]?.holdId ?? '', text: '已复核' })
    expect(await alarms()).not.toContain('有 1 条住户疑问过了答复期限')
  })
})
