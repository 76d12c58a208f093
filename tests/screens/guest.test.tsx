/** @jest-environment jsdom */
import BillPage from '@/pages/bill'
import BindPage from '@/pages/bind'
import GuestPage from '@/pages/guest'
import HomePage from '@/pages/home'
import SamplePage from '@/pages/sample'
import NoticesPage from '@/staff/notices'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, called, cloudSays, forgetCloud, never, no, ok, settle } from './cloud'
import { HOME, ME } from './samples'
import { phone } from './standIns/taro'
import { tap, words } from './thumb'

afterEach(() => {
  cleanup()
  forgetCloud()
})

const filled = () => [...document.querySelectorAll('.button--filled')].map((each) => each.textContent)
const write = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })

const notice = (n: number) => ({ noticeId: `n${n}`, title: `公告${n}`, text: `内容${n}`, from: '2026-07-01', to: '2026-07-10' })
const TARIFF = { title: '物业服务费', says: '物业服务费 1.80 元/㎡·月', basis: '合同第六条', publishedOn: '2025-12-01', effectiveFrom: '2026-01-01' }
const GUEST = {
  communities: [{ communityId: 'jg', name: '锦桂花园' }],
  community: { communityId: 'jg', name: '锦桂花园', company: '锦桂物业服务有限公司', counterPhone: '0571-5550111' },
  tariffs: [TARIFF], notices: [notice(1)],
  sample: {
    title: '物业服务费', period: '2026-07', place: '示例小区 · 示例房屋', payee: '锦桂物业服务有限公司', dueOn: '2026-07-31', amount: 161_10,
    steps: [{ says: '89.50 ㎡ × 1.80 元/㎡·月', amount: 161_10 }],
    tariff: { says: TARIFF.says, basis: '合同第六条', publishedOn: '2025-12-01' },
  },
}
const SEVERAL = { ...GUEST, communities: [...GUEST.communities, { communityId: 'yx', name: '银杏苑' }], community: null, tariffs: [], notices: [] }

describe('somebody whom the cloud does not know', () => {
  const welcome = async (guest: unknown = GUEST) => {
    cloudSays({ 'home.show': no('NOT_BOUND'), 'me.show': ok({ ...ME, privacyAccepted: false, privacyVersion: null }), 'guest.show': ok(guest) })
    render(<HomePage />)
    await settle()
    await settle()
  }

  it('sees whose place it is, what is announced and charged, and then the two ways in, each in its own words', async () => {
    await welcome()
    for (const said of ['锦桂物业服务有限公司', '0571-5550111', '公告1', '物业服务费 1.80 元/㎡·月', '依据：合同第六条']) expect(words()).toContain(said)
    expect(words().indexOf('公告1')).toBeLessThan(words().indexOf('绑定我的房屋'))
    expect(filled()).toEqual(['绑定我的房屋'])
    expect(words()).toContain('用在物业登记的手机号')
    expect(words()).toContain('不需要手机号')
    await tap('示例账单')
    await tap('绑定我的房屋')
    await tap('我有邀请码')
    expect(called('navigateTo').map(({ url }) => url)).toEqual(['/pages/sample/index?communityId=jg', '/pages/bind/index', '/pages/invited/index'])
  })

  it('calls the counter with one tap', async () => {
    await welcome()
    await tap('前台电话 0571-5550111')
    expect(called('makePhoneCall')).toEqual([{ phoneNumber: '0571-5550111' }])
  })

  it('chooses among several communities by name', async () => {
    cloudSays({
      'home.show': no('NOT_BOUND'), 'me.show': ok(ME),
      'guest.show': (ask) => ok(ask['communityId'] === 'jg' ? { ...GUEST, communities: SEVERAL.communities } : SEVERAL),
    })
    render(<HomePage />)
    await settle()
    await settle()
    expect(words()).toContain('您住在哪个小区')
    await tap('锦桂花园')
    expect(asked('guest.show')).toEqual([{}, { communityId: 'jg' }])
    expect(words()).toContain('前台电话')
  })

  it('is shown two of each at first, and the way to all of them', async () => {
    await welcome({ ...GUEST, notices: [notice(1), notice(2), notice(3)] })
    expect(words()).not.toContain('公告3')
    await tap('查看全部 3 条公告')
    expect(called('navigateTo')).toEqual([{ url: '/pages/guest/index?communityId=jg' }])
  })

  it('can still come in when what is public does not load', async () => {
    cloudSays({ 'home.show': no('NOT_BOUND'), 'me.show': ok(ME) })
    render(<HomePage />)
    await settle()
    await settle()
    expect(words()).toContain('网络不给力')
    expect(filled()).toEqual(['绑定我的房屋'])
  })

  it('who does not agree is led to the invitation code, never to a dead end', async () => {
    cloudSays({ 'me.show': ok({ ...ME, privacyAccepted: false, privacyVersion: null }) })
    render(<BindPage />)
    await settle()
    await tap('不同意，用邀请码')
    expect(called('navigateTo')).toEqual([{ url: '/pages/invited/index' }])
    expect(asked('privacy.accept')).toEqual([])
  })

  it('who agreed to an earlier text is asked about the new one before the number', async () => {
    cloudSays({ 'me.show': ok({ ...ME, privacyVersion: '2026-06' }) })
    render(<BindPage />)
    await settle()
    expect(words()).toContain('第一步：隐私说明')
    expect(words()).not.toContain('用手机号验证')
  })
})

describe('公告与收费标准', () => {
  it('shows all of them; a community that is gone is chosen anew', async () => {
    phone.params = { communityId: 'gone' }
    cloudSays({ 'guest.show': (ask) => (ask['communityId'] === 'gone' ? no('COMMUNITY_NOT_FOUND') : ok({ ...GUEST, notices: [1, 2, 3].map(notice) })) })
    render(<GuestPage />)
    await settle()
    await tap('重新选择')
    expect(words()).toContain('公告3')
    expect(words()).toContain('2026年1月1日起。依据：合同第六条。2025年12月1日公示')
  })

  it('F33 waits in words', async () => {
    cloudSays({ 'guest.show': never })
    render(<GuestPage />)
    await settle()
    expect(words()).toContain('正在加载')
  })
})

it('示例账单 says whose it is: nobody’s, and how it is worked out', async () => {
  cloudSays({ 'guest.show': ok(GUEST) })
  render(<SamplePage />)
  await settle()
  expect(words()).toContain('示例，不是您的账单')
  expect(screen.getByLabelText('示例金额 161.10 元').className).toContain('money--hero')
  expect(words()).toContain('89.50 ㎡ × 1.80 元/㎡·月')
  expect(words()).toContain('依据：合同第六条')
})

describe('the banner on 首页', () => {
  it('is a notice, and opens all of them', async () => {
    cloudSays({ 'home.show': ok({ ...HOME, banner: { says: '电梯保养：请走1号电梯', communityId: 'jg' } }) })
    render(<HomePage />)
    await settle()
    await tap('电梯保养：请走1号电梯')
    expect(called('navigateTo')).toEqual([{ url: '/pages/guest/index?communityId=jg' }])
  })
})

describe('F27 到期前提醒我 on a bill', () => {
  const BILL = {
    billId: 'b7', accountId: 'acc1', title: '物业费', place: '3栋2单元501', period: '2026-07', from: '2026-07-01', to: '2026-07-31', dueOn: '2026-07-31',
    amount: 233_10, outstanding: 233_10, daysOverdue: 0, state: 'open', payee: '锦桂物业', working: { steps: [] }, tariff: null, compared: null,
    payments: [], relief: [], lateCharge: 0,
  }
  const open = async (bill: object) => {
    phone.params = { billId: 'b7' }
    cloudSays({ 'bill.show': ok({ ...BILL, ...bill }), 'me.show': ok(ME), 'consent.record': ok({ quota: {} }) })
    render(<BillPage />)
    await settle()
    await settle()
  }

  it('is offered while the day is still to come, and asks inside the tap only', async () => {
    phone.answers['requestSubscribeMessage'] = () => ({ 'template-due': 'accept' })
    await open({})
    expect(filled()).toEqual(['缴纳这笔'])
    expect(called('requestSubscribeMessage')).toEqual([])
    fireEvent.click(screen.getByText('到期前提醒我'))
    expect(called('requestSubscribeMessage')).toHaveLength(1)
    await settle()
    expect(asked('consent.record')).toEqual([{ accepted: ['bill_due'], refused: [] }])
  })

  it.each([['after its day', { daysOverdue: 1 }], ['when it is paid', { state: 'settled', outstanding: 0 }]])('is not offered %s', async (_when, bill) => {
    await open(bill)
    expect(words()).not.toContain('到期前提醒我')
  })
})

describe('工作台 · 公告', () => {
  const POSTED = { ...notice(1), postedBy: '林经理', state: 'current' }
  const fill = () => {
    write('标题', '电梯保养')
    write('内容', '请走1号电梯')
    write('开始日', '2026-07-01')
    write('结束日', '2026-07-10')
  }
  beforeEach(() => {
    phone.params = { communityId: 'jg' }
  })

  it('posts, and shows what stands', async () => {
    cloudSays({ 'notice.list': ok({ notices: [POSTED, { ...notice(2), postedBy: '林经理', state: 'withdrawn' }] }), 'notice.post': ok({ noticeId: 'n3' }) })
    render(<NoticesPage />)
    await settle()
    expect(words()).toContain('正在显示')
    expect(screen.getAllByText('撤下')).toHaveLength(1)
    fill()
    await tap('发布')
    expect(asked('notice.post')).toEqual([{ communityId: 'jg', title: '电梯保养', text: '请走1号电梯', from: '2026-07-01', to: '2026-07-10' }])
    expect(asked('notice.list')).toHaveLength(2)
  })

  it('says which words to change when some may not stand there', async () => {
    cloudSays({ 'notice.list': ok({ notices: [] }), 'notice.post': no('NOTICE_WORDS'), 'notice.check': ok({ forbidden: ['停水', '催'] }) })
    render(<NoticesPage />)
    await settle()
    expect(words()).toContain('还没有公告')
    fill()
    await tap('发布')
    expect(words()).toContain('公告里有不能发给住户的说法')
    expect(words()).toContain('请改掉这些说法：停水、催')
  })

  it('does not ask the cloud about a day that is none', async () => {
    cloudSays({ 'notice.list': ok({ notices: [] }) })
    render(<NoticesPage />)
    await settle()
    fill()
    write('结束日', '下周')
    await tap('发布')
    expect(words()).toContain('没有看懂起止日')
    expect(asked('notice.post')).toEqual([])
  })

  it('takes one down', async () => {
    cloudSays({ 'notice.list': ok({ notices: [POSTED] }), 'notice.withdraw': ok({ withdrawn: true }) })
    render(<NoticesPage />)
    await settle()
    await tap('撤下')
    expect(asked('notice.withdraw')).toEqual([{ noticeId: 'n1' }])
    expect(asked('notice.list')).toHaveLength(2)
  })
})
