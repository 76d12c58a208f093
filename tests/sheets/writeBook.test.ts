import type { Day } from '@contract/calendar'
import { fen } from '@contract/money'
import { addDays } from '@core/domain/calendar'
import { type Column, writeBook } from '@core/sheets/writeBook'
import ExcelJS from 'exceljs'
import fc from 'fast-check'

const COLUMNS: readonly Column[] = [
  { title: '房号', kind: 'text' }, { title: '应收', kind: 'money' }, { title: '缴费截止日', kind: 'day' }, { title: '天数', kind: 'number' },
]
type Row = readonly [text: string, amount: number, day: Day, days: number]

async function readBack(rows: readonly Row[]) {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await writeBook([{ name: '账单', columns: COLUMNS, rows, summed: true }]) as never)
  const sheet = book.worksheets[0]
  if (!sheet) throw new Error('no sheet')
  const read = Array.from({ length: rows.length + 1 }, (_, i) => sheet.getRow(i + 2))
  return { sheet, body: read.slice(0, -1), sums: read[rows.length] }
}

/** Written a second way: what a spreadsheet's file cannot hold at all, character by character. */
const holdable = (text: string) => [...text].filter((one) => {
  const code = one.codePointAt(0) ?? 0
  return (code >= 0x20 || code === 9 || code === 10) && (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff
}).join('')

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('=1+1', '+86', '-1', '@SUM(A1)', '001', '1e5', 'a\u0000b', 'b\ufffec', 'c\ud800', '😀', '<&">', '=cmd|x'),
).map((one) => one.replaceAll('\r', ' '))
const row = fc.record({ text, amount: fc.integer({ min: -1e10, max: 1e10 }), after: fc.nat(40_000), days: fc.nat(5_000) })
  .map((one): Row => [one.text, fen(one.amount), addDays('1990-01-01' as Day, one.after), one.days])

describe('a workbook read back', () => {
  it('has every figure to the fen, every day as a date and every text as text, whatever it looks like', async () => {
    await fc.assert(fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
      const { body, sums } = await readBack(rows)
      for (const [i, [said, amount, day, days]] of rows.entries()) {
        const [name, money, date, number] = [1, 2, 3, 4].map((column) => body[i]?.getCell(column))
        expect(name?.value ?? '').toBe(holdable(said))
        expect([ExcelJS.ValueType.String, ExcelJS.ValueType.Null]).toContain(name?.type)
        expect([money?.type, Math.round(Number(money?.value) * 100), money?.numFmt]).toEqual([ExcelJS.ValueType.Number, amount, '#,##0.00'])
        expect([date?.type, (date?.value as Date).toISOString()]).toEqual([ExcelJS.ValueType.Date, `${day}T00:00:00.000Z`])
        expect(number?.value).toBe(days)
      }
      expect([sums?.getCell(1).value, Math.round(Number(sums?.getCell(2).value) * 100)]).toEqual(['合计', rows.reduce((sum, [, amount]) => sum + amount, 0)])
    }), { numRuns: 60 })
  })

  it('keeps its heading in sight', async () => {
    const { sheet } = await readBack([])
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    expect(sheet.getRow(1).font).toMatchObject({ bold: true })
  })
})
