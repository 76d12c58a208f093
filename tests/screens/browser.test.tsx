/** @jest-environment jsdom */
import { carry } from '@/services/carry.h5'
import { recall, remember } from '@/services/memory.h5'
import { askPrompt } from '@/services/prompt.h5'
import { openPaymentSheet } from '@/services/wechatPay.h5'
import type { Started } from '@/services/wechatPay'
import { act, fireEvent, screen } from '@testing-library/react'
import { STARTED } from './samples'

/** What the browser build says to the local cloud; `local` answers by address. */
type Said = {
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: Record<string, unknown>
}

let said: Said[] = []
let local: Record<string, unknown> = {}

beforeEach(() => {
  said = []
  local = {}
  sessionStorage.clear()
  window.history.replaceState(null, '', '/?as=demo-due#/pages/home/index')
  globalThis.fetch = jest.fn(
    async (path: string, init: { headers: Record<string, string>; body: string }) => {
      said.push({ path, headers: init.headers, body: JSON.parse(init.body) as Record<string, unknown> })
      const answer = local[path]
      return {
        ok: answer !== undefined,
        status: answer === undefined ? 502 : 200,
        json: async () => JSON.parse(JSON.stringify(answer) ?? '') as unknown,
      }
    },
  ) as unknown as typeof fetch
})
afterEach(() => {
  document.body.innerHTML = ''
})

const settle = (begin: () => void = () => undefined) =>
  act(async () => {
    begin()
    await new Promise((resolve) => setTimeout(resolve, 20))
  })
const tap = async (words: string) => {
  fireEvent.click(screen.getByText(words))
  await settle()
}

describe('who sits at the browser', () => {
  it('is the person whom the address names, for as long as the tab lives', async () => {
    local = { '/call/resident': { ok: true, value: {} } }
    await carry('resident', { action: 'home.show', ask: {} })
    window.history.replaceState(null, '', '/#/pages/bills/index')
    await carry('resident', { action: 'bill.list', ask: {} })
    expect(said.map(({ headers }) => headers['x-local-openid'])).toEqual(['demo-due', 'demo-due'])
    expect(said[0]?.body).toEqual({ action: 'home.show', ask: {} })
  })

  it('is somebody whom nobody knows, and the same one at every question, when the address names no one', async () => {
    window.history.replaceState(null, '', '/')
    const crypto = { getRandomValues: (words: Uint32Array) => words.fill(7) }
    Object.defineProperty(window, 'crypto', { value: crypto, configurable: true })
    local = { '/call/staff': { ok: true, value: {} } }
    await carry('staff', { action: 'today.show', ask: {} })
    await carry('staff', { action: 'today.show', ask: {} })
    const [first, second] = said.map(({ headers }) => headers['x-local-openid'])
    expect(first).toMatch(/^[0-9A-Za-z_-]{4,64}$/)
    expect(second).toBe(first)
  })

  it('does not take a platform that failed for an answer', async () => {
    await expect(carry('resident', { action: 'home.show', ask: {} })).rejects.toThrow('502')
  })

  it('remembers things of that person alone', () => {
    remember('choice', 'acc1')
    window.history.replaceState(null, '', '/?as=demo-son')
    expect(recall('choice')).toBeNull()
    window.history.replaceState(null, '', '/?as=demo-due')
    expect(recall('choice')).toBe('acc1')
  })
})

describe('the payment sheet in the browser', () => {
  const VERIFIED = { ok: true, outTradeNo: 'L0001', total: 1_240_50, description: '锦桂花园 物业缴费' }
  /** Opens it as a tap would, and tells later how it ended. */
  const opened = async () => {
    let outcome = ''
    await settle(() => void openPaymentSheet(STARTED as Started).then((told) => (outcome = told)))
    return { told: () => outcome }
  }

  it.each([
    ['确认支付', 'success', 'paid'],
    ['取消', 'cancel', 'cancelled'],
    ['关闭', 'cancel', 'cancelled'],
  ])('%s is the fingertip %s', async (words, touch, outcome) => {
    local = { '/local/wechat/sheet': VERIFIED, '/local/wechat/pay': { ok: true } }
    const sheet = await opened()
    expect(screen.getByLabelText('支付金额 1,240.50 元')).toBeTruthy()
    await tap(words)
    expect(said).toMatchObject([
      { path: '/local/wechat/sheet', body: { openid: 'demo-due', sheet: STARTED.sheet } },
      { path: '/local/wechat/pay', body: { outTradeNo: 'L0001', outcome: touch } },
    ])
    expect(sheet.told()).toBe(outcome)
    expect(document.body.textContent).toBe('')
  })

  it('does not open on a sheet that WeChat would refuse', async () => {
    local = { '/local/wechat/sheet': { ok: false, says: '支付验证签名失败' } }
    const sheet = await opened()
    expect(sheet.told()).toBe('failed')
    expect(document.body.textContent).toBe('')
  })

  it('a touch of which nothing was heard is not called paid, nor is it lost: the result asks on', async () => {
    local = { '/local/wechat/sheet': VERIFIED }
    const sheet = await opened()
    await tap('确认支付')
    expect(sheet.told()).toBe('failed')
  })

  it('a fingertip that WeChat refuses is not called paid', async () => {
    local = {
      '/local/wechat/sheet': VERIFIED,
      '/local/wechat/pay': { ok: false, says: '订单已超过支付时间' },
    }
    const sheet = await opened()
    await tap('确认支付')
    expect(sheet.told()).toBe('failed')
  })
})

describe('the subscription prompt in the browser', () => {
  it.each([
    ['允许', ['template-due']],
    ['取消', []],
  ])('%s accepts %j', async (words, accept) => {
    local = {
      '/local/wechat/subscribe': {
        ok: true,
        answers: { 'template-due': accept.length ? 'accept' : 'reject' },
      },
    }
    let answers: unknown
    await settle(() => void askPrompt(['template-due']).then((told) => (answers = told)))
    await tap(words)
    expect(answers).toEqual({ 'template-due': accept.length ? 'accept' : 'reject' })
    expect(said[0]?.body).toEqual({ openid: 'demo-due', templateIds: ['template-due'], accept })
  })
})
