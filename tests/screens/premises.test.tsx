/** @jest-environment jsdom */
import HomePage from '@/staff/premises/home'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import { phone } from './standIns/taro'
import { tap, words } from './thumb'

beforeEach(() => void (phone.params = { premisesId: 'p1' }))
afterEach(() => {
  cleanup()
  forgetCloud()
})

const HOME = {
  premisesId: 'p1', communityId: 'jg', label: '1栋101', kind: 'residential', area: '100', handedOverOn: null, persons: null, tariffs: [], payers: [], bills: [],
}
const AFFECTED = {
  billId: 'b1', accountId: 'a', payer: '丙三', title: '物业服务费', period: '2026-07', from: '2026-07-01', to: '2026-07-31', amount: 200_00,
  outstanding: 200_00, void: false,
}
const RESHAPED = {
  ends: [{ label: '1栋101', area: '100' }], begins: [
    { label: '1栋101A', area: '60' }, { label: '1栋101B', area: '40' },
  ], payer: '丙三', affected: [AFFECTED], premisesIds: [], issued: [],
}
const open = async (more: Parameters<typeof cloudSays>[0] = {}) => {
  cloudSays({ 'premises.show': ok(HOME), ...more })
  render(<HomePage />)
  await settle()
}
const write = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })

describe('房屋', () => {
  it('a split is looked at before it is done, and looked at anew when anything is changed', async () => {
    await open({ 'premises.reshape': ok(RESHAPED) })
    await tap('更多')
    await tap('拆分或合并')
    write('从哪一天起', '2026-07-16')
    write('新房屋 1 的房号', '101A')
    write('新房屋 1 的收费面积（㎡）', '60')
    write('新房屋 2 的房号', '101B')
    write('新房屋 2 的收费面积（㎡）', '40')
    await tap('看看会怎样')
    expect(words()).toContain('1栋101到前一天为止，之后是：1栋101A缴费户 丙三60 ㎡')
    expect(words()).toContain('有 1 张账单会作废并按新的情况重出')
    write('新房屋 2 的收费面积（㎡）', '41')
    expect(screen.queryByText('确认')).toBeNull()
    await tap('看看会怎样')
    await tap('确认')
    expect(
      asked('premises.reshape').map(({ preview, into }) => [preview, (into as { area: string }[])[1]?.area]),
    ).toEqual([[true, '40'], [true, '41'], [false, '41']])
  })

  it('a merger takes other homes along, found by their room', async () => {
    await open({
      'premises.find': ok({ rows: [{ premisesId: 'p2', label: '1栋102', area: '80', payer: '丙三' }] }), 'premises.reshape': no('RESHAPE_PAYERS'),
    })
    await tap('更多')
    await tap('拆分或合并')
    write('要合并的其他房屋', '1栋102')
    await tap('查找')
    await tap('1栋102')
    expect(words()).toContain('1栋101、1栋102')
    await tap('少一套')
    write('从哪一天起', '2026-07-16')
    write('新房屋 1 的房号', '101-102')
    write('新房屋 1 的收费面积（㎡）', '180')
    await tap('看看会怎样')
    expect(asked('premises.reshape')).toEqual([
      { premisesIds: ['p1', 'p2'], on: '2026-07-16', into: [{ room: '101-102', area: '180' }], preview: true, correct: true },
    ])
    expect(words()).toContain('请先把它们变更到同一个缴费户')
  })

  it('another role after a look is another act, and is looked at anew', async () => {
    await open({ 'premises.assign': ok({ accountId: null, payers: [], affected: [], issued: [] }) })
    await tap('变更缴费户')
    write('新缴费户姓名或单位', '丁四')
    write('交接日', '2026-07-16')
    await tap('看看会怎样')
    expect(screen.getByText('确认变更')).toBeTruthy()
    await tap('出租')
    expect(screen.queryByText('确认变更')).toBeNull()
    await tap('看看会怎样')
    await tap('确认变更')
    expect(asked('premises.assign').map(({ role, preview }) => [role, preview])).toEqual([['owner', true], ['tenant', true], ['tenant', false]])
  })

  it('a home that was split says so and is not split again', async () => {
    await open({ 'premises.show': ok({ ...HOME, until: '2026-07-15' }) })
    expect(words()).toContain('到2026年7月15日为止')
    await tap('更多')
    expect(screen.queryByText('拆分或合并')).toBeNull()
  })

  it('a certificate is registered with its days, and ended before its last one', async () => {
    const held = { entitlementId: 'e1', code: 'vacant', says: '空置房', certificate: '空置登记 2026-01 号', from: '2026-01-01', to: '2026-12-31' }
    await open(
      { 'entitlement.list': ok({ entitlements: [held] }), 'entitlement.set': ok({ entitlementId: 'e2' }), 'entitlement.end': ok({ to: '2026-07-31' }) },
    )
    await tap('更多')
    await tap('优惠资格')
    expect(words()).toContain('空置房空置登记 2026-01 号，2026年1月1日至2026年12月31日')
    await tap('空置登记 2026-01 号，2026年1月1日至2026年12月31日')
    write('提前结束，最后一天', '2026-07-31')
    await tap('提前结束')
    expect(asked('entitlement.end')).toEqual([{ entitlementId: 'e1', to: '2026-07-31' }])
    await tap('低保户')
    write('凭证', '低保证 7 号')
    write('从哪一天', '2026-07-01')
    write('到哪一天', '年底')
    await tap('登记资格')
    expect(words()).toContain('没有看懂这个日子')
    write('到哪一天', '2026-12-31')
    await tap('登记资格')
    expect(asked('entitlement.set')).toEqual([{ premisesId: 'p1', code: 'low_income', certificate: '低保证 7 号', from: '2026-07-01', to: '2026-12-31' }])
  })

  it('facts that later bills ask for are noted, each if it was said', async () => {
    await open({ 'premises.note': ok({ saved: true }) })
    await tap('更多')
    await tap('登记资料')
    write('登记人数', '五')
    await tap('保存')
    expect(words()).toContain('没有看懂人数')
    write('登记人数', '5')
    await tap('保存')
    expect(asked('premises.note')).toEqual([{ premisesId: 'p1', persons: 5 }])
  })

  it('free days say their reason, and name the bills that were out before', async () => {
    const payer = { holdingId: 'h1', accountId: 'a', name: '丙三', role: 'owner', says: '业主', from: '2020-01-01', to: null }
    await open({ 'premises.show': ok({ ...HOME, payers: [payer] }), 'premises.free': ok({ affected: [AFFECTED] }) })
    await tap('登记免收日期')
    write('从哪一天', '2026-07-01')
    write('到哪一天', '2026-07-31')
    write('依据', '合同免租期')
    await tap('登记免收')
    expect(asked('premises.free')).toEqual([{ holdingId: 'h1', from: '2026-07-01', to: '2026-07-31', says: '合同免租期' }])
    expect(words()).toContain('请逐张更正')
  })
})
