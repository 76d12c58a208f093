import { lookAtLedger, type LedgerLook } from '@core/domain/billing/ledger/questions'
import { type LedgerAsk, readLedger } from '@core/domain/billing/ledger/readLedger'
import type { CellValue } from '@core/domain/billing/ledger/sheet'
import fc from 'fast-check'
import { sheetOf } from '../../../fixtures/sheets'

const TITLE: readonly (readonly CellValue[])[] = [['青禾家园收费台账'], ['统计截止：2026年6月30日']]
const BASE = ['楼栋', '房号', '业主姓名', '建筑面积', '单价', '已缴至', '欠费金额'] as const
const sheet = (head: readonly string[], ...rows: readonly (readonly CellValue[])[]) => sheetOf(rows, { heading: [...TITLE, head] })
const row = (room: string, owed: CellValue, ...more: readonly CellValue[]) => ['1栋', room, '王和平', 100, 2, '2026-05-31', owed, ...more]
function read(of: ReturnType<typeof sheet>, ask: LedgerAsk = {}) {
  const found = readLedger([of], ask)
  if (!found.ok) throw new Error(found.refusal)
  return found.value
}
function look(of: ReturnType<typeof sheet>, ask: Parameters<typeof lookAtLedger>[1] = {}): LedgerLook {
  const found = lookAtLedger([of], ask)
  if (!found.ok) throw new Error(found.refusal)
  return found.value
}
const asked = (of: ReturnType<typeof sheet>, mapping = {}) => look(of, { mapping }).questions.map(({ code, says }) => `${code} ${says}`)

describe('several fees in one sheet', () => {
  it('each becomes bills of its own, by its own day or as one bill of the day that the ledger counts to', () => {
    const { lines, totals, issues } = read(sheet([...BASE, '停车费欠费', '停车费已缴至', '欠水费'], row('101', 200, 450, '2026-03-31', 61.5)))
    expect(lines[0]?.others).toEqual([
      { item: 'parking', owed: 450_00, prepaid: 0, months: [
        {
          period: '2026-04', from: '2026-04-01', to: '2026-04-30', amount: 150_00,
        }, { period: '2026-05', from: '2026-05-01', to: '2026-05-31', amount: 150_00 },
        { period: '2026-06', from: '2026-06-01', to: '2026-06-30', amount: 150_00 },
      ] },
      { item: 'water', owed: 61_50, prepaid: 0, months: [{ period: '2026-06', from: '2026-06-30', to: '2026-06-30', amount: 61_50 }] },
    ])
    expect([totals, issues]).toEqual([{ premises: 1, owed: 711_50, prepaid: 0, debtors: 1 }, []])
  })

  it('a negative amount is a prepayment of that fee, an empty cell owes nothing, an unreadable one refuses the row', () => {
    const { lines, rows, issues } = read(sheet([...BASE, '车位费欠费'], row('101', 200, -30), row('102', 200, null), row('103', 200, '三十')))
    expect(lines.map(({ others }) => others)).toEqual([[{ item: 'parking', owed: 0, prepaid: 30_00, months: [] }], []])
    expect(rows).toMatchObject({ accepted: 2, refused: 1 })
    expect(issues[0]?.says).toContain('停车费“三十”看不懂')
  })

  it('months add up to the amount, however it divides', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5_000_00 }), fc.integer({ min: 1, max: 5 }), (fen, from) => {
      const { lines } = read(
        sheet([...BASE, '停车费欠费', '停车费已缴至'], row('101', 200, `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`, `2026-0${from}-28`)),
      )
      const months = lines[0]?.others?.[0]?.months ?? []
      expect(months.reduce((sum, { amount }) => sum + amount, 0)).toBe(fen)
      const amounts = months.map(({ amount }) => amount)
      expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1)
      expect([...amounts].sort((a, b) => b - a)).toEqual(amounts)
    }))
  })

  it('a sum over all fees checks every row and is never taken for one of them', () => {
    const head = [...BASE.slice(0, 6), '物业费欠费', '停车费欠费', '欠费合计']
    expect(read(sheet(head, row('101', 200, 150, 350))).lines[0]).toMatchObject({ owed: 200_00, others: [{ owed: 150_00 }] })
    const wrong = read(sheet(head, row('101', 200, 150, 300)))
    expect(wrong.issues[0]).toMatchObject({ level: 'refused', code: 'ROW_SUM_DIFFERS', says: '台账写各项合计 300.00 元，各列相加是 350.00 元，请核对是哪一列' })
  })

  it('the sums under a column are held against it', () => {
    const sum = ['合计', null, null, null, null, null, 400, 301]
    const { issues } = read(sheet([...BASE, '停车费欠费'], row('101', 200, 150), row('102', 200, 150), sum))
    expect(issues.filter(({ code }) => code === 'SUM_DIFFERS').map(({ says }) => says)).toEqual([
      '台账停车费合计 301.00 元，可导入的行合计 300.00 元，相差 1.00 元',
    ])
  })

  it('a column of amounts that nobody took is said', () => {
    const { issues, lines } = read(sheet([...BASE, '装修押金余额'], row('101', 200, 3000)))
    expect(issues).toMatchObject([{ code: 'COLUMN_UNREAD', says: 'H 列“装修押金余额”里有金额，没有导入；要导入请先说明是哪一项费用' }])
    expect(lines[0]?.owed).toBe(200_00)
    expect(read(sheet([...BASE, '装修押金余额'], row('101', 200, 3000)), { mapping: { 'ignore.H': 'H' } }).issues).toEqual([])
  })
})

describe('what only a person can say', () => {
  it('nothing, where the words say it all', () => {
    expect(asked(sheet([...BASE, '停车费欠费', '备注'], row('101', 200, 0, '')))).toEqual([])
  })

  it('which of two columns is the area, with what stands in each', () => {
    const of = sheet([...BASE, '收费面积'], row('101', 200, 98.5))
    expect(asked(of)).toEqual(['WHICH_COLUMN 有几列都可能是“建筑面积”，按哪一列？'])
    const [question] = look(of).questions
    expect(question?.choices).toEqual([
      { says: 'D 列“建筑面积”', example: '100', mapping: { area: 'D' } }, { says: 'H 列“收费面积”', example: '98.5', mapping: { area: 'H' } },
    ])
    expect(readLedger([of])).toEqual({ ok: false, refusal: 'LEDGER_COLUMNS_UNKNOWN' })
    expect(read(of, { mapping: question?.choices[1]?.mapping }).lines[0]?.area).toBe('98.5')
    expect(asked(of, question?.choices[1]?.mapping)).toEqual([])
  })

  it('what a bare fee is, a debt or not, and the answer is then read', () => {
    const of = sheet([...BASE, '停车费'], row('101', 200, 150))
    expect(asked(of)).toEqual(['MONEY_COLUMN H 列“停车费”里有金额，是什么？'])
    const [debt, out] = look(of).questions[0]?.choices ?? []
    expect([debt?.mapping, out?.mapping]).toEqual([{ 'parking.owed': 'H' }, { 'ignore.H': 'H' }])
    expect(read(of, { mapping: debt?.mapping }).totals.owed).toBe(350_00)
    expect(read(of, { mapping: out?.mapping }).totals.owed).toBe(200_00)
  })

  it('whether a sum is of all fees: the property fee is then what is left', () => {
    const of = sheet([...BASE.slice(0, 6), '欠费合计', '停车费欠费'], row('101', 350, 150))
    expect(readLedger([of])).toEqual({ ok: false, refusal: 'LEDGER_COLUMNS_UNKNOWN' })
    expect(asked(of)).toEqual(['MISSING_COLUMN 没有找到“欠费金额”，是哪一列？'])
    const [choice] = look(of).questions[0]?.choices ?? []
    expect(choice?.mapping).toEqual({ total: 'G' })
    expect(read(of, { mapping: choice?.mapping }).lines[0]).toMatchObject({ owed: 200_00, others: [{ item: 'parking', owed: 150_00 }] })
    expect(asked(of, choice?.mapping)).toEqual([])
  })

  it('which column an unknown word is, from those that are left', () => {
    const of = sheet([...BASE.slice(0, 4), '每平方', ...BASE.slice(5)], row('101', 200))
    expect(asked(of)).toEqual(['MISSING_COLUMN 没有找到“单价”，是哪一列？'])
    expect(look(of).questions[0]?.choices.map(({ mapping }) => mapping)).toEqual([{ price: 'E' }])
  })

  it('which of several sheets is the ledger', () => {
    const two = [sheet(BASE, row('101', 200)), { ...sheet(BASE, ['1栋', '101', '王和平', 100, 3, '2026-05-31', 300]), name: '商铺' }]
    const found = lookAtLedger(two)
    expect(found.ok && found.value.questions).toMatchObject([{ code: 'WHICH_SHEET', choices: [{ sheet: '收费台账' }, { sheet: '商铺' }] }])
    const chosen = readLedger(two, { sheet: '商铺' })
    expect(chosen.ok && [chosen.value.totals.owed, chosen.value.issues]).toEqual([300_00, []])
  })

  it('a letter is not a ledger', () => {
    expect(lookAtLedger([sheetOf([['您好']], { heading: [['尊敬的业主'], ['物业服务费', '请您']] })])).toEqual({ ok: false, refusal: 'LEDGER_COLUMNS_UNKNOWN' })
  })
})

describe('whatever order and words the columns have', () => {
  const WORDS = {
    building: ['楼栋', '幢号', '楼'], room: ['房号', '房间', '门牌号'], name: ['业主', '户主', '客户名称'], area: ['建筑面积(㎡)', '计费面积', '面积'],
    price: ['单价', '物业费标准', '收费标准'], paidThrough: ['已缴至', '缴清至', '物业费已缴至'], owed: ['欠费金额', '物业费欠缴', '未收金额'],
  } as const
  const FIELDS = Object.keys(WORDS) as (keyof typeof WORDS)[]
  it('the same rows come out', () => {
    const picks = fc.tuple(...FIELDS.map((field) => fc.constantFrom(...WORDS[field])))
    fc.assert(fc.property(picks, fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 }), fc.integer({ min: 0, max: 4 }), (words, order, blanks) => {
      const cells = row('101', 200)
      const head = order.map((i) => words[i] ?? '')
      const of = sheetOf([order.map((i) => cells[i] ?? null)], { heading: [...TITLE, ...Array.from({ length: blanks }, () => []), head] })
      const { lines, totals } = read(of)
      expect(lines[0]).toMatchObject({ building: '1栋', room: '101', name: '王和平', area: '100', price: '2', paidThrough: '2026-05-31', owed: 200_00 })
      expect(totals).toEqual({ premises: 1, owed: 200_00, prepaid: 0, debtors: 1 })
      expect(look(of).questions).toEqual([])
    }))
  })
})
