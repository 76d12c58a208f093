/** @jest-environment jsdom */
import ArrearsPage from '@/staff/arrears'
import ReleasePage from '@/staff/release'
import { handOver } from '@/staff/selection'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, called, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import { phone } from './standIns/taro'
import { tap, words } from './thumb'

beforeEach(() => void (phone.params = { communityId: 'jg' }))
afterEach(() => {
  cleanup()
  forgetCloud()
})

const debtor = (n: number) => ({
  accountId: `acc${n}`,
  label: `${n}栋101`,
  name: '王*明',
  outstanding: 233_10,
  daysOverdue: n,
  stage: 'T+7',
  reachable: n !== 2,
  says: '下一步：到期后提醒',
})

describe('欠费 → 预览 → 放行', () => {
  const LIST = { rows: [debtor(1), debtor(2)], total: 94_449_91, count: 57, next: 'after-2' }
  const RUN = {
    runId: 'run1',
    lines: [
      {
        accountId: 'acc1',
        label: '1栋101',
        stage: 'T+7',
        channel: 'wechat',
        text: '您有 1 笔物业账单已过缴费日，共 ¥233.10。',
        says: '到期 7 天',
      },
    ],
    skipped: [{ accountId: 'acc2', label: '2栋101', code: 'PROMISE', says: '约定 7月10日 前缴纳' }],
    quotaCost: 1,
  }

  it("F30 shows the database's total and not the sum of the page", async () => {
    cloudSays({ 'arrears.list': ok(LIST) })
    render(<ArrearsPage />)
    await settle()
    expect(screen.getByLabelText('符合条件的欠费合计 94,449.91 元')).toBeTruthy()
    expect(words()).toContain('共 57 户')
  })

  it('fetches what comes after, and keeps what is there', async () => {
    cloudSays({ 'arrears.list': (ask) => ok(ask['after'] === undefined ? LIST : { rows: [debtor(3)] }) })
    render(<ArrearsPage />)
    await settle()
    await tap('查看更多')
    expect(asked('arrears.list')[1]).toEqual({ communityId: 'jg', after: 'after-2' })
    expect(words()).toContain('1栋101')
    expect(words()).toContain('3栋101')
    expect(words()).not.toContain('查看更多')
  })

  it('a filter is asked of the cloud, and what was ticked under another is let go', async () => {
    cloudSays({ 'arrears.list': ok(LIST) })
    render(<ArrearsPage />)
    await settle()
    fireEvent.click(screen.getByLabelText('选择 1栋101'))
    expect(words()).toContain('预览选中的 1 户')
    await tap('31–90 天')
    expect(asked('arrears.list').at(-1)).toEqual({ communityId: 'jg', ageing: '31-90' })
    expect(words()).not.toContain('预览选中的')
  })

  it('previews exactly those who were ticked', async () => {
    cloudSays({ 'arrears.list': ok(LIST), 'dunning.preview': ok(RUN) })
    render(<ArrearsPage />)
    await settle()
    fireEvent.click(screen.getByLabelText('选择 2栋101'))
    await tap('预览选中的 1 户')
    expect(called('navigateTo')).toEqual([{ url: '/staff/release/index?communityId=jg' }])
    cleanup()
    render(<ReleasePage />)
    await settle()
    expect(asked('dunning.preview')).toEqual([{ communityId: 'jg', accountIds: ['acc2'] }])
  })

  it('shows each text to the letter, each skip with its reason, and releases only by a tap', async () => {
    jest.useFakeTimers()
    try {
      handOver('all')
      let done = false
      cloudSays({
        'dunning.preview': ok(RUN),
        'dunning.release': ok({ releasedBy: '林经理', notBefore: '2026-07-02T09:00:00.000+08:00' }),
        'dunning.progress': () =>
          ok({ queued: done ? 0 : 1, sent: done ? 1 : 0, fallback: 0, failed: 0, skipped: 0, done }),
      })
      render(<ReleasePage />)
      await settle()
      act(() => phone.show())
      await settle()
      expect(asked('dunning.preview')).toEqual([{ communityId: 'jg' }])
      expect(words()).toContain('您有 1 笔物业账单已过缴费日，共 ¥233.10。')
      expect(words()).toContain('约定 7月10日 前缴纳')
      expect(asked('dunning.release')).toEqual([])
      await tap('放行')
      expect(words()).toContain('已放行，等待发送')
      expect(words()).toContain('放行人：林经理')
      expect(words()).toContain('7月2日 09:00')
      done = true
      await act(async () => void (await jest.advanceTimersByTimeAsync(1_000)))
      expect(words()).toContain('这批已经处理完')
    } finally {
      jest.useRealTimers()
    }
  })

  it('nobody handed over is not everybody', async () => {
    cloudSays({ 'dunning.preview': ok(RUN) })
    for (const nobody of [() => handOver([]), () => undefined]) {
      nobody()
      render(<ReleasePage />)
      await settle()
      expect(words()).toContain('还没有选择缴费户')
      cleanup()
    }
    expect(asked('dunning.preview')).toEqual([])
  })

  it('says why it may not be released', async () => {
    handOver('all')
    cloudSays({ 'dunning.preview': ok(RUN), 'dunning.release': no('RELEASE_NEEDS_MANAGER') })
    render(<ReleasePage />)
    await settle()
    await tap('放行')
    expect(words()).toContain('这个批次里有需要项目经理放行的内容')
    expect(words()).toContain('请项目经理放行')
  })
})
