/** @jest-environment jsdom */
import { buildScreens } from '../../config/build/screens'
import { HOME, QUOTE, STARTED } from '../screens/samples'
import { openSimulated, until } from './simulate'

beforeAll(() => buildScreens('weapp', { log: () => undefined }), 120_000)

const ANSWERS: Record<string, unknown> = { 'home.show': HOME, 'pay.quote': QUOTE, 'pay.start': STARTED }

it("home is drawn, and everything due is paid in two taps, through WeChat's own compilers", async () => {
  const phone = openSimulated({
    callFunction: (options) => {
      const { action } = options['data'] as { action: string }
      return { result: { ok: true, value: ANSWERS[action] } }
    },
  })
  const home = await phone.page('pages/home/index')
  const shows = (words: string) => until(() => (home.dom.textContent ?? '').includes(words), words)
  const tapFilled = () => home.querySelectorAll('.button--filled').at(-1)?.dispatchEvent('tap')

  await shows('1,240.50')
  tapFilled()
  await shows('收款单位')
  tapFilled()
  const called = (name: string) => phone.calls.filter((call) => call.name === name).map(({ options }) => options)
  await until(() => called('navigateTo').length > 0, 'the result')
  expect(called('requestPayment')).toMatchObject([STARTED.sheet])
  expect(called('navigateTo')).toMatchObject([{ url: '/pages/result/index?outTradeNo=L0001&outcome=paid' }])
})
