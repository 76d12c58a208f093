/** @jest-environment jsdom */
import BillPage from '@/pages/bill'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { called, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import { phone } from './standIns/taro'
import { words } from './thumb'

beforeEach(() => void (phone.params = { billId: 'b7' }))
afterEach(() => {
  cleanup()
  forgetCloud()
})

const BILL = {
  billId: 'b7', accountId: 'acc1', title: '水费', place: '3栋2单元501', period: '2026-07', from: '2026-07-01', to: '2026-07-31', dueOn: '2026-07-31',
  amount: 37_70, outstanding: 37_70, daysOverdue: 0, state: 'open', payee: '锦桂物业', working: { steps: [{ says: '13 吨 × 2.9 元', amount: 37_70 }] },
  tariff: { says: '水费 2.9 元/吨', basis: '水价批复 2026-1', publishedOn: '2026-06-01', since: '2026-07-01' },
  compared: { period: '2026-06', amount: 29_00, says: '比2026年6月多 ¥8.70：多用了 3 吨' },
  lastYear: { period: '2025-07', amount: 37_70, says: '与2025年7月相同' },
  history: [{ period: '2026-05', amount: 26_10 }, { period: '2026-06', amount: 29_00 }, { period: '2026-07', amount: 37_70 }],
  readings: [{ serial: 'W-1', day: '2026-07-31', value: '523', unit: '吨', used: '13', before: { day: '2026-06-30', value: '510' }, photo: 'https://photo/1' }],
  payments: [], relief: [], lateCharge: 0,
}
const open = async (more: object = {}) => {
  cloudSays({ 'bill.show': ok({ ...BILL, ...more }) })
  render(<BillPage />)
  await settle()
}

describe('why this amount', () => {
  it('says the looks at the meter, what allows the price and since when', async () => {
    await open()
    expect(words()).toContain('7月31日读数 523表号 W-1，上次 6月30日读数 510用了 13 吨')
    expect(words()).toContain('水费 2.9 元/吨。依据：水价批复 2026-1。2026年6月1日公示，2026年7月1日起执行')
    fireEvent.click(screen.getByText('看抄表照片'))
    expect(called('previewImage')).toEqual([{ urls: ['https://photo/1'] }])
  })

  it('says what is more than the period before and than last year, each with its reason', async () => {
    await open()
    expect(words()).toContain('上一期（2026年6月）比2026年6月多 ¥8.70：多用了 3 吨¥29.00')
    expect(words()).toContain('去年同期（2025年7月）与2025年7月相同¥37.70')
  })

  it('a bar that is touched says its figure, and a thumb too wide for it steps from one to the next', async () => {
    await open()
    expect(screen.getByLabelText('2026年7月 ¥37.70，已选')).toBeTruthy()
    fireEvent.click(screen.getByLabelText('2026年5月 ¥26.10'))
    expect(screen.queryByLabelText('往前一个')).toBeNull()
    fireEvent.click(screen.getByLabelText('往后一个'))
    expect(screen.getByLabelText('2026年6月 ¥29.00，已选')).toBeTruthy()
    fireEvent.click(screen.getByLabelText('往后一个'))
    expect(screen.queryByLabelText('往后一个')).toBeNull()
  })

  it('the first bill of an item has nothing to be compared with, and shows no chart of one bar', async () => {
    await open({ compared: null, lastYear: null, history: [], readings: [], tariff: null })
    expect(words()).not.toMatch(/和以前比|照片|收费标准/)
  })

  it('a bill that is not theirs is refused with a way back', async () => {
    cloudSays({ 'bill.show': no('BILL_NOT_FOUND') })
    render(<BillPage />)
    await settle()
    expect(screen.getByText('返回')).toBeTruthy()
  })
})
