import { bindingId } from '@core/desk/people/ids'
import { createHash } from 'node:crypto'
import { COMMUNITY, HOUSEHOLDS, openTown, pay, type Town, value } from '../../town'

/** Plans as residents and the nights live them, through the real functions. */
const LIKE_101 = ['111', '112', '113', '114'].map((room, i) => ({
  ...(HOUSEHOLDS[0] as (typeof HOUSEHOLDS)[number]), room, name: `己${'一二三四'[i]}`, phone: `1990002${room.padStart(4, '0')}`,
}))
const HOMES = [...HOUSEHOLDS, ...LIKE_101]
const FIRST = '2026-07-10'

let town: Town
beforeAll(async () => {
  town = await openTown({ households: HOMES })
}, 60_000)
afterAll(() => town.stop())

const at = (on: string, hour = '09:00') => town.cloud.clock.jump(`${on}T${hour}:00+08:00`, { timers: false })
const night = async (on: string) => {
  await at(on, '00:30')
  const run = await town.cloud.timer('daily')
  if (!run.ok) throw new Error(JSON.stringify(run))
}
const simulate = (openid: string, ask: object = {}) => town.resident(openid, 'plan.simulate', { parts: 3, firstDueOn: FIRST as never, ...ask })
const begin = async (openid: string, ask: object = {}) => {
  const { quoteId, termsHash } = value(await simulate(openid, ask))
  return value(await town.resident(openid, 'plan.request', { quoteId, termsHash }))
}
const home = async (openid: string) => value(await town.resident(openid, 'home.show', {}))
const show = async (openid: string, planId: string) => value(await town.resident(openid, 'plan.show', { planId }))
const payParts = async (openid: string, planId: string, parts: number[]) => pay(town, await town.order(openid, { planId, parts }))
type AccountDoc = {
  _id: string; plans: { planId: string }[]; open: { billId: string; outstanding: number; interruptedOn?: string }[]
  outstanding: number; nextActOn: string | null
}
const accountOf = async (accountId: string) => (await town.look<AccountDoc>('accounts', { _id: accountId }))[0] as AccountDoc
const skips = async (accountId: string) => {
  const preview = value(await town.staffed(town.staff.manager, 'dunning.preview', { communityId: COMMUNITY, accountIds: [accountId] }))
  return [...preview.skipped.map(({ code }) => code), ...preview.lines.map(({ stage }) => stage)]
}

describe('a plan that is kept', () => {
  let owner: { openid: string; accountId: string }
  let planId: string

  it('is tried out with every amount, every day and the exact text', async () => {
    owner = await town.moveIn('101')
    const tried = value(await simulate(owner.openid))
    expect(tried).toMatchObject({
      total: 400_00, needsApproval: false, mayAccept: true, counterPhone: '0571-5550111',
      instalments: [{ dueOn: '2026-07-10', amount: 133_34 }, { dueOn: '2026-08-10', amount: 133_33 }, { dueOn: '2026-09-10', amount: 133_33 }],
      choices: { partsMin: 2, partsMax: 12, firstFrom: '2026-07-01', firstUntil: '2026-08-30' },
    })
    expect(tried.termsHash).toBe(createHash('sha256').update(tried.terms).digest('hex'))
    expect(value(await simulate(owner.openid, { firstDueOn: undefined })).instalments[0]?.dueOn).toBe('2026-07-08')
    const { bills } = await home(owner.openid)
    expect(value(await simulate(owner.openid, { billIds: [bills[1]?.billId] })).total).toBe(200_00)
  })

  it('begins once, however often it is tapped, for the text that was read and no other', async () => {
    const { quoteId, termsHash } = value(await simulate(owner.openid))
    expect(await town.resident(owner.openid, 'plan.request', { quoteId, termsHash: 'a'.repeat(64) })).toMatchObject({ refusal: 'PLAN_TERMS_CHANGED' })
    const taps = await Promise.all([1, 2, 3].map(() => town.resident(owner.openid, 'plan.request', { quoteId, termsHash })))
    const [first, ...others] = taps.map((tap) => value(tap))
    expect(first).toEqual({ planId: `plan-${quoteId}`, state: 'running' })
    expect(others).toEqual([first, first])
    planId = first?.planId ?? ''
    const account = await accountOf(owner.accountId)
    expect([account.plans.map((plan) => plan.planId), account.open.map((bill) => bill.interruptedOn)]).toEqual([[planId], ['2026-07-01', '2026-07-01']])
    const [doc] = await town.look<{ accepted: object; termsHash: string }>('plans', { _id: planId })
    expect(doc).toMatchObject({ accepted: { by: bindingId(owner.accountId, owner.openid) }, termsHash })
    // Papers that stay when the person asks to be forgotten: a binding stands in them, no openid.
    const papers = await Promise.all(['plans', 'plan_quotes', 'audit'].map((name) => town.look(name)))
    expect(JSON.stringify(papers)).not.toContain(owner.openid)
    expect(await town.look('audit', { act: 'plan.accept', on: planId })).toHaveLength(1)
    expect(await town.look('tasks', { accountId: owner.accountId })).toEqual([])
  })

  it('takes its bills off the ladder and out of what is due', async () => {
    const seen = await home(owner.openid)
    expect(seen).toMatchObject({ due: { total: 0 }, plan: { planId, says: '分期进行中：第 1 期 ¥133.34，缴费日 7月10日' } })
    expect(seen.aside?.[0]?.total).toBe(400_00)
    expect(await skips(owner.accountId)).toEqual(['PLAN_KEPT'])
    expect(await town.resident(owner.openid, 'pay.quote', {})).toMatchObject({ refusal: 'NOTHING_DUE' })
    expect(await simulate(owner.openid)).toMatchObject({ refusal: 'PLAN_NO_BILLS' })
    expect(value(await town.resident(owner.openid, 'bill.list', {})).rows.map((row) => row.planId)).toEqual([planId, planId])
    const rows = value(await town.staffed(town.staff.manager, 'arrears.list', { communityId: COMMUNITY })).rows
    expect(rows.find(({ accountId }) => accountId === owner.accountId)?.says).toContain('分期正在按约履行')
  })

  it('asks for a part from three days before its day, on the first screen as in the quote', async () => {
    await at('2026-07-07')
    const seen = await home(owner.openid)
    expect(seen.due).toMatchObject({ total: 133_34, nextDueOn: '2026-07-10' })
    expect(seen.bills).toEqual([expect.objectContaining({ planId, outstanding: 133_34, dueOn: '2026-07-10', daysOverdue: 0 })])
    expect(value(await town.resident(owner.openid, 'pay.quote', {})).total).toBe(133_34)
    expect(value(await town.resident(owner.openid, 'pay.quote', { planId, parts: [1] })).total).toBe(133_34)
  })

  it('is paid part by part, and a payment by another road counts as well', async () => {
    await payParts(owner.openid, planId, [1])
    expect((await show(owner.openid, planId)).parts.map(({ state, left }) => [state, left])).toEqual([['paid', 0], ['coming', 133_33], ['coming', 133_33]])
    expect(await town.resident(owner.openid, 'pay.quote', { planId, parts: [1] })).toMatchObject({ refusal: 'PART_ALREADY_PAID' })
    // By bill: the newer of the two, whole. It fills the second part and half of the third.
    const [, newer] = value(await town.resident(owner.openid, 'bill.list', {})).rows
    await pay(town, await town.order(owner.openid, { billIds: [newer?.billId ?? ''] }))
    const shown = await show(owner.openid, planId)
    expect(shown).toMatchObject({ total: 400_00, paid: 333_34, left: 66_66, state: 'running', mayPay: true })
    expect(shown.payments.map(({ amount }) => amount)).toEqual([133_34, 200_00])
    expect(await town.holds()).toEqual([])
  })

  it('is finished by the night after its last part, early too, and leaves the account', async () => {
    await payParts(owner.openid, planId, [3])
    expect(await home(owner.openid)).toMatchObject({ due: { total: 0, count: 0 } })
    await night('2026-07-08')
    expect(await town.look('plans', { _id: planId })).toMatchObject([{ state: 'finished' }])
    expect(await accountOf(owner.accountId)).toMatchObject({ plans: [], outstanding: 0 })
    expect(await show(owner.openid, planId)).toMatchObject({ state: 'finished', left: 0, mayPay: false })
    const staffs = value(await town.staffed(town.staff.manager, 'account.show', { accountId: owner.accountId }))
    expect(staffs.timeline.filter(({ kind }) => kind === 'plan').map(({ says }) => says)).toEqual([
      '分期缴清：已全部缴清', expect.any(String), expect.any(String), expect.any(String),
    ])
    expect(staffs.plans?.[0]?.parts).toEqual(['第 1 期 7月10日 ¥133.34 已缴', '第 2 期 8月10日 ¥133.33 已缴', '第 3 期 9月10日 ¥133.33 已缴'])
    expect(await town.holds()).toEqual([])
  })
})

describe('a plan of which a part is missed', () => {
  let caughtUp: { openid: string; accountId: string }
  let broken: { openid: string; accountId: string }
  const plans: Record<string, string> = {}

  it('is told of it kindly and keeps holding for seven days', async () => {
    ;[caughtUp, broken] = (await Promise.all(['111', '112'].map(town.moveIn))) as [typeof caughtUp, typeof broken]
    for (const { openid } of [caughtUp, broken]) plans[openid] = (await begin(openid)).planId
    // A later part by itself would leave a fen of the first unpaid: it is refused, with what to do.
    expect(await town.resident(broken.openid, 'pay.quote', { planId: plans[broken.openid] ?? '', parts: [3] })).toMatchObject({ refusal: 'PART_NOT_NEXT' })
    await payParts(broken.openid, plans[broken.openid] ?? '', [1])
    await night('2026-07-17')
    expect((await home(broken.openid)).plan?.says).toBe('分期进行中：第 2 期 ¥133.33，缴费日 8月10日')
    expect((await home(caughtUp.openid)).plan?.says).toBe('第 1 期 ¥133.34 还没缴，7月17日前补上即可')
    expect((await home(caughtUp.openid)).bills[0]).toMatchObject({ outstanding: 133_34, daysOverdue: 7 })
    expect(await skips(caughtUp.accountId)).toEqual(['PLAN_KEPT'])
  })

  it('goes on when it is caught up on the seventh day', async () => {
    await payParts(caughtUp.openid, plans[caughtUp.openid] ?? '', [1])
    await night('2026-07-18')
    expect((await show(caughtUp.openid, plans[caughtUp.openid] ?? ''))).toMatchObject({ state: 'running', left: 266_66 })
    expect((await home(caughtUp.openid)).plan?.says).toBe('分期进行中：第 2 期 ¥133.33，缴费日 8月10日')
  })

  it('is broken on the eighth: what was paid stays paid, the bills return to the ladder, staff get one task', async () => {
    const planId = plans[broken.openid] ?? ''
    await night('2026-08-17')
    expect(await show(broken.openid, planId)).toMatchObject({ state: 'running', says: expect.stringContaining('8月17日前补上即可') })
    await night('2026-08-18')
    const account = await accountOf(broken.accountId)
    expect([account.plans, account.outstanding]).toEqual([[], 266_66])
    expect(account.nextActOn !== null && account.nextActOn <= '2026-08-18').toBe(true)
    expect(await skips(broken.accountId)).toEqual(['T+7'])
    expect((await home(broken.openid)).due.total).toBe(266_66)
    const tasks = await town.look('tasks', { accountId: broken.accountId })
    expect(tasks).toMatchObject([{ kind: 'plan_broken', state: 'open', says: expect.stringContaining('还差 266.66 元') }])
    expect((await home(broken.openid)).plan?.says).toContain('上一份分期已经结束')
    await night('2026-08-19')
    expect(await town.look('tasks', { accountId: broken.accountId })).toHaveLength(1)
    expect(await town.resident(broken.openid, 'pay.quote', { planId, parts: [2] })).toMatchObject({ refusal: 'PLAN_NOT_RUNNING' })
    expect(await town.holds()).toEqual([])
  })

  it('makes a person decide on the next one', async () => {
    const next = value(await simulate(broken.openid, { firstDueOn: '2026-08-25' }))
    expect(next.needsApproval).toBe(true)
    const asked = value(await town.resident(broken.openid, 'plan.request', { quoteId: next.quoteId, termsHash: next.termsHash }))
    expect(asked.state).toBe('waiting_approval')
    const { rows } = value(await town.staffed(town.staff.manager, 'plan.list', { communityId: COMMUNITY }))
    expect(rows[0]).toMatchObject({ planId: asked.planId, state: 'waiting_approval' })
  })
})

describe('what stands in the way of a plan', () => {
  it('F05 a bill that was paid between the trial and the request', async () => {
    const { openid } = await town.moveIn('113')
    const tried = value(await simulate(openid, { firstDueOn: '2026-08-25' }))
    const [oldest] = (await home(openid)).bills
    await pay(town, await town.order(openid, { billIds: [oldest?.billId ?? ''] }))
    expect(await town.resident(openid, 'plan.request', tried)).toMatchObject({ refusal: 'ASK_MALFORMED' })
    const { quoteId, termsHash } = tried
    expect(await town.resident(openid, 'plan.request', { quoteId, termsHash })).toMatchObject({ refusal: 'PLAN_BILLS_CHANGED' })
    expect(await town.look('plans', { _id: `plan-${quoteId}` })).toEqual([])
  })

  it('an order for the whole amount, which is ended first; and money that is on its way', async () => {
    const { openid, accountId } = await town.moveIn('114')
    const whole = await town.order(openid)
    const { planId } = await begin(openid, { firstDueOn: '2026-08-25' })
    expect(await town.look('orders', { _id: whole })).toMatchObject([{ state: 'closed' }])
    expect(await accountOf(accountId)).toMatchObject({ plans: [{ planId }], openOrders: [] })
    const [other] = await Promise.all(['102'].map(town.moveIn))
    const paying = await town.order(other?.openid ?? '')
    await pay(town, paying, 'silent')
    const { quoteId, termsHash } = value(await simulate(other?.openid ?? '', { firstDueOn: '2026-08-25' }))
    // The money is found at once, so there is nothing left to plan.
    expect(await town.resident(other?.openid ?? '', 'plan.request', { quoteId, termsHash })).toMatchObject({ refusal: 'PLAN_BILLS_CHANGED' })
    expect(await town.holds()).toEqual([])
  })

  it('P40 another household: neither trial, plan nor request is theirs to see', async () => {
    const { openid } = await town.moveIn('114')
    const { openid: stranger } = await town.moveIn('201')
    const { planId } = value(await town.resident(openid, 'plan.show', {}))
    const { termsHash } = await show(openid, planId)
    expect(await town.resident(stranger, 'plan.show', { planId })).toMatchObject({ refusal: 'PLAN_NOT_FOUND' })
    expect(await town.resident(stranger, 'plan.accept', { planId, termsHash })).toMatchObject({ refusal: 'PLAN_NOT_FOUND' })
    expect(await town.resident(stranger, 'plan.withdraw', { planId })).toMatchObject({ refusal: 'PLAN_NOT_FOUND' })
    const quoteId = planId.slice('plan-'.length)
    expect(await town.resident(stranger, 'plan.request', { quoteId, termsHash })).toMatchObject({ refusal: 'PLAN_QUOTE_NOT_FOUND' })
    expect(await town.resident(openid, 'plan.withdraw', { planId })).toMatchObject({ refusal: 'PLAN_STARTED' })
  })
})
