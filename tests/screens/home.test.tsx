/** @jest-environment jsdom */
import HomePage from '@/pages/home'
import { REFUSALS, type Refusal } from '@contract/outcome'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, called, cloudSays, forgetCloud, never, no, ok, settle } from './cloud'
import { HOME, ME, MY_ACCOUNT, NOTHING_DUE } from './samples'
import { phone } from './standIns/taro'
import { words } from './thumb'

afterEach(() => {
  cleanup()
  forgetCloud()
})

const filled = () => [...document.querySelectorAll('.button--filled')].map((each) => each.textContent)

describe('首页', () => {
  it('says what is owed in one figure with its meaning, until when, and offers one way to pay it', async () => {
    cloudSays({ 'home.show': ok(HOME) })
    render(<HomePage />)
    await settle()
    expect(screen.getByLabelText('待缴合计 1,240.50 元').className).toContain('money--hero')
    expect(words()).toContain('您有 3 笔账单')
    expect(words()).toContain('2026年7月31日')
    expect(words()).toContain('已过缴费日 31 天')
    expect(filled()).toEqual(['立即缴纳'])
  })

  it('is calm when nothing is owed, and offers nothing to pay', async () => {
    cloudSays({ 'home.show': ok(NOTHING_DUE) })
    render(<HomePage />)
    await settle()
    expect(words()).toContain('目前没有待缴账单')
    expect(words()).not.toContain('¥')
    expect(filled()).toEqual([])
  })

  it('asks once when it opens, and again when it comes back into view', async () => {
    cloudSays({ 'home.show': ok(HOME) })
    render(<HomePage />)
    await settle()
    expect(asked('home.show')).toEqual([{}])
    act(() => phone.show())
    await settle()
    expect(asked('home.show')).toHaveLength(2)
  })

  it("speaks of the account that a message was about, and drops it when it is no longer this person's", async () => {
    phone.params = { accountId: 'account%3Aold' }
    cloudSays({
      'home.show': (ask) => (ask['accountId'] === 'account:old' ? no('ACCOUNT_NOT_YOURS') : ok(HOME)),
    })
    render(<HomePage />)
    await settle()
    await settle()
    expect(asked('home.show')).toEqual([{ accountId: 'account:old' }, {}])
    expect(words()).toContain('¥1,240.50')
  })

  it("never shows one account's debt under another's name", async () => {
    const accounts = [MY_ACCOUNT, { ...MY_ACCOUNT, accountId: 'acc2', label: '8栋1单元1203' }]
    cloudSays({ 'home.show': (ask) => (ask['accountId'] === 'acc2' ? never : ok({ ...HOME, accounts })) })
    render(<HomePage />)
    await settle()
    fireEvent.click(screen.getByText('8栋1单元1203'))
    await settle()
    expect(words()).not.toContain('¥')
    expect(words()).toContain('正在加载')
  })

  it('a slow first answer does not overwrite a quick second one', async () => {
    const answers: ((reply: ReturnType<typeof ok>) => void)[] = []
    cloudSays({ 'home.show': () => new Promise((resolve) => answers.push(resolve)) })
    render(<HomePage />)
    await settle()
    act(() => phone.pullDown())
    await settle()
    answers[1]?.(ok(NOTHING_DUE))
    await settle()
    answers[0]?.(ok(HOME))
    await settle()
    expect(words()).toContain('目前没有待缴账单')
  })
})

describe('F33 a failure is never an amount', () => {
  it('waiting: says so', async () => {
    cloudSays({ 'home.show': never })
    render(<HomePage />)
    await settle()
    expect(words()).toContain('正在加载')
    expect(words()).not.toContain('¥')
  })

  it.each([
    ['the call fails', undefined],
    ['the answer is empty', null],
    ['the answer is no reply', { total: 0 }],
  ])('unreachable: %s', async (_, result) => {
    cloudSays({ 'home.show': ok(HOME) })
    phone.answers['cloud.callFunction'] = () => {
      if (result === undefined) throw new Error('request:fail')
      return { result }
    }
    render(<HomePage />)
    await settle()
    expect(words()).toContain('网络不给力')
    expect(words()).toContain('重试')
    expect(words()).not.toContain('¥')
    expect(words()).not.toContain('没有待缴')
  })

  it('unreachable, then tried again: the amount', async () => {
    render(<HomePage />)
    await settle()
    cloudSays({ 'home.show': ok(HOME) })
    fireEvent.click(screen.getByText('重试'))
    await settle()
    expect(words()).toContain('¥1,240.50')
  })

  it('a refresh that fails does not leave the old amount standing as if it were new', async () => {
    cloudSays({ 'home.show': ok(HOME) })
    render(<HomePage />)
    await settle()
    cloudSays({ 'home.show': Promise.reject(new Error('request:fail')) })
    act(() => phone.pullDown())
    await settle()
    expect(words()).not.toContain('¥')
    expect(words()).toContain('网络不给力')
  })

  it('F07 no answer in 12 seconds is said, not waited for', async () => {
    jest.useFakeTimers()
    try {
      cloudSays({ 'home.show': never })
      render(<HomePage />)
      await act(async () => void (await jest.advanceTimersByTimeAsync(11_900)))
      expect(words()).toContain('正在加载')
      await act(async () => void (await jest.advanceTimersByTimeAsync(200)))
      expect(words()).toContain('网络不给力')
    } finally {
      jest.useRealTimers()
    }
  })
})

it('every refusal says what to do next', async () => {
  for (const code of Object.keys(REFUSALS) as Refusal[]) {
    if (code === 'NOT_BOUND') continue // It has a page of its own: see below.
    cloudSays({ 'home.show': no(code) })
    render(<HomePage />)
    await settle()
    expect(words()).toContain(REFUSALS[code].says)
    expect(words()).toContain(REFUSALS[code].next)
    cleanup()
  }
})

describe('F35 errors on a first start stay apart', () => {
  it('somebody whom the cloud does not know is welcomed, not denied', async () => {
    cloudSays({ 'home.show': no('NOT_BOUND'), 'me.show': ok(ME) })
    render(<HomePage />)
    await settle()
    await settle()
    expect(filled()).toEqual(['绑定我的房屋'])
    expect(words()).toContain('我有邀请码')
    expect(words()).toContain('示例账单')
  })

  it('a failing network is not taken for a missing permission', async () => {
    render(<HomePage />)
    await settle()
    expect(words()).not.toMatch(/绑定|权限|登录/)
  })

  it('a missing sign-in is not taken for a missing home', async () => {
    cloudSays({ 'home.show': no('NOT_SIGNED_IN') })
    render(<HomePage />)
    await settle()
    expect(words()).toContain('还没有登录')
    expect(words()).not.toContain('绑定')
  })

  it('the tab 工作台 follows what the cloud says of this person, also without a home', async () => {
    const staff = [{ communityId: 'jg', community: '锦桂花园', roles: ['manager'] }]
    cloudSays({ 'home.show': no('NOT_BOUND'), 'me.show': ok({ ...ME, staff }) })
    render(<HomePage />)
    await settle()
    await settle()
    expect(phone.storage.get('nuancui.isStaff')).toBe(true)
    expect(words()).toContain('您是锦桂花园的员工')
  })
})

describe('F27 the subscription prompt', () => {
  const remind = () => fireEvent.click(screen.getByText('到期前提醒我'))

  it('never comes by itself', async () => {
    cloudSays({ 'home.show': ok(HOME) })
    render(<HomePage />)
    await settle()
    act(() => phone.show())
    await settle()
    expect(called('requestSubscribeMessage')).toEqual([])
  })

  it('is asked inside the tap, with nothing awaited before, and its answer goes to the ledger of consent', async () => {
    phone.answers['requestSubscribeMessage'] = () => ({ 'template-due': 'accept' })
    cloudSays({ 'home.show': ok(HOME), 'consent.record': ok({ quota: { bill_due: 1 } }) })
    render(<HomePage />)
    await settle()
    remind()
    expect(called('requestSubscribeMessage')).toEqual([{ tmplIds: ['template-due'], entityIds: [] }])
    await settle()
    expect(asked('consent.record')).toEqual([{ accepted: ['bill_due'], refused: [] }])
    expect(words()).toContain('下一次缴费日前会在微信里提醒您一次')
  })

  it.each([
    ['reject', '这次没有开启'],
    ['ban', '微信里关闭了这类通知'],
    ['filter', '微信里关闭了这类通知'],
  ])('answered %s: said so, and kept as no consent', async (said, told) => {
    phone.answers['requestSubscribeMessage'] = () => ({ 'template-due': said })
    cloudSays({ 'home.show': ok(HOME), 'consent.record': ok({ quota: {} }) })
    render(<HomePage />)
    await settle()
    remind()
    await settle()
    expect(asked('consent.record')).toEqual([{ accepted: [], refused: ['bill_due'] }])
    expect(words()).toContain(told)
  })

  it('a yes that the cloud did not write down is not called a yes', async () => {
    phone.answers['requestSubscribeMessage'] = () => ({ 'template-due': 'accept' })
    cloudSays({ 'home.show': ok(HOME) })
    render(<HomePage />)
    await settle()
    remind()
    await settle()
    expect(words()).not.toContain('会在微信里提醒您')
    expect(words()).toContain('没有连上')
  })
})
