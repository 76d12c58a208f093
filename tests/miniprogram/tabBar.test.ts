/** @jest-environment jsdom */
import { buildScreens } from '../../config/build/screens'
import { openSimulated, type Simulated, until } from './simulate'

type Bar = Awaited<ReturnType<Simulated['component']>>

const words = (bar: Bar) => bar.querySelectorAll('.tab__words').map((each) => each.dom.textContent)
const current = (bar: Bar) => bar.querySelectorAll('.tab--current').map((each) => each.dom.textContent)

let phone: Simulated
let bar: Bar

beforeAll(async () => {
  await buildScreens('weapp', { log: () => undefined })
  phone = openSimulated()
  phone.stack = [{ route: 'pages/home/index' }]
  bar = await phone.component('custom-tab-bar/index')
}, 120_000)

const comesIntoView = async () => bar.instance['refresh']?.()

describe("the mini-program's own tab bar", () => {
  it('shows a resident three tabs, and marks the one that is open', () => {
    expect(words(bar)).toEqual(['首页', '账单', '我的'])
    expect(current(bar)).toEqual(['首页'])
  })

  it('shows staff 工作台 as a fourth, from the next time it comes into view', async () => {
    phone.storage.set('nuancui.isStaff', true)
    await comesIntoView()
    expect(words(bar)).toEqual(['首页', '账单', '我的', '工作台'])
  })

  it('takes 工作台 away from a person who is staff no longer', async () => {
    phone.storage.set('nuancui.isStaff', false)
    await comesIntoView()
    expect(words(bar)).toEqual(['首页', '账单', '我的'])
  })

  it('believes only a plain yes: anything else that lies in the storage shows nothing more', async () => {
    for (const odd of ['true', 1, {}, null, '']) {
      phone.storage.set('nuancui.isStaff', odd)
      await comesIntoView()
      expect(words(bar)).toEqual(['首页', '账单', '我的'])
    }
  })

  it('opens the tab that is tapped', async () => {
    bar.querySelectorAll('.tab')[1]?.dispatchEvent('tap')
    await until(() => phone.calls.length > 0, 'the tap to arrive')
    expect(phone.calls).toMatchObject([{ name: 'switchTab', options: { url: '/pages/bills/index' } }])
  })

  it('grows with the reader’s size of type', async () => {
    phone.storage.set('nuancui.typeFactor', 1.5)
    await comesIntoView()
    expect(bar.querySelector('.tab-bar')?.dom.getAttribute('style')).toBe('--type-factor: 1.5')
  })
})
