/** @jest-environment jsdom */
import BillingPage from '@/staff/billing'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import { phone } from './standIns/taro'
import { tap, words } from './thumb'

beforeEach(() => void (phone.params = { communityId: 'jg' }))
afterEach(() => {
  cleanup()
  forgetCloud()
})

const HOME = 'p-302'
const RUN = {
  runId: 'br1',
  count: 163,
  total: 31_200_00,
  dueOn: '2026-07-31',
  prepaidUsed: 2_331_00,
  skipped: [{ premisesId: HOME, premises: '2栋1单元302', code: 'NO_AREA', says: '没有登记面积' }],
  reasons: [{ code: 'NO_AREA', says: '没有登记面积', count: 1 }],
  outliers: [{ premisesId: 'p-shop', premises: '6栋商铺03', amount: 2_100_00, says: '是同标准常见金额的 10 倍，请核对' }],
  moved: [{ premisesId: 'p-501', premises: '3栋2单元501', title: '物业服务费', amount: 260_00, last: 200_00 }],
  byItem: [{
    item: 'property_fee', title: '物业服务费', count: 163, total: 31_200_00, last: { count: 162, total: 31_180_00 }, lastYear: { count: 160, total: 31_200_00 },
  }],
  lastPeriod: { period: '2026-06', total: 31_180_00, count: 162 },
}
const SEEN = {
  premisesId: 'p-501', premises: '3栋2单元501', skips: [],
  drafts: [{
    title: '物业服务费', payer: '王桂兰', from: '2026-07-01', to: '2026-07-31', amount: 260_00, tariff: '2 元/平方米·月',
    working: { steps: [{ says: '130 平方米 × 2 元', amount: 260_00 }] },
  }],
}
async function preview(more: Parameters<typeof cloudSays>[0] = {}) {
  cloudSays({ 'billing.preview': ok(RUN), 'billing.look': ok(SEEN), ...more })
  render(<BillingPage />)
  await settle()
  fireEvent.change(screen.getByLabelText('账期'), { target: { value: '2026-07' } })
  await tap('预览')
}

describe('出账', () => {
  it('previews with the last period and last year beside it, what stands out and what is left out, then publishes', async () => {
    await preview({ 'billing.publish': ok({ published: 163 }), 'billing.progress': ok({ state: 'published', published: 163, count: 163 }) })
    expect(words()).toContain('¥31,200.00')
    expect(words()).toContain('上一期（2026年6月）')
    expect(words()).toContain('163 笔\n上一期 162 笔，多 ¥20.00\n去年同期 160 笔，金额相同')
    expect(words()).toContain('是同标准常见金额的 10 倍')
    expect(words()).toContain('3栋2单元501物业服务费，多 ¥60.00')
    await tap('发布账单')
    expect(asked('billing.publish')).toEqual([{ runId: 'br1' }])
    expect(words()).toContain('2026年7月账单已发布')
  })

  it('opens the homes of a reason under it', async () => {
    await preview()
    expect(words()).toContain('跳过 1 户没有登记面积')
    expect(words()).not.toContain('2栋1单元302')
    await tap('没有登记面积')
    expect(words()).toContain('2栋1单元302')
  })

  it('shows one home’s working, and leaves it out of this run on a tap', async () => {
    await preview()
    await tap('3栋2单元501')
    expect(asked('billing.look')).toEqual([{ communityId: 'jg', period: '2026-07', premisesId: 'p-501' }])
    expect(words()).toContain('130 平方米 × 2 元，¥260.00')
    await tap('这次先不出')
    expect(asked('billing.preview').at(-1)).toEqual({ communityId: 'jg', period: '2026-07', leaveOut: ['p-501'] })
    await tap('3栋2单元501')
    await tap('这次也出')
    expect(asked('billing.preview').at(-1)).toEqual({ communityId: 'jg', period: '2026-07' })
  })

  it('asks on until a large community was looked at whole', async () => {
    await preview({ 'billing.preview': (ask) => ok(ask['goOn'] ? RUN : { ...RUN, runId: 'br0', count: 90, going: { homes: 90 } }) })
    expect(asked('billing.preview').map(({ goOn }) => goOn)).toEqual([undefined, 'br0'])
    expect(words()).toContain('共 163 笔账单')
  })

  it('says that nothing was published when something changed after the preview', async () => {
    await preview({ 'billing.publish': ok({ published: 0 }), 'billing.progress': ok({ state: 'previewed', published: 0, count: 163 }) })
    await tap('发布账单')
    expect(words()).toContain('一笔也没有发布')
  })

  it('says a refusal beside the button', async () => {
    await preview({ 'billing.publish': no('RUN_STALE') })
    await tap('发布账单')
    expect(screen.getByText('发布账单')).toBeTruthy()
    expect(words()).not.toContain('已发布')
  })

  it('does not ask with a period that means nothing', async () => {
    render(<BillingPage />)
    fireEvent.change(screen.getByLabelText('账期'), { target: { value: '7月' } })
    await tap('预览')
    expect(words()).toContain('没有看懂账期')
    expect(asked('billing.preview')).toEqual([])
  })
})
