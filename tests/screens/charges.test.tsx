/** @jest-environment jsdom */
import BillPage from '@/pages/bill'
import HomePage from '@/pages/home'
import PayPage from '@/pages/pay'
import ReceiptPage from '@/pages/receipt'
import AccountPage from '@/staff/account'
import ChargesPage from '@/staff/charges'
import { shifted } from '@/staff/charges/written'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { asked, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import { BILLS, HOME, QUOTE } from './samples'
import { phone } from './standIns/taro'
import { tap, words } from './thumb'

afterEach(() => {
  cleanup()
  forgetCloud()
})
const open = async (page: ReactElement, params: Record<string, string>) => {
  phone.params = params
  render(page)
  await settle()
}
const fill = (label: string, text: string) => fireEvent.input(screen.getByLabelText(label), { target: { value: text } })
/** A resident never reads these (rules §14). */
const HARSH = /滞纳|催|欠费|逾期/

const LATE = { late: 1_20, lateSays: '按合同第八条，7月31日后每天万分之一，已计12天' }
const BILL = {
  billId: 'b5', accountId: 'acc1', title: '物业费', place: '3栋2单元501', period: '2026-05', from: '2026-05-01', to: '2026-05-31',
  dueOn: '2026-05-31', amount: 233_10, outstanding: 233_10, daysOverdue: 12, state: 'open', payee: '锦桂物业',
  working: { steps: [] }, tariff: null, compared: null, payments: [], relief: [], lateCharge: 1_20, lateSays: LATE.lateSays,
}

describe('a resident', () => {
  it('reads in the sheet what each bill gets, the charge in it with its clause, and what was taken off', async () => {
    const [first, second] = QUOTE.lines
    const lines = [{ ...first, ...LATE }, { ...second, discount: 2_00, discountSays: '业委会公示：7月21日前（含当日）一次缴清减1%' }]
    cloudSays({ 'home.show': ok(HOME), 'pay.quote': ok({ ...QUOTE, lines }) })
    await open(<HomePage />, {})
    await tap('立即缴纳')
    expect(words()).toContain(`其中违约金${LATE.lateSays}¥1.20`)
    expect(words()).toContain('已减优惠业委会公示：7月21日前（含当日）一次缴清减1%¥2.00')
    expect(words()).not.toMatch(HARSH)
  })

  it('sees the charge beside every bill and in the total that is due', async () => {
    const [first, ...others] = BILLS
    const owed = { ...BILLS[1], billId: 'paid', outstanding: 0, lateCharge: 30 }
    cloudSays({ 'home.show': ok({ ...HOME, due: { ...HOME.due, lateCharge: 1_50 }, bills: [{ ...first, lateCharge: 1_20 }, owed, ...others] }) })
    await open(<HomePage />, {})
    expect(words()).toContain('其中违约金 ¥1.50，怎么算的见账单')
    expect(words()).toContain('缴费截止日 2026年5月31日，另有违约金 ¥1.20')
    expect(words()).toContain('账单已缴，只剩违约金，不再增加违约金¥0.30')
    cleanup()
    await open(<PayPage />, { accountId: 'acc1' })
    expect(words()).toContain('缴费截止日 2026年5月31日，另有违约金 ¥1.20')
  })

  it('reads on the bill why it is charged, and may pay what is left of a bill that is paid', async () => {
    cloudSays({ 'bill.show': ok(BILL) })
    await open(<BillPage />, { billId: 'b5' })
    expect(words()).toContain(`另有违约金 ¥1.20：${LATE.lateSays}`)
    expect(words()).toContain(`违约金${LATE.lateSays}¥1.20`)
    expect(words()).not.toMatch(HARSH)
    cleanup()
    cloudSays({ 'bill.show': ok({ ...BILL, state: 'settled', outstanding: 0, lateSays: '账单已缴，金额不再增加' }), 'pay.quote': ok(QUOTE) })
    await open(<BillPage />, { billId: 'b5' })
    expect(words()).toContain('还有违约金¥1.20账单已缴，金额不再增加')
    await tap('缴纳违约金')
    expect(asked('pay.quote')).toEqual([{ accountId: 'acc1', billIds: ['b5'] }])
  })

  it('reads on the bill what paying in time takes off, and on the receipt what was', async () => {
    const discount = { amount: 2_00, says: '业委会公示：5月21日前（含当日）一次缴清减1%' }
    cloudSays({ 'bill.show': ok({ ...BILL, daysOverdue: 0, lateCharge: 0, discount }) })
    await open(<BillPage />, { billId: 'b5' })
    expect(words()).toContain(`${discount.says}，这笔少付 ¥2.00`)
    expect(words()).not.toContain('违约金')
    cleanup()
    const receipt = {
      receiptId: 'r', payee: '锦桂物业', place: '501', payer: '甲*', amount: 200_00, paidAt: '2026-07-01T09:00:00.000+08:00', outTradeNo: 'L_1', surplus: 0,
      lines: [{ title: '物业费', period: '2026-05', amount: 200_00, late: 1_20, discount: 2_00 }],
    }
    cloudSays({ 'receipt.show': ok(receipt) })
    await open(<ReceiptPage />, { receiptId: 'r' })
    expect(words()).toContain('其中违约金 ¥1.20，已减优惠 ¥2.00')
  })
})

const RULES = {
  payees: [{ payeeId: 'p1', name: '锦桂物业', running: null }], items: [{ item: 'property_fee', title: '物业服务费' }, { item: 'parking', title: '停车费' }],
  versions: [], spared: [], limits: '每天最高万分之五，累计最高为账单的30%', defaults: { ofTenThousand: '1', graceDays: 0, capPercent: '30' },
  mayDraft: true, mayPublish: true,
}
const VERSION = {
  policyId: 'charge-1', payeeId: 'p1', payee: '锦桂物业', items: ['物业服务费'], says: ['违约金：按第八条'], warnings: ['高于 LPR'], state: 'draft',
  publishedOn: null, stoppedOn: null,
}
const DRAFTED = {
  policyId: 'charge-1', says: [], warnings: [], preview: { late: { total: 340, households: 3 }, discount: { total: 0, households: 0 }, whole: true },
}

describe('违约金和优惠', () => {
  it('is off, drafts exactly what was typed, and shows what it would come to before 公布', async () => {
    cloudSays({ 'charges.show': ok(RULES), 'charges.draft': ok(DRAFTED), 'charges.publish': no('CHARGE_CLAUSE_MISSING') })
    await open(<ChargesPage />, { communityId: 'jg' })
    expect(words()).toContain('现在不收违约金，也没有按期优惠')
    await tap('收违约金')
    fill('从哪个缴费截止日起', '2026-08-31')
    fill('合同条款', ' 第八条 ')
    fill('每天万分之几', '1.5')
    await tap('按期缴有优惠')
    fill('优惠的依据', '公示')
    fill('缴费截止日前几天缴清', '10')
    fill('减百分之几', '2')
    cloudSays({ 'charges.show': ok({ ...RULES, versions: [VERSION] }) })
    await tap('存为草稿并试算')
    expect(asked('charges.draft')).toEqual([{
      communityId: 'jg', payeeId: 'p1', items: ['property_fee'], dueFrom: '2026-08-31',
      late: { clause: '第八条', rate: '0.00015', graceDays: 0, cap: '0.3' }, discount: { basis: '公示', days: -10, off: { percent: '2' } },
    }])
    expect(words()).toContain('试算：违约金今天已过缴费日的账单若适用，3 户¥3.40')
    expect(words()).toContain('请注意：高于 LPR')
    await tap('公布，对每户一样')
    expect(words()).toContain('没有写明合同条款')
  })

  it.each([
    ['从哪个缴费截止日起', '8月', '没有看懂从哪个缴费截止日起'], ['每天万分之几', '一', '没有看懂每天万分之几'], ['宽限几天', '-1', '没有看懂宽限几天'],
  ])('%s that cannot be read is asked again and nothing is sent', async (label, text, says) => {
    cloudSays({ 'charges.show': ok(RULES) })
    await open(<ChargesPage />, { communityId: 'jg' })
    await tap('收违约金')
    fill('从哪个缴费截止日起', '2026-08-31')
    fill(label, text)
    await tap('存为草稿并试算')
    expect(words()).toContain(says)
    expect(asked('charges.draft')).toEqual([])
  })

  it('is stopped only with a reason, and shows whoever may not decide no button', async () => {
    const running = { ...VERSION, state: 'running', publishedOn: '2026-07-01' }
    cloudSays({ 'charges.show': ok({ ...RULES, versions: [running] }), 'charges.stop': ok({ stoppedOn: '2026-08-01' }) })
    await open(<ChargesPage />, { communityId: 'jg' })
    fill('停止的理由', '业主大会决定')
    await tap('停止')
    expect(asked('charges.stop')).toEqual([{ communityId: 'jg', payeeId: 'p1', reason: '业主大会决定' }])
    cleanup()
    cloudSays({ 'charges.show': ok({ ...RULES, versions: [VERSION], mayDraft: false, mayPublish: false }) })
    await open(<ChargesPage />, { communityId: 'jg' })
    expect(words()).not.toMatch(/公布，对每户|存为草稿|这些日子不计/)
  })

  it.each([['1', 4, '0.0001'], ['1.5', 4, '0.00015'], ['0.5', 4, '0.00005'], ['30', 2, '0.3'], ['100', 2, '1'], ['0', 2, '0'], ['12345', 4, '1.2345']])(
    '%s by %i places is %s', (text, places, shift) => expect(shifted(text, places)).toBe(shift),
  )
})

describe('a manager', () => {
  const ACCOUNT = {
    accountId: 'acc1', communityId: 'jg', label: '1栋101', name: '甲一', phonesMasked: [], outstanding: 200_00, overdue: 200_00, prepaid: 0, daysOverdue: 12,
    notes: [], people: [], holds: [], flags: [], proposals: [], timeline: [], lateCharge: 1_20, mayWaive: true,
    bills: [{
      billId: 'b5', title: '物业费', period: '2026-05', dueOn: '2026-05-31', outstanding: 200_00, daysOverdue: 12, late: { amount: 1_20, says: LATE.lateSays },
    }],
    waivers: [{ waiverId: 'waive:0', billId: 'b5', amount: 50, says: '首次' }],
  }
  it('waives all of a charge or a part of it with a reason, and takes it back', async () => {
    cloudSays({ 'account.show': ok(ACCOUNT), 'charges.waive': ok({ waiverId: 'w', left: 0 }), 'charges.unwaive': ok({ back: 50 }) })
    await open(<AccountPage />, { accountId: 'acc1' })
    expect(words()).toContain('违约金不在未收合计里¥1.20')
    fill('理由', '首次')
    await tap('减免这笔违约金')
    fill('减免多少（元）', '0.7')
    fill('理由', '再减一点')
    await tap('减免这笔违约金')
    await tap('撤回这次减免')
    expect(asked('charges.waive')).toEqual([
      { accountId: 'acc1', billId: 'b5', amount: 1_20, reason: '首次' }, { accountId: 'acc1', billId: 'b5', amount: 70, reason: '再减一点' },
    ])
    expect(asked('charges.unwaive')).toEqual([{ waiverId: 'waive:0', reason: '撤回减免' }])
  })
  it('alone sees it: nobody else is offered what the cloud would refuse', async () => {
    cloudSays({ 'account.show': ok({ ...ACCOUNT, mayWaive: false }) })
    await open(<AccountPage />, { accountId: 'acc1' })
    expect(words()).not.toContain('减免这笔违约金')
  })
})
