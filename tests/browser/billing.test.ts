import type { Account, Bill } from '@core/store/records'
import { buildFunctions } from '../../config/build/functions'
import { buildScreens } from '../../config/build/screens'
import { openTown, type Town, value } from '../town'
import { openBrowser } from './launch'
import { type Person, personAt } from './person'

/** Bills that people believe: what staff do at their screens, and how the resident's page explains it. */
let town: Town
let manager: Person
let owner: Person
let shut: () => Promise<void>
const at = (openid: string, page: string) => `${town.cloud.url}/?as=${openid}#/${page}`
const C = 'communityId=c-test'

jest.setTimeout(60_000)
beforeAll(async () => {
  await buildFunctions()
  await buildScreens('h5', { log: () => undefined })
  town = await openTown({ clockStartsAt: '2026-07-31T09:00:00+08:00' })
  await town.moveIn('103')
  const browser = await openBrowser()
  manager = personAt(await browser.wide())
  owner = personAt(await browser.phone())
  shut = async () => {
    await browser.close()
    await town.stop()
  }
}, 240_000)
afterAll(() => shut?.())

async function publishes(tariff: string, basis: string): Promise<void> {
  await manager.card(tariff, '草稿').fill('依据', basis)
  await manager.card(tariff, '草稿').tap('公示')
  await manager.card(tariff, '已公示', `依据：${basis}`).isThere()
}
async function bills(period: string): Promise<void> {
  await manager.open(at(town.staff.manager, `staff/billing/index?${C}`))
  await manager.page.reload()
  await manager.fill('账期', period)
  await manager.tap('预览')
  await manager.tap('发布账单')
  await manager.sees('已发布')
}
async function billOf(accountId: string, more: object): Promise<Bill> {
  const [bill] = await town.look<Bill>('bills', { accountId, void: false, ...more })
  if (!bill) throw new Error('there is no such bill')
  return bill
}

it('a price changed in the middle of a month is explained by its days, with both prices and what allows them', async () => {
  await manager.open(at(town.staff.manager, `staff/tariffs/index?${C}`))
  await manager.sees('新建收费标准')
  await manager.fill('单价（元）', '3')
  await manager.fill('生效日', '2026-07-16')
  await manager.tap('存为草稿')
  await publishes('物业服务费 3 元/㎡·月', '业主大会决议 2026-2 号')
  await bills('2026-07')
  const { accountId } = await town.moveIn('103')
  const bill = await billOf(accountId, { item: 'property_fee', period: '2026-07' })
  await owner.open(at('owner-103', `pages/bill/index?billId=${bill._id}`))
  await owner.seesMoney('这笔待缴', '251.61')
  await owner.sees('2026年7月1日至2026年7月15日：100 ㎡ × 2 元/㎡·月 × 15/31 个月', '2026年7月16日至2026年7月31日：100 ㎡ × 3 元/㎡·月 × 16/31 个月')
  await owner.sees('物业服务合同第六条', '业主大会决议 2026-2 号')
})

it('a meter is registered, read, replaced and billed; the bill shows both meters’ values', async () => {
  await manager.open(at(town.staff.manager, `staff/tariffs/index?${C}`))
  await manager.page.reload()
  await manager.tap('水费')
  await manager.tap('按表计量')
  await manager.fill('单价（元）', '2.9')
  await manager.fill('生效日', '2026-07-01')
  await manager.tap('存为草稿')
  await publishes('水费 2.9 元/吨', '水价批复 2026-1 号')

  await manager.open(at(town.staff.manager, `staff/premises/index?${C}`))
  await manager.page.reload()
  await manager.fill('房号', '1栋1单元103')
  await manager.tap('查找')
  await manager.tap('1栋1单元103')
  await manager.tap('更多')
  await manager.tap('登记表')
  await manager.fill('表号', 'W-103')
  await manager.fill('底数', '500')
  await manager.fill('装表或接手的日子', '2026-07-01')
  await manager.tap('登记')
  await manager.doesNotSee('装表或接手的日子')

  await manager.open(at(town.staff.manager, `staff/readings/index?${C}`))
  await manager.sees('上次 500', '未抄')
  await manager.tap('更多')
  await manager.tap('换表')
  await manager.fill('旧表拆下时的读数', '512')
  await manager.fill('新表号', 'W-103b')
  await manager.fill('新表底数', '3')
  await manager.fill('换表日', '2026-07-25')
  await manager.tap('确认换表')
  await manager.sees('表号 W-103b')
  await manager.card('表号 W-103b').fill('这次读数', '2')
  await manager.card('表号 W-103b').tap('记下读数')
  await manager.sees('读数比上次小')
  await manager.card('表号 W-103b').fill('这次读数', '4.5')
  await manager.card('表号 W-103b').tap('记下读数')
  await manager.sees('上次 4.5')
})

it('a shared cost is divided before everybody’s eyes, and billed with the water', async () => {
  await manager.open(at(town.staff.manager, `staff/tariffs/index?${C}`))
  await manager.page.reload()
  await manager.tap('公摊能耗费')
  await manager.tap('公摊')
  await manager.fill('生效日', '2026-07-01')
  await manager.tap('存为草稿')
  await publishes('公共能耗费 按面积分摊', '公摊办法第三条')
  await manager.open(at(town.staff.manager, `staff/pools/index?${C}`))
  await manager.fill('账期', '2026-07')
  await manager.fill('总额（元）', '100.01')
  await manager.fill('是什么费用', '6月楼道照明电费')
  await manager.tap('录入并看每户多少')
  await manager.seesMoney('5 户合计', '100.01')
  await manager.tap('确认分摊')
  await manager.sees('已分摊')
  await bills('2026-07')
  const { accountId } = await town.moveIn('103')
  const water = await billOf(accountId, { item: 'water' })
  await owner.open(at('owner-103', `pages/bill/index?billId=${water._id}`))
  await owner.seesMoney('这笔待缴', '39.15')
  await owner.sees('7月25日读数 512', '7月31日读数 4.5', '13.5 吨 × 2.9 元')
  const energy = await billOf(accountId, { item: 'public_energy' })
  await owner.open(at('owner-103', `pages/bill/index?billId=${energy._id}`))
  await owner.sees('公摊总额 100.01 元，按面积分摊，本户 100 / 全部 500')
})

it('F36 a sale in the middle of the month voids and reissues, and each side reads its own days', async () => {
  const { accountId } = await town.moveIn('103')
  const before = await billOf(accountId, { item: 'property_fee', period: '2026-07' })
  await manager.open(at(town.staff.manager, `staff/premises/home/index?premisesId=${before.premisesId}`))
  await manager.tap('变更缴费户')
  await manager.fill('新缴费户姓名或单位', '庚七')
  await manager.fill('交接日', '2026-07-26')
  await manager.tap('看看会怎样')
  await manager.sees('2026年7月26日起', '会作废并按新的情况重出')
  await manager.tap('确认变更')
  await manager.card('谁缴费', '庚七').isThere()
  await owner.open(at('owner-103', `pages/bill/index?billId=${before._id}`))
  await owner.page.reload()
  await owner.sees('已作废，无需缴纳', '缴费户变更')
  const [buyer] = await town.look<Account>('accounts', { name: '庚七' })
  const after = await town.look<Bill>('bills', { accountId: buyer?._id ?? '' })
  expect(after.map(({ title, from, to }) => [title, from, to]).sort()).toEqual([
    ['公共能耗费', '2026-07-26', '2026-07-31'], ['水费', '2026-07-26', '2026-07-31'], ['物业服务费', '2026-07-26', '2026-07-31'],
  ])
  expect(await town.holds()).toEqual([])
})

it('a bill made void by hand says why, and the one in its place is worked out before anybody confirms', async () => {
  const { accountId } = await town.moveIn('104')
  const bill = await billOf(accountId, { item: 'property_fee', period: '2026-07' })
  await manager.open(at(town.staff.manager, `staff/bill/index?billId=${bill._id}`))
  await manager.sees('作废后会怎样', '重出：丁四')
  await manager.fill('作废原因', '复核后更正')
  await manager.tap('作废并重出')
  await manager.sees('作废：复核后更正')
  const anew = await billOf(accountId, { item: 'property_fee', period: '2026-07' })
  expect([anew._id.slice(-2), anew.amount]).toEqual(['.1', bill.amount])
  expect(value(await town.staffed(town.staff.manager, 'books.audit', { communityId: 'c-test' })).rules.every(({ holds }) => holds)).toBe(true)
  expect(manager.complaints).toEqual([])
  expect(owner.complaints).toEqual([])
})
