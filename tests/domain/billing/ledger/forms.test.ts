import type { Day } from '@contract/calendar'
import { fen, formatFen, showFen } from '@contract/money'
import { readArea, readDay, readMonths, readPrice, readYuan } from '@core/domain/billing/ledger/forms'
import { type CellValue, decimalText } from '@core/domain/billing/ledger/sheet'
import { addDays } from '@core/domain/calendar'
import fc from 'fast-check'

const day = (value: CellValue) => readDay(value, 'its last day')
const anyDay = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays('1995-01-01' as Day, days))

describe('days', () => {
  it.each<[CellValue]>([
    ['2026年6月30日'], ['2026.6.30'], ['2026/6/30'], ['2026-06-30'], ['2026-6-30'], ['20260630'], [20260630], [46203], [{ moment: '2026-06-30T00:00:00.000Z' }],
    ['２０２６年６月３０日'], ['2026／6／30'], [' 2026年 6月 30日 '], ['2026年6月30号'], ['至2026年6月30日止'], ['2026-06-30 00:00:00'], ['2026/6/30 0:00'],
  ])('reads %p as the last of June', (value) => {
    expect(day(value)).toEqual({ is: 'read', value: '2026-06-30' })
  })

  it('reads every day in every form it is written in', () => {
    fc.assert(
      fc.property(anyDay, (at) => {
        const [year = '', month = '', date = ''] = at.split('-')
        const [m, d] = [Number(month), Number(date)]
        const serial = (Date.parse(at) - Date.parse('1899-12-30')) / 86_400_000
        const texts = [at, `${year}年${m}月${d}日`, `${year}.${m}.${d}`, `${year}/${m}/${d}`, `${year}${month}${date}`]
        const forms = [...texts, serial, { moment: `${at}T00:00:00.000Z` }]
        expect(forms.map(day)).toEqual(forms.map(() => ({ is: 'read', value: at })))
      }),
    )
  })

  it.each<[CellValue]>([
    ['2026.13.31'], ['2026-02-30'], ['2026年6月31日'], ['26.6.30'], ['6月30日'], ['1900-01-01'], ['待定'], ['2026.6/30'], [12], [3.5], [true], [{ unread: '出错' }],
    ['2026.6.30、2026.7.30'], [{ moment: '' }], ['46203天'],
  ])('does not read %p', (value) => {
    expect(day(value).is).toBe('unread')
  })

  it.each<[CellValue]>([[null], [''], ['  '], ['-'], ['—'], ['/'], ['无']])('takes %p for nothing', (value) => {
    expect(day(value)).toEqual({ is: 'empty' })
  })

  it('takes a month alone as its first or last day, and says so', () => {
    expect(readDay('2026年2月', 'its last day')).toEqual({ is: 'read', value: '2026-02-28', doubt: '“2026年2月”只写到月，按 2026-02-28 计' })
    expect(readDay('2026.2', 'its first day')).toMatchObject({ value: '2026-02-01', doubt: expect.any(String) as string })
  })

  it('does not choose between January and October when a number has lost its zero', () => {
    expect(day(2026.1).is).toBe('unread')
    expect(day('2026.1')).toMatchObject({ value: '2026-01-31' })
    expect(day(2026.6)).toMatchObject({ value: '2026-06-30' })
  })

  it('says when a cell carries an hour, and counts from 1904 where the workbook does', () => {
    expect(day({ moment: '2026-06-30T08:30:00.000Z' })).toMatchObject({ value: '2026-06-30', doubt: expect.stringContaining('08:30') as string })
    expect(readDay(46203 - 1462, 'its last day', true)).toEqual({ is: 'read', value: '2026-06-30' })
  })
})

describe('amounts', () => {
  it.each<[CellValue, number]>([
    [188.16, 18816], ['188.16', 18816], ['1,663.83', 166383], ['¥1,663.83', 166383], ['￥373.84元', 37384], ['１，６６３．８３', 166383], [-836.96, -83696],
    ['(836.96)', -83696], ['（836.96）', -83696], ['−836.96', -83696], [0, 0], ['0.00', 0], [1839.69, 183969], [188.16000000000003, 18816], [0.1 + 0.2, 30],
    [94449.91, 9444991], ['+5.5', 550],
  ])('P37 reads %p as %i fen', (value, amount) => {
    expect(readYuan(value)).toEqual({ is: 'read', value: amount })
  })

  it('rounds what is less than a fen, and says so', () => {
    expect(readYuan(188.1635)).toMatchObject({ value: 18816, doubt: expect.stringContaining('四舍五入') as string })
    expect(readYuan('-0.125')).toMatchObject({ value: -13 })
  })

  const notAmounts = ['1,66.38', '1 663.83', '五百', '5.4万', '1663,83', 1e30, Infinity, { moment: '2026-06-30T00:00:00.000Z' }, '100000000', '188.16.2', true]
  it.each(notAmounts.map((value) => [value]))('does not read %p', (value) => {
    expect(readYuan(value).is).toBe('unread')
  })

  it('reads back every amount, as a number, as text and with separators', () => {
    fc.assert(
      fc.property(fc.integer({ min: -900_000_000, max: 900_000_000 }), (amount) => {
        const forms = [Number(formatFen(fen(amount))), formatFen(fen(amount)), showFen(fen(amount))]
        expect(forms.map(readYuan)).toEqual(forms.map(() => ({ is: 'read', value: amount })))
      }),
    )
  })

  it('keeps the digits that Excel keeps and none of the float’s own', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e12 }), (n) => expect(decimalText(n / 10_000)).toBe(String(n / 10_000))))
    expect(decimalText(1e-9)).toBeNull()
  })
})

describe('areas, prices, counts', () => {
  it.each<[CellValue, string]>([
    [101.71, '101.71'], ['101.71', '101.71'], ['141.31㎡', '141.31'], ['131.70 ㎡', '131.7'], ['121.00平方米', '121'], ['100.5m²', '100.5'], ['１０５.２２㎡', '105.22'],
    ['1,234.5', '1234.5'], [121, '121'],
  ])('reads the area %p as %s', (value, area) => {
    expect(readArea(value)).toEqual({ is: 'read', value: area })
  })
  const notAreas = [-88.5, '-88.5', 0, '0.00', '待测', '约100', '100.12345', '100+20', 5e6, '100.5亩']
  it.each(notAreas.map((value) => [value]))('does not read the area %p', (value) => {
    expect(readArea(value).is).toBe('unread')
  })
  it.each<[CellValue, string]>([
    [1.85, '1.85'], ['1.20', '1.2'], ['1.85元/㎡·月', '1.85'], ['2.35元', '2.35'], ['¥4.5', '4.5'], ['1.85元/月/平方米', '1.85'], ['0.588', '0.588'],
  ])('reads the price %p as %s', (value, price) => {
    expect(readPrice(value)).toEqual({ is: 'read', value: price })
  })
  it.each<[CellValue]>([[0], ['免'], ['1.8333333'], ['1.85/2.35'], [-1]])('does not read the price %p', (value) => {
    expect(readPrice(value).is).toBe('unread')
  })
  it.each<[CellValue, number]>([[2, 2], ['2', 2], ['2个月', 2], ['０个月', 0], ['38 个月', 38]])('reads the count %p as %i', (value, months) => {
    expect(readMonths(value)).toEqual({ is: 'read', value: months })
  })
  it.each<[CellValue]>([[1.5], ['两个月'], ['2-3']])('does not read the count %p', (value) => {
    expect(readMonths(value).is).toBe('unread')
  })
})
