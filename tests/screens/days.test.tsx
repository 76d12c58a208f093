/** @jest-environment jsdom */
import { BillRow } from '@/components/BillRow'
import ReceiptPage from '@/pages/receipt'
import { formatPeriod } from '@contract/calendar'
import { cleanup, render } from '@testing-library/react'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { cloudSays, forgetCloud, ok, settle } from './cloud'
import { words } from './thumb'

afterEach(() => {
  cleanup()
  forgetCloud()
})

const SRC = join(__dirname, '..', '..', 'src')
const filesUnder = (path: string): string[] =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesUnder(join(path, name))) : [path]

describe('F34 a day is the day it says', () => {
  it("no screen makes a date out of a text, so no machine's zone can move one", () => {
    const sources = filesUnder(SRC).filter((file) => /\.tsx?$/.test(file))
    expect(sources.length).toBeGreaterThan(50)
    expect(
      sources.filter((file) => /new Date\(|Date\.parse|toISOString|dayjs/.test(readFileSync(file, 'utf8'))),
    ).toEqual([])
  })

  it.each([
    ['2026-07-01', '2026年7月1日'],
    ['2026-01-01', '2026年1月1日'],
    ['2027-12-31', '2027年12月31日'],
  ])('a bill due on %s is due on %s', (dueOn, said) => {
    const bill = {
      billId: 'b',
      title: '物业费',
      period: '2026-07',
      dueOn: dueOn as never,
      outstanding: 100 as never,
      daysOverdue: 0,
    }
    render(<BillRow bill={bill} onTap={() => undefined} />)
    expect(words()).toContain(`缴费截止日 ${said}`)
  })

  it('a payment just after midnight in Shanghai stands on that day, with that hour', async () => {
    cloudSays({
      'receipt.show': ok({
        receiptId: 'r1',
        payee: '锦桂物业',
        place: '3栋',
        payer: '王*明',
        amount: 100,
        paidAt: '2026-07-01T00:05:00.000+08:00',
        outTradeNo: 'L0001',
        lines: [],
        surplus: 0,
      }),
    })
    render(<ReceiptPage />)
    await settle()
    expect(words()).toContain('2026年7月1日 00:05')
  })

  it.each([
    ['2026-07', '2026年7月'],
    ['2026-Q3', '2026年第3季度'],
    ['2026-H1', '2026年上半年'],
    ['2026-H2', '2026年下半年'],
    ['2026', '2026年'],
  ])('the period %s reads %s', (period, said) => {
    expect(formatPeriod(period)).toBe(said)
  })
})
