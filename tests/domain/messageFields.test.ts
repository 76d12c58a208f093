import { fitField, fitPlace } from '@core/domain/messageFields'

describe('the fields of a subscription message', () => {
  it.each([
    ['thing1', '一'.repeat(20), '一'.repeat(20)],
    ['thing1', '一'.repeat(21), `${'一'.repeat(19)}…`],
    ['thing1', ' 前后有空格\n换行 ', '前后有空格 换行'],
    ['thing1', '   ', null],
    ['amount2', '¥94449.91', '¥94449.91'],
    ['amount2', '¥12345678.90', '¥12345678.90'],
    ['amount2', '¥123456789.01', null],
    ['amount2', '¥1,240.50', null],
    ['date3', '2026年7月1日', '2026年7月1日'],
    ['date3', '2026-07-01', null],
    ['time3', '2026年7月1日 09:05', '2026年7月1日 09:05'],
    ['time3', '7月1日 09:05', null],
    ['character_string4', 'SJ2026-000123', 'SJ2026-000123'],
    ['character_string4', '收据1', null],
    ['phrase2', '已完成', '已完成'],
    ['phrase2', '已完成了吗呢', null],
    ['unheard_of1', 'x', null],
  ])('%s takes %j as %j', (key, text, fitted) => {
    expect(fitField(key, text)).toBe(fitted)
  })
})

describe('a place that is too long', () => {
  it('keeps the room, which is what tells one home from another', () => {
    expect(fitPlace('锦桂花园一期高层12栋2单元1901室')).toBe('锦桂花园一期高层12栋2单元1901室')
    const fitted = fitPlace('重庆市两江新区锦桂花园一期高层12栋2单元1901室')
    expect([...fitted]).toHaveLength(20)
    expect(fitted).toBe('…锦桂花园一期高层12栋2单元1901室')
    expect(fitPlace('重庆市两江新区锦桂花园一期高层12栋2单元1902室')).not.toBe(fitted)
  })
})
