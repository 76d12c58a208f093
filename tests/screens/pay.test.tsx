/** @jest-environment jsdom */
import HomePage from '@/pages/home'
import PayPage from '@/pages/pay'
import { readYuan } from '@/pages/pay/readYuan'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, called, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import { BILLS, HOME, NOTHING_DUE, PAID, QUOTE, STARTED, STATUS } from './samples'
import { phone } from './standIns/taro'
import { tap, words } from './thumb'

afterEach(() => {
  cleanup()
  forgetCloud()
})

const openHome = async () => {
  render(<HomePage />)
  await settle()
}
const payable = () =>
  cloudSays({
    'home.show': ok(HOME),
    'pay.quote': ok(QUOTE),
    'pay.start': ok(STARTED),
    'pay.status': ok(STATUS),
  })

describe('paying everything due', () => {
  it('takes two taps, however many bills', async () => {
    payable()
    await openHome()
    await tap('立即缴纳')
    expect(words()).toContain('收款单位：锦桂物业服务有限公司')
    for (const { outstanding } of BILLS) expect(words()).toContain((outstanding / 100).toFixed(2))
    await tap('确认支付')
    expect(called('requestPayment')).toEqual([STARTED.sheet])
    expect(called('navigateTo')).toEqual([{ url: '/pages/result/index?outTradeNo=L0001&outcome=paid' }])
  })

  it('P40 names an account and a quote, and never a price', async () => {
    payable()
    await openHome()
    await tap('立即缴纳')
    await tap('确认支付')
    expect(asked('pay.quote')).toEqual([{ accountId: 'acc1' }])
    expect(asked('pay.start')).toEqual([{ quoteId: 'q1' }])
  })

  it('P13 a double tap starts one payment and opens one sheet', async () => {
    payable()
    let answer: (value: unknown) => void = () => undefined
    cloudSays({ 'pay.start': () => new Promise((resolve) => (answer = resolve as typeof answer)) })
    await openHome()
    await tap('立即缴纳')
    const confirm = screen.getByText('确认支付')
    fireEvent.click(confirm)
    fireEvent.click(confirm)
    await settle()
    fireEvent.click(screen.getByText('确认支付…'))
    answer(ok(STARTED))
    await settle()
    expect(asked('pay.start')).toHaveLength(1)
    expect(called('requestPayment')).toHaveLength(1)
  })

  it('opens no sheet over a page on which the payer has closed the bill meanwhile', async () => {
    payable()
    let answer: (value: unknown) => void = () => undefined
    cloudSays({ 'pay.start': () => new Promise((resolve) => (answer = resolve as typeof answer)) })
    await openHome()
    await tap('立即缴纳')
    await tap('确认支付')
    await tap('关闭')
    answer(ok(STARTED))
    await settle()
    expect(called('requestPayment')).toEqual([])
  })

  it.each([
    [{ errMsg: 'requestPayment:fail cancel' }, 'cancelled'],
    [{ errMsg: 'requestPayment:fail' }, 'failed'],
  ])('%j is told as %s', async (error, outcome) => {
    payable()
    phone.answers['requestPayment'] = () => {
      throw error
    }
    await openHome()
    await tap('立即缴纳')
    await tap('确认支付')
    expect(called('navigateTo')).toEqual([{ url: `/pages/result/index?outTradeNo=L0001&outcome=${outcome}` }])
    act(() => phone.show())
    await settle()
    expect(words()).toContain('立即缴纳')
  })

  it('F10 after a cancelled payment the next one starts from a new quote, not from the dead one', async () => {
    payable()
    let quotes = 0
    cloudSays({ 'pay.quote': () => ok({ ...QUOTE, quoteId: `q${(quotes += 1)}` }) })
    phone.answers['requestPayment'] = () => {
      throw { errMsg: 'requestPayment:fail cancel' }
    }
    await openHome()
    for (const _ of ['cancelled', 'again']) {
      await tap('立即缴纳')
      await tap('确认支付')
    }
    expect(asked('pay.start')).toEqual([{ quoteId: 'q1' }, { quoteId: 'q2' }])
  })

  it('F06 nothing left to pay goes to the receipt without a payment sheet', async () => {
    payable()
    cloudSays({ 'pay.start': ok({ settled: true, receiptId: 'r1' }) })
    await openHome()
    await tap('立即缴纳')
    await tap('确认支付')
    expect(called('requestPayment')).toEqual([])
    expect(called('navigateTo')).toEqual([{ url: '/pages/receipt/index?receiptId=r1' }])
  })

  it('says why when it may not begin, and works the price out anew when the old one is over', async () => {
    payable()
    cloudSays({ 'pay.start': no('QUOTE_EXPIRED') })
    await openHome()
    await tap('立即缴纳')
    await tap('确认支付')
    expect(words()).toContain('缴费明细已过期')
    await tap('重新计算')
    expect(asked('pay.quote')).toHaveLength(2)
  })

  it('says that nothing was taken when the cloud cannot be reached', async () => {
    payable()
    cloudSays({ 'pay.start': Promise.reject(new Error('request:fail')) })
    await openHome()
    await tap('立即缴纳')
    await tap('确认支付')
    expect(words()).toContain('没有连上')
    expect(called('requestPayment')).toEqual([])
    expect(called('navigateTo')).toEqual([])
  })
})

describe('F08 paid once is not paid twice', () => {
  it('after the sheet said yes nothing can be paid until the books have it', async () => {
    jest.useFakeTimers()
    try {
      payable()
      await openHome()
      await tap('立即缴纳')
      await tap('确认支付')
      act(() => phone.show()) // Back from the result.
      await settle()
      expect(words()).toContain('已付款，入账中')
      expect(screen.queryByText('立即缴纳')).toBeNull()
      cloudSays({ 'pay.status': ok(PAID), 'home.show': ok(NOTHING_DUE) })
      await act(async () => void (await jest.advanceTimersByTimeAsync(3_000)))
      expect(words()).toContain('目前没有待缴账单')
    } finally {
      jest.useRealTimers()
    }
  })

  it('also when it is the cloud that knows of the money', async () => {
    cloudSays({ 'home.show': ok({ ...HOME, confirming: { outTradeNo: 'L0001', amount: 1_240_50 } }) })
    await openHome()
    expect(words()).toContain('已付款，入账中')
    expect(screen.queryByText('立即缴纳')).toBeNull()
  })

  it('also on the page where bills are chosen', async () => {
    phone.storage.set('nuancui.paid', 'acc1 L0001')
    cloudSays({ 'home.show': ok(HOME), 'pay.status': ok(STATUS) })
    render(<PayPage />)
    await settle()
    await settle()
    expect(words()).toContain('已付款，入账中')
    expect(words()).not.toContain('缴纳选中的')
  })

  it('another account of the same person is not held up', async () => {
    phone.storage.set('nuancui.paid', 'acc9 L0009')
    payable()
    await openHome()
    expect(words()).toContain('立即缴纳')
  })
})

describe('choosing what to pay', () => {
  it('names the bills that are left ticked, and everything when all are', async () => {
    payable()
    render(<PayPage />)
    await settle()
    await tap('缴纳选中的 3 笔')
    await tap('关闭')
    await tap('2026年6月物业费')
    await tap('缴纳选中的 2 笔')
    expect(asked('pay.quote')).toEqual([{ accountId: 'acc1' }, { accountId: 'acc1', billIds: ['b5', 'b7'] }])
  })

  it('sends an amount in fen, exactly as typed', async () => {
    payable()
    render(<PayPage />)
    await settle()
    await tap('填写金额')
    fireEvent.change(screen.getByLabelText('这次缴多少（元）'), { target: { value: '1.15' } })
    await tap('看看付到哪些账单')
    expect(asked('pay.quote')).toEqual([{ accountId: 'acc1', amount: 115 }])
  })

  it.each([
    ['200', 200_00],
    ['85.5', 85_50],
    ['1.15', 1_15],
    ['0.01', 1],
    ['1,240.50', 1_240_50],
    ['99999999.99', 99_999_999_99],
    ['', null],
    ['0', null],
    ['0.00', null],
    ['-5', null],
    ['1.234', null],
    ['一百', null],
    ['.5', null],
    ['1e3', null],
    ['999999999', null],
  ])('P37 "%s" yuan is %s fen', (text, amount) => {
    expect(readYuan(text)).toBe(amount)
  })
})
