import type { LedgerLine } from '../../../local/estate/workbook'
import { COMMUNITY, HOUSEHOLDS, openTown, type Town, value } from '../../town'

const [first] = HOUSEHOLDS as readonly [LedgerLine]
const line = (room: string, remark: string, more: Partial<LedgerLine> = {}): LedgerLine => ({
  ...first, room, name: `户${room}`, phone: `1990001${room.padStart(4, '0')}`, paidThrough: '2026-04-30', months: 2, owed: '400.00', remark, ...more,
})
const LINES = [
  line('101', '房屋漏水,业主拒缴'), line('102', '承诺7月15日前缴'), line('103', '电话停机'), line('104', '低保户'), line('105', '出租'),
  line('106', '已起诉'), line('107', '承诺下个月缴'), line('108', '业主在外地'),
]

type Account = { _id: string; phones: string[]; nextActOn: string | null; onRecord?: { kind: string }[]; holds: { holdId: string; kind: string }[] }

describe('remarks of a ledger, through the real functions', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown({ households: LINES })
  }, 60_000)
  afterAll(() => town.stop())

  const list = async () => value(await town.staffed(town.staff.manager, 'proposal.list', { communityId: COMMUNITY }))
  const of = async (room: string) => {
    const [found] = await town.look<Account>('accounts', { label: { $regex: room } })
    if (!found) throw new Error(room)
    return found
  }
  const proposal = async (kind: string) => {
    const row = (await list()).rows.find((one) => one.kind === kind)
    if (!row) throw new Error(`no ${kind} is proposed`)
    return row
  }
  const tick = async (kind: string) => town.staffed(town.staff.manager, 'proposal.decide', { proposalIds: [(await proposal(kind)).proposalId], accept: true })
  const codeOf = async (room: string) => {
    const { _id } = await of(room)
    const run = value(await town.staffed(town.staff.manager, 'dunning.preview', { communityId: COMMUNITY, accountIds: [_id] }))
    return run.lines[0]?.channel ?? run.skipped[0]?.code
  }
  const tasks = async (kind: string) => town.look<{ accountId: string; says: string; state: string }>('tasks', { communityId: COMMUNITY, kind })

  it('are proposed, each with what ticking it does, and change nothing before a person has ticked', async () => {
    const { rows, count } = await list()
    expect(count).toBe(7)
    expect(rows.map(({ kind }) => kind).sort()).toEqual(['case', 'dispute', 'hardship', 'promise', 'promise', 'tenant', 'wrong_number'])
    expect(rows.every(({ says, remark }) => says.length > 8 && remark.length > 0)).toBe(true)
    expect((await town.look<Account>('accounts')).every(({ holds, onRecord }) => holds.length === 0 && onRecord === undefined)).toBe(true)
    expect(await tasks('proposals')).toHaveLength(1)
    expect(await town.staffed(town.staff.collector, 'proposal.list', { communityId: COMMUNITY })).toMatchObject({ ok: false, refusal: 'ROLE_NOT_ALLOWED' })
  })

  it('a dispute sets its bills aside from the ladder and from what is due, and paying stays open', async () => {
    const { openid } = await town.moveIn('101')
    value(await tick('dispute'))
    expect(await codeOf('101')).toBe('DISPUTED')
    const home = value(await town.resident(openid, 'home.show', {}))
    expect(home.due).toMatchObject({ total: 0, count: 0 })
    expect(home.aside).toEqual([{ says: expect.stringContaining('疑问'), total: 400_00, count: 2 }])
    expect(await town.resident(openid, 'pay.quote', {})).toMatchObject({ ok: false, refusal: 'NOTHING_DUE' })
    const [bill] = value(await town.resident(openid, 'bill.list', {})).rows
    expect(value(await town.resident(openid, 'pay.quote', { billIds: [bill?.billId ?? ''] })).total).toBe(200_00)
    expect(value(await town.resident(openid, 'bill.show', { billId: bill?.billId ?? '' })).dispute?.says).toContain('7 个工作日')
  })

  it('F41 a new bill of the same account is asked for while the old ones are in dispute', async () => {
    await town.bill('2026-07')
    const { openid } = await town.moveIn('101')
    expect(value(await town.resident(openid, 'home.show', {})).due).toMatchObject({ total: 200_00, count: 1 })
  })

  it('an answered dispute tells the resident, closes its task, and holds seven days more', async () => {
    const { _id: accountId, holds } = await of('101')
    const holdId = holds[0]?.holdId ?? ''
    const refused = await town.staffed(town.staff.manager, 'dispute.answer', { accountId, holdId, text: '再不缴就停水' })
    expect(refused).toMatchObject({ ok: false, refusal: 'TEXT_NOT_FOR_RESIDENTS' })
    expect(value(await town.staffed(town.staff.manager, 'dispute.answer', { accountId, holdId, text: '漏水已于七月二日修好' })).until).toBe('2026-07-08')
    const { openid } = await town.moveIn('101')
    const bills = value(await town.resident(openid, 'bill.list', {})).rows
    expect(value(await town.resident(openid, 'bill.show', { billId: bills[0]?.billId ?? '' })).dispute?.says).toContain('漏水已于七月二日修好')
    expect((await tasks('dispute')).map(({ state }) => state)).toEqual(['done'])
  })

  it('a promise that names its day holds until then, and the resident reads it as their own word', async () => {
    const { openid } = await town.moveIn('102')
    const named = (await list()).rows.find(({ kind, needsDay }) => kind === 'promise' && !needsDay)
    expect(named?.day).toBe('2026-07-15')
    value(await town.staffed(town.staff.manager, 'proposal.decide', { proposalIds: [named?.proposalId ?? ''], accept: true }))
    expect(await codeOf('102')).toBe('PROMISED')
    expect(value(await town.resident(openid, 'home.show', {})).promise?.says).toBe('您约定在2026年7月15日前缴纳，到时候缴就可以，谢谢您')
  })

  it('a promise without a day is not accepted until a person names one, and none in the past', async () => {
    const { proposalId } = await proposal('promise')
    const decide = (day?: string) => town.staffed(town.staff.manager, 'proposal.decide', { proposalIds: [proposalId], accept: true, ...(day ? { day } : {}) })
    expect(await decide()).toMatchObject({ ok: false, refusal: 'PROMISE_NEEDS_DAY' })
    expect(await decide('2026-06-30')).toMatchObject({ ok: false, refusal: 'PROMISE_DAY_PAST' })
    expect(value(await decide('2026-07-04')).decided).toBe(1)
    expect(value(await decide('2026-07-05')).decided).toBe(0)
  })

  it('F44 a wrong number is taken off: who came in by it sees nothing from then on, and nobody binds by it', async () => {
    const { openid } = await town.moveIn('103')
    value(await tick('wrong_number'))
    expect((await of('103')).phones).toEqual([])
    expect(await town.resident(openid, 'home.show', {})).toMatchObject({ ok: false, refusal: 'NOT_BOUND' })
    expect(await town.resident(openid, 'bind.prove', { room: '1栋1单元103', nameEnding: '3' })).toMatchObject({ ok: false, refusal: 'BIND_NOT_MATCHED' })
    expect(await tasks('find_number')).toHaveLength(1)
  })

  it('hardship, tenant and case are on record for staff; a case takes the account off the ladder, paying stays open', async () => {
    for (const kind of ['hardship', 'tenant', 'case']) value(await tick(kind))
    expect((await of('104')).onRecord).toMatchObject([{ kind: 'hardship' }])
    expect(await tasks('invite')).toHaveLength(1)
    expect(await codeOf('106')).toBe('CASE_OPEN')
    const { openid, accountId } = await town.moveIn('106')
    // Two months of the ledger and the one billed since.
    expect(value(await town.resident(openid, 'pay.quote', {})).total).toBe(600_00)
    const shown = value(await town.staffed(town.staff.finance, 'account.show', { accountId }))
    expect(shown.onRecord.join()).toContain('诉讼中')
    expect(shown.holds).toMatchObject([{ kind: 'case' }])
  })

  it('F46 neither a remark nor what is on record is in any answer to the resident', async () => {
    const { openid, accountId } = await town.moveIn('104')
    const bills = value(await town.resident(openid, 'bill.list', { accountId })).rows
    const answers = await Promise.all([
      town.resident(openid, 'home.show', {}), town.resident(openid, 'me.show', {}), town.resident(openid, 'bill.list', { state: 'all' }),
      town.resident(openid, 'family.list', { accountId }), ...bills.map(({ billId }) => town.resident(openid, 'bill.show', { billId })),
    ])
    expect(JSON.stringify(answers)).not.toMatch(/低保|困难|hardship|拒缴|停机/)
  })

  it('the same file again proposes nothing, and what was decided stays decided', async () => {
    expect((await list()).count).toBe(0)
    expect(await town.look('proposals', { communityId: COMMUNITY })).toHaveLength(7)
    expect(await town.look('proposals', { state: 'accepted' })).toHaveLength(7)
  })

  it('days later the promise is broken by computation, once, and the account is asked for again by itself', async () => {
    await town.cloud.clock.jump('2026-07-05T00:31:00+08:00', { timers: false })
    for (let run = 0; run < 2; run += 1) expect((await town.cloud.timer('daily')).ok).toBe(true)
    const broken = await tasks('promise_broken')
    expect(broken).toHaveLength(1)
    expect(broken[0]?.says).toContain('¥400.00')
    expect((await of('107')).holds).toEqual([])
    expect(await codeOf('107')).not.toBe('PROMISED')
    expect(await town.look('holds', { outcome: 'broken' })).toHaveLength(1)
    // The other promise still holds, and the dispute that was answered ends with its eighth day.
    expect(await codeOf('102')).toBe('PROMISED')
    await town.cloud.clock.jump('2026-07-09T00:31:00+08:00', { timers: false })
    expect((await town.cloud.timer('daily')).ok).toBe(true)
    expect((await of('101')).holds).toEqual([])
    expect((await of('101')).nextActOn).not.toBeNull()
  })

  it('a promise is kept when its bills are paid, and staff hear nothing of it', async () => {
    const { openid } = await town.moveIn('102')
    const outTradeNo = await town.order(openid)
    await town.cloud.wechat.fingertip({ outTradeNo, outcome: 'success' })
    await town.cloud.wechat.idle()
    await town.cloud.clock.jump('2026-07-16T00:31:00+08:00', { timers: false })
    expect((await town.cloud.timer('daily')).ok).toBe(true)
    expect(await town.look('holds', { outcome: 'kept' })).toHaveLength(1)
    expect(await tasks('promise_broken')).toHaveLength(1)
    expect(await town.holds()).toEqual([])
  })

  it('a person notes a hold by hand, once, and ends it; only who may', async () => {
    const { _id: accountId } = await of('108')
    const note = { accountId, kind: 'pause', until: '2026-07-31', note: '住户住院' } as const
    expect(await town.staffed(town.staff.collector, 'hold.set', note)).toMatchObject({ ok: false, refusal: 'ROLE_NOT_ALLOWED' })
    const { holdId } = value(await town.staffed(town.staff.manager, 'hold.set', note))
    expect(value(await town.staffed(town.staff.manager, 'hold.set', note)).holdId).toBe(holdId)
    expect(await codeOf('108')).toBe('ON_HOLD')
    const end = () => town.staffed(town.staff.manager, 'hold.end', { accountId, holdId, note: '已出院' })
    expect([value(await end()), value(await end())]).toEqual([{ ended: true }, { ended: true }])
    expect(await codeOf('108')).not.toBe('ON_HOLD')
    const { _id: other } = await of('101')
    expect(await town.staffed(town.staff.manager, 'hold.end', { accountId: other, holdId, note: '别户' })).toMatchObject({ refusal: 'HOLD_NOT_FOUND' })
    expect((await town.look('audit', { act: 'hold.end' })).length).toBe(1)
  })
})
