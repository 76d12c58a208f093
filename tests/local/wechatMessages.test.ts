import { openWorld, type World } from './wechatKit'

const MINUTE = 60_000
const SEND = '/cgi-bin/message/subscribe/send'
const GOOD = {
  thing1: { value: '3幢2单元1901室' },
  amount2: { value: '¥123.45' },
  date3: { value: '2026年7月15日' },
  thing4: { value: '点开查看明细' },
}
const LONG = '室'.repeat(21)

let world: World
let templates: Record<string, { id: string; fields: Record<string, string> }>
let token: string

beforeAll(async () => {
  world = await openWorld({ pages: ['pages/home/index', 'pages/bill/index'] })
  templates = JSON.parse(world.env['WECHAT_TEMPLATES'] ?? '{}')
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.ms += 24 * 60 * MINUTE
  await world.faults({ clear: true })
  token = await freshToken()
})

async function freshToken(): Promise<string> {
  const { WECHAT_APPID: appid, WECHAT_SECRET: secret } = world.env
  const ask = { grant_type: 'client_credential', appid, secret }
  const { body } = await world.api('/cgi-bin/stable_token', ask)
  return String(body['access_token'])
}
const idOf = (key: string) => templates[key]?.id ?? ''
const bill = (more: object = {}) => ({
  touser: 'oWang',
  template_id: idOf('bill_due'),
  page: 'pages/bill/index?id=1',
  data: GOOD,
  ...more,
})
async function send(body: unknown, held = token): Promise<Record<string, unknown>> {
  return (await world.api(`${SEND}?access_token=${held}`, body)).body
}
async function agree(openid: string, ...keys: string[]): Promise<unknown> {
  const templateIds = keys.map(idOf)
  return (await world.local('subscribe', { openid, templateIds, accept: templateIds })).body['quota']
}
async function inbox(openid: string): Promise<object[]> {
  return (await world.local(`messages?openid=${openid}`)).body['messages'] as object[]
}

it('the cloud learns by which key WeChat knows each field', () => {
  expect(Object.keys(templates)).toEqual(['bill_due', 'receipt', 'plan_part', 'ticket'])
  expect(templates['bill_due']?.fields).toEqual({
    place: 'thing1', amount: 'amount2', dueOn: 'date3', note: 'thing4',
  })
  expect(templates['receipt']?.fields).toEqual({
    item: 'thing1', amount: 'amount2', paidAt: 'time3', receiptNo: 'character_string4', note: 'thing5',
  })
})

describe('sending', () => {
  it('one accepted prompt is one message of that template, and it lies on the phone', async () => {
    expect(await agree('oWang', 'bill_due')).toMatchObject({ bill_due: 1, receipt: 0 })
    expect(await send(bill())).toMatchObject({ errcode: 0, errmsg: 'ok' })
    expect((await send(bill()))['errcode']).toBe(43101)
    expect(await inbox('oWang')).toEqual([{
      at: '2026-07-03T12:00:00+08:00',
      templateKey: 'bill_due',
      title: '缴费提醒',
      data: GOOD,
      lines: [
        { says: '缴费房屋', value: '3幢2单元1901室' },
        { says: '待缴金额', value: '¥123.45' },
        { says: '缴费截止日期', value: '2026年7月15日' },
        { says: '备注', value: '点开查看明细' },
      ],
      page: 'pages/bill/index?id=1',
    }])
    expect(await inbox('oLi')).toEqual([])
  })

  it('agreements add up, each for its own template and person', async () => {
    await agree('oLi', 'bill_due', 'receipt')
    expect(await agree('oLi', 'bill_due')).toMatchObject({ bill_due: 2, receipt: 1, ticket: 0 })
    const sendTo = async (touser: string) => (await send(bill({ touser })))['errcode']
    const codes = [await sendTo('oLi'), await sendTo('oWang'), await sendTo('oLi'), await sendTo('oLi')]
    expect(codes).toEqual([0, 43101, 0, 43101])
    const quotas = world.wechat.snapshot().phones.map(({ person, quota }) => [person.openid, quota.receipt])
    expect(quotas).toEqual([['oLi', 1], ['oWang', 0]])
  })

  it('a refused message uses up nothing', async () => {
    await agree('oLi', 'bill_due')
    expect((await send(bill({ touser: 'oLi', data: {} })))['errcode']).toBe(47003)
    expect((await send(bill({ touser: 'oLi' })))['errcode']).toBe(0)
  })

  it.each<[string, object, number, string]>([
    ['a stranger', { touser: 'oNobody' }, 40003, 'invalid openid'],
    ['another template', { template_id: 'x' }, 40037, 'invalid template_id'],
    ['an unreleased page', { page: 'pages/secret/index' }, 41030, 'invalid page'],
    ['an odd version', { miniprogram_state: 'beta' }, 40097, 'invalid args'],
    ['an odd language', { lang: 'fr_FR' }, 40097, 'invalid args'],
    ['data as text', { data: JSON.stringify(GOOD) }, 47003, 'data is not an object'],
    ['a missing field', { data: { ...GOOD, thing4: undefined } }, 47003, 'data.thing4.value is empty'],
    ['a blank field', { data: { ...GOOD, thing4: { value: '  ' } } }, 47003, 'data.thing4.value is empty'],
    ['an unknown key', { data: { ...GOOD, thing9: { value: '9' } } }, 47003, 'data.thing9.value invalid'],
    ['a bare value', { data: { ...GOOD, thing4: '备注' } }, 47003, 'data.thing4.value invalid'],
    ['a number', { data: { ...GOOD, amount2: { value: 123 } } }, 47003, 'data.amount2.value invalid'],
    ['a long thing', { data: { ...GOOD, thing1: { value: LONG } } }, 47003, 'data.thing1.value invalid'],
  ])('%s', async (_name, more, errcode, words) => {
    await agree('oWang', 'bill_due')
    const answer = await send(bill(more))
    expect(answer['errcode']).toBe(errcode)
    expect(String(answer['errmsg'])).toContain(words)
    expect(String(answer['errmsg'])).toMatch(/ rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/)
  })

  it('a page is optional, and may begin with a slash', async () => {
    await agree('oWang', 'bill_due')
    await agree('oWang', 'bill_due')
    expect((await send(bill({ page: '/pages/home/index' })))['errcode']).toBe(0)
    expect((await send(bill({ page: undefined })))['errcode']).toBe(0)
  })
})

describe('the prompt', () => {
  const [due, receipt, part, ticket] = ['bill_due', 'receipt', 'plan_part', 'ticket'] as const
  async function ask(shown: string[], accepted: string[], openid = 'oLi') {
    const ids = (keys: string[]) => keys.map((key) => idOf(key) || key)
    return world.local('subscribe', { openid, templateIds: ids(shown), accept: ids(accepted) })
  }

  it('counts only those accepted', async () => {
    const answers = { [idOf(due)]: 'reject', [idOf(receipt)]: 'accept', [idOf(part)]: 'reject' }
    const before = world.wechat.snapshot().phones.find(({ person }) => person.openid === 'oLi')?.quota
    const { body } = await ask([due, receipt, part], [receipt])
    expect(body).toMatchObject({ errMsg: 'requestSubscribeMessage:ok', answers })
    expect(body['quota']).toEqual({ ...before, receipt: (before?.receipt ?? 0) + 1 })
  })

  it('shows one to three templates that exist, to somebody', async () => {
    expect((await ask([due, receipt, part, ticket], [])).status).toBe(400)
    expect((await ask([], [])).status).toBe(400)
    expect((await ask(['x'], [])).status).toBe(400)
    expect((await ask([due], [receipt])).status).toBe(400)
    expect((await ask([due], [due], 'oNobody')).status).toBe(404)
  })
})

describe('faults of api.weixin.qq.com', () => {
  it.each([
    ['tokenExpired', 42001],
    ['tokenInvalid', 40001],
  ])('%s answers %i, and the token in use is replaced', async (name, errcode) => {
    await agree('oWang', 'bill_due')
    await world.faults({ [name]: 1 })
    expect((await send(bill()))['errcode']).toBe(errcode)
    expect((await send(bill()))['errcode']).toBe(40001)
    expect((await send(bill(), await freshToken()))['errcode']).toBe(0)
  })

  it.each([
    ['busy', -1],
    ['rateLimit', 45009],
    ['quotaRefusal', 43101],
  ])('%s answers %i as often as asked, and uses up nothing', async (name, errcode) => {
    await agree('oWang', 'bill_due')
    await world.faults({ [name]: 2 })
    const answers = [await send(bill()), await send(bill()), await send(bill())]
    expect(answers.map((answer) => answer['errcode'])).toEqual([errcode, errcode, 0])
  })

  it('apiTimeout: no answer, and nothing was sent', async () => {
    await agree('oWang', 'bill_due')
    const before = (await inbox('oWang')).length
    await world.faults({ apiTimeout: 1, hangMs: 30 })
    await expect(send(bill())).rejects.toThrow()
    expect(await inbox('oWang')).toHaveLength(before)
    expect((await send(bill()))['errcode']).toBe(0)
  })
})
