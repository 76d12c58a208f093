/** @jest-environment jsdom */
import { Claims } from '@/staff/account/Claims'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import { tap, words } from './thumb'

afterEach(() => {
  cleanup()
  forgetCloud()
})

const CLAIM = { claimId: 'k1', title: '物业服务费', period: '2024-06', from: '2024-06-01', to: '2024-06-30', amount: 200_00, holder: '旧城物业', assigned: null }
const open = async (value: object, more: Parameters<typeof cloudSays>[0] = {}) => {
  cloudSays({ 'claim.list': ok({ claims: [CLAIM], total: 200_00, mayAssign: true, ...value }), ...more })
  render(<Claims accountId='a1' onChanged={() => undefined} />)
  await settle()
}
const write = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })

describe('what a former manager claims', () => {
  it('is history with its holder and total, and becomes a bill by a file and a notice', async () => {
    await open({}, { 'claim.assign': ok({ billId: 'b1' }) })
    expect(words()).toContain('只作历史，不出账、不提醒')
    expect(words()).toContain('2024年6月物业服务费旧城物业¥200.00')
    await tap('2024年6月物业服务费')
    write('转让文件', '债权转让协议 2026-03 号')
    write('通知送达日期', '7月1日')
    fireEvent.click(screen.getAllByText('转为账单').at(-1) as HTMLElement)
    await settle()
    expect(words()).toContain('没有看懂这个日子')
    write('通知送达日期', '2026-07-01')
    fireEvent.click(screen.getAllByText('转为账单').at(-1) as HTMLElement)
    await settle()
    expect(asked('claim.assign')).toEqual([{ claimId: 'k1', agreement: '债权转让协议 2026-03 号', noticeOn: '2026-07-01' }])
  })

  it('says why it cannot be one', async () => {
    await open({}, { 'claim.assign': no('CLAIM_BILLED') })
    await tap('2024年6月物业服务费')
    write('转让文件', '协议')
    write('通知送达日期', '2026-07-01')
    fireEvent.click(screen.getAllByText('转为账单').at(-1) as HTMLElement)
    await settle()
    expect(words()).toContain('同一天的费用只能收一次')
  })

  it('is only read by whoever may not assign, and nothing stands where there is none', async () => {
    await open({ mayAssign: false })
    await tap('2024年6月物业服务费')
    expect(screen.queryByLabelText('转让文件')).toBeNull()
    cleanup()
    await open({ claims: [], total: 0, mayAssign: false })
    expect(words()).toBe('')
  })

  it('is noted by hand, to the fen', async () => {
    await open({ claims: [], total: 0 }, { 'claim.note': ok({ claimId: 'k2' }) })
    await tap('登记一笔前物业的欠费')
    write('前物业名称', '旧城物业')
    write('从哪一天', '2024-01-01')
    write('到哪一天', '2024-03-31')
    write('金额（元）', '一千')
    await tap('登记')
    expect(words()).toContain('没有看懂金额')
    write('金额（元）', '1200.50')
    await tap('登记')
    expect(asked('claim.note')).toEqual([
      { accountId: 'a1', item: 'property_fee', from: '2024-01-01', to: '2024-03-31', amount: 120_050, holder: '旧城物业' },
    ])
  })
})
