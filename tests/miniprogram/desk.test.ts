import { join } from 'node:path'
import { buildScreens } from '../../config/build/screens'
import { bytesUnder, DESK_SHELL_BYTES_MAX, MAIN_PACKAGE_BYTES_MAX, mainPackageBytes } from './size'
import { drawnAttribute, nodeOfClass } from './tree'
import { DIST, openMiniProgram } from './vm'

beforeAll(() => buildScreens('weapp', { log: () => undefined }), 120_000)

const DESK = 'pages/desk/index'
const openings = (calls: readonly { name: string; options: Record<string, unknown> }[]) =>
  calls.filter(({ name }) => name === 'navigateTo').map(({ options }) => options['url'])

describe("工作台's tab", () => {
  it('opens the staff sub-package by itself', async () => {
    const phone = openMiniProgram()
    const desk = await phone.page(DESK)
    expect(openings(phone.calls)).toEqual(['/staff/today/index'])
    expect(desk.text()).toContain('进入工作台')
  })

  it('lets the person go back: it stays, with a button, and opens again only when asked', async () => {
    const phone = openMiniProgram()
    const desk = await phone.page(DESK)
    await desk.hide()
    await desk.show()
    expect(openings(phone.calls)).toHaveLength(1)

    await desk.tap('进入工作台')
    expect(openings(phone.calls)).toHaveLength(2)
  })

  it('opens by itself again after another tab was looked at', async () => {
    const phone = openMiniProgram()
    const desk = await phone.page(DESK)
    await desk.hide()
    await desk.show() // back from the staff page
    await desk.hide()
    await desk.show() // back from another tab
    expect(openings(phone.calls)).toHaveLength(2)
  })

  it('says so when the sub-package does not come, and tries again when asked', async () => {
    let online = false
    const phone = openMiniProgram({
      navigateTo: () => {
        if (!online) throw { errMsg: 'navigateTo:fail loadSubpackage timeout' }
        return { errMsg: 'navigateTo:ok' }
      },
    })
    const desk = await phone.page(DESK)
    expect(desk.text()).toContain('工作台没有打开')
    // Taro's templates carry no aria attribute of their own: config/taro/aria.ts puts them in.
    const notice = nodeOfClass(desk.root, 'notice')
    expect(notice && drawnAttribute(notice, 'aria-role', DIST)).toBe('alert')

    online = true
    await desk.tap('重试')
    expect(desk.text()).not.toContain('没有打开')
    expect(openings(phone.calls)).toHaveLength(2)
  })
})

describe('what is shipped is small', () => {
  it('the main package', () => {
    expect(mainPackageBytes()).toBeLessThanOrEqual(MAIN_PACKAGE_BYTES_MAX)
  })

  it("工作台's shell, so that a resident's phone carries next to nothing of it", () => {
    expect(bytesUnder(join(DIST, 'pages', 'desk', 'index.js'))).toBeLessThanOrEqual(DESK_SHELL_BYTES_MAX)
  })

  it('the first paint of home crosses to the screen once', async () => {
    const phone = openMiniProgram({ callFunction: () => new Promise(() => undefined) })
    await phone.page('pages/home/index')
    const [first, ...more] = phone.setDataLog
    expect(more).toEqual([])
    expect(first?.bytes).toBeGreaterThan(0)
    expect(first?.bytes).toBeLessThanOrEqual(4_096)
  })
})
