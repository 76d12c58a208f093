/** @jest-environment jsdom */
import ImportPage from '@/staff/import'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, cloudSays, forgetCloud, no, ok } from './cloud'
import Taro, { phone } from './standIns/taro'
import { tap, words } from './thumb'

beforeEach(() => void (phone.params = { communityId: 'jg' }))
afterEach(() => {
  cleanup()
  forgetCloud()
})

describe('导入台账', () => {
  const PREVIEW = {
    importId: 'im1',
    title: '锦桂花园物业费台账',
    cutoff: '2026-06-30',
    columns: [],
    rows: { accepted: 150, warned: 14, refused: 2, ignored: 9 },
    issues: [
      { row: 179, level: 'refused', code: 'DUPLICATE', says: '房号和第 20 行重复' },
      { row: 180, level: 'refused', code: 'NO_AREA', says: '没有面积' },
    ],
    totals: { premises: 164, owed: 94_449_91, prepaid: 6_588_12, debtors: 57 },
  }
  const LOOK = { sheet: '收费台账', mapping: {}, remembered: false, columns: [], questions: [] }
  beforeEach(() => cloudSays({ 'ledger.look': ok(LOOK) }))
  const choose = (size: number) => {
    phone.answers['chooseMessageFile'] = () => ({
      tempFiles: [{ name: '台账.xlsx', path: 'wxfile://1', size }],
    })
    const readFile = ({ success }: { success: (read: { data: string }) => void }) =>
      success({ data: 'UEsDBA==' })
    Object.assign(Taro, { getFileSystemManager: () => ({ readFile }) })
  }

  it("F37 shows the totals and each row's own reason before anything is written", async () => {
    choose(1000)
    cloudSays({ 'ledger.preview': ok(PREVIEW) })
    render(<ImportPage />)
    await tap('选择文件')
    expect(asked('ledger.preview')).toEqual([{ communityId: 'jg', file: { base64: 'UEsDBA==' }, sheet: '收费台账' }])
    expect(screen.getByLabelText('欠费合计 94,449.91 元')).toBeTruthy()
    expect(words()).toContain('第 179 行')
    const reasons = [...document.querySelectorAll('.row')].map((row) => row.textContent)
    expect(reasons).toContain('第 179 行不接收房号和第 20 行重复')
    expect(reasons).toContain('第 180 行不接收没有面积')
    expect(asked('ledger.confirm')).toEqual([])
  })

  it('writes once, and says so when the same file changed nothing', async () => {
    choose(1000)
    cloudSays({ 'ledger.preview': ok(PREVIEW), 'ledger.confirm': ok({ written: 0, unchanged: 164 }) })
    render(<ImportPage />)
    await tap('选择文件')
    await tap('确认写入')
    expect(asked('ledger.confirm')).toEqual([{ importId: 'im1' }])
    expect(words()).toContain('没有变化')
    expect(words()).toContain('再次导入不会重复记账')
  })

  it('a long ledger that is still being written is not called finished', async () => {
    choose(1000)
    cloudSays({ 'ledger.preview': ok(PREVIEW), 'ledger.confirm': ok({ written: 100, unchanged: 0 }) })
    render(<ImportPage />)
    await tap('选择文件')
    await tap('确认写入')
    expect(words()).toContain('正在写入')
    expect(words()).not.toContain('已写入')
  })

  it('a file too large is refused before it travels, with what to do', async () => {
    choose(20 * 1024 * 1024 + 1)
    render(<ImportPage />)
    await tap('选择文件')
    expect(words()).toContain('文件超过 20 MB')
    expect(asked('ledger.preview')).toEqual([])
  })

  it('asks for the day when the ledger does not name one', async () => {
    choose(1000)
    cloudSays({ 'ledger.preview': (ask) => (ask['cutoff'] ? ok(PREVIEW) : no('LEDGER_NO_CUTOFF')) })
    render(<ImportPage />)
    await tap('选择文件')
    fireEvent.change(screen.getByLabelText('统计截止日'), { target: { value: '6月30日' } })
    await tap('按这个日期预览')
    expect(words()).toContain('没有看懂统计截止日')
    fireEvent.change(screen.getByLabelText('统计截止日'), { target: { value: '2026-06-30' } })
    await tap('按这个日期预览')
    expect(asked('ledger.preview').at(-1)).toMatchObject({ cutoff: '2026-06-30' })
    expect(words()).toContain('确认写入')
  })

  const QUESTION = {
    code: 'MONEY_COLUMN', says: 'H 列“停车费”里有金额，是什么？',
    choices: [
      { says: '停车费的欠费', example: '150、300', mapping: { 'parking.owed': 'H' } }, { says: '不是欠费，不导入', example: '150、300', mapping: { 'ignore.H': 'H' } },
    ],
  }
  it('asks what the sheet does not say, with its own values beside each answer, and reads it so', async () => {
    choose(1000)
    cloudSays({
      'ledger.preview': ok(PREVIEW),
      'ledger.look': (ask) => ok(ask['mapping'] ? { ...LOOK, mapping: ask['mapping'] } : { ...LOOK, mapping: { area: 'D' }, questions: [QUESTION] }),
    })
    render(<ImportPage />)
    await tap('选择文件')
    expect(words()).toContain('H 列“停车费”里有金额，是什么？停车费的欠费，例如 150、300')
    expect(asked('ledger.preview')).toEqual([])
    await tap('按这样读')
    expect(asked('ledger.look')).toHaveLength(1)
    await tap('停车费的欠费，例如 150、300')
    await tap('按这样读')
    expect(asked('ledger.preview')).toEqual([
      { communityId: 'jg', file: { base64: 'UEsDBA==' }, sheet: '收费台账', mapping: { area: 'D', 'parking.owed': 'H' } },
    ])
    expect(words()).toContain('确认写入')
  })

  it('says that it reads by the last time’s answers, and takes them back on a tap', async () => {
    choose(1000)
    cloudSays({
      'ledger.preview': ok(PREVIEW),
      'ledger.look': (ask) => ok(ask['forget'] ? { ...LOOK, questions: [QUESTION] } : { ...LOOK, remembered: true, mapping: { 'ignore.H': 'H' } }),
    })
    render(<ImportPage />)
    await tap('选择文件')
    expect(words()).toContain('这种表上次填过')
    expect(asked('ledger.preview')[0]).toMatchObject({ mapping: { 'ignore.H': 'H' } })
    await tap('重新选择')
    expect(words()).toContain('是什么？')
    expect(words()).not.toContain('确认写入')
  })

  it('the ledger of a former manager is history, and says whose it is', async () => {
    choose(1000)
    cloudSays({ 'ledger.preview': ok(PREVIEW) })
    render(<ImportPage />)
    await tap('这是前一家物业留下的账，只作历史')
    await tap('选择文件')
    expect(words()).toContain('还没有写前物业的名称')
    fireEvent.change(screen.getByLabelText('前物业名称'), { target: { value: '旧城物业' } })
    await tap('选择文件')
    expect(asked('ledger.preview')).toMatchObject([{ former: '旧城物业' }])
  })

  it('a large file travels in parts, and a long ledger is read on until its last row, with how far it is', async () => {
    choose(5_000_000)
    Object.assign(
      Taro, {
        getFileSystemManager: () => ({ readFile: ({ success }: { success: (read: { data: string }) => void }) => success({ data: 'A'.repeat(6_000_000) }) }),
      },
    )
    let previews = 0
    cloudSays({
      'file.part': (ask) => ok({ fileId: `cloud://x/uploads/o/${String(ask['seq'])}` }),
      'ledger.preview': () => ok((previews += 1) === 1 ? { ...PREVIEW, going: { rows: 60_000, of: 100_000 } } : PREVIEW),
    })
    render(<ImportPage />)
    await tap('选择文件')
    expect(asked('file.part').map(({ seq, base64 }) => [seq, String(base64).length])).toEqual([[0, 2_800_000], [1, 2_800_000], [2, 400_000]])
    const parts = [0, 1, 2].map((seq) => `cloud://x/uploads/o/${seq}`)
    expect(asked('ledger.look')).toEqual([{ communityId: 'jg', file: { parts } }])
    expect(asked('ledger.preview')).toHaveLength(2)
    expect(words()).toContain('确认写入')
  })
})
