import type { StaffAnswer } from '@contract/contract/staff'
import type { Account, AuditRow, Binding, HoldRecord, LedgerImport, Proposal, Task } from '@core/store/records'
import { household } from '../../fixtures/sheets'
import { type Desk, type HoldsTown, openHoldsTown, SAMPLE, valued } from './holdsTown'

let town: HoldsTown
beforeAll(async () => {
  town = await openHoldsTown()
}, 120_000)
afterAll(() => town.close())

type Row = StaffAnswer<'proposal.list'>['rows'][number]
const listed = ({ manager, communityId }: Desk) => town.told(manager, 'proposal.list', { communityId })
const remarkOf = async (desk: Desk, kind: Proposal['kind'], label = ''): Promise<Row> => {
  const row = (await listed(desk)).rows.find((one) => one.kind === kind && one.label.startsWith(label))
  if (!row) throw new Error(`no ${kind}`)
  return row
}
const accept = (desk: Desk, row: Row, more: { day?: never; note?: string } = {}) =>
  town.told(desk.manager, 'proposal.decide', { proposalIds: [row.proposalId], accept: true, ...more })
/** What a run would say of one account: its step, or why it says nothing. */
async function ladder({ manager, communityId }: Desk, accountId: string): Promise<string> {
  const { lines, skipped } = await town.told(manager, 'dunning.preview', { communityId, accountIds: [accountId] })
  return lines[0]?.stage ?? skipped[0]?.code ?? ''
}
const tasksOf = (accountId: string, kind: string) => town.look<Task>('tasks', { accountId, kind })

describe('the sample ledger’s remarks', () => {
  let desk: Desk
  let importId: string
  beforeAll(async () => {
    desk = await town.open('c-remarks')
    ;({ importId } = await town.takeOver(desk))
  }, 60_000)

  it('are proposed in the order of the sheet, each with what it would do, and a task asks for a person', async () => {
    const { rows, count } = await listed(desk)
    expect(rows.map(({ label, kind, remark, day }) => [label.split(' ')[0], kind, remark, day])).toEqual([
      ['1栋2单元102', 'dispute', '房屋漏水,业主拒缴', null], ['3栋1单元302', 'wrong_number', '电话停机', null],
      ['3栋1单元1302', 'promise', '承诺7月15日前缴', '2026-07-15'], ['5栋1单元102', 'tenant', '出租', null], ['5栋1单元201', 'hardship', '低保户', null],
      ['5栋3单元202', 'promise', '承诺7月15日前缴', '2026-07-15'], ['5栋3单元501', 'hardship', '低保户', null],
    ])
    expect(count).toBe(7)
    expect(rows.find(({ kind }) => kind === 'promise')?.does).toContain('到2026年7月15日为止不提醒')
    expect(await town.look('tasks', { communityId: desk.communityId, kind: 'proposals' })).toMatchObject([
      { _id: `proposals:${importId}`, title: '台账备注里有 7 条建议', state: 'open', accountId: null },
    ])
  })

  it('do nothing before a person ticks', async () => {
    const accounts = await town.look<Account>('accounts', { communityId: desk.communityId })
    expect(accounts.flatMap(({ holds, flags = [] }) => [...holds, ...flags])).toEqual([])
    expect(await town.look('holds')).toEqual([])
    const { skipped } = await town.told(desk.manager, 'dunning.preview', { communityId: desk.communityId })
    expect(skipped.map(({ code }) => code).filter((code) => ['DISPUTED', 'PROMISED', 'CASE_OPEN', 'ON_HOLD'].includes(code))).toEqual([])
  })

  it('are proposed once: the same file again proposes nothing new, whatever was decided', async () => {
    const before = await town.look<Proposal>('proposals', { communityId: desk.communityId })
    await town.told(desk.manager, 'proposal.decide', { proposalIds: [(await remarkOf(desk, 'promise', '5栋3单元202')).proposalId], accept: false })
    expect(await town.takeOver(desk)).toMatchObject({ importId, written: 0 })
    const after = await town.look<Proposal>('proposals', { communityId: desk.communityId })
    expect(after.map(({ _id }) => _id).sort()).toEqual(before.map(({ _id }) => _id).sort())
    expect((await listed(desk)).count).toBe(6)
  })

  it('are decided by whoever may: a collector records promises of own buildings, the rest is finance’s and the manager’s', async () => {
    const own = await town.told(desk.collector, 'proposal.list', { communityId: desk.communityId })
    expect([own.count, own.rows.map(({ label, mayDecide }) => [label.split(' ')[0], mayDecide])]).toEqual([1, [['1栋2单元102', false]]])
    const decide = async (openid: string, row: Row) => {
      const said = await town.staff(openid, 'proposal.decide', { proposalIds: [row.proposalId], accept: true })
      return said.ok ? 'done' : said.refusal
    }
    expect(await decide(desk.collector, await remarkOf(desk, 'dispute'))).toBe('ROLE_NOT_ALLOWED')
    expect(await decide(desk.collector, await remarkOf(desk, 'promise'))).toBe('BUILDING_NOT_YOURS')
    expect(await decide('a-stranger', await remarkOf(desk, 'promise'))).toBe('NOT_STAFF')
    expect(await town.staff(desk.manager, 'proposal.decide', { proposalIds: ['proposal-none'], accept: true })).toMatchObject({ refusal: 'PROPOSAL_NOT_FOUND' })
    expect(await town.look('holds')).toEqual([])
  })

  it('a dispute ticked holds the bills of its row and asks for an answer; ticked twice it is ticked once', async () => {
    const row = await remarkOf(desk, 'dispute')
    const answers = await Promise.all([1, 2, 3].map(() => accept(desk, row)))
    expect(answers).toEqual(Array(3).fill({ accepted: 1, dismissed: 0 }))
    const account = await town.account(desk, '1栋2单元102')
    expect(account.holds).toMatchObject([{ kind: 'dispute', billIds: account.open.map(({ billId }) => billId), until: null }])
    expect(await ladder(desk, account._id)).toBe('DISPUTED')
    expect(await tasksOf(account._id, 'dispute')).toMatchObject([{ title: '答复疑问（7月10日前）', state: 'open' }])
    expect(await town.look<AuditRow>('audit', { communityId: desk.communityId, act: 'proposal.accept', on: row.proposalId })).toHaveLength(1)
    const { rows } = await town.told(desk.manager, 'arrears.list', { communityId: desk.communityId })
    expect(rows.find(({ accountId }) => accountId === account._id)?.says).toContain('对账单有异议，先答复再提醒')
  })

  it('a low income is a fact for staff, a let home and a dead number are work for somebody', async () => {
    for (const kind of ['hardship', 'tenant', 'wrong_number'] as const) await accept(desk, await remarkOf(desk, kind))
    const poor = await town.account(desk, '5栋1单元201')
    expect(await town.told(desk.manager, 'account.show', { accountId: poor._id })).toMatchObject({ flags: ['困难户'] })
    expect(await tasksOf((await town.account(desk, '5栋1单元102'))._id, 'invite_people')).toMatchObject([{ title: '邀请绑定' }])
    const dead = await town.account(desk, '3栋1单元302')
    expect(dead.phones).toEqual([])
    expect(await tasksOf(dead._id, 'find_phone')).toMatchObject([{ title: '补登电话', state: 'open' }])
    const [audit] = await town.look<AuditRow>('audit', { communityId: desk.communityId, act: 'proposal.accept', detail: { $regex: '移除' } })
    expect(audit?.detail).toMatch(/移除 1\d\d\*{4}\d{4}$/)
  })

  it('the task is done with the last of them', async () => {
    const rest = (await listed(desk)).rows.map(({ proposalId }) => proposalId)
    expect(rest).toHaveLength(2)
    expect(await town.told(desk.manager, 'proposal.decide', { proposalIds: rest, accept: true })).toEqual({ accepted: 2, dismissed: 0 })
    expect(await listed(desk)).toEqual({ rows: [], count: 0 })
    expect(await town.look('tasks', { _id: `proposals:${importId}` })).toMatchObject([{ state: 'done', doneBy: desk.manager }])
    expect((await town.told(desk.finance, 'books.audit', { communityId: desk.communityId })).rules.flatMap(({ broken }) => broken)).toEqual([])
  })
})

describe('a remark that cannot be read exactly', () => {
  it('waits for the day that a person fills in; of several ticked together all are done or none', async () => {
    const desk = await town.open('c-inexact')
    const owing = { paidThrough: '2026-05-31', months: 1, owed: 200 }
    await town.takeOver(desk, await town.ledger([
      household({ ...owing, note: '答应15号缴' }), household({ ...owing, room: '102', note: '承诺6月15日前缴' }), household({ ...owing, room: '103', note: '低保户' }),
    ]))
    const { rows } = await listed(desk)
    expect(rows.map(({ kind, day, needsDay }) => [kind, day, needsDay])).toEqual([
      ['promise', null, true], ['promise', '2026-06-15', true], ['hardship', null, false],
    ])
    const decide = (proposalIds: string[], more = {}) => town.staff(desk.manager, 'proposal.decide', { proposalIds, accept: true, ...more })
    const ids = rows.map(({ proposalId }) => proposalId)
    expect(await decide([ids[2] ?? '', ids[0] ?? ''])).toMatchObject({ refusal: 'HOLD_DAY_MISSING' })
    expect((await town.account(desk, '1栋1单元103')).flags).toBeUndefined()
    expect(await decide([ids[1] ?? ''])).toMatchObject({ refusal: 'HOLD_DAY_PASSED' })
    expect(await decide([ids[0] ?? ''], { day: '2026-07-15' })).toMatchObject({ value: { accepted: 1 } })
    expect((await town.account(desk, '1栋1单元101')).holds).toMatchObject([{ kind: 'promise', until: '2026-07-15' }])
  })
})

describe('a later ledger', () => {
  it('proposes for premises already there what is new, and never what was asked before', async () => {
    const desk = await town.open('c-month-later')
    const owing = { paidThrough: '2026-05-31', months: 1, owed: 200 }
    await town.takeOver(desk, await town.ledger([household({ ...owing, note: '拒缴' }), household({ room: '102', note: '出租' })]))
    await accept(desk, await remarkOf(desk, 'tenant'))
    await town.takeOver(desk, await town.ledger([
      household({ ...owing, note: '拒缴' }), household({ room: '102', note: '出租' }),
      household({ room: '103', note: '出租' }), household({ room: '101', building: '2栋' }),
    ]))
    expect((await listed(desk)).rows.map(({ kind, label }) => [kind, label.split(' ')[0]])).toEqual([['dispute', '1栋1单元101'], ['tenant', '1栋1单元103']])
    await town.takeOver(desk, await town.ledger([household({ ...owing, note: '拒缴，电话空号' })]))
    const { rows } = await listed(desk)
    expect(rows.filter(({ kind }) => kind === 'wrong_number').map(({ label, does }) => [label.split(' ')[0], does])).toEqual([
      ['1栋1单元101', '移除号码 138****8000，用它绑定的人立即看不到这一户；新建“补登电话”待办'],
    ])
  })
})

describe('a number that is no longer the household’s', () => {
  it('F44 binds nobody any more, and whoever came in by it sees nothing from that second on', async () => {
    const desk = await town.open('c-number')
    await town.takeOver(desk, await town.ledger([household({ phone: '19900007001/19900007002', note: '第一个号码错误' })]))
    const account = await town.account(desk, '1栋1单元101')
    await town.moveIn('came-by-number', account)
    expect(valued(await town.resident('came-by-number', 'home.show', {})).accountId).toBe(account._id)
    const { rows } = await listed(desk)
    expect(rows).toHaveLength(2)
    const first = rows.find(({ does }) => does.includes('7001'))
    await accept(desk, first as Row)
    expect((await town.account(desk, '1栋1单元101')).phones).toEqual(['19900007002'])
    expect(await town.resident('came-by-number', 'home.show', {})).toMatchObject({ refusal: 'NOT_BOUND' })
    expect(await town.look<Binding>('bindings', { accountId: account._id })).toMatchObject([{ state: 'revoked' }])
    await expect(town.moveIn('comes-later', account)).rejects.toThrow('BIND_NOT_MATCHED')
    // The number that was found is the manager's to add, because it lets its holder in.
    const found = { accountId: account._id, phone: '19900007003', note: '业主来电告知' }
    expect(await town.staff(desk.finance, 'phone.add', found)).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
    expect(await town.told(desk.manager, 'phone.add', found)).toEqual({ phonesMasked: ['199****7002', '199****7003'] })
    expect(await town.moveIn('found-again', { ...account, phones: ['19900007003'] })).toBe(account._id)
  })
})

describe('a confirmation cut off anywhere', () => {
  it('F50 proposes each remark once, as if it had not been', async () => {
    const desk = await town.open('c-cut-remarks')
    const { importId } = await town.told(desk.manager, 'ledger.preview', { communityId: desk.communityId, file: { base64: SAMPLE } })
    const confirming = town.staff(desk.manager, 'ledger.confirm', { importId }).then(() => false, () => true)
    const state = async () => (await town.look<LedgerImport>('imports', { _id: importId }))[0]
    for (let i = 0; i < 500 && ((await state())?.cursor ?? 0) < 60; i += 1) await new Promise((resolve) => setTimeout(resolve, 5))
    await town.cloud.killInstances('staff')
    const cut = await confirming
    await town.cloud.clock.jump(new Date(town.cloud.clock.nowMs() + 120_000).toISOString(), { timers: false })
    await town.sweep()
    expect([cut, (await state())?.state]).toEqual([true, 'confirmed'])
    expect((await listed(desk)).count).toBe(7)
    expect(await town.look('tasks', { communityId: desk.communityId, kind: 'proposals' })).toMatchObject([{ title: '台账备注里有 7 条建议' }])
    expect(await town.look<HoldRecord>('holds', { communityId: desk.communityId })).toEqual([])
  }, 60_000)
})
