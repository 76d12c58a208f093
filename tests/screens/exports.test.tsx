/** @jest-environment jsdom */
import ExportsPage from '@/staff/exports'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, called, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import Taro, { phone } from './standIns/taro'
import { tap, words } from './thumb'

beforeEach(() => {
  phone.params = { communityId: 'jg' }
  const writeFile = ({ success }: { success: () => void }) => success()
  Object.assign(Taro, { getFileSystemManager: () => ({ writeFile, writeFileSync: () => undefined }), env: { USER_DATA_PATH: 'wxfile://usr' } })
})
afterEach(() => {
  cleanup()
  forgetCloud()
})

const FILE = { name: '锦桂花园_账单_2026-07-01_2026-07-31.xlsx', base64: 'UEs=', rows: 164, total: 31_200_00 }
const ACCOUNTS = {
  chart: 'enterprise',
  accounts: [
    { key: 'income:property_fee', says: '物业服务费收入', code: '6001', name: '主营业务收入', usual: true },
    { key: 'liability:prepaid', says: '预缴款', code: '2203.02', name: '预收物业费', usual: false },
  ],
}
const CHOICES = {
  today: '2026-08-03', mayMap: true, payees: [{ payeeId: 'p', name: '锦桂物业' }],
  spans: [
    { says: '上月', from: '2026-07-01', to: '2026-07-31' }, { says: '本月', from: '2026-08-01', to: '2026-08-31' },
    { says: '今年', from: '2026-01-01', to: '2026-12-31' }, { says: '去年', from: '2025-01-01', to: '2025-12-31' },
  ],
}
const write = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
const open = async (choices: object = CHOICES) => {
  cloudSays({ 'export.show': ok(choices) })
  render(<ExportsPage />)
  await settle()
}

describe('导出报表', () => {
  it('makes a file, opens it, and says what it comes to', async () => {
    cloudSays({ 'export.make': ok(FILE) })
    await open()
    expect(words()).toContain('2026年7月1日至2026年7月31日')
    await tap('生成文件')
    expect(asked('export.make')).toEqual([{ communityId: 'jg', what: 'bills', from: '2026-07-01', to: '2026-07-31' }])
    expect(called('openDocument')).toEqual([{ filePath: `wxfile://usr/${FILE.name}`, fileType: 'xlsx', showMenu: true }])
    expect(words()).toContain('164 行，点一下再打开¥31,200.00')
  })

  it('asks for what one file cannot hold, file after file', async () => {
    cloudSays({ 'export.make': (ask) => ok(ask['after'] ? { ...FILE, name: '续.xlsx', rows: 5 } : { ...FILE, next: 'k|1' }) })
    await open()
    await tap('今年')
    await tap('生成文件')
    await tap('生成下一个文件')
    expect(asked('export.make').at(-1)).toMatchObject({ after: 'k|1', from: '2026-01-01', to: '2026-12-31' })
    expect(words()).toContain('续.xlsx5 行')
    expect(words()).toContain('2 个文件合计169 行¥62,400.00')
    expect(screen.queryByText('生成下一个文件')).toBeNull()
    // What was made of other days is not added to these.
    await tap('去年')
    expect(words()).not.toContain('续.xlsx')
  })

  it('arrears are today’s and ask for no days', async () => {
    cloudSays({ 'export.make': ok({ ...FILE, rows: 0, total: 0 }) })
    await open()
    await tap('欠费')
    expect(screen.queryByText('上月')).toBeNull()
    await tap('生成文件')
    expect(asked('export.make')).toEqual([{ communityId: 'jg', what: 'arrears' }])
    expect(words()).toContain('没有可以导出的内容')
    expect(called('openDocument')).toEqual([])
  })

  it('a text that WeChat cannot show is sent on to a chat', async () => {
    cloudSays({ 'export.make': ok({ ...FILE, name: '用友凭证.txt' }), 'vouchers.show': ok(ACCOUNTS) })
    await open()
    await tap('用友凭证')
    await tap('生成文件')
    // WeChat takes this only from a tap that is about it.
    expect(called('shareFileMessage')).toEqual([])
    expect(words()).toContain('点一下发到聊天，例如文件传输助手')
    await tap('用友凭证.txt')
    expect(called('shareFileMessage')).toEqual([{ filePath: 'wxfile://usr/用友凭证.txt', fileName: '用友凭证.txt' }])
  })

  it('shows the accounts of vouchers, and takes another or the usual one again', async () => {
    cloudSays({ 'vouchers.show': ok(ACCOUNTS), 'vouchers.save': ok({ saved: true }) })
    await open()
    await tap('金蝶凭证')
    await tap('物业服务费收入')
    write('科目代码', '6001/1')
    await tap('保存')
    expect(words()).toContain('没有看懂科目代码')
    write('科目代码', '6001.01')
    await tap('保存')
    expect(asked('vouchers.save')).toEqual([{ communityId: 'jg', key: 'income:property_fee', account: { code: '6001.01', name: '主营业务收入' } }])
    await tap('预缴款')
    await tap('恢复常用科目')
    expect(asked('vouchers.save').at(-1)).toEqual({ communityId: 'jg', key: 'liability:prepaid', account: null })
  })

  it('vouchers are of one payee where there are several, and say when today is among them', async () => {
    cloudSays({ 'export.make': ok({ ...FILE, name: '用友凭证.txt' }), 'vouchers.show': ok(ACCOUNTS) })
    await open({ ...CHOICES, payees: [...CHOICES.payees, { payeeId: 'w', name: '环卫公司' }] })
    expect(screen.queryByText('环卫公司')).toBeNull()
    await tap('用友凭证')
    expect(words()).not.toContain('今天还没过完')
    await tap('本月')
    expect(words()).toContain('今天还没过完')
    await tap('环卫公司')
    await tap('生成文件')
    expect(asked('export.make').at(-1)).toEqual({ communityId: 'jg', what: 'yonyou', from: '2026-08-01', to: '2026-08-31', payeeId: 'w' })
  })

  it('takes the usual accounts of the other chart in one tap', async () => {
    cloudSays({ 'vouchers.show': ok(ACCOUNTS), 'vouchers.chart': ok({ saved: true }) })
    await open()
    await tap('用友凭证')
    expect(words()).toContain('常用科目按企业会计准则预填')
    cloudSays({ 'vouchers.show': ok({ ...ACCOUNTS, chart: 'small' }) })
    await tap('小企业会计准则')
    expect(asked('vouchers.chart')).toEqual([{ communityId: 'jg', chart: 'small' }])
    expect(words()).toContain('常用科目按小企业会计准则预填')
  })

  it('whoever only checks the books reads the accounts and changes none', async () => {
    cloudSays({ 'vouchers.show': ok(ACCOUNTS) })
    await open({ ...CHOICES, mayMap: false })
    await tap('金蝶凭证')
    await tap('物业服务费收入')
    expect(screen.queryByText('保存')).toBeNull()
    expect(screen.queryByText('小企业会计准则')).toBeNull()
  })

  it('says a refusal in words, and a day that means nothing before asking', async () => {
    cloudSays({ 'export.make': no('DAYS_REVERSED') })
    await open()
    await tap('自选')
    await tap('生成文件')
    expect(words()).toContain('没有看懂这个日子')
    write('从哪一天', '2026-07-01')
    write('到哪一天', '2026-06-01')
    await tap('生成文件')
    expect(asked('export.make')).toEqual([{ communityId: 'jg', what: 'bills', from: '2026-07-01', to: '2026-06-01' }])
    expect(words()).toContain('结束日期早于开始日期')
  })

  it('says that nobody could be asked, and lets the person try again', async () => {
    render(<ExportsPage />)
    await settle()
    expect(screen.queryByText('生成文件')).toBeNull()
    cloudSays({ 'export.show': ok(CHOICES) })
    await tap('重试')
    expect(words()).toContain('生成文件')
  })
})
