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

it("home is drawn by WeChat's own compilers: two taps pay both bills, and home then owes nothing", async () => {
  const phone = openSimulated(town.wxOf(town.people[0]?.openid ?? '', 'success'))
  const home = await phone.page('pages/home/index')
  const shows = (words: string) => until(() => (home.dom.textContent ?? '').includes(words), words)
  const tap = (selector: string) => home.querySelector(selector)?.dispatchEvent('tap')

  await shows('待缴合计¥400.00')
  await until(() => home.querySelectorAll('.row--tappable').length === 2, 'both bills')
  tap('.button--filled')
  await shows('本次支付¥400.00')
  tap('.sheet .button--filled')
  await until(() => phone.calls.some(({ name }) => name === 'navigateTo'), 'the result page')
  expect(phone.calls.filter(({ name }) => name === 'requestPayment')).toHaveLength(1)
  expect(phone.calls.find(({ name }) => name === 'navigateTo')?.options['url']).toMatch(/^\/pages\/result\/index\?outTradeNo=L_\w+&outcome=paid$/)
  await until(() => home.querySelector('.sheet') === undefined, 'the sheet to be gone')
  home.instance['onShow']?.() // Back from the result page.
  await shows('目前没有待缴账单')
}, 60_000)
