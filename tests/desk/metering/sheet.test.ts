import type { Premises, Reading } from '@core/store/records'
import ExcelJS from 'exceljs'
import { COMMUNITY, openTown, type Town, value } from '../../town'

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('a meter at 523')])

describe('a round of readings by table and by photo, through the real functions', () => {
  let town: Town
  const meterIds: Record<string, string> = {}
  const idOf = (room: string) => meterIds[room] ?? ''
  const ask = { communityId: COMMUNITY, item: 'water' as const }
  beforeAll(async () => {
    town = await openTown({ clockStartsAt: '2026-07-31T09:00:00+08:00' })
    for (const room of ['101', '102', '201']) {
      const [home] = await town.look<Premises>('premises', { communityId: COMMUNITY, room })
      const added = await town.staffed(town.staff.manager, 'meter.add', {
        premisesId: home?._id ?? '', item: 'water', serial: `W-${room}`, unit: 'ton', digits: 5, multiplier: '1', on: '2026-07-01', base: '500',
      })
      meterIds[room] = value(added).meterId
    }
  })
  afterAll(() => town.stop())

  const template = async (who: string) => {
    const made = value(await town.staffed(who, 'reading.template', ask))
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(Buffer.from(made.base64, 'base64') as never)
    return { made, book, sheet: book.worksheets[0] as ExcelJS.Worksheet }
  }
  const packed = async (book: ExcelJS.Workbook) => ({ base64: Buffer.from(await book.xlsx.writeBuffer()).toString('base64') })
  const readings = (room: string) => town.look<Reading>('readings', { meterId: idOf(room) })

  it('the round goes out with the last values, to each reader with the reader’s own doors', async () => {
    const { made, sheet } = await template(town.staff.manager)
    expect(made).toMatchObject({ rows: 3, name: '抄表单_水费_全部_2026-07-31.xlsx' })
    const rows = [2, 3, 4].map((row) => (sheet.getRow(row).values as ExcelJS.CellValue[]).slice(1, 6))
    expect(rows.map(([label, serial, unit, , last]) => [label, serial, unit, last])).toEqual([
      ['1栋1单元101 水费', 'W-101', '吨', '500'], ['1栋1单元102 水费', 'W-102', '吨', '500'], ['2栋1单元201 水费', 'W-201', '吨', '500'],
    ])
    expect((await template(town.staff.collector)).made.rows).toBe(2)
  })

  it('comes back filled in: looked at first, then written, and the same table again changes nothing', async () => {
    const { book, sheet } = await template(town.staff.manager)
    sheet.getCell('G2').value = 523.5
    sheet.getCell('F2').value = new Date('2026-07-28T00:00:00Z')
    sheet.getCell('G3').value = '499'
    const file = await packed(book)
    const seen = value(await town.staffed(town.staff.finance, 'reading.sheet', { ...ask, file, preview: true }))
    expect(seen).toMatchObject({ rows: { accepted: 1, warned: 0, refused: 1, unchanged: 0, ignored: 1 }, written: 0, left: 0 })
    expect(seen.issues).toEqual([{ row: 3, level: 'refused', label: '1栋1单元102 水费', says: expect.stringContaining('读数比上次小') }])
    expect(await readings('101')).toHaveLength(1)
    expect(value(await town.staffed(town.staff.finance, 'reading.sheet', { ...ask, file, preview: false }))).toMatchObject({ written: 1, left: 0 })
    expect((await readings('101')).find(({ day }) => day === '2026-07-28')).toMatchObject({ value: '523.5', used: '23.5', kind: 'usual' })
    const again = value(await town.staffed(town.staff.finance, 'reading.sheet', { ...ask, file, preview: false }))
    expect(again).toMatchObject({ rows: { accepted: 0, unchanged: 1 }, written: 0 })
  })

  it('a reader’s own table in CSV names doors instead of numbers, and reaches no other building', async () => {
    const csv = '房号,本次读数\n1栋1单元102,510\n2栋1单元201,510\n9栋1单元901,1\n'
    const sheet = { ...ask, file: { base64: Buffer.from(csv).toString('base64') }, preview: false }
    const taken = value(await town.staffed(town.staff.collector, 'reading.sheet', sheet))
    expect(taken).toMatchObject({ rows: { accepted: 1, refused: 2 }, written: 1 })
    expect(taken.issues.map(({ says }) => says)).toEqual(['这户不在您负责的楼栋', '没有找到这块表'])
    expect(await readings('201')).toHaveLength(1)
  })

  it('F15 what a bill has charged is not written over by a table', async () => {
    const { tariffId } = value(await town.staffed(town.staff.manager, 'tariff.draft', {
      communityId: COMMUNITY, item: 'water', kind: 'metered', price: '2.9', unit: 'ton', effectiveFrom: '2026-07-01',
    }))
    value(await town.staffed(town.staff.manager, 'tariff.publish', { tariffId, basis: '水价批复 2026-1' }))
    const run = value(await town.staffed(town.staff.manager, 'billing.preview', { communityId: COMMUNITY, period: '2026-07', items: ['water'] }))
    value(await town.staffed(town.staff.manager, 'billing.publish', { runId: run.runId }))
    const csv = '表号,抄表日,本次读数\nW-101,2026-07-28,600\nW-101,2026-07-31,700\n'
    const sheet = { ...ask, file: { base64: Buffer.from(csv).toString('base64') }, preview: false }
    const taken = value(await town.staffed(town.staff.manager, 'reading.sheet', sheet))
    expect(taken.rows).toMatchObject({ refused: 1, accepted: 1 })
    expect(taken.issues[0]?.says).toContain('已经出账')
    expect((await readings('101')).find(({ day }) => day === '2026-07-28')?.value).toBe('523.5')
  })

  it('a table that names no meter is refused with what to do', async () => {
    const file = { base64: Buffer.from('姓名,金额\n甲,5\n').toString('base64') }
    expect(await town.staffed(town.staff.manager, 'reading.sheet', { ...ask, file, preview: true })).toMatchObject({ refusal: 'READINGS_NO_HEADER' })
  })

  it('a photo is kept once, stands beside the reading, and only a photo is a photo', async () => {
    const meterId = idOf('201')
    const { photo } = value(await town.staffed(town.staff.manager, 'reading.photo', { meterId, base64: JPEG.toString('base64') }))
    expect(value(await town.staffed(town.staff.manager, 'reading.photo', { meterId, base64: JPEG.toString('base64') })).photo).toBe(photo)
    value(await town.staffed(town.staff.manager, 'reading.enter', { meterId, value: '523', photo }))
    const { rows } = value(await town.staffed(town.staff.manager, 'meter.list', { ...ask, month: '2026-07' }))
    const address = rows.find((row) => row.meterId === meterId)?.last?.photo ?? ''
    expect(Buffer.from(await (await fetch(address)).arrayBuffer())).toEqual(JPEG)
    const text = Buffer.from('<html>').toString('base64')
    expect(await town.staffed(town.staff.manager, 'reading.photo', { meterId, base64: text })).toMatchObject({ refusal: 'PHOTO_UNREADABLE' })
    expect(
      await town.staffed(town.staff.collector, 'reading.photo', { meterId, base64: JPEG.toString('base64') }),
    ).toMatchObject({ refusal: 'BUILDING_NOT_YOURS' })
  })
})
