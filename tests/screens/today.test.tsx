/** @jest-environment jsdom */
import TodayPage from '@/staff/today'
import { cleanup, render, screen } from '@testing-library/react'
import { asked, called, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import { phone } from './standIns/taro'
import { tap, words } from './thumb'

beforeEach(() => void (phone.params = { communityId: 'jg' }))
afterEach(() => {
  cleanup()
  forgetCloud()
})

const TODAY = {
  communities: [
    { communityId: 'jg', name: '锦桂花园', roles: ['manager'] },
    { communityId: 'by', name: '碧云商业中心', roles: ['collector'] },
  ],
  communityId: 'jg',
  figures: {
    overdue: { total: 94_449_91, count: 57 },
    notYetDue: 31_200_00,
    paidYesterday: { total: 4_120_30, count: 9 },
    sentToday: 0,
    waitingToSend: 12,
  },
  alarms: [{ says: '今天没有发出任何提醒', next: '请查看发送进度，并联系技术支持' }],
  tasks: [
    {
      taskId: 't1',
      kind: 'call',
      title: '打电话',
      says: '逾期 34 天，微信触达不到',
      accountId: 'acc1',
      label: '3栋2单元501',
      createdAt: '2026-07-01T00:30:00.000+08:00',
      done: false,
    },
  ],
}

describe('今日', () => {
  it('says figures with what they count, alarms in plain words, and why each task is there', async () => {
    cloudSays({ 'today.show': ok(TODAY) })
    render(<TodayPage />)
    await settle()
    expect(screen.getByLabelText('欠费（已过缴费日） 94,449.91 元')).toBeTruthy()
    expect(words()).toContain('57 户')
    expect(words()).toContain('今天没有发出任何提醒')
    expect(words()).toContain('逾期 34 天，微信触达不到')
  })

  it('a household is one line: what to say on the phone is unfolded by a tap', async () => {
    const says = '到期满 30 天电话：逾期 34 天，逾期金额 ¥1,320.00\n工作日 9:00 至 20:00可以拨打\n可以这样说：您好'
    cloudSays({ 'today.show': ok({ ...TODAY, tasks: [{ ...TODAY.tasks[0], says }] }) })
    render(<TodayPage />)
    await settle()
    expect(words()).toContain('到期满 30 天电话：逾期 34 天')
    expect(words()).not.toMatch(/逾期金额|可以这样说/)
    await tap('3栋2单元501 · 打电话')
    expect(words()).toContain('逾期金额 ¥1,320.00')
    expect(words()).toContain('工作日 9:00 至 20:00可以拨打\n可以这样说：您好')
    await tap('查看这一户')
    expect(called('navigateTo')).toMatchObject([{ url: '/staff/account/index?accountId=acc1' }])
    await tap('3栋2单元501 · 打电话')
    expect(words()).not.toContain('可以这样说')
  })

  it('opens the community of the address, switches to another, and shows what that post has a use for', async () => {
    cloudSays({ 'today.show': (ask) => ok({ ...TODAY, communityId: ask['communityId'] }) })
    render(<TodayPage />)
    await settle()
    expect(words()).toContain('导入台账')
    await tap('碧云商业中心')
    expect(asked('today.show')).toEqual([{ communityId: 'jg' }, { communityId: 'by' }])
    expect(words()).not.toContain('导入台账')
  })

  it('somebody who is no staff is told so, once the remembered community has been given up', async () => {
    cloudSays({ 'today.show': no('NOT_STAFF') })
    render(<TodayPage />)
    await settle()
    await settle()
    expect(asked('today.show')).toEqual([{ communityId: 'jg' }, {}])
    expect(words()).toContain('您不在这个项目的员工名单里')
  })

  it('a finished task asks the cloud for what is left', async () => {
    cloudSays({ 'today.show': ok(TODAY), 'task.done': ok({ done: true }) })
    render(<TodayPage />)
    await settle()
    await tap('办完了')
    expect(asked('task.done')).toEqual([{ taskId: 't1' }])
    expect(asked('today.show')).toHaveLength(2)
  })
})
