import type { Instant } from '@contract/calendar'
import { fen } from '@contract/money'
import { createWechat } from '@core/wechat/client'
import { faultOf, NOW, openHosts, payAnswer } from './platform'

const NO = 'T20260701000001'
const ASK = {
  outTradeNo: NO, openid: 'oWang_0001', amount: fen(12345), description: '翠苑小区 物业费', payBefore: '2026-07-01T09:30:00.000+08:00' as Instant,
}

let wechat: Awaited<ReturnType<typeof openHosts>>
beforeAll(async () => {
  wechat = await openHosts()
})
afterAll(() => wechat.close())
beforeEach(() => {
  wechat.seen.length = 0
})

const pay = () => createWechat(wechat.settings, NOW).pay

describe('the line to WeChat', () => {
  it('P14 a call that is not answered in 5 s is given up, and may be asked again', async () => {
    wechat.hosts.reply = () => undefined
    const began = Date.now()
    expect(await faultOf(pay().order(ASK))).toEqual(['NO_ANSWER', false])
    expect(Date.now() - began).toBeGreaterThan(4500)
    expect(Date.now() - began).toBeLessThan(7000)
    expect(wechat.seen).toHaveLength(1)
  }, 15_000)

  it('a connection that died while the function was frozen is opened anew, once', async () => {
    let calls = 0
    wechat.hosts.reply = (_, res) => ((calls += 1) === 1 ? res.destroy() : payAnswer(res, 200, { prepay_id: 'wx2' }))
    await expect(pay().order(ASK)).resolves.toEqual({ prepayId: 'wx2' })
    wechat.hosts.reply = (_, res) => res.destroy()
    wechat.seen.length = 0
    expect(await faultOf(pay().order(ASK))).toEqual(['NO_ANSWER', false])
    expect(wechat.seen).toHaveLength(2)
  })

  it('nobody there', async () => {
    const { settings } = wechat
    const nowhere = createWechat({ ...settings, pay: { ...settings.pay, apiUrl: 'http://127.0.0.1:1' } }, NOW).pay
    expect(await faultOf(nowhere.query(NO))).toEqual(['NO_ANSWER', false])
  })

  it('follows nobody elsewhere', async () => {
    wechat.hosts.reply = (_, res) => void res.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end()
    expect(await faultOf(pay().query(NO))).toEqual(['NO_ANSWER', false])
  })
})
