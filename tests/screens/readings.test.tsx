/** @jest-environment jsdom */
import ReadingsPage from '@/staff/readings'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, called, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import Taro, { phone } from './standIns/taro'
import { tap, words } from './thumb'

const files: { read: string | null } = { read: 'AAAA' }
beforeEach(() => {
  phone.params = { communityId: 'jg' }
  const readFile = (
    { success, fail }: { success: (read: { data: string }) => void; fail: () => void },
  ) => (files.read === null ? fail() : success({ data: files.read }))
  const writeFile = ({ success }: { success: () => void }) => success()
  Object.assign(Taro, { getFileSystemManager: () => ({ readFile, writeFile }), env: { USER_DATA_PATH: 'wxfile://usr' } })
  files.read = 'AAAA'
})
afterEach(() => {
  cleanup()
  forgetCloud()
})

const METER = {
  meterId: 'm1', label: '1栋101 水费', serial: 'W-101', item: 'water', title: '水费', unit: '吨', digits: 5, done: false,
  last: { readingId: 'm1.2026-06-30', day: '2026-06-30', value: '500', used: '10', unusual: false, billed: true },
}
const SEEN = {
  rows: { accepted: 38, warned: 1, refused: 1, unchanged: 2, ignored: 3 }, written: 0, left: 0,
  issues: [
    { row: 5, level: 'refused', label: '1栋102 水费', says: '读数比上次小' }, { row: 9, level: 'warned', label: '1栋201 水费', says: '用了 99，是平时的三倍以上' },
  ],
}
const open = async (more: Parameters<typeof cloudSays>[0] = {}) => {
  cloudSays({ 'meter.list': ok({ month: '2026-07', rows: [METER] }), 'reading.enter': ok({ readingId: 'r', used: '23', unusual: false }), ...more })
  render(<ReadingsPage />)
  await settle()
}
const choose = (name = '抄表单.xlsx') => (phone.answers['chooseMessageFile'] = () => ({ tempFiles: [{ name, path: 'wxfile://1', size: 5000 }] }))
const shoot = () => {
  phone.answers['chooseMedia'] = () => ({ tempFiles: [{ tempFilePath: 'wxfile://p', size: 5000 }] })
  phone.answers['compressImage'] = () => ({ tempFilePath: 'wxfile://small' })
}

describe('抄表', () => {
  it('sends the photo with the value it is of', async () => {
    await open({ 'reading.photo': ok({ photo: 'cloud://x/reading-photos/a.jpg' }) })
    shoot()
    await tap('拍照')
    expect(asked('reading.photo')).toEqual([{ meterId: 'm1', base64: 'AAAA' }])
    expect(words()).toContain('已拍照，重拍')
    fireEvent.change(screen.getByLabelText('这次读数'), { target: { value: '523' } })
    await tap('记下读数')
    expect(asked('reading.enter')).toEqual([{ meterId: 'm1', value: '523', photo: 'cloud://x/reading-photos/a.jpg' }])
  })

  it('a reading without a photo is as good', async () => {
    await open()
    fireEvent.change(screen.getByLabelText('这次读数'), { target: { value: '523' } })
    await tap('记下读数')
    expect(asked('reading.enter')).toEqual([{ meterId: 'm1', value: '523' }])
  })

  it('says in words why a photo is not taken', async () => {
    await open({ 'reading.photo': no('PHOTO_UNREADABLE') })
    shoot()
    await tap('拍照')
    expect(words()).toContain('这不是照片')
    files.read = 'A'.repeat(1_500_000)
    await tap('拍照')
    expect(words()).toContain('照片太大')
    files.read = null
    await tap('拍照')
    expect(words()).toContain('这张照片打不开')
  })

  it('shows the photo of the last look', async () => {
    await open({ 'meter.list': ok({ month: '2026-07', rows: [{ ...METER, last: { ...METER.last, photo: 'https://photo/1' } }] }) })
    await tap('看抄表照片')
    expect(called('previewImage')).toEqual([{ urls: ['https://photo/1'] }])
  })

  it('takes the round along as a table', async () => {
    await open({ 'reading.template': ok({ name: '抄表单.xlsx', base64: 'UEs=', rows: 40 }) })
    await tap('下载抄表单')
    expect(called('openDocument')).toEqual([{ filePath: 'wxfile://usr/抄表单.xlsx', fileType: 'xlsx', showMenu: true }])
  })

  it('brings a table back: what each row becomes first, then written, over as many calls as it takes', async () => {
    let calls = 0
    await open({
      'reading.sheet': (ask) => {
        if (ask['preview']) return ok(SEEN)
        calls += 1
        return ok({ ...SEEN, written: calls === 1 ? 30 : 9, left: calls === 1 ? 9 : 0 })
      },
    })
    choose()
    await tap('导入读数')
    expect(words()).toContain('第 5 行 1栋102 水费不接收读数比上次小')
    expect(words()).toContain('没有填读数的 3 行，已经登记过的 2 行可写入 39 行')
    await tap('写入 39 行')
    expect(words()).toContain('已写入 39 行读数。')
    expect(asked('reading.sheet').map(({ preview }) => preview)).toEqual([true, false, false])
  })

  it('a table that cannot be read says what to do', async () => {
    await open({ 'reading.sheet': no('READINGS_NO_HEADER') })
    choose()
    await tap('导入读数')
    expect(words()).toContain('请先下载抄表单')
  })
})
