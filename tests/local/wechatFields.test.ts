import fc from 'fast-check'
import { FIELD_KINDS, fieldProblem } from '../../local/wechat/fieldLimits'

describe('what a field of a subscription message may hold', () => {
  // Both sides of every limit: first what fits, then what is refused.
  it.each<[string, string[], string[]]>([
    [
      'thing1',
      ['一'.repeat(20), 'a'.repeat(20), '🏠'.repeat(20), '3-1901 (商铺)'],
      ['一'.repeat(21), ' 室', 'a\nb', 'a\r'],
    ],
    ['character_string2', ['A'.repeat(32), 'L2026-07/001 #1'], ['A'.repeat(33), 'No.一', '１２']],
    ['number3', ['9'.repeat(32), '0.5'], ['9'.repeat(33), '1,000', '-1', '１', 'a']],
    ['letter4', ['z'.repeat(32)], ['z'.repeat(33), 'a1', 'a b', '字']],
    ['symbol5', ['#'.repeat(5), '！？'], ['#'.repeat(6), '#1', '#a', '#字']],
    ['phrase6', ['已完成', '五个字以内'], ['六个字不可以', '已done', '第1期', '待缴 ']],
    [
      'name7',
      ['一二三四五六七八九十', 'A'.repeat(20), '阿依·古丽'],
      ['一二三四五六七八九十一', 'A'.repeat(21), '王A'.repeat(6), '王5'],
    ],
    [
      'amount8',
      ['¥1234567890', '￥12345678.90', '$1.00', '¥8.5元'],
      ['¥12345678901', '¥123456789.01', '123.45', '¥1,234', '¥-1', '¥元', '¥¥1', '¥1元整'],
    ],
    [
      'time9',
      ['15:01', '9:05', '2019年10月1日 15:01', '15:01~17:00', '23:59:59'],
      ['24:00', '15:60', '2019年10月1日', '15:01～17:00', '2019-10-01 15:01', '1:00~2:00~3:00', '1:00 2:00'],
    ],
    [
      'date10',
      ['2019年10月1日', '2019年10月01日 15:01', '2026年7月1日~2026年7月31日', '2028年2月29日'],
      ['2019-10-01', '10月1日', '2026年2月29日', '2026年13月1日', '2026年7月1日～2026年7月31日', '2026年7月1日 25:00'],
    ],
    ['phone_number11', ['+86-0766-66888866', '1'.repeat(17)], ['1'.repeat(18), '电话1', 'a1']],
    ['car_number12', ['粤A8Z888挂', '粤A8Z888D', 'A1'], ['粤A8Z8888挂1', '粤A粤8888', '粤A-8888']],
    ['unheard_of13', [], ['a']],
  ])('%s', (key, fitting, unfit) => {
    for (const value of fitting) expect([value, fieldProblem(key, value)]).toEqual([value, null])
    for (const value of unfit) expect([value, fieldProblem(key, value)]).toEqual([value, 'invalid'])
  })

  it('nothing, empty and blank are empty; a value that is no text is invalid', () => {
    for (const kind of FIELD_KINDS) {
      for (const value of [undefined, null, '', ' ', '\n']) {
        expect(fieldProblem(`${kind}1`, value)).toBe('is empty')
      }
      for (const value of [1, true, {}, []]) expect(fieldProblem(`${kind}1`, value)).toBe('invalid')
    }
  })

  it('no text whatever makes it throw, or gets past twenty characters', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 })
    fc.assert(
      fc.property(fc.constantFrom(...FIELD_KINDS), text, (kind, value) => {
        const problem = fieldProblem(`${kind}1`, value)
        if (kind !== 'thing' || value.trim() === '') return
        if ([...value].length > 20) expect(problem).toBe('invalid')
      }),
    )
  })
})
