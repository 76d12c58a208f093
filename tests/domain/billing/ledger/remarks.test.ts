import type { Day } from '@contract/calendar'
import { proposedBy } from '@core/domain/billing/ledger/remarks'

const CUTOFF = '2026-06-30' as Day
const said = (remark: string, cutoff = CUTOFF) =>
  proposedBy(remark, cutoff).map(({ kind, day, caseState }) => [kind, ...(day ? [day] : []), ...(caseState ? [caseState] : [])].join(' '))

describe('a remark of the ledger', () => {
  it.each([
    ['房屋漏水,业主拒缴', ['dispute']],
    ['对2025年费用有异议', ['dispute']],
    ['漏水未修', ['dispute']],
    ['承诺7月15日前缴', ['promise 2026-07-15']],
    ['答应2026年8月1号付清', ['promise 2026-08-01']],
    ['承诺2月底缴纳', ['promise 2027-02-28']],
    ['承诺6月30日前缴', ['promise 2026-06-30']],
    ['电话停机', ['wrong_number']],
    ['手机号码错误', ['wrong_number']],
    ['空号', ['wrong_number']],
    ['低保户', ['hardship']],
    ['失业，生活困难', ['hardship']],
    ['出租', ['tenant']],
    ['已租给张某', ['tenant']],
    ['已起诉', ['case in_suit']],
    ['拟起诉', ['case before_suit']],
    ['已判决', ['case judged']],
    ['申请执行中', ['case enforced']],
    ['公司已破产', ['case bankrupt']],
    ['出租，租客承诺7月10日前缴', ['promise 2026-07-10', 'tenant']],
  ])('"%s" proposes %j', (remark, expected) => {
    expect(said(remark)).toEqual(expected)
  })

  it.each([
    '预缴', '', '已缴', '业主在外地', '换锁', '电话已更新', '不是低保户', '未起诉', '没有异议', '房屋漏水已修好', '承租方已退', '缴费及时',
  ])('"%s" stays a note', (remark) => {
    expect(said(remark).filter((one) => !one.startsWith('tenant'))).toEqual([])
  })

  it('a promise without an exact day is proposed without one: a person fills it in', () => {
    expect(said('承诺下个月缴')).toEqual(['promise'])
    expect(said('承诺发工资后缴清')).toEqual(['promise'])
    // There is no 31 June; it is not made into 1 July.
    expect(said('承诺6月31日前缴')).toEqual(['promise'])
  })

  it('a month before the cut-off’s is the next year’s, the cut-off’s own is not', () => {
    expect(said('承诺5月31日前缴')).toEqual(['promise 2027-05-31'])
    expect(said('承诺1月15日前缴', '2025-12-31' as Day)).toEqual(['promise 2026-01-15'])
  })
})
