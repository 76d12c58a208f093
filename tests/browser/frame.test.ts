import type { Page } from 'playwright-core'
import { buildScreens } from '../../config/build/screens'
import { openBrowser, type TestBrowser } from './launch'
import { openShelf } from './shelf'

const PHONE_WIDTH_MAX = 430
const WIDE_WIDTH_MAX = 1080
const TOUCH_PX_MIN = 44 // 88 rpx on the 375-wide phone that the design is drawn for
const NARROW = { width: 320, height: 640 }

let browser: TestBrowser
let shelf: Awaited<ReturnType<typeof openShelf>>

beforeAll(async () => {
  await buildScreens('h5', { log: () => undefined })
  shelf = await openShelf()
  browser = await openBrowser()
}, 180_000)

afterAll(async () => {
  await browser.close()
  await shelf.close()
})

/** What the app keeps in this browser, in Taro's own form. */
const keep = (page: Page, key: string, value: boolean | number) =>
  page.addInitScript(
    ([name, data]) => localStorage.setItem(name, JSON.stringify({ data })),
    [key, value] as [string, boolean | number],
  )

const open = async (page: Page, path: string) => {
  await page.goto(`${shelf.url}#/${path}`)
  await shown(page, '.page').waitFor()
}
/** Pages behind the open one stay in the document, hidden. */
const shown = (page: Page, selector: string) => page.locator(selector).locator('visible=true').first()
const tabs = (page: Page) => shown(page, '.tabs').locator('.tabs__tab').allInnerTexts()

describe('the bars that a browser lacks', () => {
  it('a resident sees three tabs, and the one that is tapped opens', async () => {
    const page = await browser.phone()
    await open(page, 'pages/home/index')
    expect(await tabs(page)).toEqual(['首页', '账单', '我的'])
    await page.locator('.tabs__tab', { hasText: '账单' }).tap()
    await page.waitForURL(/pages\/bills/)
    await page.locator('.tabs__tab--current', { hasText: '账单' }).locator('visible=true').waitFor()
  })

  it('staff see 工作台, which opens by itself; going back comes to rest at its door', async () => {
    const page = await browser.phone()
    await keep(page, 'nuancui.isStaff', true)
    await open(page, 'pages/home/index')
    expect(await tabs(page)).toEqual(['首页', '账单', '我的', '工作台'])
    await page.locator('.tabs__tab', { hasText: '工作台' }).tap()
    await page.waitForURL(/staff\/today/)
    await shown(page, '.nav__back').tap()
    await page.getByText('进入工作台').waitFor()
    expect(page.url()).toContain('pages/desk')
    await page.locator('.tabs__tab', { hasText: '首页' }).locator('visible=true').tap()
    await page.waitForURL(/pages\/home/)
  })

  it('a page opened by its address leads home, since nothing is behind it', async () => {
    const page = await browser.phone()
    await open(page, 'staff/today/index')
    await page.locator('.nav__back', { hasText: '首页' }).tap()
    await page.waitForURL(/pages\/home/)
  })
})

describe('the frame', () => {
  it.each([
    ['pages/home/index', PHONE_WIDTH_MAX],
    ['staff/today/index', WIDE_WIDTH_MAX],
  ])('in a wide window %s is at most %i wide and stands in the middle', async (path, widest) => {
    const page = await browser.wide()
    await open(page, path)
    const box = await shown(page, '.page').boundingBox()
    expect(box?.width).toBe(widest)
    expect(box?.x).toBeCloseTo((1280 - widest) / 2, 0)
  })

  it('nothing runs off the side of a small phone, even at the largest type', async () => {
    const page = await browser.phone()
    await page.setViewportSize(NARROW)
    await keep(page, 'nuancui.typeFactor', 1.5)
    for (const path of ['pages/home/index', 'pages/bills/index', 'pages/mine/index']) {
      await open(page, path)
      await shown(page, '.page--type-150').waitFor()
      const over = await shown(page, '.taro_page').evaluate((each) => each.scrollWidth - each.clientWidth)
      expect({ path, over }).toEqual({ path, over: 0 })
    }
  })

  it('every tab is large enough for a thumb', async () => {
    const page = await browser.phone()
    await open(page, 'pages/home/index')
    for (const tab of await page.locator('.tabs__tab').all()) {
      const box = await tab.boundingBox()
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(TOUCH_PX_MIN)
    }
  })

  it('Chinese is drawn in letters: without a font every one is the same empty box', async () => {
    const page = await browser.phone()
    await open(page, 'pages/home/index')
    const drawings = await page.evaluate(() =>
      ['缴', '费', '您'].map((letter) => {
        const canvas = document.createElement('canvas')
        const pen = canvas.getContext('2d')
        if (pen) pen.font = '40px sans-serif'
        pen?.fillText(letter, 10, 60)
        return canvas.toDataURL()
      }),
    )
    expect(new Set(drawings).size).toBe(3)
  })
})
