/** @jest-environment jsdom */
import ProposalsPage from '@/staff/proposals'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import { phone } from './standIns/taro'

beforeEach(() => void (phone.params = { communityId: 'jg' }))
afterEach(() => {
  cleanup()
  forgetCloud()
})

const words = () => document.body.textContent ?? ''
const tap = async (text: string) => {
  fireEvent.click(screen.getByText(text))
  await settle()
}
const row = (proposalId: string, more: object = {}) => ({
  proposalId, accountId: `acc-${proposalId}`, label: `3栋2单元${proposalId}`, kind: 'dispute', title: '费用异议', remark: '房屋漏水,业主拒缴',
  says: '这 2 笔账单先不催，7 个工作日内答复；其他账单照常', day: null, needsDay: false, ...more,
})
const ROWS = [row('501'), row('502'), row('601', { kind: 'promise', title: '承诺缴费', remark: '承诺下个月缴', says: '请填写约定的日子；到那天之前不催', needsDay: true })]

describe('备注建议', () => {
  it('says what each remark would do, and sends only what stays ticked', async () => {
    cloudSays({ 'proposal.list': ok({ rows: ROWS, count: 3 }), 'proposal.decide': ok({ decided: 1 }) })
    render(<ProposalsPage />)
    await settle()
    expect(words()).toContain('台账备注里有 3 条建议')
    expect(words()).toContain('这 2 笔账单先不催')
    fireEvent.click(screen.getByLabelText('3栋2单元501 费用异议，已选'))
    await tap('确认选中的 1 条')
    expect(asked('proposal.decide')).toEqual([{ proposalIds: ['502'], accept: true }])
  })

  it('asks for the day of a promise that names none, and tells why a day is refused', async () => {
    cloudSays({ 'proposal.list': ok({ rows: ROWS.slice(2), count: 1 }), 'proposal.decide': no('PROMISE_DAY_PAST') })
    render(<ProposalsPage />)
    await settle()
    fireEvent.change(screen.getByLabelText('约定在哪一天之前缴纳'), { target: { value: '2026-07-01' } })
    await tap('确认')
    expect(asked('proposal.decide')).toEqual([{ proposalIds: ['601'], accept: true, day: '2026-07-01' }])
    expect(words()).toContain('约定的日子已经过了')
  })

  it('with nothing to confirm says where proposals come from', async () => {
    cloudSays({ 'proposal.list': ok({ rows: [], count: 0 }) })
    render(<ProposalsPage />)
    await settle()
    expect(words()).toContain('没有等待确认的建议')
  })
})
