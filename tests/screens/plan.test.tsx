/** @jest-environment jsdom */
import BillPage from '@/pages/bill'
import HomePage from '@/pages/home'
import PayPage from '@/pages/pay'
import PlanPage from '@/pages/plan'
import PlanTrialPage from '@/pages/plan/trial'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, called, cloudSays, forgetCloud, never, no, ok, settle } from './cloud'
import { BILLS, HOME, QUOTE, STARTED } from './samples'
import { phone } from './standIns/taro'
import { tap, words } from './thumb'

afterEach(() => {
  cleanup()
  forgetCloud()
})

const filled = () => [...document.querySelectorAll('.button--filled')].map((each) => each.textContent)
const open = async (page: React.ReactElement, params: Record<string, string> = {}) => {
  phone.params = params
  render(page)
  await settle()
}

const trialOf = (parts: number) => ({
  quoteId: `q${parts}`, accountId: 'acc1', total: 600_00, needsApproval: false, mayAccept: true, counterPhone: '0571-5550111',
  instalments: Array.from({ length: parts }, (_, i) => ({ dueOn: `2026-${String(7 + i).padStart(2, '0')}-10`, amount: 600_00 / parts })),
  terms: '分期缴纳约定\n1. 账单共 2 笔，合计 ¥600.00。\n2. 分期不收手续费和利息。', termsHash: String(parts).repeat(64).slice(0, 64),
  bills: BILLS.slice(0, 2).map(({ outstanding, ...bill }) => ({ ...bill, amount: outstanding })),
  choices: { partsMin: 2, partsMax: 12, firstFrom: '2026-07-01', firstUntil: '2026-08-30' }, expiresAt: '2026-07-01T10:00:00.000+08:00',
})
const tried = (more: object = {}) => cloudSays({ 'plan.simulate': (ask) => ok({ ...trialOf(Number(ask['parts'])), ...more }) })
const MEANS = '三年的诉讼时效从今天起重新计算'

describe('分期试算', () => {
  it('shows every part with its day, the whole text, and what accepting means above the one filled button', async () => {
    tried()
    await open(<PlanTrialPage />, { accountId: 'acc1' })
    expect(screen.getByLabelText('分期合计 600.00 元').className).toContain('money--hero')
    for (const said of ['第 1 期', '缴费日 2026年7月10日', '第 3 期', '200.00', '1. 账单共 2 笔', '不收手续费和利息', MEANS]) expect(words()).toContain(said)
    expect(filled()).toEqual(['同意分期'])
    expect(words().indexOf(MEANS)).toBeLessThan(words().lastIndexOf('同意分期'))
  })

  it('asks the cloud for each choice, and keeps the slider where the thumb is while it waits', async () => {
    tried()
    await open(<PlanTrialPage />, { accountId: 'acc1' })
    cloudSays({ 'plan.simulate': (ask) => (ask['parts'] === 6 ? never : ok(trialOf(4))) })
    fireEvent.change(screen.getByLabelText('分几期'), { target: { value: '6' } })
    await settle()
    expect(words()).toContain('分 6 期')
    // The old amounts must not stand under the new choice.
    expect(words()).not.toContain('200.00')
    expect(filled()).toEqual([])
    await tap('少一期')
    fireEvent.change(screen.getByLabelText('picker'), { target: { value: '2026-08-01' } })
    await settle()
    expect(asked('plan.simulate')).toEqual([
      { accountId: 'acc1', parts: 3 },
      { accountId: 'acc1', parts: 6 },
      { accountId: 'acc1', parts: 5 },
      { accountId: 'acc1', parts: 5, firstDueOn: '2026-08-01' },
    ])
  })

  it('accepts exactly what was shown, once, and goes on without a way back to it', async () => {
    tried()
    cloudSays({ 'plan.request': ok({ planId: 'plan-q3', state: 'running' }) })
    await open(<PlanTrialPage />, { accountId: 'acc1' })
    fireEvent.click(screen.getByText('同意分期'))
    fireEvent.click(screen.getByText(/^同意分期/))
    await settle()
    expect(asked('plan.request')).toEqual([{ quoteId: 'q3', termsHash: '3'.repeat(64) }])
    expect(called('redirectTo')).toEqual([{ url: '/pages/plan/index?planId=plan-q3' }])
  })

  it('has a way to disagree beside the button: the counter, or nothing at all', async () => {
    tried()
    await open(<PlanTrialPage />, { accountId: 'acc1' })
    await tap('有疑问，先不同意')
    expect(words()).toContain('账单不会有任何变化')
    await tap('打电话问前台')
    expect(called('makePhoneCall')).toEqual([{ phoneNumber: '0571-5550111' }])
    await tap('这次不办分期')
    expect(asked('plan.request')).toEqual([])
    expect([...called('navigateBack'), ...called('switchTab')]).toHaveLength(1)
  })

  it('lets family send it to the owner, and says so', async () => {
    tried({ mayAccept: false })
    await open(<PlanTrialPage />, { accountId: 'acc1' })
    expect(filled()).toEqual(['发给业主确认'])
    expect(words()).not.toContain(MEANS)
  })

  it('says what was left out and why, that staff decide, and why a plan is not possible', async () => {
    tried({ needsApproval: true, leftOut: [{ billId: 'b1', says: '三年以前的账单，不放进分期' }] })
    await open(<PlanTrialPage />, { accountId: 'acc1', billId: 'b5' })
    expect(asked('plan.simulate')).toEqual([{ accountId: 'acc1', billIds: ['b5'], parts: 3 }])
    expect(words()).toContain('另有 1 笔没有放进来：三年以前的账单')
    expect(words()).toContain('需要物业审批')
    cleanup()
    cloudSays({ 'plan.simulate': (ask) => (ask['parts'] === 3 ? no('PLAN_PART_TOO_SMALL') : ok(trialOf(2))) })
    await open(<PlanTrialPage />, { accountId: 'acc1' })
    await tap('分 2 期试试')
    expect(words()).toContain('300.00')
  })

  it('when a bill has changed meanwhile, says so and what to do', async () => {
    tried()
    cloudSays({ 'plan.request': no('PLAN_BILLS_CHANGED') })
    await open(<PlanTrialPage />, { accountId: 'acc1' })
    await tap('同意分期')
    expect(words()).toContain('请重新试算，按最新的账单办理')
  })
})

const PLAN = {
  planId: 'plan-1', accountId: 'acc1', state: 'running', says: '第 2 期 ¥200.00 还没缴，8月17日前补上即可', total: 600_00, paid: 200_00, left: 400_00,
  parts: (['paid', 'missed', 'coming'] as const).map((state, i) => ({
    number: i + 1, dueOn: `2026-0${7 + i}-10`, amount: 200_00, left: state === 'paid' ? 0 : 200_00, state,
  })),
  bills: [], terms: '分期缴纳约定\n1. 合计 ¥600.00。', termsHash: 'a'.repeat(64), acceptedAt: '2026-07-01T09:05:00.000+08:00',
  payments: [{ at: '2026-07-09T10:00:00.000+08:00', amount: 200_00, says: '微信支付', receiptId: 'r1' }],
  mayAccept: false, mayWithdraw: false, mayPay: true, counterPhone: '0571-5550111',
}

describe('分期', () => {
  it('says how it stands and which parts are paid, and offers the next one', async () => {
    cloudSays({ 'plan.show': ok(PLAN), 'pay.quote': ok(QUOTE), 'pay.start': ok(STARTED) })
    await open(<PlanPage />, { planId: 'plan-1' })
    expect(screen.getByLabelText('分期还要缴 400.00 元').className).toContain('money--hero')
    for (const said of [PLAN.says, '已缴', '还没缴', '未到缴费日', '7月1日 09:05 已同意', '微信支付']) expect(words()).toContain(said)
    expect(filled()).toEqual(['缴第 2 期'])
    await tap('缴第 2 期')
    expect(asked('pay.quote')).toEqual([{ accountId: 'acc1', planId: 'plan-1', parts: [2] }])
    await tap('关闭')
    await tap('余下的一次缴清')
    expect(asked('pay.quote')[1]).toEqual({ accountId: 'acc1', planId: 'plan-1', parts: [2, 3] })
  })

  it('F08 offers nothing to pay while a payment is on its way', async () => {
    phone.storage.set('nuancui.paid', 'acc1 L0001')
    cloudSays({ 'plan.show': ok(PLAN), 'pay.status': ok({ state: 'confirming', amount: 200_00, refunded: 0, surplus: 0 }) })
    await open(<PlanPage />, { planId: 'plan-1' })
    expect(words()).toContain('已付款，入账中')
    expect(filled()).toEqual([])
  })

  it('a proposal is read, accepted or declined by the owner', async () => {
    const says = '家里有人提出了这份分期，请您看看是否同意'
    const proposal = { ...PLAN, state: 'proposed', says, mayAccept: true, mayWithdraw: true, mayPay: false, acceptedAt: undefined }
    cloudSays({
      'plan.show': ok(proposal),
      'plan.accept': ok({ planId: 'plan-1', state: 'running' }),
      'plan.withdraw': ok({ planId: 'plan-1', state: 'withdrawn' }),
    })
    await open(<PlanPage />, { planId: 'plan-1' })
    expect(words()).toContain(MEANS)
    await tap('同意分期')
    expect(asked('plan.accept')).toEqual([{ planId: 'plan-1', termsHash: 'a'.repeat(64) }])
    expect(asked('plan.show')).toHaveLength(2)
    await tap('有疑问，先不同意')
    await tap('这次不办分期')
    expect(asked('plan.withdraw')).toEqual([{ planId: 'plan-1' }])
  })

  it('what has not begun may be taken back by whoever asked', async () => {
    cloudSays({
      'plan.show': ok({ ...PLAN, state: 'waiting_approval', mayWithdraw: true, mayPay: false }),
      'plan.withdraw': ok({ planId: 'plan-1', state: 'withdrawn' }),
    })
    await open(<PlanPage />, { planId: 'plan-1' })
    expect(filled()).toEqual([])
    // Before it has begun, no part of it is late.
    expect(words()).not.toContain('未到缴费日')
    await tap('撤回这份分期')
    expect(asked('plan.withdraw')).toEqual([{ planId: 'plan-1' }])
  })

  it('tells each of the four states apart', async () => {
    cloudSays({ 'plan.show': no('PLAN_NOT_FOUND') })
    await open(<PlanPage />, { planId: 'plan-1' })
    expect(words()).toContain('没有找到这份分期')
    cleanup()
    forgetCloud()
    await open(<PlanPage />, { planId: 'plan-1' })
    expect(words()).toContain('网络不给力')
  })
})

describe('bills in a plan', () => {
  const [first, ...plain] = BILLS
  const plan = { planId: 'plan-1', says: '分期进行中：第 2 期 ¥66.66，缴费日 8月10日' }
  const home = { ...HOME, bills: [{ ...first, planId: 'plan-1' }, ...plain], plan }

  it('首页 speaks of the plan and leads to it, and to a trial for the others', async () => {
    cloudSays({ 'home.show': ok(home) })
    await open(<HomePage />)
    expect(filled()).toEqual(['立即缴纳'])
    await tap('我的分期')
    expect(called('navigateTo')).toEqual([{ url: '/pages/plan/index?planId=plan-1' }])
    await tap('分期缴纳')
    expect(called('navigateTo')[1]).toEqual({ url: '/pages/plan/trial/index?accountId=acc1' })
    cleanup()
    cloudSays({ 'home.show': ok({ ...home, bills: [home.bills[0]] }) })
    await open(<HomePage />)
    expect(words()).not.toContain('分期缴纳')
  })

  it('P40 选择缴纳 keeps them out of the list: what is ticked is what is paid', async () => {
    cloudSays({ 'home.show': ok(home), 'pay.quote': ok(QUOTE) })
    await open(<PayPage />, { accountId: 'acc1' })
    expect(words()).not.toContain('2026年5月')
    await tap('缴纳选中的 2 笔')
    expect(asked('pay.quote')).toEqual([{ accountId: 'acc1', billIds: ['b6', 'b7'] }])
    await tap('关闭')
    await tap('分期的这一期')
    expect(called('navigateTo')).toEqual([{ url: '/pages/plan/index?planId=plan-1' }])
  })

  it('账单详情 leads to the plan instead of offering the whole bill', async () => {
    const bill = {
      billId: 'b5', accountId: 'acc1', title: '物业费', place: '3栋2单元501', period: '2026-05', from: '2026-05-01', to: '2026-05-31',
      dueOn: '2026-05-31', amount: 233_10, outstanding: 233_10, daysOverdue: 31, state: 'open', payee: '锦桂物业',
      working: { steps: [] }, tariff: null, compared: null, payments: [], relief: [], lateCharge: 0,
    }
    cloudSays({ 'bill.show': ok({ ...bill, planId: 'plan-1' }) })
    await open(<BillPage />, { billId: 'b5' })
    expect(filled()).toEqual(['查看分期'])
    expect(words()).not.toContain('已过缴费日')
    cleanup()
    cloudSays({ 'bill.show': ok(bill) })
    await open(<BillPage />, { billId: 'b5' })
    expect(filled()).toEqual(['缴纳这笔'])
    await tap('分期缴纳')
    expect(called('navigateTo')).toEqual([{ url: '/pages/plan/trial/index?accountId=acc1&billId=b5' }])
  })
})
