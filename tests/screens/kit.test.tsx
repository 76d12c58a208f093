/** @jest-environment jsdom */
import { Button } from '@/components/Button'
import { Money } from '@/components/Money'
import { Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import { Row } from '@/components/Row'
import { Sheet } from '@/components/Sheet'
import { rememberTypeFactor } from '@/hooks/usePreferences'
import { fen } from '@contract/money'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { phone } from './standIns/taro'

afterEach(() => {
  cleanup()
  phone.reset()
})

describe('Notice', () => {
  it.each([
    ['unreachable', '网络不给力，没有连上', '请检查网络后重试'],
    ['refused', '这一步没有办成', '请返回上一页再试'],
    ['empty', '这里暂时没有内容', ''],
    ['fault', '我们的系统出了点问题', '请稍后再试，或联系物业前台'],
  ] as const)('says %s in words, and what to do next', (kind, says, next) => {
    const { container } = render(<Notice kind={kind} />)
    expect(container.textContent).toBe(says + next)
  })

  it('lets the cloud speak for itself when it refuses', () => {
    const { container } = render(<Notice kind='refused' says='没有找到这张账单' next='请返回账单列表再看' />)
    expect(container.textContent).toBe('没有找到这张账单请返回账单列表再看')
  })

  it('never mixes its own next step with words that are not its own', () => {
    const { container } = render(<Notice kind='unreachable' says='工作台没有打开' />)
    expect(container.textContent).toBe('工作台没有打开')
  })

  it('offers the one thing that can be done', () => {
    const retry = jest.fn()
    render(<Notice kind='unreachable' action={{ words: '重试', onTap: retry }} />)
    fireEvent.click(screen.getByText('重试'))
    expect(retry).toHaveBeenCalledTimes(1)
  })
})

describe('Money', () => {
  it.each([[999_999_99, false], [1_000_000_00, true], [-1_234_567_89, true]])('%i fen is written smaller: %s', (amount, long) => {
    const { container } = render(<Money amount={fen(amount)} meaning='待缴合计' size='hero' />)
    expect(container.querySelector('.money--long') !== null).toBe(long)
  })

  it.each([
    [1_240_50, '¥1,240.50', '待缴合计 1,240.50 元'],
    [94_449_91, '¥94,449.91', '待缴合计 94,449.91 元'],
    [-66_00, '-¥66.00', '待缴合计 -66.00 元'],
    [-1_234_567_89, '-¥1,234,567.89', '待缴合计 -1,234,567.89 元'],
    [5, '¥0.05', '待缴合计 0.05 元'],
    [0, '¥0.00', '待缴合计 0.00 元'],
  ])('%i fen reads %s', (amount, figure, spoken) => {
    const { container } = render(<Money amount={fen(amount)} meaning='待缴合计' />)
    expect(container.textContent).toBe(figure)
    expect(screen.getByLabelText(spoken)).toBeTruthy()
  })

  it('shows what the amount is wherever it stands large', () => {
    const { container } = render(<Money amount={fen(1)} meaning='待缴合计' size='hero' />)
    expect(container.textContent).toBe('待缴合计¥0.01')
  })
})

describe('Button', () => {
  it('is not tappable while busy', () => {
    const tapped = jest.fn()
    const { rerender } = render(<Button busy onTap={tapped}>确认支付</Button>)
    fireEvent.click(screen.getByRole('button'))
    expect(tapped).not.toHaveBeenCalled()
    expect(screen.getByRole('button').textContent).toBe('确认支付…')

    rerender(<Button onTap={tapped}>确认支付</Button>)
    fireEvent.click(screen.getByRole('button'))
    expect(tapped).toHaveBeenCalledTimes(1)
  })

  it('starts an act once, however quickly it is tapped, and again when the act is over', async () => {
    const ends: (() => void)[] = []
    const start = jest.fn(() => new Promise<void>((end) => ends.push(end)))
    render(<Button onTap={start}>立即缴纳</Button>)
    const button = screen.getByRole('button')

    // Two taps in one turn: React has not drawn the first yet.
    act(() => {
      button.click()
      button.click()
    })
    expect(start).toHaveBeenCalledTimes(1)

    await act(async () => ends[0]?.())
    fireEvent.click(button)
    expect(start).toHaveBeenCalledTimes(2)
  })

  it('calls its act inside the tap, as asking for consent requires', () => {
    let asked = false
    render(<Button onTap={() => void (asked = true)}>到期前提醒我</Button>)
    screen.getByRole('button').click()
    expect(asked).toBe(true)
  })

  it('is tappable again after its act failed', async () => {
    const failing = jest.fn(() => Promise.reject(new Error('offline')))
    const caught = jest.fn()
    render(<Button onTap={() => failing().catch(caught)}>重试</Button>)
    await act(async () => screen.getByRole('button').click())
    await act(async () => screen.getByRole('button').click())
    expect(caught).toHaveBeenCalledTimes(2)
  })
})

describe('Page', () => {
  it('names itself in the bar that the phone draws', () => {
    render(<Page title='账单'>内容</Page>)
    expect(phone.calls).toEqual([{ name: 'setNavigationBarTitle', options: { title: '账单' } }])
  })

  it('grows its text as soon as the reader asks for it', () => {
    const { container } = render(<Page title='我的'>内容</Page>)
    expect(container.innerHTML).not.toContain('page--type')
    act(() => rememberTypeFactor(1.5))
    expect(container.innerHTML).toContain('page--type-150')
  })
})

it('a Sheet closes by its word and by a tap beside it, and is not there while closed', () => {
  const close = jest.fn()
  const { container, rerender } = render(<Sheet open title='缴费明细' onClose={close}>四笔账单</Sheet>)
  fireEvent.click(screen.getByText('关闭'))
  fireEvent.click(container.querySelector('.sheet__shade') as Element)
  expect(close).toHaveBeenCalledTimes(2)
  rerender(<Sheet open={false} title='缴费明细' onClose={close}>四笔账单</Sheet>)
  expect(container.textContent).toBe('')
})

it('a Row is tappable only where it leads somewhere', () => {
  const open = jest.fn()
  const { container, rerender } = render(<Row title='物业费' note='2026年6月' onTap={open} />)
  fireEvent.click(screen.getByText('物业费'))
  expect(open).toHaveBeenCalledTimes(1)
  rerender(<Row title='物业费' />)
  expect(container.querySelector('.icon')).toBeNull()
})
