import type { Day } from '@contract/calendar'
import type { CellValue, Sheet } from '@core/domain/billing/ledger/sheet'
import { judge } from '@core/domain/metering/judging'
import { readSheet } from '@core/domain/metering/sheet'
import type { Reading } from '@core/store/records'
import fc from 'fast-check'
import { day, meter, reading } from '../billing/homes'

const TODAY = day('2026-07-31')
const sheetOf = (...rows: readonly (readonly CellValue[])[]): Sheet => ({ name: '抄表单', merges: [], rows: rows.map((cells, i) => ({ row: i + 1, cells })) })
const read = (...rows: readonly (readonly CellValue[])[]) => readSheet([sheetOf(...rows)], TODAY)
const HEAD = ['房号', '表号', '上次读数', '抄表日', '本次读数', '转过一圈'] as const

describe('a table of readings', () => {
  it('is read by its headings, wherever they stand; the last value is never taken for a new one', () => {
    const found = read(['锦桂花园抄表单'], HEAD, ['1栋101', 'W-1', '500', { moment: '2026-07-28T00:00:00' }, 523, null], ['1栋102', 'W-2', '80', null, null, null])
    expect(found).toEqual({
      lines: [{ row: 3, serial: 'W-1', label: '1栋101', day: '2026-07-28', value: '523', rolledOver: false, fault: null }], ignored: 1,
    })
  })

  it('takes other words, full-width digits, a unit and today where no day is written', () => {
    const found = read(['水表号', '本期止码'], ['Ｗ－１', '５２３．５吨'])
    expect(found?.lines[0]).toMatchObject({ serial: 'W-1', value: '523.5', day: TODAY, fault: null })
  })

  it.each([
    ['十二', '看不懂'], ['-5', '不是正数'], ['1.23456', '超过 4 位小数'], [{ unread: '公式没有算出结果' }, '公式没有算出结果'],
  ] as const)('says why %p is no value', (cell, why) => {
    expect(read(['表号', '本次读数'], ['W-1', cell])?.lines[0]?.fault).toContain(why)
  })

  it('asks for the day where only a month is written', () => {
    expect(read(['表号', '本次读数', '抄表日'], ['W-1', '5', '2026年7月'])?.lines[0]?.fault).toContain('请写到日')
  })

  it('is not read where two columns could be the value, or none names the meter', () => {
    expect(read(['表号', '本次读数', '本期止码'], ['W-1', '1', '2'])).toBeNull()
    expect(read(['姓名', '本次读数'], ['甲', '1'])).toBeNull()
  })

  it('comes back as it was filled in, in whatever order its columns stand', () => {
    const value = fc.tuple(
      fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 9_999 }),
    ).map(([whole, part]) => (part === 0 ? `${whole}` : `${whole}.${part}`))
    const row = fc.record({ serial: fc.stringMatching(/^[A-Z]{1,3}-\d{1,5}$/), value, at: fc.integer({ min: 1, max: 28 }) })
    fc.assert(fc.property(fc.array(row, { maxLength: 20 }), fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (rows, order) => {
      const table = [['表号', '本次读数', '抄表日'], ...rows.map((one) => [one.serial, one.value, `2026-07-${String(one.at).padStart(2, '0')}`])]
      const found = read(...table.map((cells) => order.map((i) => cells[i] ?? null)))
      expect(found?.lines.map((line) => [line.serial, Number(line.value), Number(line.day.slice(8)), line.fault])).toEqual(
        rows.map((one) => [one.serial, Number(one.value), one.at, null]),
      )
    }))
  })
})

describe('what becomes of its rows', () => {
  const W1 = meter('W-1', '2026-01-01')
  const READINGS: readonly Reading[] = [
    reading('W-1', '2026-06-01', '490', null), ...['2026-06-10', '2026-06-20', '2026-06-30'].map((on, i) => reading('W-1', on, String(500 + 10 * i), '10')),
  ]
  const line = (on: string, value: string, more: object = {}) => ({
    row: 2, serial: 'W-1', label: '', day: day(on), value, rolledOver: false, fault: null, ...more,
  })
  const judged = (...lines: readonly ReturnType<typeof line>[]) =>
    judge(W1, READINGS, lines, TODAY, { by: 's', photo: null, createdAt: READINGS[0]!.createdAt }).map(({ is, says }) => [is, says])
  it.each([
    ['2026-07-28', '520', 'accepted', ''],
    ['2026-07-28', '519.9999', 'refused', '读数比上次小'],
    ['2026-07-28', '549.9999', 'accepted', ''],
    ['2026-07-28', '550', 'warned', '用了 30，是平时的三倍以上'],
    ['2026-08-01', '520', 'refused', '不能登记将来的读数'],
    ['2026-06-30', '520', 'unchanged', ''],
    ['2026-06-30', '521', 'warned', '代替原来的读数 520'],
    ['2025-12-31', '1', 'refused', '表还没有装'],
  ])('%s %s is %s', (on, value, is, says) => {
    const [[found, why] = []] = judged(line(on, value))
    expect([found, why]).toEqual([is, expect.stringContaining(says)])
  })
  it('two days of one meter are read in their order, and one day only once', () => {
    expect(judged(line('2026-07-28', '531'), line('2026-07-14', '525')).map(([is]) => is)).toEqual(['accepted', 'accepted'])
    expect(judged(line('2026-07-28', '525'), line('2026-07-28', '526')).map(([is]) => is)).toEqual(['accepted', 'refused'])
  })
  it('a counter that turned is taken only where that is said', () => {
    const near = judge(W1, [reading('W-1', '2026-06-30', '99990', null)], [line('2026-07-28', '5', { rolledOver: true })], TODAY as Day, {
      by: 's', photo: null, createdAt: READINGS[0]!.createdAt,
    })
    expect(near[0]?.changes[0]?.used).toBe('15')
  })
})
