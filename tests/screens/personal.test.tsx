/** @jest-environment jsdom */
import ErasePage from '@/pages/erase'
import MinePage from '@/pages/mine'
import RemindersPage from '@/pages/reminders'
import { PRIVACY_VERSION } from '@contract/privacy'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, called, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import { ME, TEMPLATES } from './samples'
import { phone } from './standIns/taro'
import { tap, words } from './thumb'

afterEach(() => {
  cleanup()
  forgetCloud()
})

const filled = () => [...document.querySelectorAll('.button--filled')].map((each) => each.textContent)

const REMINDERS = { on: true, hour: 9, hours: { first: 9, last: 20 }, quota: { bill_due: 2, receipt: 0 }, templates: TEMPLATES }

describe('提醒设置', () => {
  const open = async (reminders = REMINDERS) => {
    cloudSays({ 'reminders.show': () => ok(reminders), 'consent.record': ok({ quota: { bill_due: 3 } }) })
    render(<RemindersPage />)
    await settle()
  }

  it('says whether, from when, and how many messages may still come', async () => {
    await open()
    expect(words()).toContain('9 点以后再提醒')
    expect(words()).toContain('缴费提醒还可以发给您2 条')
    expect(words()).toContain('缴费成功通知还可以发给您0 条')
    expect(screen.getByLabelText('接收提醒，已选')).toBeTruthy()
    expect([screen.getByText('20 点'), screen.queryByText('21 点'), screen.queryByText('8 点')]).toEqual([expect.anything(), null, null])
  })

  it('a tap on an hour, or on the switch, is the wish itself', async () => {
    let kept = { ...REMINDERS }
    cloudSays({
      'reminders.show': () => ok(kept),
      'reminders.save': (wish) => {
        kept = { ...kept, ...wish }
        return ok(wish)
      },
    })
    render(<RemindersPage />)
    await settle()
    await tap('19 点')
    expect(asked('reminders.save')).toEqual([{ on: true, hour: 19 }])
    expect(words()).toContain('19 点以后再提醒')
    await tap('免打扰')
    expect(asked('reminders.save')[1]).toEqual({ on: false, hour: 19 })
    expect(words()).toContain('不再给您发缴费提醒')
    expect(words()).toContain('缴费成功的通知不受影响')
    expect(words()).not.toContain('点以后再提醒')
  })

  it('a wish that the cloud declines is said, with the way on', async () => {
    await open()
    cloudSays({ 'reminders.save': no('NOT_BOUND') })
    await tap('免打扰')
    expect(words()).toContain('还没有绑定房屋')
    await tap('绑定我的房屋')
    expect(called('navigateTo')).toEqual([{ url: '/pages/bind/index' }])
  })

  it('F27 neither opening it nor changing a wish asks for anything; the button that says so does, inside the tap', async () => {
    phone.answers['requestSubscribeMessage'] = () => ({ 'template-due': 'accept' })
    await open()
    cloudSays({ 'reminders.save': ok({ on: true, hour: 10 }) })
    await tap('10 点')
    act(() => phone.show())
    await settle()
    expect(called('requestSubscribeMessage')).toEqual([])
    fireEvent.click(screen.getByText('再允许一次提醒'))
    expect(called('requestSubscribeMessage')).toEqual([{ tmplIds: ['template-due'], entityIds: [] }])
    const before = asked('reminders.show').length
    await settle()
    expect(asked('consent.record')).toEqual([{ accepted: ['bill_due'], refused: [] }])
    expect(words()).toContain('又多了一条')
    expect(asked('reminders.show')).toHaveLength(before + 1)
  })

  it('F33 a failure is not "no messages left"', async () => {
    render(<RemindersPage />)
    await settle()
    expect(words()).toContain('网络不给力')
    expect(words()).not.toContain('条')
  })
})

const DATA = {
  person: {
    openid: 'o-me', phone: '13800000001', since: '2026-01-05T09:00:00.000+08:00', privacy: { version: '2026-06', at: '2026-01-05T09:00:00.000+08:00' },
    reminders: null, wrongProofs: 0,
  },
  bindings: [
    { place: '3栋2单元501', community: '锦桂花园', relation: '业主', name: '王小明', since: '2026-01-05', how: '手机号验证', active: true },
    { place: null, community: '锦桂花园', relation: '家人', name: '家人', since: '2025-01-05', how: '邀请码', active: false },
  ],
  posts: [], consents: [{ message: '缴费提醒', left: 1, accepted: 3, used: 2, refused: 0, voided: 0 }],
  messages: [{ at: '2026-07-01T09:00:00.000+08:00', message: '缴费提醒', state: '已发送', text: '房屋：3栋2单元501；金额：¥233.10' }],
  payments: [{ outTradeNo: 'L0001', at: '2026-07-01T10:00:00.000+08:00', amount: 233_10, receiptNo: 'SJ2026-000001', place: '3栋2单元501' }],
  plans: [{ at: '2026-06-01T10:00:00.000+08:00', place: '3栋2单元501', total: 600_00, parts: 3, accepted: true }],
  invitations: [], quotes: 1, contacts: 2,
}

describe('我的数据与注销', () => {
  it('says what goes, what stays and why, before anything can be tapped', async () => {
    render(<ErasePage />)
    await settle()
    expect(words()).toContain('法律要求保存')
    expect(words()).toContain('有没有待缴账单，都可以注销')
    expect(words()).toContain('正在付款时，要等结果出来才能注销')
    expect(filled()).toEqual(['确认注销'])
    await tap('确认注销')
    expect(asked('privacy.erase')).toEqual([])
  })

  it('shows everything, each amount with its meaning, and lets it be taken away', async () => {
    cloudSays({ 'privacy.export': ok(DATA) })
    render(<ErasePage />)
    await settle()
    expect(asked('privacy.export')).toEqual([])
    await tap('查看我的数据')
    expect(words()).toContain('13800000001')
    expect(words()).toContain('锦桂花园3栋2单元501')
    expect(words()).toContain('已不能查看的房屋')
    expect(words()).toContain('同意 3 次，已发 2 条，还可发 1 条')
    expect(screen.getByLabelText('已缴 233.10 元')).toBeTruthy()
    expect(words()).toContain('分 3 期缴纳')
    expect(screen.getByLabelText('分期合计 600.00 元')).toBeTruthy()
    await tap('复制全部内容')
    const [{ data: text }] = called('setClipboardData') as [{ data: string }]
    for (const fact of ['o-me', '13800000001', '王小明', 'L0001', '233.10 元', '房屋：3栋2单元501；金额：¥233.10']) expect(text).toContain(fact)
  })

  it('is done by the typed word alone, and this phone forgets too', async () => {
    phone.storage.set('nuancui.accountId', 'acc1')
    phone.storage.set('nuancui.paid', 'acc1 L0001')
    phone.storage.set('nuancui.isStaff', true)
    cloudSays({ 'privacy.erase': ok({ erased: true }) })
    render(<ErasePage />)
    await settle()
    fireEvent.change(screen.getByLabelText('请输入“注销”两个字'), { target: { value: '注销' } })
    await tap('确认注销')
    expect(asked('privacy.erase')).toEqual([{ confirm: '注销' }])
    expect(words()).toContain('已经注销')
    expect([phone.storage.has('nuancui.accountId'), phone.storage.has('nuancui.paid'), phone.storage.get('nuancui.isStaff')]).toEqual([false, false, false])
    await tap('回到首页')
    expect(called('switchTab')).toEqual([{ url: '/pages/home/index' }])
  })

  it.each([
    ['ERASE_PAYMENT_UNDER_WAY', '款项不会丢失'], ['LAST_MANAGER', '请先添加另一位项目经理'],
  ] as const)('%s is said beside the button, and nothing is forgotten', async (refusal, next) => {
    phone.storage.set('nuancui.accountId', 'acc1')
    cloudSays({ 'privacy.erase': no(refusal) })
    render(<ErasePage />)
    await settle()
    fireEvent.change(screen.getByLabelText('请输入“注销”两个字'), { target: { value: '注销' } })
    await tap('确认注销')
    expect(words()).toContain(next)
    expect(phone.storage.get('nuancui.accountId')).toBe('acc1')
  })
})

describe('我的', () => {
  it('leads to the wishes, to what is public and to one’s own data', async () => {
    cloudSays({ 'me.show': ok(ME) })
    render(<MinePage />)
    await settle()
    for (const row of ['提醒设置', '公告与收费标准', '我的数据与注销']) await tap(row)
    expect(called('navigateTo')).toEqual(['reminders', 'guest', 'erase'].map((page) => ({ url: `/pages/${page}/index` })))
    expect(words()).not.toContain('隐私说明有更新')
  })

  it('asks again when the privacy text is a new one, and not who never agreed to any', async () => {
    let me = { ...ME, privacyVersion: '2026-06' }
    cloudSays({
      'me.show': () => ok(me),
      'privacy.accept': (ask) => {
        me = { ...ME, privacyVersion: String(ask['version']) }
        return ok({ acceptedAt: '2026-07-01T09:00:00.000+08:00' })
      },
    })
    render(<MinePage />)
    await settle()
    expect(words()).toContain('隐私说明有更新')
    expect(filled()).toEqual(['同意新的说明'])
    await tap('同意新的说明')
    expect(asked('privacy.accept')).toEqual([{ version: PRIVACY_VERSION }])
    expect(words()).not.toContain('隐私说明有更新')
    cleanup()
    cloudSays({ 'me.show': ok({ ...ME, privacyAccepted: false, privacyVersion: null }) })
    render(<MinePage />)
    await settle()
    expect(words()).not.toContain('隐私说明有更新')
  })

  it('who does not agree to the new text is not kept', async () => {
    cloudSays({ 'me.show': ok({ ...ME, privacyVersion: '2026-06' }) })
    render(<MinePage />)
    await settle()
    await tap('不同意，我要注销')
    expect(called('navigateTo')).toEqual([{ url: '/pages/erase/index' }])
  })
})
