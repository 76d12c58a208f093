/** @jest-environment jsdom */
import ForecastPage from '@/staff/forecast'
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
  render(<ForecastPage />)
  await settle()
}

const TAKEN = '2026-07-08T00:30:12.000+08:00'
const DAY = {
  dueOn: '2026-07-15', accounts: 57, amount: 94_449_91,
  wechat: { accounts: 30, amount: 50_000_00 }, phone: { accounts: 25, amount: 44_000_00 }, none: { accounts: 2, amount: 449_91 },
}
const ROW = {
  accountId: 'a1', label: '3栋2单元501', dueOn: '2026-07-15', amount: 233_10,
  says: '没有能提醒的人绑定微信，也没有登记电话', next: '邀请绑定，或补登电话',
}
const ANOTHER = { ...ROW, accountId: 'a2', label: '3栋2单元502' }

describe('触达预测', () => {
  it('says of each due day who can be reached by what, in households and in money, and when it was counted', async () => {
    cloudSays({ 'forecast.show': ok({ days: [DAY], takenAt: TAKEN, rows: [ROW] }) })
    await open()
    expect(words()).toContain('7月15日到期')
    expect(screen.getByLabelText('当天到期待缴，共 57 户 94,449.91 元')).toBeTruthy()
    for (const [meaning, households] of [['微信能提醒', '30 户'], ['只能打电话', '25 户'], ['都联系不上', '2 户']] as const) {
      expect(words()).toContain(`${meaning}${households}`)
      expect(screen.getByLabelText(new RegExp(`^${meaning} .* 元$`))).toBeTruthy()
    }
    expect(words()).toContain('7月8日 00:30统计')
  })

  it('lists whom nothing reaches, with what would change it, and opens the household', async () => {
    cloudSays({ 'forecast.show': ok({ days: [DAY], takenAt: TAKEN, rows: [ROW] }) })
    await open()
    expect(words()).toContain(ROW.says)
    expect(words()).toContain(ROW.next)
    await tap(ROW.label)
    expect(called('navigateTo')).toMatchObject([{ url: '/staff/account/index?accountId=a1' }])
  })

  it('goes on with the next page, and keeps the figures of the first', async () => {
    cloudSays({ 'forecast.show': (ask) => ok(
      ask['after'] === undefined ? { days: [DAY], takenAt: TAKEN, rows: [ROW], next: '2026-07-15_a1' } : { rows: [ANOTHER] },
    ) })
    await open()
    await tap('查看更多')
    expect(asked('forecast.show')).toEqual([{ communityId: 'jg' }, { communityId: 'jg', after: '2026-07-15_a1' }])
    expect(words()).toContain(ROW.label)
    expect(words()).toContain(ANOTHER.label)
    expect(words()).toContain('57 户')
    expect(screen.queryByText('查看更多')).toBeNull()
  })

  it('a page without a household is not yet "everybody can be reached" while there is more to read', async () => {
    cloudSays({ 'forecast.show': ok({ days: [], takenAt: TAKEN, rows: [], next: '2026-07-15_a1' }) })
    await open()
    expect(words()).not.toContain('每一户都有办法联系到')
    expect(words()).toContain('查看更多')
  })

  it('nothing counted yet, nothing due, and nobody out of reach are three different things', async () => {
    cloudSays({ 'forecast.show': ok({ days: [], takenAt: null, rows: [ROW] }) })
    await open()
    expect(words()).toContain('还没有统计过')
    cleanup()
    cloudSays({ 'forecast.show': ok({ days: [], takenAt: TAKEN, rows: [] }) })
    await open()
    expect(words()).toContain('近期没有到期的账单（7月8日 00:30统计）')
    expect(words()).toContain('每一户都有办法联系到')
  })

  it('F33 waiting, unreachable and refused show no figure', async () => {
    cloudSays({ 'forecast.show': never })
    await open()
    expect(words()).not.toMatch(/户|¥/)
    cleanup()
    forgetCloud()
    cloudSays({})
    await open()
    expect(words()).toContain('没有连上')
    expect(words()).not.toMatch(/¥|都有办法/)
    cleanup()
    cloudSays({ 'forecast.show': no('NOT_STAFF') })
    await open()
    expect(words()).toContain('您不在这个项目的员工名单里')
  })
})

describe('the forecast on 今日', () => {
  const TODAY = {
    communities: [{ communityId: 'jg', name: '锦桂花园', roles: ['manager'] }], communityId: 'jg',
    figures: { overdue: { total: 0, count: 0 }, notYetDue: 0, paidYesterday: { total: 0, count: 0 }, sentToday: 0, waitingToSend: 0 },
    alarms: [], tasks: [],
  }

  it('shows the next due day and leads to the list; without a due day there is no card', async () => {
    cloudSays({ 'today.show': ok({ ...TODAY, forecast: DAY }) })
    render(<TodayPage />)
    await settle()
    expect(words()).toContain('7月15日到期前，联系得上吗')
    await tap('2 户都联系不上')
    expect(called('navigateTo')).toMatchObject([{ url: '/staff/forecast/index?communityId=jg' }])
    cleanup()
    cloudSays({ 'today.show': ok(TODAY) })
    render(<TodayPage />)
    await settle()
    expect(words()).not.toContain('联系得上吗')
  })
})
