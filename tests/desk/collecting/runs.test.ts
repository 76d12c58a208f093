import type { StaffAnswer } from '@contract/contract/staff'
import type { Order } from '@core/store/records'
import { withOpen } from '@core/domain/paying/account'
import { put } from '@core/store/store'
import { bill, NEVER } from '../../domain/collecting/facts'
import { COMMUNITY, openTown, type Said, type Town } from './town'

/** A person's run: preview, release, progress. */
type Preview = StaffAnswer<'dunning.preview'>
type Progress = StaffAnswer<'dunning.progress'>

let town: Town
const told = { ...NEVER, episode: { since: '2026-04-30' as never, lastStage: 'T+7' as const, lastOn: '2026-05-09' as never } }
beforeAll(async () => {
  town = await openTown('2026-07-08T10:00:00+08:00')
  await town.settle([
    { id: '101', open: [bill('2026-06-30', 123_45)] }, // reachable
    { id: '102', open: [bill('2026-06-30')] }, // nobody bound, young debt
    { id: '103', open: [bill('2026-05-31')] }, // nobody bound, over thirty days
    { id: '104', open: [bill('2026-04-30')], more: { reminded: told } }, // ripe for the call
    { id: '201', open: [bill('2026-06-30')], building: '2栋' },
    { id: '105', open: [bill('2026-07-31')], more: { reminded: { ...NEVER, courtesy: ['2026-07-31:issued'] } } },
    { id: '106', open: [bill('2026-06-30')], more: { openOrders: [{ payeeId: 'p1', outTradeNo: 'L0001', under: 'review' }] } },
  ])
  await town.bind([{ openid: 'oWang', accountId: '101' }, { openid: 'oLi', accountId: '201' }])
}, 120_000)
afterAll(() => town.close())

const valueOf = <T>(said: Said<T>): T => {
  if (!said.ok) throw new Error(said.refusal)
  return said.value
}
const preview = async (openid: string, accountIds?: string[]) => {
  const ask = { communityId: COMMUNITY, ...(accountIds ? { accountIds } : {}) }
  return valueOf(await town.staff<Preview>(openid, 'dunning.preview', ask))
}
const release = (openid: string, runId: string) => town.staff<StaffAnswer<'dunning.release'>>(openid, 'dunning.release', { runId })
const progress = async (runId: string) => valueOf(await town.staff<Progress>('oManager', 'dunning.progress', { runId }))
const shortly = ({ lines, skipped }: Preview) => ({
  lines: lines.map(({ accountId, stage, channel }) => `${accountId} ${stage} ${channel}`),
  skipped: skipped.map(({ accountId, code }) => `${accountId} ${code}`),
})

describe('the preview', () => {
  it('says who, why, by which channel and the exact text, or why not; and sends nothing', async () => {
    const seen = await preview('oManager')
    expect(shortly(seen)).toEqual({
      lines: ['104 T+30 call_task', '103 T+7 call_task', '101 T+7 wechat', '201 T+7 wechat'],
      skipped: ['102 NOT_BOUND', '106 PAYMENT_UNDER_REVIEW'],
    })
    expect(seen.quotaCost).toBe(2)
    expect(seen.lines.find(({ accountId }) => accountId === '101')).toMatchObject({
      text: '房屋：1栋101；待缴金额：¥123.45；缴费日：2026年6月30日；备注：共1笔待缴，已过缴费日', says: '到期满 7 天提醒：逾期 8 天，逾期金额 ¥123.45，本次欠费周期还没有提醒过',
    })
    expect(seen.skipped[0]?.says).toBe('到期满 7 天提醒：没有绑定微信，发不到，请电话联系或邀请绑定')
    expect(await town.store.count('messages', { communityId: COMMUNITY, state: 'queued' })).toBe(0)
  })

  it('again is the same run, while nothing has changed', async () => {
    expect((await preview('oManager')).runId).toBe((await preview('oFinance')).runId)
  })

  it('of chosen accounts gives every one a line or a reason', async () => {
    expect(shortly(await preview('oManager', ['101', '105']))).toEqual({ lines: ['101 T+7 wechat'], skipped: ['105 NOT_YET'] })
  })

  it('F42 of an account whose surplus waits for a person holds the reminder until that is done', async () => {
    const surplus: Partial<Order> = { accountId: '101', paidAt: '2026-07-07T10:00:00.000+08:00' as never, surplus: 123_45 as never, transactionId: 't1' }
    await town.store.addNew('orders', [{ ...surplus, _id: 'L0101' } as Order])
    const task = { communityId: COMMUNITY, accountId: '101', kind: 'surplus', title: '有一笔待处理款', says: '', createdAt: '2026-07-07T10:00:00.000+08:00' as never }
    await town.store.addNew('tasks', [{ ...task, _id: 'surplus:t1', state: 'open', doneBy: null, doneAt: null }])
    expect(shortly(await preview('oManager', ['101']))).toEqual({ lines: [], skipped: ['101 SURPLUS_WAITING'] })
    await town.staff('oManager', 'task.done', { taskId: 'surplus:t1' })
    expect(shortly(await preview('oManager', ['101'])).lines).toEqual(['101 T+7 wechat'])
  })

  it('shows a steward the own buildings only, and a collector nothing', async () => {
    expect(shortly(await preview('oSteward')).lines).toEqual(['104 T+30 call_task', '103 T+7 call_task', '101 T+7 wechat'])
    expect(await town.staff('oCollector', 'dunning.preview', { communityId: COMMUNITY })).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
    expect(await town.staff('oSteward', 'dunning.preview', { communityId: COMMUNITY, accountIds: ['201'] })).toMatchObject({ refusal: 'BUILDING_NOT_YOURS' })
    expect(await town.staff('oManager', 'dunning.preview', { communityId: COMMUNITY, accountIds: ['nobody'] })).toMatchObject({ refusal: 'ACCOUNT_NOT_FOUND' })
    expect(await town.staff('oStranger', 'dunning.preview', { communityId: COMMUNITY })).toMatchObject({ refusal: 'NOT_STAFF' })
  })
})

describe('the release', () => {
  it('of a step beyond T+7 is the manager’s alone', async () => {
    const { runId } = await preview('oFinance')
    expect(await release('oFinance', runId)).toMatchObject({ refusal: 'RELEASE_NEEDS_MANAGER' })
    expect(await release('oCollector', runId)).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
  })

  it('of other buildings is not a steward’s', async () => {
    const { runId } = await preview('oFinance', ['201'])
    expect(await release('oSteward', runId)).toMatchObject({ refusal: 'BUILDING_NOT_YOURS' })
  })

  it('queues, names who released it, and the sweep sends; again it changes nothing', async () => {
    const { runId } = await preview('oManager')
    expect(await release('oManager', runId)).toEqual({ ok: true, value: { releasedBy: '员工Manager', notBefore: null } })
    expect(await progress(runId)).toEqual({ queued: 4, sent: 0, fallback: 0, failed: 0, skipped: 0, done: false })
    await town.sweep()
    expect(await progress(runId)).toEqual({ queued: 0, sent: 3, fallback: 1, failed: 0, skipped: 0, done: true })
    expect(await town.inbox('oWang')).toHaveLength(1)
    expect(await release('oFinance', runId)).toMatchObject({ refusal: 'RELEASE_NEEDS_MANAGER' })
    expect(await release('oManager', runId)).toMatchObject({ value: { releasedBy: '员工Manager' } })
    await town.sweep()
    expect(await town.inbox('oWang')).toHaveLength(1)
  })

  it('hands calls to people, with what to say', async () => {
    const said = valueOf(await town.staff<StaffAnswer<'today.show'>>('oManager', 'today.show'))
    const calls = said.tasks.filter(({ kind }) => kind === 'call')
    expect(calls.map(({ accountId }) => accountId).sort()).toEqual(['103', '104'])
    expect(calls[0]?.says).toContain('您好，我是桂湖物业的工作人员')
  })

  it('F32 a second run of the day says what it does not send, and whom to call', async () => {
    const seen = await preview('oManager')
    const skipped = ['104 LADDER_ENDED', '103 NOT_YET', '101 NOT_YET', '102 NOT_BOUND', '106 PAYMENT_UNDER_REVIEW', '201 NOT_YET']
    expect(shortly(seen)).toEqual({ lines: [], skipped })
    expect(seen.skipped.find(({ accountId }) => accountId === '101')?.says).toBe('还没到下一次提醒的日子，下一次是 7月31日')
    expect(await release('oManager', seen.runId)).toMatchObject({ refusal: 'RUN_EMPTY' })
  })

  it('of yesterday’s preview is refused: what was decided then is decided anew', async () => {
    await town.settle([{ id: '107', open: [bill('2026-07-08')] }])
    await town.bind([{ openid: 'oSun', accountId: '107', accepts: 2 }])
    const { runId } = await preview('oManager', ['107'])
    await town.at('2026-07-09T10:00:00')
    expect(await release('oManager', runId)).toMatchObject({ refusal: 'RUN_STALE' })
    expect(await release('oManager', 'run:c1:2026-07-09:0000')).toMatchObject({ refusal: 'RUN_NOT_FOUND' })
  })

  it('in the evening waits for the morning, and what was paid overnight is not sent', async () => {
    await town.at('2026-07-15T21:30:00')
    const { runId, lines } = await preview('oManager', ['107'])
    expect(lines).toHaveLength(1)
    expect(await release('oManager', runId)).toEqual({ ok: true, value: { releasedBy: '员工Manager', notBefore: '2026-07-16T09:00:00.000+08:00' } })
    await town.sweep()
    expect(await town.inbox('oSun')).toHaveLength(0)
    const account = await town.store.get('accounts', '107')
    if (!account) throw new Error('107')
    await town.store.change({}, () => ({ writes: [put('accounts', withOpen(account, []))], result: null }))
    await town.at('2026-07-16T09:00:00')
    await town.sweep()
    expect(await town.inbox('oSun')).toHaveLength(0)
    expect(await progress(runId)).toEqual({ queued: 0, sent: 0, fallback: 0, failed: 0, skipped: 1, done: true })
    expect((await town.messages('107')).at(-1)?.why).toBe('NOTHING_OWED')
  })
})

describe('a call that was made', () => {
  it('is a contact from then on, once', async () => {
    const done = { ok: true, value: { done: true } }
    const taskId = 'call:call:104:2026-07-08'
    expect(await town.staff('oSteward', 'task.done', { taskId, note: '已联系，月底前缴' })).toEqual(done)
    expect(await town.staff('oManager', 'task.done', { taskId })).toEqual(done)
    expect(await town.store.find('contacts', { where: { accountId: '104' }, limit: 10 })).toMatchObject([{ channel: 'call', stage: 'T+30', day: '2026-07-16' }])
    expect(await town.staff('oCollector', 'task.done', { taskId })).toMatchObject({ refusal: 'BUILDING_NOT_YOURS' })
    expect(await town.staff('oManager', 'task.done', { taskId: 'nothing' })).toMatchObject({ refusal: 'TASK_NOT_FOUND' })
  })
})
