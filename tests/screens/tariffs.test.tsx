/** @jest-environment jsdom */
import TariffsPage from '@/staff/tariffs'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, cloudSays, forgetCloud, ok, settle } from './cloud'
import { phone } from './standIns/taro'
import { tap, words } from './thumb'

beforeEach(() => void (phone.params = { communityId: 'jg' }))
afterEach(() => {
  cleanup()
  forgetCloud()
})

const open = async () => {
  cloudSays({
    'tariff.list': ok({ tariffs: [] }), 'tariff.draft': ok({ tariffId: 't1' }),
    'premises.find': ok(
      { rows: [{ premisesId: 'p1', label: '1栋101', area: '100', payer: '丙三' }, { premisesId: 'p2', label: '1栋102', area: '90', payer: '' }] },
    ),
  })
  render(<TariffsPage />)
  await settle()
}
const write = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })

describe('收费标准', () => {
  it('posts rates for whoever has a certificate, as shares of the price', async () => {
    await open()
    write('单价（元）', '1.8')
    write('生效日', '2026-07-01')
    write('空置房按几成收', '7')
    await tap('存为草稿')
    expect(words()).toContain('没有看懂优惠比例')
    write('空置房按几成收', '0.7')
    await tap('整月归月初持有人')
    await tap('存为草稿')
    expect(asked('tariff.draft')).toEqual([{
      communityId: 'jg', item: 'property_fee', kind: 'area', price: '1.8', rounding: { to: 'fen', each: 'month' }, effectiveFrom: '2026-07-01',
      proration: 'whole', rates: [{ code: 'vacant', says: '空置房', multiplier: '0.7' }],
    }])
  })

  it('a parking fee is for the homes that are named, and asks for them', async () => {
    await open()
    await tap('停车费')
    await tap('固定金额（元/月）')
    write('单价（元）', '150')
    write('生效日', '2026-07-01')
    await tap('存为草稿')
    expect(words()).toContain('停车费要指明收哪些房屋')
    write('指明房屋', '1栋')
    await tap('查找')
    await tap('全部加上（2 套）')
    await tap('1栋102')
    await tap('存为草稿')
    expect(asked('tariff.draft')).toMatchObject([{ item: 'parking', kind: 'flat', price: '150', premisesIds: ['p1'] }])
  })

  it('widens steps for a large household', async () => {
    await open()
    await tap('水费')
    await tap('阶梯')
    write('第 1 档上限', '180')
    write('第 1 档单价（元）', '2.9')
    write('第 2 档单价（元）', '3.85')
    write('超过几人放宽', '4')
    write('每多一人各档放宽', '30')
    write('生效日', '2026-07-01')
    await tap('存为草稿')
    expect(asked('tariff.draft')).toMatchObject([{
      tiers: { every: 'year', steps: [{ upTo: '180', price: '2.9' }, { upTo: null, price: '3.85' }], perPerson: { above: 4, extra: '30' } },
    }])
  })
})
