/** @jest-environment jsdom */
import PlansPage from '@/staff/plans'
import PlanCasePage from '@/staff/plans/case'
import TodayPage from '@/staff/today'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, called, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import { phone } from './standIns/taro'
import { tap, words } from './thumb'

afterEach(() => {
  cleanup()
  forgetCloud()
})

const ROW = {
  planId: 'plan-1', accountId: 'acc1', label: '3栋2单元501', name: '王建国', state: 'waiting_approval', says: '¥3,200.00 分 4 期，等待审批',
  total: 3_200_00, left: 3_200_00,
}
const CASE = {
  ...ROW, parts: [{ number: 1, dueOn: '2026-07-15', amount: 800_00, left: 800_00, state: 'coming' }],
  bills: [{ billId: 'b5', title: '物业费', period: '2026-05', dueOn: '2026-05-31', amount: 233_10 }],
  why: ['合计超过 3,000.00 元'], decides: '由财务或项目经理审批', mayDecide: true, mayPropose: true,
  askedBy: '业主', askedAt: '2026-07-01T09:00:00.000+08:00', acceptedAt: '2026-07-01T09:00:00.000+08:00',
  terms: '约定', account: { outstanding: 3_200_00, overdue: 3_200_00, daysOverdue: 458 },
  earlier: [{ says: '¥400.00 分 3 期，没缴完', state: 'broken', on: '2025-12-18' }],
  signatures: [{ name: '冯管家', roles: '管家', approve: true, reason: '一直按时缴', at: '2026-07-01T10:00:00.000+08:00' }],
}

it('分期 lists plans as the cloud orders them, narrows by state, and opens one', async () => {
  phone.params = { communityId: 'jg' }
  cloudSays({ 'plan.list': ok({ rows: [ROW] }) })
  render(<PlansPage />)
  await settle()
  expect(words()).toContain('3栋2单元501 王建国')
  await tap('没缴完')
  expect(asked('plan.list')).toEqual([{ communityId: 'jg' }, { communityId: 'jg', state: 'broken' }])
  await tap('3栋2单元501 王建国')
  expect(called('navigateTo')).toEqual([{ url: '/staff/plans/case/index?planId=plan-1' }])
})

it('今日 sends whoever decides to 分期: such a task is done by the decision', async () => {
  phone.params = { communityId: 'jg' }
  const figures = { overdue: { total: 0, count: 0 }, notYetDue: 0, paidYesterday: { total: 0, count: 0 }, sentToday: 0, waitingToSend: 0 }
  const task = { taskId: 't', kind: 'plan_approval', title: '分期待审批', says: '请审批', accountId: 'acc1', createdAt: CASE.askedAt, done: false }
  const communities = [{ communityId: 'jg', name: '锦桂花园', roles: ['manager'] }]
  cloudSays({ 'today.show': ok({ communities, communityId: 'jg', figures, alarms: [], tasks: [task] }) })
  render(<TodayPage />)
  await settle()
  expect(words()).not.toContain('办完了')
  await tap('去审批')
  expect(called('navigateTo')).toEqual([{ url: '/staff/plans/index' }])
})

describe('a plan that waits', () => {
  const open = async (plan: object = {}) => {
    phone.params = { planId: 'plan-1' }
    cloudSays({ 'plan.look': ok({ ...CASE, ...plan }), 'plan.decide': ok({ state: 'running', says: '分期已经开始' }) })
    render(<PlanCasePage />)
    await settle()
  }

  it('shows all that a decision needs on one screen', async () => {
    await open()
    const why = ['由财务或项目经理审批', '合计超过 3,000.00 元', '最长逾期 458 天', '没缴完', '冯管家（管家）', '一直按时缴']
    for (const said of [...why, '业主已同意约定', '第 1 期', '2026年5月物业费']) expect(words()).toContain(said)
  })

  it('is decided with a reason, and not without one', async () => {
    await open()
    fireEvent.click(screen.getByText('不同意'))
    await settle()
    expect(asked('plan.decide')).toEqual([])
    fireEvent.change(screen.getByLabelText('原因'), { target: { value: '收入证明已看' } })
    fireEvent.click(screen.getAllByText('同意').find((each) => each.tagName === 'BUTTON') as HTMLElement)
    await settle()
    expect(asked('plan.decide')).toEqual([{ planId: 'plan-1', approve: true, reason: '收入证明已看' }])
    expect(asked('plan.look')).toHaveLength(2)
  })

  it('gives a steward a proposal to make, and an auditor nothing to press', async () => {
    await open({ mayDecide: false })
    expect(words()).toContain('建议不同意')
    cleanup()
    await open({ mayDecide: false, mayPropose: false })
    expect(document.querySelectorAll('button')).toHaveLength(0)
  })

  it('says why it was not done', async () => {
    await open()
    cloudSays({ 'plan.decide': no('OWN_MATTER') })
    fireEvent.change(screen.getByLabelText('原因'), { target: { value: '好' } })
    await tap('不同意')
    expect(words()).toContain('不能由您审批')
  })
})
