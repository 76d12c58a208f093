import { buildScreens } from '../../config/build/screens'
import { BILLS, HOME, ME, PAID, QUOTE, STARTED, STATUS } from '../screens/samples'
import { type MiniProgram, openMiniProgram } from './vm'

beforeAll(() => buildScreens('weapp', { log: () => undefined }), 120_000)

/** Quicker than any network, and not at once, as no network is. */
const NETWORK_MS = 20
const ANSWERS: Record<string, unknown> = {
  'home.show': HOME,
  'me.show': ME,
  'pay.quote': QUOTE,
  'pay.start': STARTED,
  'pay.status': STATUS,
}

type Asked = { readonly action: string; readonly ask: Record<string, unknown> }
const questionOf = (options: Record<string, unknown>) => options['data'] as Asked

function phoneWith(answers: Record<string, unknown> = {}, stubs: Record<string, () => unknown> = {}): MiniProgram {
  return openMiniProgram({
    ...stubs,
    callFunction: async (options) => {
      await new Promise((resolve) => setTimeout(resolve, NETWORK_MS))
      return { result: { ok: true, value: { ...ANSWERS, ...answers }[questionOf(options).action] } }
    },
  })
}
const called = (phone: MiniProgram, name: string) =>
  phone.calls.filter((call) => call.name === name).map(({ options }) => options)
const asked = (phone: MiniProgram) => called(phone, 'cloud.callFunction').map(questionOf)
const until = async (holds: () => boolean) => {
  for (let turn = 0; turn < 200 && !holds(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** What was measured stands beside each limit. */
const FIRST_SCREEN_BYTES_MAX = 4_096 // 491 waiting + 1,121 with the amount and its button, with forty bills
const REST_BYTES_MAX = 6_144 // 5,436: four bills, the line to the others, and three long notes

/** All that crossed to the screen up to and with the crossing that brought `words`. */
function bytesUntil({ setDataLog }: MiniProgram, words: string): number {
  const at = setDataLog.findIndex(({ data }) => JSON.stringify(data).includes(words))
  if (at < 0) throw new Error(`“${words}” never crossed`)
  return setDataLog.slice(0, at + 1).reduce((sum, { bytes }) => sum + bytes, 0)
}

describe('the built mini-program: home', () => {
  it('asks once and crosses to the screen three times: the waiting, the amount and its button, the bills', async () => {
    const phone = phoneWith()
    const home = await phone.page('pages/home/index')
    await home.untilShows('2026年7月物业费')
    expect(asked(phone)).toEqual([{ action: 'home.show', ask: {} }])
    expect(phone.setDataLog).toHaveLength(3)
    const [waiting, amount, bills] = phone.setDataLog.map(({ data }) => JSON.stringify(data))
    expect(waiting).toContain('正在加载')
    expect(amount).toMatch(/1,240\.50.*立即缴纳/)
    expect(amount).not.toContain('物业费')
    expect(bills).toContain('物业费')
    expect(bills).not.toContain('立即缴纳') // The amount is not sent again.
  })

  it('shows the amount within 4 KB, however many bills there are; bills beyond four are behind one line', async () => {
    const many = Array.from({ length: 40 }, (_, n) => ({ ...BILLS[0], billId: `b${n}` }))
    const says = { says: '已为您登记：' + '请于缴费日前缴纳'.repeat(10) }
    const owing = { bills: many, due: { ...HOME.due, count: 40 }, prepaid: says, plan: says, promise: says }
    const phone = phoneWith({ 'home.show': { ...HOME, ...owing } })
    const home = await phone.page('pages/home/index')
    await home.untilShows('查看全部 40 笔')
    expect(bytesUntil(phone, '立即缴纳')).toBeLessThanOrEqual(FIRST_SCREEN_BYTES_MAX)
    expect(phone.setDataLog.at(-1)?.bytes).toBeLessThanOrEqual(REST_BYTES_MAX)
  })

  it('keeps what the tab bar must know, and asks WeChat for nothing by itself', async () => {
    const phone = phoneWith({ 'home.show': { ...HOME, isStaff: true } })
    const home = await phone.page('pages/home/index')
    await home.untilShows('1,240.50')
    expect(phone.storage.get('nuancui.isStaff')).toBe(true)
    expect(called(phone, 'requestSubscribeMessage')).toEqual([])
  })

  it('asks for consent inside the tap', async () => {
    const phone = phoneWith({}, { requestSubscribeMessage: () => ({ 'template-due': 'accept' }) })
    const home = await phone.page('pages/home/index')
    await home.untilShows('到期前提醒我')
    await home.tap('到期前提醒我')
    expect(called(phone, 'requestSubscribeMessage')).toMatchObject([{ tmplIds: ['template-due'] }])
    await until(() => asked(phone).length > 1)
    expect(asked(phone).at(-1)).toEqual({ action: 'consent.record', ask: { accepted: ['bill_due'], refused: [] } })
  })
})

describe('the built mini-program: paying', () => {
  it('takes two taps, and sends a few kilobytes to the screen', async () => {
    const phone = phoneWith()
    const home = await phone.page('pages/home/index')
    await home.untilShows('缴费记录')
    phone.setDataLog.length = 0
    await home.tap('立即缴纳')
    await home.untilShows('收款单位')
    expect(phone.setDataLog.length).toBeLessThanOrEqual(2)
    expect(Math.max(...phone.setDataLog.map(({ bytes }) => bytes))).toBeLessThanOrEqual(4_096)

    await home.tap('确认支付')
    await until(() => called(phone, 'navigateTo').length > 0)
    expect(called(phone, 'requestPayment')).toMatchObject([STARTED.sheet])
    expect(called(phone, 'navigateTo')).toMatchObject([{ url: '/pages/result/index?outTradeNo=L0001&outcome=paid' }])
    expect(asked(phone).slice(1)).toEqual([
      { action: 'pay.quote', ask: { accountId: 'acc1' } },
      { action: 'pay.start', ask: { quoteId: 'q1' } },
    ])
  })

  it('F08 home offers nothing to pay until the books have it', async () => {
    const phone = phoneWith()
    const home = await phone.page('pages/home/index')
    await home.untilShows('1,240.50')
    await home.tap('立即缴纳')
    await home.untilShows('收款单位')
    await home.tap('确认支付')
    await until(() => called(phone, 'navigateTo').length > 0)
    await home.hide()
    await home.show()
    await home.untilShows('已付款，入账中')
    expect(home.text()).not.toContain('立即缴纳')
  })

  it('the result says 已付款，入账中 at once and 缴费成功 only when the books do', async () => {
    const answers: Record<string, unknown> = {}
    const phone = phoneWith(answers)
    const result = await phone.page('pages/result/index', { outTradeNo: 'L0001', outcome: 'paid' })
    expect(result.text()).toContain('已付款，入账中')
    answers['pay.status'] = PAID
    await result.untilShows('缴费成功')
    expect(result.text()).toContain('2026-000123')
  })

  it('the phone-number button hands its code over', async () => {
    const phone = phoneWith({ 'bind.phone': { phoneMasked: '138****5566' } })
    const bind = await phone.page('pages/bind/index')
    await bind.untilShows('用手机号验证')
    await bind.event('用手机号验证', 'getphonenumber', { code: 'one-use', errMsg: 'getPhoneNumber:ok' })
    await until(() => asked(phone).some(({ action }) => action === 'bind.phone'))
    expect(asked(phone)).toContainEqual({ action: 'bind.phone', ask: { code: 'one-use' } })
  })
})
