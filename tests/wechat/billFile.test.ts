import { readBillFile } from '@core/wechat/billFile'
import fc from 'fast-check'

/** A bill as the documentation shows one, with 27 columns. */
const HEADER =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,' +
  '商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const SUMMARY = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'
const MCHID = '1900000001'

type Told = Partial<Record<'tx' | 'no' | 'state' | 'total' | 'fee' | 'goods' | 'refundId' | 'refund' | 'settled' | 'mchid', string>>
const row = (told: Told = {}) => {
  const total = told.total ?? '123.45'
  const facts = { tx: '4200000001202607011234567890', no: 'T_20260701000001', state: 'SUCCESS', fee: '0.74000', goods: '翠苑小区 物业缴费', ...told }
  return [
    '2026-07-01 12:00:03', 'wx0123456789abcdef', told.mchid ?? MCHID, '0', '', facts.tx, facts.no, 'oWang', 'JSAPI', facts.state, 'OTHERS', 'CNY',
    told.settled ?? total, '0.00', facts.refundId ?? '0', '0', facts.refund ?? '0.00', '0.00', '', '', facts.goods, '', facts.fee, '0.60%', total,
    facts.refund ?? '0.00', '',
  ].map((value) => `\`${value}`).join(',')
}
const bill = (rows: readonly string[], sums: readonly string[], header = HEADER, summary = SUMMARY) =>
  `\ufeff${[header, ...rows, summary, sums.map((sum) => `\`${sum}`).join(',')].join('\r\n')}\r\n`
const ONE = ['1.0', '123.45', '0.0', '0.0', '0.74000', '123.45', '0.0']
const read = (text: string) => readBillFile(text, MCHID)
const why = (text: string) => {
  const answer = read(text)
  return answer.ok ? 'read' : answer.why
}

describe('a trade bill', () => {
  it('gives each payment in whole fen, whatever stands around it', () => {
    expect(read(bill([row()], ONE))).toEqual({
      ok: true,
      rows: [{
        kind: 'paid', appid: 'wx0123456789abcdef', outTradeNo: 'T_20260701000001', transactionId: '4200000001202607011234567890',
        refundId: null, amount: 12345, fee: 74,
      }],
    })
  })

  it('a goods name may hold commas: only a comma before a backtick ends a value', () => {
    expect(read(bill([row({ goods: '锦桂花园, 一期,二期 物业缴费' })], ONE))).toMatchObject({ ok: true })
  })

  it('P07 takes what the order was for, not what a coupon left of it', () => {
    const answer = read(bill([row({ settled: '120.00' })], ['1.0', '120.00', '0.0', '0.0', '0.74000', '123.45', '0.0']))
    expect(answer.ok && answer.rows[0]?.amount).toBe(12345)
  })

  it('a refund names its payment and is for what was asked back', () => {
    const refund = row({ state: 'REFUND', refundId: '50300000012026070112345', refund: '23.45', total: '0.00', fee: '-0.14000' })
    const answer = read(bill([row(), refund], ['2.0', '123.45', '23.45', '0.0', '0.60000', '123.45', '23.45']))
    expect(answer.ok && answer.rows[1]).toMatchObject({ kind: 'refunded', refundId: '50300000012026070112345', amount: 2345, fee: -14 })
  })

  it('knows its columns by name: another order, extra columns and the first years’ names change nothing', () => {
    const [names, values] = [HEADER.split(','), row().slice(1).split(',`')]
    const at = [...names.keys()].reverse()
    const header = ['门店编号', ...at.map((i) => names[i])].join(',')
    const turned = [`9`, ...at.map((i) => values[i])].map((value) => `\`${value}`).join(',')
    expect(read(bill([turned], ONE, header))).toEqual(read(bill([row()], ONE)))

    const old = '微信订单号,商户订单号,公众账号ID,商户号,交易状态,总金额,微信退款单号,退款金额,手续费'
    const line = '`42001,`T_20260701000001,`wx1,`1900000001,`SUCCESS,`1.15,`0,`0,`0.01000'
    const legacy = bill([line], ['1', '1.15', '0.0', '0', '0.01'], old, '总交易单数,总交易额,总退款金额,总企业红包退款金额,手续费总金额')
    expect(read(legacy)).toMatchObject({ ok: true, rows: [{ amount: 115, fee: 1 }] })
  })

  it('a day without a row is a bill without a row', () => {
    expect(read(bill([], ['0.0', '0.0', '0.0', '0.0', '0.0', '0.0', '0.0']))).toEqual({ ok: true, rows: [] })
  })

  it('P37 every amount of whole fen comes through exactly', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9_999_999_99 }), (total) => {
      const yuan = `${Math.floor(total / 100)}.${String(total % 100).padStart(2, '0')}`
      const answer = read(bill([row({ total: yuan })], ['1.0', yuan, '0', '0', '0.74', yuan, '0']))
      expect(answer.ok && answer.rows[0]?.amount).toBe(total)
    }))
  })
})

describe('a trade bill that is refused with a word', () => {
  it.each([
    ['P36 the count of the summary', bill([row()], ['2.0', ...ONE.slice(1)]), '汇总写的是 2.0 笔，明细有 1 笔'],
    ['P36 the sum of the orders', bill([row()], ['1.0', '123.45', '0.0', '0.0', '0.74', '123.46', '0.0']), '汇总的订单金额与明细之和不符'],
    ['P36 the sum of the refunds', bill([row()], ['1.0', '123.45', '0.0', '0.0', '0.74', '123.45', '0.01']), '汇总的退款金额与明细之和不符'],
    ['P36 the sum of the fees, to the last place', bill([row()], ['1.0', '123.45', '0', '0', '0.74001', '123.45', '0']), '汇总的手续费与明细之和不符'],
    ['no summary', `${HEADER}\r\n${row()}\r\n`, '账单不完整，缺少汇总'],
    ['a cut in the summary', bill([row()], ONE).split('总交易单数')[0] ?? '', '账单不完整，缺少汇总'],
    ['nothing at all', '', '账单不完整，缺少汇总'],
    ['a column that is missing', bill([row()], ONE, HEADER.replace('商户订单号', '商户单号')), '账单缺少“商户订单号”一列'],
    ['two columns of one name', bill([row()], ONE, HEADER.replace('设备号', '微信订单号')), '账单有两列“微信订单号”'],
    ['a row of another width', bill([row().replace(',`JSAPI', '')], ONE), '第 1 行有 26 列，表头有 27 列'],
    ['an amount that is none', bill([row({ total: '12,3' })], ONE), '第 1 行的金额“12,3”不是金额'],
    ['an amount of half a fen', bill([row({ total: '1.005' })], ONE), '第 1 行的金额“1.005”不是金额'],
    ['an amount below nothing', bill([row({ total: '-1.00' })], ONE), '第 1 行的金额“-1.00”不是金额'],
    ['a state nobody knows', bill([row({ state: 'PENDING' })], ONE), '第 1 行的交易状态是“PENDING”'],
    ['a state that is a word of every object', bill([row({ state: 'constructor' })], ONE), '第 1 行的交易状态是“constructor”'],
    ['another merchant', bill([row({ mchid: '1900000002' })], ONE), '第 1 行是另一个商户的'],
    ['no number of WeChat’s', bill([row({ tx: '' })], ONE), '第 1 行没有微信订单号'],
    ['one payment twice', bill([row(), row()], ['2', '246.90', '0', '0', '1.48', '246.90', '0']), '4200000001202607011234567890 在账单里出现了两次'],
  ])('%s', (_, text, says) => expect(why(text)).toBe(says))

  it('P35 cut anywhere, it is never read as a shorter bill', () => {
    const text = bill([row(), row({ tx: '42002', no: 'T_20260701000002' })], ['2.0', '246.90', '0.0', '0.0', '1.48000', '246.90', '0.0'])
    expect(read(text).ok).toBe(true)
    // The last value and the line's end may lose a zero and still say the same.
    const lastValue = text.lastIndexOf('`')
    fc.assert(fc.property(fc.integer({ min: 0, max: lastValue }), (length) => expect(read(text.slice(0, length)).ok).toBe(false)))
  })

  it('whatever comes, it is read or refused, never a crash', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(typeof read(text).ok).toBe('boolean')))
    fc.assert(fc.property(fc.array(fc.string()), (values) => {
      expect(read(bill([values.map((value) => `\`${value}`).join(',')], ONE)).ok).toBe(false)
    }))
  })
})
