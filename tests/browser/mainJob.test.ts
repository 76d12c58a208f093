import type { StaffAnswer } from '@contract/contract/staff'
import { join } from 'node:path'
import { COMMUNITY, type MainJobWorld, openMainJob, OWNER } from './mainJobWorld'
import type { Person } from './person'

/** The main job on a ledger of a real shape, by people at their screens: nobody calls the cloud where a screen does. */
const LEDGER = join(__dirname, '../fixtures/ledger-jingui.xlsx')
const BASIS = '前期物业服务合同第六条'

let world: MainJobWorld
let manager: Person
let owner: Person
let son: Person
let stranger: Person

jest.setTimeout(60_000)
beforeAll(async () => {
  world = await openMainJob()
  ;({ manager, owner, son, stranger } = world)
}, 240_000)
afterAll(() => world?.close())

describe('the manager, at a wide window', () => {
  it('takes up the post with the code of a deploy', async () => {
    await manager.open(world.signedInAs('manager-lin'))
    await manager.tap('我有邀请码')
    await manager.fill('邀请码', world.managerCode)
    await manager.tap('确认')
    await manager.sees('欢迎加入金桂花园')
    await manager.tap('打开工作台')
    await manager.sees('今日待办')
  })

  it('reads what the ledger would become, with a reason for each refused row, and confirms', async () => {
    await manager.tap('导入台账')
    await manager.choosesFile('选择文件', LEDGER)
    await manager.seesMoney('欠费合计', '94,449.91')
    await manager.seesMoney('预缴合计', '6,588.12')
    expect(await manager.row('房屋')).toContain('164 套')
    expect(await manager.row('欠费户')).toContain('57 户')
    expect(await manager.row('不接收')).toContain('4 行')
    expect(await manager.row('第 179 行')).toMatch(/不接收[^]*重复/)
    expect(await manager.row('第 180 行')).toMatch(/不接收[^]*面积/)
    expect(await manager.row('第 181 行')).toMatch(/不接收[^]*面积/)
    expect(await manager.row('第 182 行')).toMatch(/不接收[^]*19O1[^]*13/)
    expect(await world.look('accounts', {})).toEqual([])

    await manager.tap('确认写入')
    await manager.sees('已写入')
    expect(await manager.row('新写入')).toContain('164 套')
  })

  it('imports the same file again, and nothing changes', async () => {
    const before = await world.look('accounts', {})
    await manager.choosesFile('换一个文件', LEDGER)
    await manager.tap('确认写入')
    await manager.sees('没有变化', '再次导入不会重复记账')
    expect(await manager.row('新写入')).toContain('0 套')
    expect(await manager.row('原来就有，没有改动')).toContain('164 套')
    expect(await world.look('accounts', {})).toEqual(before)
  })

  it('publishes each tariff that the ledger brought, with its basis', async () => {
    await manager.tap('下一步：收费标准')
    for (const price of ['1.85', '1.2', '4.5', '2.35']) {
      const tariff = `物业服务费 ${price} 元/㎡·月`
      await manager.card(tariff).fill('依据', BASIS)
      await manager.card(tariff).tap('公示')
      await manager.card(tariff, '已公示', `依据：${BASIS}`).isThere()
    }
  })

  it('previews July, publishes it, and sees it done', async () => {
    await manager.tap('返回')
    await manager.tap('返回')
    await manager.tap('出账')
    await manager.fill('账期', '2026-07')
    await manager.tap('预览')
    await manager.sees('共 164 笔账单，缴费截止日 2026年7月31日')
    expect(await world.look('bills', { period: '2026-07' })).toEqual([])
    await manager.tap('发布账单')
    await manager.sees('2026年7月账单已发布')
    expect(await manager.row('已发布')).toContain('164 / 164 笔')
  })
})

describe('an owner, at a phone', () => {
  it('is told what may be seen without a home, and binds with consent, phone, room and last character', async () => {
    await owner.open(world.signedInAs(OWNER.openid))
    await owner.tap('绑定我的房屋')
    await owner.tap('同意并继续')
    await owner.tap('用手机号验证')
    await owner.fill('房号', OWNER.room)
    await owner.fill('登记姓名的最后一个字', '娟')
    await owner.tap('核对并绑定')
    await owner.sees(`已绑定${OWNER.label}`)
    await owner.tap('查看账单')
    await owner.seesMoney('待缴合计', '750.48')
    await owner.sees('您有 3 笔账单')
  })

  it('asks for one reminder, and allows it when the phone asks', async () => {
    await owner.tap('到期前提醒我')
    await owner.tap('允许')
    await owner.sees('好的，下一次缴费日前会在微信里提醒您一次')
  })

  it('lets the family in with a code, which sees the same figures', async () => {
    await owner.tap('我的')
    await owner.tap(OWNER.label)
    await owner.tap('生成邀请码')
    const code = await owner.page.locator('.code__figures').innerText()

    await son.open(world.signedInAs('son-cai'))
    await son.tap('我有邀请码')
    await son.fill('邀请码', code)
    await son.tap('确认')
    await son.sees(`已绑定${OWNER.label}`, '您是这套房屋的家人')
    await son.tap('查看账单')
    await son.seesMoney('待缴合计', '750.48')
    await son.sees('您有 3 笔账单')
  })
})

describe('the manager, who reminds', () => {
  it('reads every line before anything is sent, releases them, and sees how far it is', async () => {
    await manager.tap('返回')
    await manager.tap('欠费')
    await manager.sees('共 57 户')
    await manager.tap('预览全部该提醒的户')
    await manager.sees('会用掉 1 次微信订阅')
    await manager.sees(OWNER.label)
    expect(await world.look('messages', {})).toEqual([])
    await manager.tap('放行')
    await manager.sees('已放行，正在发送', '放行人：林经理')
    await world.minutesPass(2)
    await manager.sees('这批已经处理完')
    expect(await manager.row('已送达')).toContain('1 条')
  })
})

describe('what is not to be paid is refused in words', () => {
  it('a negative amount', async () => {
    await owner.open(world.signedInAs(OWNER.openid))
    await owner.tap('选择账单或部分缴纳')
    await owner.tap('填写金额')
    await owner.fill('这次缴多少（元）', '-5')
    await owner.tap('看看付到哪些账单')
    await owner.sees('没有看懂这个金额', '请填写大于 0 的数字，最多两位小数')
    expect(await world.atTheDoor(OWNER.openid, 'pay.quote', { amount: -500 })).toMatchObject({
      ok: false, refusal: 'ASK_MALFORMED', says: '这次操作的内容不完整或格式不对', next: '请返回上一页重新操作',
    })
  })

  it("another account's bill", async () => {
    const [others] = await world.look<{ _id: string }>('bills', { period: '2026-07', amount: 188_16 })
    await owner.open(world.signedInAs(OWNER.openid, `pages/bill/index?billId=${others?._id}`))
    await owner.sees('没有找到这张账单', '请返回账单列表再看')
    await owner.doesNotSee('188.16')
    expect(await world.atTheDoor(OWNER.openid, 'pay.quote', { billIds: [others?._id] })).toMatchObject({
      ok: false, refusal: 'BILL_NOT_FOUND', says: '没有找到这张账单', next: '请返回账单列表再看',
    })
  })

  it('a stranger: to bills, to staff’s pages, and to somebody else’s home', async () => {
    await stranger.open(world.signedInAs('passer-by', 'pages/bills/index'))
    await stranger.sees('还没有绑定房屋', '请用手机号验证，或填写邀请码')
    await stranger.open(world.signedInAs('passer-by', 'staff/arrears/index?communityId=c-jingui'))
    await stranger.sees('您不在这个项目的员工名单里', '请联系项目经理添加')
    await stranger.open(world.signedInAs('passer-by', 'pages/bind/index'))
    await stranger.tap('同意并继续')
    await stranger.tap('用手机号验证')
    await stranger.fill('房号', OWNER.room)
    await stranger.fill('登记姓名的最后一个字', '娟')
    await stranger.tap('核对并绑定')
    await stranger.sees('房号或姓名与登记的不一致', '还可以核对 4 次')
    expect(await world.atTheDoor(null, 'home.show', {})).toMatchObject({ ok: false, refusal: 'NOT_SIGNED_IN', says: '还没有登录' })
  })
})

describe('paying', () => {
  it('the owner opens the message, and pays everything in two taps and a touch of WeChat’s own sheet', async () => {
    const [message] = await world.inboxOf(OWNER.openid)
    expect(message?.lines.map(({ value }) => value)).toEqual([
      OWNER.label, '¥750.48', '2026年5月31日', '共3笔待缴，2笔已过缴费日',
    ])
    await owner.open(world.signedInAs(OWNER.openid, message?.page))
    await owner.seesMoney('待缴合计', '750.48')
    await owner.tap('立即缴纳')
    await owner.seesMoney('本次支付', '750.48')
    await owner.sees('收款单位：金桂花园物业服务中心')
    await owner.tap('确认支付')
    await owner.seesMoney('支付金额', '750.48')
    await owner.tap('确认支付')
    await owner.sees('缴费成功', '正在编号，一两分钟后可以看到')
    await owner.seesMoney('实付金额', '750.48')
  })

  it('the receipt has its number two minutes later, and names every bill', async () => {
    await world.minutesPass(2)
    await owner.sees('SJ2026-000001')
    await owner.tap('查看收据')
    await owner.seesMoney('实付金额', '750.48')
    expect(await owner.row('收据号')).toContain('SJ2026-000001')
    expect(await owner.row('2026年5月物业服务费')).toContain('250.16')
    expect(await owner.row('2026年7月物业服务费')).toContain('250.16')
    await owner.tap('返回')
    await owner.tap('返回首页')
    await owner.sees('目前没有待缴账单')
    await owner.tap('账单')
    await owner.tap('全部账单')
    expect(await owner.row('2026年6月物业服务费')).toContain('已缴')
  })

  it('the family sees that it is paid, and the same receipt', async () => {
    await son.open(world.signedInAs('son-cai'))
    await son.sees('目前没有待缴账单')
    await son.tap('缴费记录')
    await son.seesMoney('实付', '750.48')
  })

  it('the manager sees one household less, and the books hold', async () => {
    await manager.tap('返回欠费列表')
    await manager.sees('共 56 户')
    const ask = { communityId: COMMUNITY.communityId }
    const { value: { rules } } = await world.cloud.call<{ value: StaffAnswer<'books.audit'> }>('staff', 'manager-lin', 'books.audit', ask)
    expect(rules.flatMap(({ broken }) => broken)).toEqual([])
  })

  it('no browser complained meanwhile', () => {
    expect([manager, owner, son, stranger].flatMap(({ complaints }) => complaints)).toEqual([])
  })
})
