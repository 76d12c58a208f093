/** @jest-environment jsdom */
import { buildScreens } from '../../config/build/screens'
import { openSimulated, until } from './simulate'

beforeAll(() => buildScreens('weapp', { log: () => undefined }), 120_000)

it("工作台's shell is drawn and tapped through WeChat's own compilers", async () => {
  let online = false
  const phone = openSimulated({
    navigateTo: () => {
      if (!online) throw { errMsg: 'navigateTo:fail loadSubpackage timeout' }
      return { errMsg: 'navigateTo:ok' }
    },
  })
  const desk = await phone.page('pages/desk/index')
  await until(() => (desk.dom.textContent ?? '').includes('工作台没有打开'), 'the refusal in words')

  online = true
  desk.querySelector('.button')?.dispatchEvent('tap')
  await until(() => (desk.dom.textContent ?? '').includes('进入工作台'), 'the second try')
  expect(phone.calls.filter(({ name }) => name === 'navigateTo')).toHaveLength(2)
})
