/** @jest-environment jsdom */
import AccountPage from '@/staff/account'
import ImportPage from '@/staff/import'
import ProposalsPage from '@/staff/proposals'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, called, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import Taro, { phone } from './standIns/taro'
import { tap, words } from './thumb'

beforeEach(() => void (phone.params = { communityId: 'jg' }))
afterEach(() => {
  cleanup()
  forgetCloud()
})

const tick = async (label: string) => {
  fireEvent.click(screen.getByLabelText(label))
  await settle()
}
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })

const ROW = {
  proposalId: 'p1',
  accountId: 'a1',
  label: '1栋2单元102 王和平',
  kind: 'dispute',
  title: '对账单有异议',
  remark: '房屋漏水,业主拒缴',
  from: '台账第 12 行',
  does: '3 笔账单（¥433.29）暂不提醒、不计入待缴合计，请在7月10日前答复；其他账单照常',
  needsDay: false,
  day: null,
  mayDecide: true,
}
const PROMISE = {
  ...ROW,
  proposalId: 'p2',
  label: '3栋1单元1302 李四',
  kind: 'promise',
  title: '约定了缴费日',
  remark: '答应15号缴',
  does: '请先填写约定的日子，到那天为止不提醒',
  needsDay: true,
}
const POOR = {
  ...ROW,
  proposalId: 'p3',
  label: '5栋1单元201 赵六',
  kind: 'hardship',
  title: '困难户',
  remark: '低保户',
  mayDecide: false,
}
const LIST = { rows: [ROW, PROMISE, POOR], count: 3 }

describe('备注建议', () => {
  it('shows each remark with what accepting it does, and only what this person may decide can be ticked', async () => {
    cloudSays({ 'proposal.list': ok(LIST) })
    render(<ProposalsPage />)
    await settle()
    expect(words()).toContain('台账备注里有 3 条建议')
    expect(words()).toContain('“房屋漏水,业主拒缴” · 台账第 12 行')
    expect(words()).toContain(`采纳后：${ROW.does}`)
    expect(words()).toContain('由财务或项目经理确认')
    expect(
      screen.getAllByRole('checkbox').map((box) => box.getAttribute('aria-label')),
    ).toEqual(['选择 1栋2单元102 王和平 对账单有异议'])
  })

  it('sends what is ticked and nothing before, and says how to take it back', async () => {
    cloudSays({ 'proposal.list': ok(LIST), 'proposal.decide': ok({ accepted: 1, dismissed: 0 }) })
    render(<ProposalsPage />)
    await settle()
    await tap('请先选择')
    expect(asked('proposal.decide')).toEqual([])
    await tick('选择 1栋2单元102 王和平 对账单有异议')
    await tap('采纳选中的 1 条')
    expect(asked('proposal.decide')).toEqual([{ proposalIds: ['p1'], accept: true }])
    expect(words()).toContain('已采纳 1 条。要撤回，请打开那一户，结束暂停。')
    expect(asked('proposal.list')).toHaveLength(2)
  })

  it('does not send a promise without a day that can be read', async () => {
    cloudSays({ 'proposal.list': ok(LIST), 'proposal.decide': ok({ accepted: 1, dismissed: 0 }) })
    render(<ProposalsPage />)
    await settle()
    type('约定的日子', '15号')
    await tap('按这一天采纳')
    expect(words()).toContain('没有看懂这个日子')
    type('约定的日子', '2026-07-15')
    await tap('按这一天采纳')
    expect(asked('proposal.decide')).toEqual([{ proposalIds: ['p2'], accept: true, day: '2026-07-15' }])
  })

  it('leaves the remark a note when it is not accepted, and keeps a refusal beside the button', async () => {
    cloudSays({ 'proposal.list': ok(LIST), 'proposal.decide': no('DISPUTE_RUNNING') })
    render(<ProposalsPage />)
    await settle()
    await tap('选中列出的')
    await tap('采纳选中的 1 条')
    expect(words()).toContain('这些账单的疑问已经在处理')
    cloudSays({ 'proposal.decide': ok({ accepted: 0, dismissed: 1 }) })
    await tap('不采纳选中的')
    expect(asked('proposal.decide').at(-1)).toEqual({ proposalIds: ['p1'], accept: false })
    expect(words()).toContain('1 条没有采纳，备注仍留在户档案里。')
  })

  it('is calm when nothing waits', async () => {
    cloudSays({ 'proposal.list': ok({ rows: [], count: 0 }) })
    render(<ProposalsPage />)
    await settle()
    expect(words()).toContain('没有等待确认的备注')
    expect(document.querySelectorAll('.button--filled')).toHaveLength(0)
  })
})

describe('the way there', () => {
  it('stands on the page that says a ledger was written', async () => {
    phone.answers['chooseMessageFile'] = () => ({ tempFiles: [{ name: '台账.xlsx', path: 'wxfile://1', size: 10 }] })
    const readFile = ({ success }: { success: (read: { data: string }) => void }) => success({ data: 'UEsDBA==' })
    Object.assign(Taro, { getFileSystemManager: () => ({ readFile }) })
    const preview = {
      importId: 'i', title: '台账', cutoff: '2026-06-30', columns: [], issues: [],
      rows: { accepted: 1, warned: 0, refused: 0, ignored: 0 }, totals: { premises: 1, owed: 1, prepaid: 0, debtors: 1 },
    }
    cloudSays({
      'ledger.look': ok({ sheet: '收费台账', mapping: {}, remembered: false, columns: [], questions: [] }),
      'ledger.preview': ok(preview),
      'ledger.confirm': ok({ written: 1, unchanged: 0 }),
      'proposal.list': ok(LIST),
    })
    render(<ImportPage />)
    await tap('选择文件')
    await tap('确认写入')
    await tap('台账备注里有 3 条建议')
    expect(called('navigateTo')).toMatchObject([{ url: '/staff/proposals/index?communityId=jg' }])
  })
})

describe('户档案', () => {
  const HOLD = {
    holdId: 'h1',
    kind: 'dispute',
    title: '账单有异议',
    says: '3 笔账单（¥433.29），请在2026年7月10日前答复',
    note: '房屋漏水,业主拒缴',
    from: '2026-07-01',
    until: null,
    total: 433_29,
    answerBy: '2026-07-10',
    mayEnd: true,
    mayAnswer: true,
  }
  const BILL = { billId: 'b6', title: '物业费', period: '2026-06', dueOn: '2026-06-30', outstanding: 144_43, daysOverdue: 1 }
  const ACCOUNT = {
    accountId: 'a1', communityId: 'jg', label: '1栋2单元102', name: '王和平', phonesMasked: [],
    outstanding: 433_29, overdue: 433_29, prepaid: 0, daysOverdue: 62, notes: ['房屋漏水,业主拒缴'], people: [],
    bills: [BILL], holds: [HOLD], flags: ['困难户'], proposals: [PROMISE], timeline: [],
  }
  const opened = async (more: object = {}) => {
    phone.params = { accountId: 'a1' }
    cloudSays({ 'account.show': ok({ ...ACCOUNT, ...more }) })
    render(<AccountPage />)
    await settle()
  }

  it('lists what is held and why, facts, and remarks that wait', async () => {
    await opened()
    expect(words()).toContain('请在2026年7月10日前答复')
    expect(words()).toContain('困难户')
    await tap('台账备注里有 1 条建议')
    expect(called('navigateTo')).toMatchObject([{ url: '/staff/proposals/index?communityId=jg' }])
  })

  it('ends a hold with a reason, and answers a dispute', async () => {
    await opened()
    cloudSays({ 'hold.end': ok({ ended: true }), 'dispute.answer': no('TEXT_NOT_FOR_RESIDENTS') })
    await tap('写答复')
    type('给住户的答复', '已复核')
    await tap('发布答复')
    expect(asked('dispute.answer')).toEqual([{ accountId: 'a1', holdId: 'h1', text: '已复核' }])
    expect(words()).toContain('请换一种说法')
    cleanup()
    await opened()
    await tap('结束暂停')
    await tap('确认结束')
    expect(asked('hold.end')).toEqual([])
    type('为什么结束', '登记错了')
    await tap('确认结束')
    expect(asked('hold.end')).toEqual([{ accountId: 'a1', holdId: 'h1', note: '登记错了' }])
  })

  it('records a promise by hand on the bills that were chosen', async () => {
    await opened({ holds: [], flags: [], proposals: [] })
    cloudSays({ 'hold.set': ok({ holdId: 'h2', says: '好' }) })
    await tap('登记约定、异议或暂停')
    await tick('2026年6月物业费，未收 ¥144.43')
    type('约定的日子', '2026-07-15')
    type('情况说明', '电话里说好的')
    await tap('登记')
    expect(asked('hold.set')).toEqual([
      { accountId: 'a1', kind: 'promise', billIds: ['b6'], until: '2026-07-15', note: '电话里说好的' },
    ])
    expect(asked('account.show')).toHaveLength(2)
  })

  it('records a case for the whole household, without bills or a day', async () => {
    await opened({ holds: [], flags: [], proposals: [] })
    cloudSays({ 'hold.set': ok({ holdId: 'h2', says: '好' }) })
    await tap('登记约定、异议或暂停')
    await tap('案件')
    await tap('已判决')
    type('情况说明', '（2026）民初 1 号')
    await tap('登记')
    expect(asked('hold.set')).toEqual([{ accountId: 'a1', kind: 'case', caseState: 'judged', note: '（2026）民初 1 号' }])
  })

  it('asks what is new when a question was answered before', async () => {
    await opened({ holds: [], flags: [], proposals: [] })
    cloudSays({ 'hold.set': (ask) => (ask['newFacts'] ? ok({ holdId: 'h2', says: '好' }) : no('DISPUTE_REPEATED')) })
    await tap('登记约定、异议或暂停')
    await tap('账单有异议')
    await tick('2026年6月物业费，未收 ¥144.43')
    type('情况说明', '又来问')
    await tap('登记')
    type('新的情况', '有了测绘报告')
    await tap('登记')
    expect(asked('hold.set').at(-1)).toMatchObject({ kind: 'dispute', newFacts: '有了测绘报告' })
  })

  it('registers a number that was found', async () => {
    await opened()
    cloudSays({ 'phone.add': ok({ phonesMasked: ['138****8000'] }) })
    await tap('登记新号码')
    type('手机号', '13800138000')
    type('号码从哪里来', '业主来电')
    await tap('登记')
    expect(asked('phone.add')).toEqual([{ accountId: 'a1', phone: '13800138000', note: '业主来电' }])
  })
})
