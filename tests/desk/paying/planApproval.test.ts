import { bindingId } from '@core/desk/people/ids'
import type { StaffRole } from '@contract/contract/staff'
import { COMMUNITY, HOUSEHOLDS, openTown, type Town, value } from '../../town'

/** Who proposes, who accepts and who decides on a plan, through the real functions. */
const home = (room: string, name: string, paidThrough: string, months: number, owed: string, more: object = {}) => ({
  ...(HOUSEHOLDS[0] as (typeof HOUSEHOLDS)[number]), room, name, phone: `1990003${room.padStart(4, '0')}`, paidThrough, months, owed, ...more,
})
const HOMES = [
  ...HOUSEHOLDS, home('121', '庚一', '2025-02-28', 16, '3200.00'), home('122', '庚二', '2023-12-31', 30, '6000.00'),
  home('123', '庚三', '2025-06-30', 12, '24000.00', { area: '1000' }),
  home('124', '庚四', '2025-02-28', 16, '3200.00'), home('125', '庚五', '2025-02-28', 16, '3200.00'),
]

let town: Town
let steward: string
beforeAll(async () => {
  town = await openTown({ households: HOMES })
  steward = await hire('guest-b', '冯管家', ['steward'])
}, 60_000)
afterAll(() => town.stop())

async function hire(openid: string, name: string, roles: StaffRole[]): Promise<string> {
  const { code } = value(await town.staffed(town.staff.manager, 'staff.invite', { communityId: COMMUNITY, name, roles, buildings: ['1栋'] }))
  value(await town.resident(openid, 'bind.invited', { code }))
  return openid
}
const ask = async (openid: string, more: object = {}) => {
  const { quoteId, termsHash, needsApproval } = value(await town.resident(openid, 'plan.simulate', { parts: 4, firstDueOn: '2026-07-15' as never, ...more }))
  return { ...value(await town.resident(openid, 'plan.request', { quoteId, termsHash })), needsApproval, termsHash }
}
const decide = (openid: string, planId: string, approve = true, reason = '收入证明已看') => town.staffed(openid, 'plan.decide', { planId, approve, reason })
const look = async (openid: string, planId: string) => value(await town.staffed(openid, 'plan.look', { planId }))
const plansOn = async (accountId: string) => (await town.look<{ plans: object[] }>('accounts', { _id: accountId }))[0]?.plans.length

describe('family and tenants', () => {
  it('propose; the owner reads the same text and accepts; only then does it begin', async () => {
    const { openid, accountId } = await town.moveIn('101')
    const { code } = value(await town.resident(openid, 'family.invite', { accountId, relation: 'family' }))
    value(await town.resident('guest-a', 'bind.invited', { code }))
    expect(value(await town.resident('guest-a', 'plan.simulate', { parts: 2 })).mayAccept).toBe(false)
    const { planId, state, termsHash } = await ask('guest-a', { parts: 2 })
    expect([state, await plansOn(accountId)]).toEqual(['proposed', 0])
    expect(await town.resident('guest-a', 'plan.accept', { planId, termsHash })).toMatchObject({ refusal: 'PLAN_OWNER_ONLY' })
    expect(value(await town.resident('guest-a', 'home.show', {})).plan?.says).toContain('等业主同意')
    expect(value(await town.resident(openid, 'home.show', {})).plan).toEqual({ planId, says: '家里有人提出了分期缴纳，请您看看是否同意' })
    expect(value(await town.resident(openid, 'plan.show', { planId }))).toMatchObject({ mayAccept: true, mayWithdraw: true, mayPay: false })
    expect(await town.resident(openid, 'plan.accept', { planId, termsHash: 'b'.repeat(64) })).toMatchObject({ refusal: 'PLAN_TERMS_CHANGED' })
    const taps = await Promise.all([1, 2].map(() => town.resident(openid, 'plan.accept', { planId, termsHash })))
    expect(taps.map((tap) => value(tap))).toEqual([{ planId, state: 'running' }, { planId, state: 'running' }])
    expect(await plansOn(accountId)).toBe(1)
    expect(await town.look('plans', { _id: planId })).toMatchObject([
      { asked: { by: bindingId(accountId, 'guest-a'), relation: 'family' }, accepted: { by: bindingId(accountId, openid) } },
    ])
    expect(await town.holds()).toEqual([])
  })

  it('may take back what they proposed, and an owner may say no to it by the same way; nothing of the bills changes', async () => {
    const { openid, accountId } = await town.moveIn('102')
    const { code } = value(await town.resident(openid, 'family.invite', { accountId, relation: 'family' }))
    value(await town.resident('stranger', 'bind.invited', { code }))
    const { planId } = await ask('stranger', { parts: 2 })
    const second = value(await town.resident('stranger', 'plan.simulate', { parts: 3 }))
    const again = { quoteId: second.quoteId, termsHash: second.termsHash }
    expect(await town.resident('stranger', 'plan.request', again)).toMatchObject({ refusal: 'PLAN_ALREADY_ASKED' })
    const before = await town.look('accounts', { _id: accountId })
    expect(value(await town.resident(openid, 'plan.withdraw', { planId })).state).toBe('withdrawn')
    expect(value(await town.resident('stranger', 'plan.withdraw', { planId })).state).toBe('withdrawn')
    expect(await town.look('accounts', { _id: accountId })).toEqual(before)
  })
})

describe('above what the policy lets begin by itself', () => {
  it('a steward proposes, finance decides up to the first limit, and the task is done by the decision alone', async () => {
    const { openid, accountId } = await town.moveIn('121')
    const { planId, state, needsApproval } = await ask(openid)
    expect([state, needsApproval, await plansOn(accountId)]).toEqual(['waiting_approval', true, 0])
    expect(value(await town.resident(openid, 'home.show', {})).plan?.says).toContain('等物业审批')
    const [task] = await town.look<{ _id: string }>('tasks', { accountId })
    expect(await town.staffed(town.staff.finance, 'task.done', { taskId: task?._id ?? '' })).toMatchObject({ refusal: 'PLAN_DECIDED_THERE' })
    expect(await decide(town.staff.collector, planId)).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
    expect(value(await decide(steward, planId, true, '一直按时缴，临时困难')).state).toBe('waiting_approval')
    expect(await look(town.staff.finance, planId)).toMatchObject({
      mayDecide: true, why: ['合计超过 3,000.00 元'], decides: '由财务或项目经理审批', account: { outstanding: 3_200_00, overdue: 3_200_00 },
      signatures: [{ roles: '管家', approve: true, reason: '一直按时缴，临时困难' }],
    })
    expect(await look(steward, planId)).toMatchObject({ mayDecide: false, mayPropose: true })
    const twice = await Promise.all([1, 2].map(() => decide(town.staff.finance, planId)))
    expect(twice.map((one) => value(one).state)).toEqual(['running', 'running'])
    expect(await plansOn(accountId)).toBe(1)
    expect(await town.look('tasks', { accountId })).toMatchObject([{ kind: 'plan_approval', state: 'done', doneBy: town.staff.finance }])
    const signed = await town.look<{ by: string }>('audit', { act: 'plan.decide', on: planId })
    expect(signed.map(({ by }) => by).sort()).toEqual([town.staff.finance, steward].sort())
    expect(await decide(town.staff.manager, planId)).toMatchObject({ refusal: 'PLAN_NOT_WAITING' })
  })

  it('beyond the first limit finance only proposes, and the manager decides', async () => {
    const { openid } = await town.moveIn('122')
    const { planId } = await ask(openid)
    expect(value(await decide(town.staff.finance, planId)).says).toBe('已记下您的意见，由项目经理审批')
    expect(value(await decide(town.staff.manager, planId)).state).toBe('running')
  })

  it('beyond the second limit it takes the manager and finance, two persons', async () => {
    const { openid, accountId } = await town.moveIn('123')
    const { planId } = await ask(openid)
    expect(value(await decide(town.staff.manager, planId)).state).toBe('waiting_approval')
    expect(value(await decide(town.staff.manager, planId)).state).toBe('waiting_approval')
    expect(await plansOn(accountId)).toBe(0)
    expect(value(await decide(town.staff.finance, planId)).state).toBe('running')
    expect(await town.holds()).toEqual([])
  })

  it('a refusal tells the resident why, in words fit for a resident', async () => {
    const { openid, accountId } = await town.moveIn('124')
    const { planId } = await ask(openid)
    expect(await decide(town.staff.finance, planId, false, '欠费太久')).toMatchObject({ refusal: 'TEXT_NOT_FOR_RESIDENTS' })
    expect(value(await decide(town.staff.finance, planId, false, '请先缴清今年的账单')).state).toBe('refused')
    expect(value(await town.resident(openid, 'home.show', {})).plan).toEqual({ planId, says: '分期申请没有通过：请先缴清今年的账单' })
    expect(await plansOn(accountId)).toBe(0)
    expect(await town.look('tasks', { accountId })).toMatchObject([{ state: 'done' }])
  })

  it('nobody decides on a home of their own', async () => {
    const { openid } = await town.moveIn('125')
    await hire(openid, '庚财务', ['finance', 'manager'])
    const { planId } = await ask(openid)
    expect(await look(openid, planId)).toMatchObject({ mayDecide: false, mayPropose: false })
    expect(await decide(openid, planId)).toMatchObject({ refusal: 'OWN_MATTER' })
    expect(await town.look('plans', { _id: planId })).toMatchObject([{ state: 'waiting_approval', signatures: [] }])
  })

  it('what nobody decided before its first day lapses in the night, with its task', async () => {
    const waiting = (await town.look<{ _id: string; accountId: string }>('plans', { state: 'waiting_approval' }))[0]
    await town.cloud.clock.jump('2026-07-16T00:30:00+08:00', { timers: false })
    expect((await town.cloud.timer('daily')).ok).toBe(true)
    expect(await town.look('plans', { _id: waiting?._id })).toMatchObject([{ state: 'withdrawn' }])
    expect(await town.look('tasks', { accountId: waiting?.accountId })).toMatchObject([{ kind: 'plan_approval', state: 'done', doneBy: 'policy' }])
  })
})

describe('a plan in place of another', () => {
  it('goes to a person, and begins in the same step in which the old one ends', async () => {
    const { openid, accountId } = await town.moveIn('101')
    const { planId: old } = value(await town.resident(openid, 'plan.show', {}))
    await expect(ask(openid, { replaces: 'plan-x', firstDueOn: '2026-08-01' })).rejects.toThrow('PLAN_NOT_RUNNING')
    const next = await ask(openid, { replaces: old, parts: 5, firstDueOn: '2026-08-01' })
    expect(next.state).toBe('waiting_approval')
    expect(value(await town.resident(openid, 'plan.show', { planId: old })).state).toBe('running')
    value(await decide(town.staff.manager, next.planId))
    expect(await town.look('accounts', { _id: accountId })).toMatchObject([{ plans: [{ planId: next.planId }] }])
    expect(await town.look('plans', { _id: old })).toMatchObject([{ state: 'replaced' }])
    expect(await town.holds()).toEqual([])
  })
})
