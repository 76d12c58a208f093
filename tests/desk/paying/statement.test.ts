import { formatFen } from '@contract/money'
import type { Account } from '@core/store/records'
import { readPaper } from '../../paper/readPaper'
import { openTown, type Town, value } from '../../town'

describe('an account’s statement, through the real functions', () => {
  let town: Town
  let me = { openid: '', accountId: '' }
  beforeAll(async () => {
    town = await openTown()
    me = await town.moveIn('101')
    await town.bill('2026-07')
    const [bill] = value(await town.resident(me.openid, 'home.show', {})).bills
    const outTradeNo = await town.order(me.openid, { billIds: [bill?.billId ?? ''] })
    await town.cloud.wechat.fingertip({ outTradeNo, outcome: 'success' })
    await town.cloud.wechat.idle()
  })
  afterAll(() => town.stop())
  const july = { from: '2026-07-01', to: '2026-07-31' }

  it('says day by day what was charged and what came off, and ends with what the account owes', async () => {
    const shown = value(await town.resident(me.openid, 'statement.show', july))
    expect(shown).toMatchObject({ opening: 0, closing: 400_00, prepaid: 0, company: '测试里物业', label: '1栋1单元101' })
    expect(shown.lines.map(({ on, says, charged, paid, balance }) => [on, says, charged, paid, balance])).toEqual([
      ['2026-07-01', '2026年5月物业服务费', 200_00, 0, 200_00], ['2026-07-01', '2026年6月物业服务费', 200_00, 0, 400_00],
      ['2026-07-01', '2026年7月物业服务费', 200_00, 0, 600_00], ['2026-07-01', '微信支付', 0, 200_00, 400_00],
    ])
    expect(shown.sums).toEqual([{ title: '物业服务费', charged: 600_00, paid: 200_00 }])
    expect((await town.look<Account>('accounts', { _id: me.accountId }))[0]?.outstanding).toBe(shown.closing)
    const later = value(await town.resident(me.openid, 'statement.show', { from: '2026-08-01', to: '2026-08-31' }))
    expect(later).toMatchObject({ opening: 400_00, closing: 400_00, lines: [] })
  })

  it('is the same for staff who see the account, and nobody else’s', async () => {
    const mine = value(await town.resident(me.openid, 'statement.show', july))
    expect(value(await town.staffed(town.staff.collector, 'account.statement', { accountId: me.accountId, ...july }))).toEqual(mine)
    expect(await town.resident('guest-b', 'statement.show', july)).toMatchObject({ refusal: 'NOT_BOUND' })
    const { openid } = await town.moveIn('102')
    expect(await town.resident(openid, 'statement.show', { accountId: me.accountId, ...july })).toMatchObject({ refusal: 'ACCOUNT_NOT_YOURS' })
    expect(await town.resident(me.openid, 'statement.show', { from: '2026-07-02', to: '2026-07-01' })).toMatchObject({ refusal: 'DAYS_REVERSED' })
  })

  it('is printed in Chinese with the same figures', async () => {
    const shown = value(await town.resident(me.openid, 'statement.show', july))
    const began = Date.now()
    const { name, base64 } = value(await town.resident(me.openid, 'statement.pdf', july))
    expect(Date.now() - began).toBeLessThan(10_000)
    expect(name).toBe('对账单_1栋1单元101_2026-07-01_2026-07-31.pdf')
    const bytes = Buffer.from(base64, 'base64')
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    // The whole font is ten megabytes: the paper carries only what it uses.
    expect(bytes.length).toBeLessThan(200_000)
    const { text, totalPages } = readPaper(bytes)
    expect(totalPages).toBe(1)
    for (const says of ['对账单', '测试里物业', '1栋1单元101', '2026年7月1日至2026年7月31日', `期末待缴：¥${formatFen(shown.closing)}`, '第 1 页，共 1 页']) expect(text).toContain(says)
    for (const { says, charged, paid, balance } of shown.lines) {
      expect(text).toContain(says)
      for (const amount of [charged, paid, balance]) if (amount !== 0) expect(text).toContain(formatFen(amount))
    }
  })
})

describe('a statement confirmed, through the real functions', () => {
  let town: Town
  let owner = { openid: '', accountId: '' }
  beforeAll(async () => {
    town = await openTown()
    owner = await town.moveIn('101')
    for (const [openid, relation] of [['guest-a', 'family'], ['guest-b', 'tenant']] as const) {
      const { code } = value(await town.resident(owner.openid, 'family.invite', { accountId: owner.accountId, relation }))
      value(await town.resident(openid, 'bind.invited', { code }))
    }
  })
  afterAll(() => town.stop())
  const asked = async (openid: string) => value(await town.resident(openid, 'statement.ask', {})).confirm
  const account = async () => (await town.look<Account>('accounts', { _id: owner.accountId }))[0]

  it('is for the owner alone, who reads what it means and where to ask', async () => {
    expect(await asked('guest-a')).toBeNull()
    expect(await asked('guest-b')).toBeNull()
    const confirm = await asked(owner.openid)
    expect(confirm).toMatchObject({ total: 400_00, count: 2 })
    for (const says of ['2026年5月物业服务费，待缴 ¥200.00', '合计 ¥400.00', '诉讼时效，从确认当天起重新计算', '可以先不确认']) expect(confirm?.text).toContain(says)
    const textHash = confirm?.textHash ?? ''
    for (const openid of ['guest-a', 'guest-b']) {
      expect(await town.resident(openid, 'statement.confirm', { textHash })).toMatchObject({ refusal: 'CONFIRM_OWNER_ONLY' })
    }
    expect((await account())?.open.map(({ interruptedOn }) => interruptedOn)).toEqual([undefined, undefined])
  })

  it('keeps text, time and binding once, starts limitation anew, and changes no fen', async () => {
    const textHash = (await asked(owner.openid))?.textHash ?? ''
    const before = await account()
    expect(await town.resident(owner.openid, 'statement.confirm', { textHash: 'f'.repeat(64) })).toMatchObject({ refusal: 'CONFIRM_CHANGED' })
    expect(value(await town.resident(owner.openid, 'statement.confirm', { textHash }))).toEqual({ on: '2026-07-01' })
    expect(value(await town.resident(owner.openid, 'statement.confirm', { textHash }))).toEqual({ on: '2026-07-01' })
    expect(await town.look('confirmations', {})).toMatchObject(
      [{ accountId: owner.accountId, textHash, total: 400_00, on: '2026-07-01', by: expect.stringMatching(/^binding-/) }],
    )
    const after = await account()
    expect(after?.outstanding).toBe(before?.outstanding)
    expect(after?.open.map(({ interruptedOn }) => interruptedOn)).toEqual(['2026-07-01', '2026-07-01'])
    expect(await town.holds()).toEqual([])
  })

  it('is another text when a bill has come meanwhile, and the old one is confirmed no more', async () => {
    const old = (await asked(owner.openid))?.textHash ?? ''
    await town.bill('2026-07')
    const fresh = await asked(owner.openid)
    expect(fresh).toMatchObject({ total: 600_00, count: 3 })
    const outTradeNo = await town.order(owner.openid)
    await town.cloud.wechat.fingertip({ outTradeNo, outcome: 'success' })
    await town.cloud.wechat.idle()
    expect(await town.resident(owner.openid, 'statement.confirm', { textHash: fresh?.textHash ?? '' })).toMatchObject({ refusal: 'CONFIRM_CHANGED' })
    expect(await asked(owner.openid)).toBeNull()
    // What was confirmed stays confirmed, and a second tap finds it.
    expect(value(await town.resident(owner.openid, 'statement.confirm', { textHash: old }))).toEqual({ on: '2026-07-01' })
    expect(await town.look('confirmations', {})).toHaveLength(1)
  })
})
