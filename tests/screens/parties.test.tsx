/** @jest-environment jsdom */
import type { Account } from '@/staff/account/AccountView'
import { Parties } from '@/staff/account/Parties'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import { tap, words } from './thumb'

afterEach(() => {
  cleanup()
  forgetCloud()
})

const CO = { partyId: 'p1', name: '李建国', role: 'owner', says: '共有人', phonesMasked: ['139****0001'], from: '2026-07-01', to: null, speaks: false }
const draw = (more: object = {}) =>
  render(<Parties account={{ accountId: 'a1', name: '王桂兰', parties: [CO], mayAddParty: true, ...more } as unknown as Account} onChanged={() => undefined} />)
const write = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })

describe('共有人和付款人', () => {
  it('adds one with a phone, or says what is wrong before asking', async () => {
    cloudSays({ 'party.add': ok({ partyId: 'p2' }) })
    draw()
    await tap('添加')
    write('姓名或单位', '锦城公司')
    fireEvent.click(screen.getByText('约定付款人'))
    write('手机号', '1380')
    write('从哪一天起', '2026-07-01')
    fireEvent.click(screen.getAllByText('添加').at(-1) as HTMLElement)
    expect(words()).toContain('没有看懂电话')
    write('手机号', '13800138000')
    await tapLast('添加')
    expect(asked('party.add')).toEqual([{ accountId: 'a1', name: '锦城公司', role: 'payer', phones: ['13800138000'], from: '2026-07-01' }])
  })

  it('says to whom reminders go, and changes it', async () => {
    cloudSays({ 'party.speak': ok({ saved: true }) })
    draw()
    expect(words()).toContain('王桂兰登记业主接收提醒')
    await tap('李建国')
    await tap('提醒发给这个人')
    expect(asked('party.speak')).toEqual([{ accountId: 'a1', partyId: 'p1' }])
  })

  it('ends one with a last day, and a tenant is never asked to speak', async () => {
    cloudSays({ 'party.end': no('PARTY_DAY') })
    draw({ parties: [{ ...CO, role: 'tenant', says: '租客' }] })
    await tap('李建国')
    expect(screen.queryByText('提醒发给这个人')).toBeNull()
    write('最后一天', '2027-01-01')
    await tap('结束关系')
    expect(words()).toContain('最后一天不能在将来')
  })

  it('is only read by whoever may not change it', async () => {
    draw({ mayAddParty: false })
    expect(screen.queryByText('添加')).toBeNull()
    await tap('李建国')
    expect(screen.queryByLabelText('最后一天')).toBeNull()
  })
})

async function tapLast(text: string) {
  fireEvent.click(screen.getAllByText(text).at(-1) as HTMLElement)
  await settle()
}
