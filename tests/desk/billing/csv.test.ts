import { openCsv } from '@core/desk/billing/workbook/openCsv'
import { openWorkbook } from '@core/desk/billing/workbook/openWorkbook'
import { readLedger } from '@core/domain/billing/ledger/readLedger'
import { textOf } from '@core/domain/billing/ledger/sheet'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const LEDGER = join(__dirname, '../../fixtures/ledger-jingui.xlsx')
const value = <T>(outcome: { ok: true; value: T } | { ok: false; refusal: string }): T => {
  if (!outcome.ok) throw new Error(outcome.refusal)
  return outcome.value
}
const quoted = (cell: string, delimiter: string) => (/["\n\r]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell)
const written = (rows: readonly (readonly string[])[], delimiter: string) => rows.map(
  (row) => row.map((cell) => quoted(cell, delimiter)).join(delimiter),
).join('\r\n')
/** As Excel writes in China. The language only reads it: each pair of bytes is read once, and the table turned round. */
const PAIRS = new Map<string, readonly number[]>()
for (let first = 0x81; first <= 0xfe; first += 1) {
  for (let second = 0x40; second <= 0xfe; second += 1) {
    const letter = new TextDecoder('gb18030').decode(Uint8Array.from([first, second]))
    if ([...letter].length === 1 && letter !== '\ufffd') PAIRS.set(letter, [first, second])
  }
}
const gb18030 = (text: string) => Buffer.from([...text].flatMap((letter) => {
  const pair = letter.charCodeAt(0) < 0x80 ? [letter.charCodeAt(0)] : PAIRS.get(letter)
  if (!pair) throw new Error(`${letter} needs four bytes`)
  return pair
}))
const ENCODINGS: readonly (readonly [string, (text: string) => Buffer])[] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with a mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['GB18030', gb18030],
]

describe.each(ENCODINGS)('a ledger as CSV in %s', (_, encode) => {
  it.each([',', '\t', ';'])('separated by "%s" reads as the workbook does', async (delimiter) => {
    const [sheet] = value(await openWorkbook(readFileSync(LEDGER)))
    const isMoment = (cell: unknown): cell is { moment: string } => cell !== null && typeof cell === 'object' && 'moment' in cell
    const days = (cell: unknown) => (isMoment(cell) ? cell.moment.slice(0, 10) : null)
    const last = sheet?.rows.at(-1)?.row ?? 0
    const byRow = new Map(sheet?.rows.map(({ row, cells }) => [row, cells]))
    const rows = Array.from({ length: last }, (_row, i) => (byRow.get(i + 1) ?? []).map((cell) => days(cell) ?? textOf(cell)))
    const csv = value(await openWorkbook(encode(written(rows, delimiter))))
    const [fromXlsx, fromCsv] = [value(readLedger(sheet ? [{ ...sheet, merges: [] }] : [], {})), value(readLedger(csv, {}))]
    expect(fromCsv.totals).toEqual(fromXlsx.totals)
    expect(fromCsv.rows).toEqual(fromXlsx.rows)
    expect(fromCsv.lines).toEqual(fromXlsx.lines)
  })
})

describe('a CSV file', () => {
  it('keeps text that looks like a number, quotes, commas and line breaks in a cell', () => {
    const [sheet] = value(openCsv(Buffer.from('房号,备注\n="0101","漏水, ""严重""\n待修"\n')))
    expect(sheet?.rows.map(({ cells }) => cells)).toEqual([['房号', '备注'], ['0101', '漏水, "严重"\n待修']])
  })
  it('that is no text, or text of an unknown kind, is refused', () => {
    const bad = [
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 1]), Buffer.from([0xff, 0xff, 0xff]), Buffer.from('  '),
    ]
    for (const file of bad) expect(openCsv(file)).toEqual({ ok: false, refusal: 'FILE_NOT_READABLE' })
  })
  it('says what any table said, whatever stands in its cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('甲', '1', '.', ' ', ',', ';', '"', '\n', 'a', '㎡', '龘'), maxLength: 6 }).map((text) => text.trim())
    fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 8 }), (rows) => {
      const headed = [['房号', '面积', '欠费', '备注'], ...rows.map((row) => ['户', ...row])]
      const [sheet] = value(openCsv(Buffer.from(written(headed, ','))))
      expect(sheet?.rows.map(({ cells }) => cells.map((one) => one ?? ''))).toEqual(headed)
    }))
  })
})
