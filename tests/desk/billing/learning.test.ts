import type { Bill } from '@core/store/records'
import ExcelJS from 'exceljs'
import { COMMUNITY, openTown, type Town, value } from '../../town'

/** A ledger of another form than the town's own, with a fee that its heading leaves unclear. */
const HEAD = ['楼', '门牌号', '户主', '手机号', '收费面积', '物业费标准', '物业费已缴至', '物业费欠费', '停车费', '水费欠费']
async function fileOf(rows: readonly (readonly (string | number | null)[])[], head: readonly string[] = HEAD) {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('二期')
  for (const cells of [['测试里二期收费台账'], ['统计截止：2026-06-30'], head, ...rows]) sheet.addRow([...cells])
  return { base64: Buffer.from(await book.xlsx.writeBuffer()).toString('base64') }
}
const row = (room: string, owed: number, parking: number | null, water: number | null) =>
  ['8栋', room, `户${room}`, '', 100, 2, '2026-05-31', owed, parking, water]

describe('an import that learns, through the real functions', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown()
  })
  afterAll(() => town.stop())
  const ask = async (action: 'ledger.look' | 'ledger.preview', file: object, more: object = {}) =>
    town.staffed(town.staff.finance, action, { communityId: COMMUNITY, file, ...more } as never)
  const looked = async (file: object, more: object = {}) => value(await ask('ledger.look', file, more)) as {
    remembered: boolean; mapping: Record<string, string>; questions: { says: string; choices: { says: string; mapping: Record<string, string> }[] }[]
  }

  it('asks, reads as it was told, and puts every fee on the books under its own name', async () => {
    const file = await fileOf([row('101', 200, 300, 61.5), row('102', 0, -50, null)])
    const look = await looked(file)
    expect(look.questions.map(({ says }) => says)).toEqual(['I 列“停车费”里有金额，是什么？'])
    const mapping = look.questions[0]?.choices[0]?.mapping ?? {}
    expect((await looked(file, { mapping })).questions).toEqual([])
    const preview = value(await ask('ledger.preview', file, { mapping })) as { importId: string; totals: object; rows: object }
    expect(preview.totals).toEqual({ premises: 2, owed: 561_50, prepaid: 50_00, debtors: 1 })
    expect(value(await town.staffed(town.staff.manager, 'ledger.confirm', { importId: preview.importId }))).toEqual({ written: 2, unchanged: 0 })
    const found = value(await town.staffed(town.staff.manager, 'account.find', { communityId: COMMUNITY, text: '8栋101' }))
    const bills = await town.look<Bill>('bills', { accountId: found.rows[0]?.accountId })
    expect(bills.map(({ item, amount, from, to }) => [item, amount, from, to]).sort()).toEqual([
      ['parking', 300_00, '2026-06-30', '2026-06-30'], ['property_fee', 200_00, '2026-06-01', '2026-06-30'], ['water', 61_50, '2026-06-30', '2026-06-30'],
    ])
    expect(await town.holds()).toEqual([])
    const again = value(await ask('ledger.preview', file, { mapping })) as { importId: string; rows: object }
    expect(again.importId).toBe(preview.importId)
    expect(again.rows).toEqual(preview.rows)
  })

  it('knows the same form again, says so, and forgets it when told to', async () => {
    const next = await fileOf([row('103', 200, 150, null)])
    const look = await looked(next)
    expect(look).toMatchObject({ remembered: true, mapping: { 'parking.owed': 'I' }, questions: [] })
    expect(await looked(next, { forget: true })).toMatchObject({ remembered: false, mapping: {}, questions: [{ says: expect.stringContaining('停车费') }] })
    expect((await looked(next)).remembered).toBe(false)
  })

  it('another form is asked about anew, and another community is told nothing', async () => {
    value(await ask('ledger.preview', await fileOf([row('104', 200, 150, null)]), { mapping: { 'parking.owed': 'I' } }))
    expect((await looked(await fileOf([row('104', 200, 150, null)]))).remembered).toBe(true)
    expect((await looked(await fileOf([row('104', 200, 150, null)], [...HEAD.slice(0, 9), '电费欠费']))).remembered).toBe(false)
    expect(
      await town.staffed(town.staff.collector, 'ledger.look', { communityId: COMMUNITY, file: await fileOf([]) }),
    ).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
  })

  it('a file that is no ledger is refused with what to do', async () => {
    const file = { base64: Buffer.from('您好,这是一封信\n请查收,谢谢\n').toString('base64') }
    expect(await ask('ledger.look', file)).toMatchObject({ refusal: 'LEDGER_COLUMNS_UNKNOWN' })
  })
})
