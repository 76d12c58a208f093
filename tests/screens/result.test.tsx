/** @jest-environment jsdom */
import ResultPage from '@/pages/result'
import { act, cleanup, render, screen } from '@testing-library/react'
import { asked, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import { ME, PAID, STATUS } from './samples'
import { phone } from './standIns/taro'
import { words } from './thumb'

beforeEach(() => void jest.useFakeTimers())
afterEach(() => {
  cleanup()
  forgetCloud()
  jest.useRealTimers()
})

const seconds = (count: number) => act(async () => void (await jest.advanceTimersByTimeAsync(count * 1000)))
const open = async (outcome: string) => {
  phone.params = { outTradeNo: 'L0001', outcome }
  render(<ResultPage />)
  await settle()
}

describe('缴费结果', () => {
  it('F08 says 已付款，入账中 at once, whatever the cloud knows', async () => {
    cloudSays({ 'pay.status': new Promise(() => undefined) })
    await open('paid')
    expect(words()).toContain('已付款，入账中')
    expect(words()).toContain('请不要再付一次')
  })

  it.each(['awaiting_payer', 'confirming', 'closed'])(
    'never says unpaid after the sheet said yes: %s',
    async (state) => {
      cloudSays({ 'pay.status': ok({ ...STATUS, state }) })
      await open('paid')
      expect(words()).toContain('已付款，入账中')
      expect(words()).not.toMatch(/没有扣款|未付|重新缴纳/)
    },
  )

  it('says 缴费成功 only when the books say it, with the amount and the receipt', async () => {
    cloudSays({ 'pay.status': ok(STATUS) })
    await open('paid')
    expect(words()).not.toContain('缴费成功')
    cloudSays({ 'pay.status': ok(PAID) })
    await seconds(1)
    expect(words()).toContain('缴费成功')
    expect(words()).toContain('2026-000123')
    expect(screen.getByLabelText('实付金额 1,240.50 元')).toBeTruthy()
  })

  it('F07 asks again after 1, 2, 3, 5 and 8 seconds, and not after the end', async () => {
    cloudSays({ 'pay.status': ok(STATUS) })
    await open('paid')
    const counts = []
    for (const wait of [1, 2, 3, 5, 8]) {
      await seconds(wait)
      counts.push(asked('pay.status').length)
    }
    expect(counts).toEqual([2, 3, 4, 5, 6])
    cloudSays({ 'pay.status': ok(PAID) })
    await seconds(13)
    const atTheEnd = asked('pay.status').length
    await seconds(600)
    expect(asked('pay.status')).toHaveLength(atTheEnd)
  })

  it('asks nothing while the page is out of sight', async () => {
    cloudSays({ 'pay.status': ok(STATUS) })
    await open('paid')
    act(() => phone.hide())
    const before = asked('pay.status').length
    await seconds(60)
    expect(asked('pay.status')).toHaveLength(before)
    act(() => phone.show())
    await settle()
    expect(asked('pay.status')).toHaveLength(before + 1)
  })

  it('a lost network leaves what is known standing, and says that it goes on asking', async () => {
    await open('paid')
    expect(words()).toContain('已付款，入账中')
    expect(words()).toContain('网络不给力，正在继续查询')
    cloudSays({ 'pay.status': ok(PAID) })
    await seconds(1)
    expect(words()).toContain('缴费成功')
    expect(words()).not.toContain('网络不给力')
  })

  it.each([
    ['cancelled', '您取消了这次付款', '没有扣款'],
    ['failed', '微信没有完成这次付款', '先看微信有没有扣款通知'],
  ])('explains %s, with a way to pay again', async (outcome, says, next) => {
    cloudSays({ 'pay.status': ok(STATUS) })
    await open(outcome)
    expect(words()).toContain(says)
    expect(words()).toContain(next)
    expect(words()).toContain('返回，重新缴纳')
  })

  it('believes the books when the sheet said no and the money came all the same', async () => {
    cloudSays({ 'pay.status': ok(STATUS) })
    await open('failed')
    cloudSays({ 'pay.status': ok(PAID) })
    await seconds(1)
    expect(words()).toContain('缴费成功')
    expect(words()).not.toContain('重新缴纳')
  })

  it('while WeChat may hold the money it does not say unpaid, even after a no', async () => {
    cloudSays({ 'pay.status': ok({ ...STATUS, state: 'confirming' }) })
    await open('failed')
    expect(words()).toContain('已付款，入账中')
    expect(words()).not.toContain('重新缴纳')
  })

  it('tells of money that fits no bill, and of money returned', async () => {
    cloudSays({ 'pay.status': ok({ ...PAID, surplus: 233_10, refunded: 100_00 }) })
    await open('paid')
    expect(words()).toContain('¥233.10 暂时没有对应的账单')
    expect(words()).toContain('¥100.00 已原路退回')
  })

  it('offers word of the receipt only while it has no number yet', async () => {
    const { receiptNo: _, ...unnumbered } = PAID
    cloudSays({ 'pay.status': ok(unnumbered), 'me.show': ok(ME) })
    await open('paid')
    await settle()
    expect(words()).toContain('收到收据提醒')
    cloudSays({ 'pay.status': ok(PAID) })
    await seconds(1)
    expect(words()).not.toContain('收到收据提醒')
  })

  it("says the cloud's words for an order that nobody knows", async () => {
    cloudSays({ 'pay.status': no('ORDER_NOT_FOUND') })
    await open('paid')
    expect(words()).toContain('没有找到这笔付款')
    expect(words()).toContain('看缴费记录')
  })
})
