/** @jest-environment jsdom */
import { buildScreens } from '../../config/build/screens'
import { openPhoneTown, type PhoneTown } from './phone'
import { openSimulated, until } from './simulate'

let town: PhoneTown
beforeAll(async () => {
  await buildScreens('weapp', { log: () => undefined })
  town = await openPhoneTown('102')
}, 180_000)
afterAll(() => town?.close())

it("the result page is drawn by WeChat's own compilers: on its way first, paid once the books say so", async () => {
  const wx = town.wxOf(town.people[0]?.openid ?? '', 'silent')
  const ask = async <T>(action: string, question: object) => {
    const { result } = (await wx['callFunction']?.({ name: 'resident', data: { action, ask: question } })) as { result: { value: T } }
    return result.value
  }
  const { quoteId } = await ask<{ quoteId: string }>('pay.quote', {})
  const { outTradeNo, sheet } = await ask<{ outTradeNo: string; sheet: Record<string, unknown> }>('pay.start', { quoteId })
  await wx['requestPayment']?.(sheet)

  const phone = openSimulated(wx)
  const page = await phone.page('pages/result/index', { outTradeNo, outcome: 'paid' })
  const shows = (words: string) => until(() => (page.dom.textContent ?? '').includes(words), words)
  await shows('已付款，入账中')
  await town.sweep()
  await shows('缴费成功实付金额¥200.00')
  await shows('SJ2026-000001')
}, 60_000)
