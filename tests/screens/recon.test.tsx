/** @jest-environment jsdom */
import ReconPage from '@/staff/recon'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, called, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import { phone } from './standIns/taro'
import { tap, words } from './thumb'

beforeEach(() => void (phone.params = { communityId: 'jg' }))
afterEach(() => {
  cleanup()
  forgetCloud()
})

const open = async () => {
  render(<ReconPage />)
  await settle()
}

const NONE = { total: 0, count: 0 }
const DAY = {
  day: '2026-07-02', state: 'done', says: '', wechat: { total: 600_05, count: 2 }, books: { total: 600_00, count: 2 }, refunded: NONE, fee: 3_60, open: 1,
  differences: [{
    differenceId: 'diff:amount:42001', kind: 'amount', name: '金额不一致', says: '微信账单是 400.05 元，账上记了 400.00 元', remedy: '以微信账单为准',
    state: 'open', theirs: 400_05, ours: 400_00, outTradeNo: 'L_1', transactionId: '42001', accountId: 'acc1', label: '1栋1单元101',
  }],
}
const QUIET = { ...DAY, day: '2026-07-01', wechat: NONE, books: NONE, fee: 0, open: 0, differences: [] }
const SHOWN = { rows: [DAY, QUIET], mayResolve: true, sealed: { day: '2026-07-02', mark: 'ab12cd34ef56ab78' } }

describe('对账', () => {
  it('says each day’s two sides with what they mean, and what they disagree about with the remedy', async () => {
    cloudSays({ 'recon.show': ok(SHOWN) })
    await open()
    expect(asked('recon.show')).toEqual([{ communityId: 'jg' }])
    expect(words()).toContain('2026年7月2日1 处待处理微信收款 2 笔 600.05 元\n账上入账 2 笔 600.00 元\n微信手续费 3.60 元（公司承担）')
    expect(words()).toContain('1栋1单元101 · 金额不一致待处理微信账单是 400.05 元，账上记了 400.00 元支付单号 L_1以微信账单为准')
    expect(words()).toContain('2026年7月1日对平这一天没有微信收款')
    expect(words()).toContain('封印 ab12cd34ef56ab78')
    await tap('查看这一户')
    expect(called('navigateTo')).toMatchObject([{ url: '/staff/account/index?accountId=acc1' }])
  })

  it.each([
    ['waiting', '等微信出账单', '微信还没有出这一天的账单，整点再取'],
    ['failed', '还没核对成', '账单的校验值不符，文件可能不完整。这份账单没有采用，会自动重取'],
    ['running', '正在核对', '正在核对'],
  ])('a day that is %s shows no sums, which would be taken for a day without money (F33)', async (state, tag, says) => {
    cloudSays({ 'recon.show': ok({ ...SHOWN, rows: [{ ...QUIET, state, says }] }) })
    await open()
    expect(words()).toContain(`2026年7月1日${tag}${says}`)
    expect(words()).not.toMatch(/没有微信收款|0\.00/)
  })

  it('a difference ends with words: without them the button is still, then the cloud is asked for what is left', async () => {
    cloudSays({ 'recon.show': ok(SHOWN), 'recon.resolve': ok({ resolved: true }) })
    await open()
    await tap('写明处理结果')
    await tap('处理完毕')
    expect(asked('recon.resolve')).toEqual([])
    fireEvent.input(screen.getByLabelText('处理结果'), { target: { value: ' 商户平台已更正 ' } })
    await settle()
    await tap('处理完毕')
    expect(asked('recon.resolve')).toEqual([{ differenceId: 'diff:amount:42001', note: '商户平台已更正' }])
    expect(asked('recon.show')).toHaveLength(2)
    expect(screen.queryByText('处理完毕')).toBeNull()
  })

  it('a refusal stands beside the button, and the sheet stays', async () => {
    cloudSays({ 'recon.show': ok(SHOWN), 'recon.resolve': no('ROLE_NOT_ALLOWED') })
    await open()
    await tap('写明处理结果')
    fireEvent.input(screen.getByLabelText('处理结果'), { target: { value: '已核实' } })
    await settle()
    await tap('处理完毕')
    expect(words()).toContain('请由有权限的同事办理')
    expect(screen.getByText('处理完毕')).toBeTruthy()
  })

  it('an auditor looks and does not act; what is done says how', async () => {
    const done = { ...DAY.differences[0], state: 'resolved', note: '商户平台已更正', endedAt: '2026-07-03T10:05:00.000+08:00' }
    cloudSays({ 'recon.show': ok({ ...SHOWN, mayResolve: false, rows: [{ ...DAY, differences: [DAY.differences[0], { ...done, differenceId: 'd2' }] }] }) })
    await open()
    expect(screen.queryByText('写明处理结果')).toBeNull()
    expect(words()).toContain('结果：商户平台已更正（7月3日 10:05）')
  })

  it('older days come after a tap; before the first day it says when there will be one', async () => {
    cloudSays({ 'recon.show': (ask) => ok(ask['after'] ? { ...SHOWN, rows: [QUIET] } : { ...SHOWN, rows: [DAY], next: '2026-07-02' }) })
    await open()
    await tap('查看更多')
    expect(asked('recon.show')[1]).toEqual({ communityId: 'jg', after: '2026-07-02' })
    expect(words()).toContain('2026年7月1日')
    cleanup()
    cloudSays({ 'recon.show': ok({ rows: [], mayResolve: true, sealed: null }) })
    await open()
    expect(words()).toContain('还没有对账记录每天 10:30 自动核对前一天的微信收款')
  })
})
