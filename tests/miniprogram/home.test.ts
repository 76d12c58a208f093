import { buildScreens } from '../../config/build/screens'
import { type Finger, openPhoneTown, type PhoneTown } from './phone'
import { until } from './simulate'
import { type MiniPage, type MiniProgram, openMiniProgram } from './vm'

const HOME = 'pages/home/index'
/** WeChat's own advice is to send little and seldom; what was measured stands beside each limit. */
const FIRST_PAINT_BYTES_MAX = 4_096 // 491 waiting + 1,116 with the amount and its button
const BILLS_BYTES_MAX = 3_000 // 2,239 with two bills
const SHEET_BYTES_MAX = 3_600 // 929 opening + 2,300 with the two bills in it
const CLOSING_BYTES_MAX = 600 // 283: the page under the sheet is not sent again
const RESULT_BYTES_MAX = 3_000 // 690 on its way, 1,349 + 453 paid

let town: PhoneTown
beforeAll(async () => {
  await buildScreens('weapp', { log: () => undefined })
  town = await openPhoneTown('101', '102', '201')
}, 180_000)
afterAll(() => town?.close())

/** A phone of somebody who has never opened the mini-program, and its home page with what is owed. */
async function opened(resident: number, finger: Finger) {
  const phone = openMiniProgram(town.wxOf(town.people[resident]?.openid ?? '', finger))
  const home = await phone.page(HOME)
  await home.untilShows('立即缴纳')
  return { phone, home }
}
async function payAll(home: MiniPage, phone: MiniProgram): Promise<MiniPage> {
  await home.tap('立即缴纳')
  await home.untilShows('确认支付')
  await home.tap('确认支付')
  await until(() => last(phone, 'navigateTo') !== undefined, 'the result page')
  return follow(phone)
}
const last = (phone: MiniProgram, name: string) => phone.calls.filter((call) => call.name === name).at(-1)?.options
/** The options without the callbacks that Taro adds. */
const onlyTexts = (options: Record<string, unknown> = {}) =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => typeof value !== 'function'))
/** Goes where the page has asked to go, as WeChat would. */
function follow(phone: MiniProgram): Promise<MiniPage> {
  const { pathname, searchParams } = new URL(String(last(phone, 'navigateTo')?.['url']), 'https://phone')
  return phone.page(pathname.slice(1), Object.fromEntries(searchParams))
}
/** What crossed to the screen since the log was `from` long. */
function crossed({ setDataLog }: MiniProgram, from = 0) {
  const since = setDataLog.slice(from)
  return { times: since.length, bytes: since.reduce((sum, { bytes }) => sum + bytes, 0) }
}

describe('the built mini-program, with the real functions behind it', () => {
  it('home shows what is owed after one question and two small crossings; its bills come with the third', async () => {
    const { phone, home } = await opened(0, 'success')
    expect(home.text()).toContain('1栋1单元101待缴合计¥400.00您有 2 笔账单')
    expect(phone.calls.filter(({ name }) => name === 'cloud.callFunction').map(({ options }) => options['data'])).toEqual([
      { action: 'home.show', ask: {} },
    ])
    await home.untilShows('2026年6月')
    expect(crossed(phone).times).toBe(3)
    const [waiting, amount, bills] = phone.setDataLog
    expect(JSON.stringify(amount?.data)).toContain('立即缴纳')
    expect((waiting?.bytes ?? 0) + (amount?.bytes ?? 0)).toBeLessThanOrEqual(FIRST_PAINT_BYTES_MAX)
    expect(bills?.bytes).toBeLessThanOrEqual(BILLS_BYTES_MAX)
  })

  it('a payment is two taps; WeChat is handed the five fields, and nothing is called paid before the books say so', async () => {
    const { phone, home } = await opened(0, 'silent')
    await home.untilShows('2026年6月') // The rows come one crossing after the amount, and are no part of the sheet.
    const before = phone.setDataLog.length
    await home.tap('立即缴纳')
    await home.untilShows('本次支付¥400.00')
    expect(home.text()).toContain('收款单位：测试里物业')
    const sheet = crossed(phone, before)
    expect(sheet.times).toBe(2)
    expect(sheet.bytes).toBeLessThanOrEqual(SHEET_BYTES_MAX)

    const atSheet = phone.setDataLog.length
    await home.tap('确认支付')
    await until(() => last(phone, 'navigateTo') !== undefined, 'the result page')
    expect(onlyTexts(last(phone, 'requestPayment'))).toEqual({
      timeStamp: expect.stringMatching(/^\d{10}$/), nonceStr: expect.stringMatching(/^\w{16,32}$/),
      package: expect.stringMatching(/^prepay_id=\w+$/), signType: 'RSA', paySign: expect.stringMatching(/^[\w+/]{342}==$/),
    })
    expect(crossed(phone, atSheet).bytes).toBeLessThanOrEqual(CLOSING_BYTES_MAX)

    const atResult = phone.setDataLog.length
    const result = await follow(phone)
    expect(result.text()).toContain('已付款，入账中')
    // Home asks again and may hear at once that it is paid; either way it never offers to pay again.
    await home.show()
    expect(home.text()).toMatch(/已付款，入账中|目前没有待缴账单/)
    expect(home.text()).not.toContain('立即缴纳')
    await town.sweep()
    await result.untilShows('缴费成功实付金额¥400.00')
    const onResult = phone.setDataLog.slice(atResult).filter(({ route }) => route !== HOME)
    expect(onResult.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(RESULT_BYTES_MAX)

    await home.show()
    await home.untilShows('目前没有待缴账单')
    await result.untilShows('SJ2026-000001')
  }, 60_000)

  it('with the notice in time the result page says 缴费成功 at its first look', async () => {
    const { phone, home } = await opened(1, 'success')
    const result = await payAll(home, phone)
    await result.untilShows('缴费成功实付金额¥200.00')
  })

  it('a cancelled payment says so, and the bill is still there to be paid', async () => {
    const { phone, home } = await opened(2, 'cancel')
    const result = await payAll(home, phone)
    expect(last(phone, 'navigateTo')?.['url']).toContain('outcome=cancelled')
    expect(result.text()).toContain('您取消了这次付款没有扣款，账单还在')
    await home.show()
    await home.untilShows('待缴合计¥200.00')
    await home.tap('立即缴纳')
    await home.untilShows('确认支付')
  })
})
