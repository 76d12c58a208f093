import type { Day } from '@contract/calendar'
import { type LedgerAsk, type LedgerRead, readLedger } from '@core/domain/billing/ledger/readLedger'
import type { CellValue } from '@core/domain/billing/ledger/sheet'
import fc from 'fast-check'
import { type Cells, FIRST_ROW, HEADER, HEADING, household, sheetOf } from '../../../fixtures/sheets'

function readSheet(sheet: ReturnType<typeof sheetOf>, ask: LedgerAsk = {}): LedgerRead {
  const read = readLedger([sheet], ask)
  if (!read.ok) throw new Error(read.refusal)
  return read.value
}
const readRows = (...rows: readonly (readonly CellValue[])[]) => readSheet(sheetOf(rows))
const readOne = (cells: Cells) => {
  const { issues, lines } = readRows(household(cells))
  return { issues, line: lines[0] }
}

describe('the heading', () => {
  it('finds the title, 统计截止 and the header under them', () => {
    const { title, cutoff, columns } = readRows(household())
    expect({ title, cutoff }).toEqual({ title: '青禾家园物业服务费收缴台账', cutoff: '2026-06-30' })
    expect(columns.map(({ column, field }) => `${column}:${field}`)).toContain('H:price')
    expect(columns).toHaveLength(13)
  })

  it.each<[string, readonly (readonly CellValue[])[]]>([
    ['in the title itself', [['青禾家园物业费台账（截至2026年6月30日）'], HEADER]],
    ['in a cell of its own', [['青禾家园'], ['统计截止日期', null, { moment: '2026-06-30T00:00:00.000Z' }], HEADER]],
    ['as a month', [['青禾家园'], ['统计截止：2026年6月'], HEADER]],
    ['with dots', [['青禾家园'], ['单位：元', '截止时间:2026.6.30'], HEADER]],
  ])('finds 统计截止 %s', (_, heading) => {
    expect(readSheet(sheetOf([household()], { heading })).cutoff).toBe('2026-06-30')
  })

  it('asks for 统计截止 when there is none, and takes it from a person', () => {
    const sheet = sheetOf([household()], { heading: [['青禾家园'], HEADER] })
    expect(readLedger([sheet])).toEqual({ ok: false, refusal: 'LEDGER_NO_CUTOFF' })
    expect(readSheet(sheet, { cutoff: '2026-06-30' as Day }).cutoff).toBe('2026-06-30')
  })

  it('knows other words for a column, and takes the rest from a mapping', () => {
    const words = ['楼号', '房间号', '户名', '面积', '收费标准', '缴费至', '欠款金额']
    const row = ['1栋', '101', '王和平', 100, 2, '2026-05-31', 200]
    expect(readSheet(sheetOf([row], { heading: [['截止2026-06-30'], words] })).totals.owed).toBe(200_00)
    const strange = sheetOf([row], { heading: [['台账'], ['截止2026-06-30'], ['楼', '门', '人', '大小', '价', '到', '差']] })
    expect(readLedger([strange])).toEqual({ ok: false, refusal: 'LEDGER_COLUMNS_UNKNOWN' })
    const mapping = { building: 'A', 房号: 'B', name: 'C', area: 'D', price: 'E', 已缴至: 'F', owed: 'G' }
    expect(readSheet(strange, { mapping }).totals).toEqual({ premises: 1, owed: 200_00, prepaid: 0, debtors: 1 })
    expect(readLedger([strange], { mapping: { ...mapping, colour: 'A' } }).ok).toBe(false)
  })

  it('reads a header of two rows', () => {
    const heading = [['截止2026-06-30'], ['楼栋', '房号', '面积', '单价', '已缴至', '欠费', null], [null, null, null, null, null, '月数', '金额']]
    const down = [0, 1, 2, 3, 4].map((column) => ({ top: 2, bottom: 3, left: column, right: column }))
    const merges = [...down, { top: 2, bottom: 2, left: 5, right: 6 }]
    const { lines, columns } = readSheet(sheetOf([['1栋', '101', 100, 2, '2026-05-31', 1, 200]], { heading, merges }))
    expect(lines[0]).toMatchObject({ label: '1栋101', owed: 200_00 })
    expect(columns[6]).toEqual({ column: 'G', header: '欠费金额', field: 'owed' })
  })

  it('does not choose between two columns of areas', () => {
    const heading = [['截止2026-06-30'], [...HEADER.slice(0, 12), '计费面积']]
    expect(readLedger([sheetOf([household()], { heading })])).toEqual({ ok: false, refusal: 'LEDGER_COLUMNS_UNKNOWN' })
  })

  it('reads the first sheet that has a header and names the others', () => {
    const cover = { name: '封面', rows: [{ row: 1, cells: ['青禾家园'] }], merges: [] }
    const read = readLedger([cover, sheetOf([household()]), { ...sheetOf([household()]), name: '旧表' }])
    expect(read.ok && read.value.issues).toMatchObject([{ level: 'warned', code: 'OTHER_SHEETS', says: expect.stringContaining('旧表') as string }])
  })
})

describe('rows that are no household', () => {
  it('ignores totals, notes, blanks and a repeated header, each with its reason', () => {
    const { rows, issues } = readRows(
      household(), [null, '1栋1单元小计', null, null, null, null, null, null, null, null, null, 0], [], HEADER, household({ room: '102' }),
      ['合计', null, null, null, null, null, null, null, null, null, null, 0], ['注：负数为预缴。'], ['制表：财务部', null, null, '审核：林'],
    )
    expect(rows).toEqual({ accepted: 2, warned: 0, refused: 0, ignored: 6 })
    expect(issues.map(({ row, code }) => [row - FIRST_ROW, code])).toEqual([
      [1, 'TOTAL_ROW'], [2, 'BLANK_ROWS'], [3, 'HEADER_AGAIN'], [5, 'TOTAL_ROW'], [6, 'NOTE_ROW'], [7, 'NOTE_ROW'],
    ])
  })

  it('counts a stretch of blank rows without listing each', () => {
    const sheet = sheetOf([household()])
    const { rows, issues } = readSheet({ ...sheet, rows: [...sheet.rows, { row: 900_000, cells: household({ room: '102' }) }] })
    expect(rows.ignored).toBe(900_000 - FIRST_ROW - 1)
    expect(issues).toHaveLength(1)
  })

  it('spreads a merged building, and never over a room, an area or an amount', () => {
    const rows = [household({ building: '1栋' }), household({ building: null, room: '102' })]
    const merge = (column: number) => ({ top: FIRST_ROW, bottom: FIRST_ROW + 1, left: column, right: column })
    expect(readSheet(sheetOf(rows, { merges: [merge(1)] })).lines.map(({ label }) => label)).toEqual(['1栋1单元101', '1栋1单元102'])
    const { rows: counted, issues } = readSheet(sheetOf(rows, { merges: [merge(1), merge(11)] }))
    expect(counted.refused).toBe(2)
    expect(issues[0]).toMatchObject({ code: 'CELLS_MERGED', says: '第 5 至 6 行的欠费金额合并成了一格，分不清是哪一户的' })
  })

  it('does not fill a building down without a merge', () => {
    expect(readRows(household(), household({ building: null, room: '102' })).issues).toMatchObject([{ level: 'refused', code: 'BUILDING_MISSING' }])
  })
})

describe('the ledger’s own sums', () => {
  const debtor = (room: string, owed: CellValue = 200) => household({ room, paidThrough: '2026-05-31', months: 1, owed })
  const sum = (label: string, value: CellValue) => [label, null, null, null, null, null, null, null, null, null, null, value]
  it('are silent where they agree, owed less prepaid', () => {
    const rows = [debtor('101'), household({ room: '102', owed: -50 }), sum('1栋小计', 150), debtor('103'), sum('小计', '200.00'), sum('合计', 350)]
    expect(readRows(...rows).issues.filter(({ level }) => level === 'warned')).toEqual([])
  })
  it('are named with both figures where they differ, and with what was refused', () => {
    const { issues } = readRows(debtor('101'), debtor('1O2'), sum('合计', 400))
    expect(issues.find(({ code }) => code === 'SUM_DIFFERS')).toEqual({
      row: FIRST_ROW + 2, level: 'warned', code: 'SUM_DIFFERS', says: '台账合计 400.00 元，可导入的行合计 200.00 元，相差 200.00 元，其中不能导入的行有 200.00 元',
    })
  })
  it('say nothing where the formula was never computed', () => {
    expect(readRows(debtor('101'), sum('合计', { unread: '没有结果' })).issues).toMatchObject([{ code: 'TOTAL_ROW' }])
  })
})

describe('a household', () => {
  it('is read whole', () => {
    const { line, issues } = readOne({
      name: ' 王 和平 ', phone: '138 0013 8000/13900139000', area: '100.00㎡', price: '2.00', paidThrough: '2026.4.30', months: '2个月', owed: '400.00', note: '电话停机',
    })
    expect(issues).toEqual([])
    expect(line).toEqual({
      sheetRow: FIRST_ROW, key: '1|1|101', label: '1栋1单元101', building: '1栋', unit: '1单元', room: '101', kind: 'residential', name: '王和平',
      phones: ['13800138000', '13900139000'], area: '100', price: '2', chargedFrom: '2020-01-01', paidThrough: '2026-04-30', owed: 400_00, prepaid: 0,
      months: [{ period: '2026-05', amount: 200_00 }, { period: '2026-06', amount: 200_00 }], notes: ['电话停机'],
    })
  })

  it('has a prepayment where the amount is negative, and no bill', () => {
    expect(readOne({ owed: -836.96 }).line).toMatchObject({ owed: 0, prepaid: 836_96, months: [] })
  })

  it.each<[string, Cells, string]>([
    ['no area', { area: null }, 'AREA_MISSING'],
    ['a negative area', { area: -88.5 }, 'AREA_WRONG'],
    ['no area at all', { area: 0 }, 'AREA_WRONG'],
    ['no price', { price: null }, 'PRICE_MISSING'],
    ['month 13', { paidThrough: '2026.13.31' }, 'DATE_WRONG'],
    ['a start that is no day', { chargedFrom: '2020-02-30' }, 'DATE_WRONG'],
    ['a letter in the room', { room: '19O1' }, 'ROOM_WRONG'],
    ['no room', { room: null }, 'ROOM_MISSING'],
    ['words for an amount', { owed: '五百' }, 'OWED_WRONG'],
    ['no amount though months behind', { owed: null, paidThrough: '2026-03-31' }, 'OWED_MISSING'],
    ['neither a day nor an amount', { owed: null, paidThrough: null }, 'OWED_MISSING'],
    ['a debt without 已缴至', { owed: 500, paidThrough: null }, 'NO_PAID_THROUGH'],
    ['a debt though paid up', { owed: 500 }, 'OWED_BUT_PAID_UP'],
    ['a debt from before its start', { owed: 500, paidThrough: '2026-03-31', chargedFrom: '2026-05-01' }, 'STARTS_AFTER_PAID'],
    ['months paid ahead without an amount', { paidThrough: '2026-12-31' }, 'PAID_AHEAD'],
    ['a formula without a result', { area: { unread: '是公式但没有结果' } }, 'AREA_WRONG'],
  ])('is refused with %s', (_, cells, code) => {
    const { line, issues } = readOne(cells)
    expect(line).toBeUndefined()
    expect(issues).toMatchObject([{ row: FIRST_ROW, level: 'refused', code }])
  })

  it('that has several faults names them all in one reason', () => {
    const { issues } = readOne({ room: '19O1', paidThrough: '2026.13.31', owed: 452.61 })
    expect(issues).toHaveLength(1)
    expect(issues[0]?.says).toBe('房号“19O1”里混有字母，可能是数字 0 或 1；已缴至“2026.13.31”不是真实的日期')
  })

  it('that stands twice is refused the second time, naming the first', () => {
    const { rows, issues } = readRows(household(), household({ building: '1号楼', unit: 1, room: '101室' }))
    expect(rows).toMatchObject({ accepted: 1, refused: 1 })
    expect(issues[0]).toMatchObject({ row: FIRST_ROW + 1, code: 'PREMISES_REPEATED', says: expect.stringContaining(`第 ${FIRST_ROW} 行`) as string })
  })

  it('without a unit is refused where its neighbours have one', () => {
    expect(readRows(household(), household({ unit: null, room: '102' })).issues).toMatchObject([{ code: 'UNIT_MISSING' }])
    expect(readRows(household({ building: '商铺', unit: null, room: 'S101' })).issues).toEqual([])
  })

  it.each<[string, Cells, string]>([
    ['a phone of 10 digits', { phone: '1506245447' }, 'PHONE_LEFT_OUT'],
    ['no name', { name: null }, 'NAME_MISSING'],
    ['months that differ', { paidThrough: '2026-04-30', months: 3, owed: 400 }, 'MONTHS_DIFFER'],
    ['a total that differs', { paidThrough: '2026-04-30', months: 2, owed: 399.99 }, 'TOTAL_WINS'],
    ['nothing owed though months behind', { paidThrough: '2026-04-30', months: 2, owed: 0 }, 'BEHIND_BUT_NOT_OWING'],
    ['a month without its day', { paidThrough: '2026年6月' }, 'CELL_DOUBTFUL'],
    ['no 已缴至 and nothing owed', { paidThrough: null }, 'NO_PAID_THROUGH'],
  ])('is accepted with a warning: %s', (_, cells, code) => {
    const { line, issues } = readOne(cells)
    expect(line).toBeDefined()
    expect(issues).toMatchObject([{ level: 'warned', code }])
  })

  it('never throws and never accepts what it cannot read, whatever the cells hold', () => {
    const cell = fc.oneof(
      fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant({ unread: '出错' }), fc.string().map((moment) => ({ moment })),
      fc.date({ noInvalidDate: true }).map((at) => ({ moment: at.toISOString() })),
      fc.constantFrom('1栋', '101', '2026-05-31', '1,000.00', '100㎡', '合计', '2个月', '13800138000', '无', 'O1', '2026.13.1', '-1'),
    )
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 13, maxLength: 13 }), { maxLength: 6 }), (rows) => {
        const { lines, rows: counted } = readRows(...rows)
        expect(counted.accepted + counted.warned).toBe(lines.length)
        for (const { owed, prepaid, months, area } of lines) {
          expect(months.reduce((sum, { amount }) => sum + amount, 0)).toBe(owed)
          expect(owed === 0 || prepaid === 0).toBe(true)
          expect(Number(area)).toBeGreaterThan(0)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('never throws whatever stands in the heading', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.oneof(fc.string(), fc.double(), fc.constantFrom(...HEADER, '统计截止'))), { maxLength: 8 }), (rows) => {
      expect(() => readLedger([sheetOf([], { heading: rows })])).not.toThrow()
    }))
    expect(readLedger([])).toEqual({ ok: false, refusal: 'LEDGER_COLUMNS_UNKNOWN' })
    expect(HEADING).toHaveLength(FIRST_ROW - 1)
  })
})
