/** @jest-environment jsdom */
import ExportsPage from '@/staff/exports'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, called, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import Taro, { phone } from './standIns/taro'
import { tap, words } from './thumb'

beforeEach(() => {
  phone.params = { communityId: 'jg' }
  const writeFile = ({ success }: { success: () => void }) => success()
  Object.assign(Taro, { getFileSystemManager: () => ({ writeFile }), env: { USER_DATA_PATH: 'wxfile://usr' } })
})
afterEach(() => {
  cleanup()
  forgetCloud()
})

const FILE = { name: '锦桂花园_账单_2026-07-01_2026-07-31.xlsx', base64: 'UEs=', rows: 164, total: 31_200_00 }
const ACCOUNTS = {
  accounts: [
    { key: 'income:property_fee', says: '物业服务费收入', code: '6001', name: '主营业务收入', usual: true },
    { key: 'liability:prepaid', says: '预缴款', code: '2203.02', name: '预收物业费', usual: false },
  ],
}
const write = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
async function span() {
  render(<ExportsPage />)
  await settle()
  write('从哪一天', '2026-07-01')
  write('到哪一天', '2026-07-31')
}

describe('导出报表', () => {
  it('makes a file, opens it, and says what it comes to', async () => {
    cloudSays({ 'export.make': ok(FILE) })
    await span()
    await tap('生成文件')
    expect(asked('export.make')).toEqual([{ communityId: 'jg', what: 'bills', from: '2026-07-01', to: '2026-07-31' }])
    expect(called('openDocument')).toEqual([{ filePath: `wxfile://usr/${FILE.name}`, fileType: 'xlsx', showMenu: true }])
    expect(words()).toContain('164 行，点一下再打开¥31,200.00')
  })

  it('asks for what one file cannot hold, file after file', async () => {
    cloudSays({ 'export.make': (ask) => ok(ask['after'] ? { ...FILE, name: '续.xlsx', rows: 5 } : { ...FILE, next: 'k|1' }) })
    await span()
    await tap('生成文件')
    await tap('生成下一个文件')
    expect(asked('export.make').at(-1)).toMatchObject({ after: 'k|1' })
    expect(words()).toContain('续.xlsx5 行')
    expect(screen.queryByText('生成下一个文件')).toBeNull()
  })

  it('arrears are today’s and ask for no days', async () => {
    cloudSays({ 'export.make': ok({ ...FILE, rows: 0, total: 0 }) })
    render(<ExportsPage />)
    await settle()
    await tap('欠费')
    expect(screen.queryByLabelText('从哪一天')).toBeNull()
    await tap('生成文件')
    expect(words()).toContain('这段时间里没有内容')
    expect(called('openDocument')).toEqual([])
  })

  it('a text that WeChat cannot show is sent on to a chat', async () => {
    cloudSays({ 'export.make': ok({ ...FILE, name: '用友凭证.txt' }), 'vouchers.show': ok(ACCOUNTS) })
    await span()
    await tap('用友凭证')
    await tap('生成文件')
    expect(called('shareFileMessage')).toEqual([{ filePath: 'wxfile://usr/用友凭证.txt', fileName: '用友凭证.txt' }])
  })

  it('shows the accounts of vouchers, and takes another or the usual one again', async () => {
    cloudSays({ 'vouchers.show': ok(ACCOUNTS), 'vouchers.save': ok({ saved: true }) })
    render(<ExportsPage />)
    await settle()
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

  it('says a refusal in words, and a day that means nothing before asking', async () => {
    cloudSays({ 'export.make': no('DAYS_REVERSED') })
    await span()
    write('到哪一天', '7月底')
    await tap('生成文件')
    expect(words()).toContain('没有看懂这个日子')
    write('到哪一天', '2026-06-01')
    await tap('生成文件')
    expect(asked('export.make')).toHaveLength(1)
  })
})
