import { proposedIn } from '@core/domain/billing/ledger/remarks'
import type { Day } from '@contract/calendar'
import fc from 'fast-check'

const CUTOFF = '2026-06-30'
const said = (remark: string, cutoff = CUTOFF) =>
  proposedIn(remark, cutoff as Day).map(({ kind, day, caseState }) => [kind, day ?? caseState].filter(Boolean).join(' ')).join(', ')

describe('remarks of the sample ledger', () => {
  it.each([
    ['房屋漏水,业主拒缴', 'dispute'], ['电话停机', 'wrong_number'], ['承诺7月15日前缴', 'promise 2026-07-15'], ['出租', 'tenant'], ['低保户', 'hardship'],
    ['预缴', ''],
  ])('%s: %s', (remark, expected) => {
    expect(said(remark)).toBe(expected)
  })
})

describe('a remark on either side of what it may mean', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'dispute',
      ['有异议', '对收费金额有异议', '质量问题未解决', '漏水一直未修好', '拒绝缴费', '不同意缴'],
      ['无异议', '没有异议', '异议已解决', '质量问题已解决', '不再拒缴', '曾拒缴', '拒缴停车费', '疑似拒缴', '是否有异议？'],
    ],
    [
      'wrong_number',
      ['空号', '号码错误', '手机停机', '电话不是本人', '号码是空号'],
      ['电话打不通', '无人接听', '已复机', '有时停机', '电梯停机', '疑似空号', '拒接'],
    ],
    [
      'hardship',
      ['困难', '家庭困难', '失业', '业主重病', '困难户'],
      ['非低保户', '低保已取消', '联系困难', '停车困难', '催收困难', '失业保险'],
    ],
    ['tenant', ['租客缴费', '租户李某', '业主出租中'], ['未出租', '待出租', '招租', '租客已搬走', '出租车司机']],
    ['case in_suit', ['已起诉', '诉讼中', '已于5月起诉', '已立案'], ['拟起诉', '未起诉', '再不缴就起诉', '业主起诉物业', '已起诉，后撤诉']],
    ['case judged', ['已判决', '已胜诉', '已起诉，已判决'], ['待判决', '未判决']],
    ['case enforced', ['执行中', '申请强制执行', '已判决，执行中'], ['按新标准执行中', '拟申请强制执行']],
    ['case bankrupt', ['破产', '公司已申请破产清算', '已起诉，公司已破产'], ['濒临破产', '开发商破产', '未破产']],
    ['case before_suit', ['诉前调解', '已委托律师'], ['建议委托律师']],
  ])('%s', (expected, meaning, notMeaning) => {
    expect(meaning.map((remark) => [remark, said(remark)])).toEqual(meaning.map((remark) => [remark, expected]))
    expect(notMeaning.map((remark) => [remark, said(remark)])).toEqual(notMeaning.map((remark) => [remark, '']))
  })

  it('says several things in one', () => {
    expect(said('房屋漏水，业主拒缴；电话停机')).toBe('dispute, wrong_number')
    expect(said('经济困难,承诺8月31日前缴清。出租')).toBe('promise 2026-08-31, hardship, tenant')
    expect(said('拒缴、拒缴')).toBe('dispute')
  })
})

describe('the day of a promise', () => {
  it.each([
    ['承诺7月15日前缴', '2026-07-15'], ['承诺 7 月 15 日 前 缴', '2026-07-15'], ['承诺七月十五日前缴清', '2026-07-15'], ['承诺7.15前缴', '2026-07-15'],
    ['答应8/15前交', '2026-08-15'], ['承诺2026年8月1日前付清', '2026-08-01'], ['答应于2026-08-10前缴清', '2026-08-10'], ['承诺7月底前缴', '2026-07-31'],
    ['承诺下月10号前交', '2026-07-10'], ['承诺年底前缴', '2026-12-31'], ['说7月20日来交', '2026-07-20'], ['5月起未缴，承诺7月15日前缴', '2026-07-15'],
  ])('%s is %s', (remark, day) => {
    expect(said(remark)).toBe(`promise ${day}`)
  })

  it.each([
    '答应15号缴', '承诺7月前缴', '承诺三天内缴', '答应春节前缴', '承诺2月30日前缴', '承诺7月15-20日缴', '承诺7月15日缴一半，8月15日缴清', '承诺7月中旬缴',
    '承诺本月25日前缴',
  ])('%s is left to a person: it is never guessed', (remark) => {
    expect(said(remark)).toBe('promise')
  })

  it('takes its year and its 月底 from 统计截止, as long as only one day can be meant', () => {
    expect(said('承诺月底前缴', '2026-06-29')).toBe('promise 2026-06-30')
    expect(said('承诺月底前缴', '2026-06-30')).toBe('promise')
    expect(said('承诺6月30日前缴', '2026-12-30')).toBe('promise 2026-06-30')
    expect(said('承诺6月29日前缴', '2026-12-30')).toBe('promise')
    expect(said('承诺1月15日前缴', '2025-12-31')).toBe('promise')
    expect(said('承诺12月31日前缴', '2026-01-15')).toBe('promise')
  })

  it.each([
    '承诺修好漏水后缴', '物业承诺7月15日前修好', '不承诺', '多次承诺未缴', '承诺7月15日前缴，未兑现', '表示会缴', '承诺7月15日前缴停车费', '承诺7月15日前搬走',
  ])('%s is no promise to pay', (remark) => {
    expect(said(remark)).toBe('')
  })

  it('of any day with its year is that day, and nothing that is no day becomes one', () => {
    const dates = fc.record({ year: fc.integer({ min: 2020, max: 2035 }), month: fc.integer({ min: 1, max: 12 }), date: fc.integer({ min: 1, max: 31 }) })
    fc.assert(
      fc.property(dates, ({ year, month, date }) => {
        const real = new Date(Date.UTC(year, month - 1, date)).getUTCDate() === date
        const day = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
        expect(said(`承诺${year}年${month}月${date}日前缴`)).toBe(real ? `promise ${day}` : 'promise')
      }),
    )
  })

  it('reads whatever stands in a cell without an accident', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => void said(`${text}承诺${text}缴`)))
  })
})
