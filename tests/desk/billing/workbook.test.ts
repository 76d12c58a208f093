import { openWorkbook } from '@core/desk/billing/workbook/openWorkbook'
import { ROWS_MAX, slimWorkbook } from '@core/desk/billing/workbook/slim'
import { unzip, zipStored, ZipTooLarge, ZipUnreadable } from '@core/desk/billing/workbook/zip'
import { readLedger } from '@core/domain/billing/ledger/readLedger'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { FIRST_ROW, household, workbookOf } from '../../fixtures/sheets'

const JUNE_30 = '2026-06-30T00:00:00.000Z'
const SAMPLE = readFileSync(join(__dirname, '../../fixtures/ledger-jingui.xlsx'))

async function readFile(file: Buffer) {
  const sheets = await openWorkbook(file)
  if (!sheets.ok) throw new Error(sheets.refusal)
  const read = readLedger(sheets.value)
  if (!read.ok) throw new Error(read.refusal)
  return read.value
}

describe('the sample ledger', () => {
  it('is 164 premises, 57 debtors, 94,449.91 yuan owed and 6,588.12 prepaid, with four rows refused', async () => {
    const { title, cutoff, totals, rows, issues, lines } = await readFile(SAMPLE)
    expect({ title, cutoff }).toEqual({ title: '金桂花园物业服务费收缴台账', cutoff: '2026-06-30' })
    expect(totals).toEqual({ premises: 164, owed: 94_449_91, prepaid: 6_588_12, debtors: 57 })
    expect(rows).toEqual({ accepted: 159, warned: 5, refused: 4, ignored: 12 })
    expect(issues.filter(({ level }) => level === 'refused').map(({ row, code }) => [row, code])).toEqual([
      [179, 'PREMISES_REPEATED'], [180, 'AREA_MISSING'], [181, 'AREA_WRONG'], [182, 'ROOM_WRONG'],
    ])
    expect(issues.find(({ row }) => row === 182)?.says).toMatch(/19O1.*2026\.13\.31/)
    expect(issues.filter(({ level }) => level === 'warned').map(({ row, code }) => [row, code])).toEqual([
      [66, 'PHONE_LEFT_OUT'], [74, 'PHONE_LEFT_OUT'], [91, 'PHONE_LEFT_OUT'], [105, 'TOTAL_WINS'], [110, 'PHONE_LEFT_OUT'],
    ])
    const home = lines.find(({ label }) => label === '3栋1单元101')
    expect(home?.months.map(({ amount }) => amount)).toEqual([192_37, 192_37, 192_37])
    expect(lines.filter(({ kind }) => kind === 'commercial')).toHaveLength(4)
  })
})

describe('a workbook', () => {
  it('gives merged cells, formulas, rich text, links and errors as plain data', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('表')
    sheet.getCell('A1').value = '标题'
    sheet.mergeCells('A1:C1')
    sheet.getCell('A2').value = { formula: '1+1', result: 2 }
    sheet.getCell('B2').value = { formula: 'SUM(A1)', result: undefined } as unknown as ExcelJS.CellFormulaValue
    sheet.getCell('C2').value = { richText: [{ text: '甲' }, { text: '乙' }] }
    sheet.getCell('D2').value = { text: '链接', hyperlink: 'https://example.com' }
    sheet.getCell('E2').value = { error: '#REF!' }
    sheet.getCell('F2').value = new Date(JUNE_30)
    book.addWorksheet('藏', { state: 'hidden' })
    const opened = await openWorkbook(Buffer.from(await book.xlsx.writeBuffer()))
    expect(opened.ok && opened.value).toMatchObject([{
      name: '表', from1904: false, merges: [{ top: 1, left: 0, bottom: 1, right: 2 }],
      rows: [
        { row: 1, cells: ['标题', null, null] },
        { row: 2, cells: [2, { unread: expect.stringContaining('公式') as string }, '甲乙', '链接', { unread: '出错（#REF!）' }, { moment: JUNE_30 }] },
      ],
    }])
  })

  it('reads a merged building and an Excel date from a real file', async () => {
    const file = await workbookOf(
      [household({ paidThrough: { moment: '2026-05-31T00:00:00.000Z' }, months: 1, owed: 200 }), household({ building: null, room: '102' })],
      [`B${FIRST_ROW}:B${FIRST_ROW + 1}`],
    )
    const { lines, issues } = await readFile(file)
    expect(issues).toEqual([])
    expect(lines.map(({ label, owed }) => [label, owed])).toEqual([['1栋1单元101', 200_00], ['1栋1单元102', 0]])
  })

  it('with pictures, notes, lists and named ranges is still only its cells', async () => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.load((await workbookOf([household()])) as unknown as ArrayBuffer)
    const sheet = book.worksheets[0]
    if (!sheet) throw new Error('no sheet')
    sheet.getCell('A6').note = '批注'
    sheet.getCell('M5').dataValidation = { type: 'list', formulae: ['"甲,乙"'] }
    book.definedNames.add('收费台账!$A$1', '名称')
    sheet.addConditionalFormatting({ ref: 'A1:M9', rules: [{ type: 'expression', priority: 1, formulae: ['TRUE'], style: {} }] })
    const { totals } = await readFile(Buffer.from(await book.xlsx.writeBuffer()))
    expect(totals.premises).toBe(1)
  })
})

describe('a file that is no ledger', () => {
  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['words', Buffer.from('序号,楼栋,房号')],
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae1'.padEnd(2000, '0'), 'hex')],
    ['half a workbook', SAMPLE.subarray(0, SAMPLE.length / 2)],
    ['a sheet in a dialect', zipStored(new Map([['xl/worksheets/sheet1.xml', Buffer.from('<x:worksheet><x:sheetData/></x:worksheet>')]]))],
    ['a workbook without its parts', zipStored(new Map([['a.txt', Buffer.from('a')]]))],
  ])('is refused in words: %s', async (_, file) => {
    const opened = await openWorkbook(file)
    const read = opened.ok ? readLedger(opened.value) : opened
    expect(read.ok ? '' : read.refusal).toMatch(/FILE_NOT_READABLE|LEDGER_COLUMNS_UNKNOWN/)
  })

  it('is refused, or read as it was, when bytes of it are changed: never read as another ledger', async () => {
    const original = await openWorkbook(SAMPLE)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(SAMPLE.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }), async (changes) => {
        const file = Buffer.from(SAMPLE)
        for (const [at, byte] of changes) file[at] = byte
        const opened = await openWorkbook(file)
        expect(opened.ok ? opened : original).toEqual(original)
      }),
      { numRuns: 40 },
    )
  })

  it('is refused when it unpacks to more than it may, whatever size it declares', async () => {
    const bomb = packed('xl/worksheets/sheet1.xml', deflateRawSync(Buffer.alloc(193 * 1024 * 1024)), 100)
    expect(bomb.length).toBeLessThan(200_000)
    expect(() => unzip(bomb, () => true, 64 * 1024 * 1024)).toThrow(ZipTooLarge)
    await expect(openWorkbook(bomb)).resolves.toEqual({ ok: false, refusal: 'FILE_TOO_LARGE' })
    await expect(openWorkbook(Buffer.alloc(21 * 1024 * 1024))).resolves.toEqual({ ok: false, refusal: 'FILE_TOO_LARGE' })
  })

  it('of more rows than the library holds is read row by row, as it is, and not at all when a byte of it changed', async () => {
    const rows = Array.from({ length: ROWS_MAX + 1 }, (_, i) => household({ room: String(1001 + i), paidThrough: '2026-05-31', months: 1, owed: 200 }))
    const file = await workbookOf(rows)
    const { lines, rows: counted } = await readFile(file)
    expect([lines.length, counted.refused, lines.at(-1)?.label, lines.at(-1)?.owed]).toEqual([ROWS_MAX + 1, 0, `1栋1单元${1001 + ROWS_MAX}`, 200_00])
    const middle = Buffer.from(file)
    middle[Math.floor(file.length / 2)] = (middle[Math.floor(file.length / 2)] ?? 0) ^ 1
    await expect(openWorkbook(middle)).resolves.toEqual({ ok: false, refusal: 'FILE_NOT_READABLE' })
  }, 60_000)

  it('is refused when its rows or merged areas are more than a ledger has', () => {
    const sheet = (body: string) => zipStored(new Map([['xl/worksheets/sheet1.xml', Buffer.from(`<worksheet><sheetData>${body}</sheetData></worksheet>`)]]))
    expect(() => slimWorkbook(sheet('<row r="1"/>'.repeat(ROWS_MAX)))).not.toThrow()
    expect(() => slimWorkbook(sheet('<row r="1"/>'.repeat(ROWS_MAX + 1)))).toThrow(ZipTooLarge)
    const merged = zipStored(new Map([
      ['xl/worksheets/sheet1.xml', Buffer.from('<worksheet><sheetData></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>')],
    ]))
    expect(() => slimWorkbook(merged)).toThrow(ZipTooLarge)
    expect(() => unzip(Buffer.from('PK'), () => true, 10)).toThrow(ZipUnreadable)
  })
})

/** An archive whose one entry is given packed, under a size of the test's choice. */
function packed(name: string, content: Buffer, declaredBytes: number): Buffer {
  const archive = zipStored(new Map([[name, content]]))
  const directory = archive.indexOf(Buffer.from('504b0102', 'hex'))
  archive.writeUInt16LE(8, 8)
  archive.writeUInt32LE(declaredBytes, 22)
  archive.writeUInt16LE(8, directory + 10)
  archive.writeUInt32LE(declaredBytes, directory + 24)
  return archive
}
