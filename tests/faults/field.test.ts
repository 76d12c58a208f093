import { readSettings } from '@core/shell/settings'
import { HOUSEHOLDS, openTown, type Town, value } from '../town'

const [, , household] = HOUSEHOLDS as readonly [unknown, unknown, (typeof HOUSEHOLDS)[number]]

describe('faults of the field, through the real functions', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown()
  })
  afterAll(() => town.stop())

  it('F22 a mode that is missing or misspelt stops the function instead of falling back to a double', () => {
    const good = {
      NUANCUI_MODE: 'local', NUANCUI_ORDER_PREFIX: 'L', WECHAT_APPID: 'wx00', WECHAT_SECRET: 'secret', WECHAT_TEMPLATES: '{}', WXPAY_MCHID: '1900000001',
      WXPAY_SERIAL: 'ABCD', WXPAY_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----', WXPAY_APIV3_KEY: 'k'.repeat(32),
      WXPAY_NOTIFY_URL: 'https://example.com/notify/wechatpay', WXPAY_VERIFY_KEYS: '{}',
    }
    expect(readSettings(good).mode).toBe('local')
    for (const mode of [undefined, '', 'Production', 'prod', 'locale']) {
      expect(() => readSettings({ ...good, NUANCUI_MODE: mode })).toThrow('NUANCUI_MODE')
    }
    expect(readSettings({ ...good, NUANCUI_MODE: 'production' }).mode).toBe('production')
    for (const double of [{ NUANCUI_CLOCK_OFFSET_MS: '0' }, { WXPAY_API_URL: 'http://127.0.0.1:1' }, { WECHAT_API_URL: 'http://127.0.0.1:1' }]) {
      expect(() => readSettings({ ...good, NUANCUI_MODE: 'production', ...double })).toThrow('refused in production')
    }
    expect(() => readSettings({ ...good, WXPAY_PRIVATE_KEY: 'very secret text' })).toThrow(/^(?!.*very secret)/)
  })

  it('F22 a function started in an unknown mode answers nobody and books nothing', async () => {
    const lost = await openTown({ env: { NUANCUI_MODE: 'prod' } }).then(
      (opened) => opened.stop().then(() => 'opened'),
      (error: Error) => error.message,
    )
    expect(lost).toContain('TRY_AGAIN')
  })

  it('F16 no bill is a fen short: areas and prices multiply exactly, from the ledger to the total due', async () => {
    const odd = [['301', '101.71', '1.85', 188_16], ['302', '260', '0.5469', 142_19], ['303', '34.2', '0.588', 20_11]] as const
    const households = odd.map(([room, area, price]) => ({ ...household, room, area, price, phone: `1990003${room.padStart(4, '0')}` }))
    const exact = await openTown({ households })
    try {
      await exact.bill('2026-07')
      for (const [room, , , amount] of odd) {
        const { openid } = await exact.moveIn(room)
        expect(value(await exact.resident(openid, 'home.show', {})).due.total).toBe(amount)
      }
      expect(await exact.holds()).toEqual([])
    } finally {
      await exact.stop()
    }
  })

  it('F44 a revoked binding is blind from that second on, on every question', async () => {
    const { openid, accountId } = await town.moveIn('101')
    const { code } = value(await town.resident(openid, 'family.invite', { accountId, relation: 'tenant' }))
    value(await town.resident('guest-a', 'bind.invited', { code }))
    const { bills } = value(await town.resident(openid, 'home.show', {}))
    const quote = value(await town.resident(openid, 'pay.quote', {}))
    const guest = value(await town.resident(openid, 'family.list', { accountId })).people.find((person) => !person.you)
    value(await town.resident(openid, 'family.revoke', { bindingId: guest?.bindingId ?? '' }))
    const asked = await Promise.all([
      town.resident('guest-a', 'home.show', {}),
      town.resident('guest-a', 'bill.list', {}),
      town.resident('guest-a', 'bill.show', { billId: bills[0]?.billId ?? '' }),
      town.resident('guest-a', 'pay.quote', { accountId }),
      town.resident('guest-a', 'pay.start', { quoteId: quote.quoteId }),
      town.resident('guest-a', 'receipt.list', {}),
    ])
    expect(asked.map((reply) => reply.ok)).toEqual(asked.map(() => false))
  })

  it('F46 an internal note is in no answer to a resident', async () => {
    const { openid } = await town.moveIn('104')
    const [account] = await town.look<{ internalNotes: string[]; _id: string }>('accounts', { communityId: 'c-test', label: '1栋1单元104' })
    expect(account?.internalNotes.join()).toContain('预缴')
    const answers = await Promise.all([
      town.resident(openid, 'me.show', {}), town.resident(openid, 'home.show', {}), town.resident(openid, 'bill.list', { state: 'all' }),
      town.resident(openid, 'family.list', { accountId: account?._id ?? '' }), town.resident(openid, 'receipt.list', {}),
    ])
    expect(JSON.stringify(answers)).not.toMatch(/internalNotes|reminded|phones"|预缴"/)
  })

  it('F48 over-long and odd input is a refusal in words, never a fault', async () => {
    const { openid } = await town.moveIn('101')
    const odd: unknown[] = [
      null, 1, 'x', [], { accountId: 'x'.repeat(1e5) }, { accountId: { $gt: '' } }, { accountId: '__proto__' }, { billIds: [] },
      { billIds: Array(999).fill('a') }, { constructor: 1 },
    ]
    for (const ask of odd) {
      const reply = await town.resident(openid, 'pay.quote', ask as never)
      if (reply.ok) {
        expect(ask).toBeNull()
        continue
      }
      expect(reply.refusal).toMatch(/ASK_MALFORMED|ACCOUNT_NOT_YOURS/)
      expect([reply.says, reply.next].every((words) => words.length > 0)).toBe(true)
    }
    for (const action of ['', 'constructor', '__proto__', 'toString', 'x'.repeat(61), 'home.show ']) {
      const reply = await town.resident(openid, action as never, {} as never)
      expect(reply).toMatchObject({ ok: false, refusal: expect.stringMatching(/ACTION_UNKNOWN|ASK_MALFORMED/) })
    }
    expect(await town.cloud.call('resident', undefined, 'home.show', {})).toMatchObject({ ok: false, refusal: 'NOT_SIGNED_IN' })
  })

  it('F12 a month is billed once: the second run finds nothing to bill and says why', async () => {
    const again = () => town.staffed(town.staff.manager, 'billing.preview', { communityId: 'c-test', period: '2026-07' })
    expect(await town.bill('2026-07')).toBe(5)
    const preview = value(await again())
    expect(preview).toMatchObject({ count: 0, total: 0 })
    expect(preview.skipped.map((skip) => skip.code)).toEqual(Array(5).fill('ALREADY_BILLED'))
    expect(value(await town.staffed(town.staff.manager, 'billing.publish', { runId: preview.runId })).published).toBe(0)
    // A quarter that holds the billed month may not be billed either: its days overlap.
    expect(value(await town.staffed(town.staff.manager, 'billing.preview', { communityId: 'c-test', period: '2026-Q3' })).count).toBe(0)
    expect(await town.holds()).toEqual([])
  })

  it('F42 a prepayment pays the new bill first, and what it covers is never due', async () => {
    const { openid } = await town.moveIn('104')
    const home = value(await town.resident(openid, 'home.show', {}))
    expect(home.due).toEqual({ total: 0, count: 0, nextDueOn: null })
    expect(home.prepaid?.total).toBe(300_00)
    const { rows } = value(await town.resident(openid, 'bill.list', { state: 'all' }))
    const bill = value(await town.resident(openid, 'bill.show', { billId: rows[0]?.billId ?? '' }))
    expect(bill).toMatchObject({ amount: 200_00, outstanding: 0, state: 'settled' })
    expect(bill.working.steps.map((step) => step.amount)).toEqual([200_00, -200_00])
  })

  it('checks the role on every call: a collector publishes nothing, finance prepares, a manager publishes', async () => {
    const { collector, finance } = town.staff
    const preview = (openid: string) => town.staffed(openid, 'billing.preview', { communityId: 'c-test', period: '2026-08' })
    expect(await preview(collector)).toMatchObject({ ok: false, refusal: 'ROLE_NOT_ALLOWED' })
    const { runId } = value(await preview(finance))
    expect(await town.staffed(finance, 'billing.publish', { runId })).toMatchObject({ ok: false, refusal: 'ROLE_NOT_ALLOWED' })
    const resident = (await town.moveIn('101')).openid
    expect(await preview(resident)).toMatchObject({ ok: false, refusal: 'NOT_STAFF' })
    const { staff } = value(await town.staffed(town.staff.manager, 'staff.list', { communityId: 'c-test' }))
    const member = staff.find((one) => one.roles.includes('finance'))
    value(await town.staffed(town.staff.manager, 'staff.revoke', { staffId: member?.staffId ?? '' }))
    expect(await preview(finance)).toMatchObject({ ok: false, refusal: 'NOT_STAFF' })
  })
})
