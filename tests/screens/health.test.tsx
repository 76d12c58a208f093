/** @jest-environment jsdom */
import HealthPage from '@/staff/health'
import TodayPage from '@/staff/today'
import { cleanup, render, screen } from '@testing-library/react'
import { asked, called, cloudSays, forgetCloud, never, no, ok, settle } from './cloud'
import { phone } from './standIns/taro'
import { tap, words } from './thumb'

beforeEach(() => void (phone.params = { communityId: 'jg' }))
afterEach(() => {
  cleanup()
  forgetCloud()
})

const open = async () => {
  render(<HealthPage />)
  await settle()
}

const AT = '2026-07-08T09:05:00.000+08:00'
const BAD = { key: 'timer_sweep', ok: 'bad', says: '“每分钟补单与发送”停了', next: '请技术支持检查定时触发器' }
const WATCH = { key: 'mode', ok: 'watch', says: '现在是本地模拟', next: '只用于试用和测试' }
const GOOD = { key: 'clock', ok: 'good', says: '服务器时钟与微信支付一致', next: '不用处理' }

describe('系统状况', () => {
  it('says what needs a person first, with its next step, and what is well last and without one', async () => {
    cloudSays({ 'health.show': ok({ at: AT, checks: [BAD, WATCH, GOOD] }) })
    await open()
    expect(asked('health.show')).toEqual([{ communityId: 'jg' }])
    expect(words()).toContain('有 1 项要处理')
    const order = ['要处理', BAD.says, BAD.next, '请留意', WATCH.says, WATCH.next, GOOD.says].map((text) => words().indexOf(text))
    expect(order.every((at) => at >= 0)).toBe(true)
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(words()).not.toContain(GOOD.next)
    expect(words()).toContain('7月8日 09:05查看')
  })

  it.each([[[WATCH, GOOD], '没有故障，有 1 项请留意'], [[GOOD], '一切正常']])('sums up: %#', async (checks, summary) => {
    cloudSays({ 'health.show': ok({ at: AT, checks }) })
    await open()
    expect(words()).toContain(summary)
    expect(words()).not.toContain('故障停')
  })

  it('asks anew on a tap', async () => {
    cloudSays({ 'health.show': ok({ at: AT, checks: [BAD] }) })
    await open()
    cloudSays({ 'health.show': ok({ at: AT, checks: [GOOD] }) })
    await tap('再查一遍')
    expect(asked('health.show')).toHaveLength(2)
    expect(words()).toContain('一切正常')
  })

  it('waiting, unreachable and refused are no "all is well"', async () => {
    cloudSays({ 'health.show': never })
    await open()
    expect(words()).not.toContain('正常')
    cleanup()
    forgetCloud()
    cloudSays({})
    await open()
    expect(words()).toContain('没有连上')
    expect(words()).not.toContain('正常')
    cleanup()
    cloudSays({ 'health.show': no('ROLE_NOT_ALLOWED') })
    await open()
    expect(words()).toContain('您的岗位不能做这项操作')
  })
})

describe('the door to it on 今日', () => {
  const today = (role: string) => ok({
    communities: [{ communityId: 'jg', name: '锦桂花园', roles: [role] }], communityId: 'jg',
    figures: { overdue: { total: 0, count: 0 }, notYetDue: 0, paidYesterday: { total: 0, count: 0 }, sentToday: 0, waitingToSend: 3 },
    alarms: [{ says: '今天没有发出任何提醒', why: '3 条还在排队', next: '今天应发 3 条，请查看发送进度' }], tasks: [],
  })

  it.each([['manager', true], ['finance', true], ['auditor', true], ['collector', false], ['steward', false]])('%s: %s', async (role, seen) => {
    cloudSays({ 'today.show': today(role) })
    render(<TodayPage />)
    await settle()
    expect(screen.queryByText('系统状况') !== null).toBe(seen)
    expect(screen.queryByText('触达预测')).not.toBeNull()
    if (!seen) return
    await tap('系统状况')
    expect(called('navigateTo')).toMatchObject([{ url: '/staff/health/index?communityId=jg' }])
  })

  it('F23 an alarm says its reason in the same breath', async () => {
    cloudSays({ 'today.show': today('manager') })
    render(<TodayPage />)
    await settle()
    expect(words()).toContain('今天没有发出任何提醒：3 条还在排队今天应发 3 条，请查看发送进度')
  })
})
