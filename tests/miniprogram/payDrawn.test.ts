/** @jest-environment jsdom */
import { buildScreens } from '../../config/build/screens'
import { openPhoneTown, type PhoneTown } from './phone'
import { openSimulated, until } from './simulate'

let town: PhoneTown
beforeAll(async () => {
  await buildScreens('weapp', { log: () => undefined })
  town = await openPhoneTown('101')
}, 180_000)
afterAll(() => town?.close())

it("the paying page is drawn by WeChat's own compilers: one of two bills is left out, the other is paid", async () => {
  const { openid = '', accountId = '' } = town.people[0] ?? {}
  const phone = openSimulated(town.wxOf(openid, 'success'))
  const page = await phone.page('pages/pay/index', { accountId })
  const shows = (words: string) => until(() => (page.dom.textContent ?? '').includes(words), words)

  await shows('缴纳选中的 2 笔')
  page.querySelectorAll('.tick')[1]?.dispatchEvent('tap')
  await shows('缴纳选中的 1 笔')
  page.querySelector('.button--filled')?.dispatchEvent('tap')
  await shows('本次支付¥200.00')
  page.querySelector('.sheet .button--filled')?.dispatchEvent('tap')
  await until(() => phone.calls.some(({ name }) => name === 'navigateTo'), 'the result page')
  expect(phone.calls.filter(({ name }) => name === 'requestPayment')).toHaveLength(1)
  expect(phone.calls.find(({ name }) => name === 'navigateTo')?.options['url']).toMatch(/outcome=paid$/)
}, 60_000)
