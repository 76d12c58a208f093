import type { StaffAnswer } from '@contract/contract/staff'
import { COMMUNITY, openTown, pay, type Town, value } from '../../town'

type Check = StaffAnswer<'health.show'>['checks'][number]
const MINUTE = 60

const checksOf = async (town: Town, openid = town.staff.manager): Promise<readonly Check[]> =>
  value(await town.staffed(openid, 'health.show', { communityId: COMMUNITY })).checks
const named = async (town: Town, key: string) => (await checksOf(town)).find((one) => one.key === key)
const keysThat = (checks: readonly Check[], ok: Check['ok']) => checks.filter((one) => one.ok === ok).map((one) => one.key)
const alarms = async (town: Town) =>
  value(await town.staffed(town.staff.manager, 'today.show', { communityId: COMMUNITY })).alarms.map(({ says }) => says)
const later = (town: Town, seconds: number) =>
  town.cloud.clock.jump(new Date(town.cloud.clock.nowMs() + seconds * 1000).toISOString(), { timers: false })
const fire = async (town: Town, ...timers: readonly string[]) => {
  for (const timer of timers) {
    const { ok, says } = await town.cloud.timer(timer)
    if (!ok) throw new Error(`${timer}: ${says}`)
  }
}

describe('the health page, through the real functions', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown()
    await town.bill('2026-07')
    await fire(town, 'daily', 'sweep', 'reconcile')
  })
  afterEach(() => town.faults({}))
  afterAll(() => town.stop())

  it('a town in order has nothing to repair, and says plainly that it is a simulation', async () => {
    const checks = await checksOf(town)
    expect(keysThat(checks, 'bad')).toEqual([])
    expect(keysThat(checks, 'watch')).toEqual(['mode'])
    expect(checks[0]).toMatchObject({ key: 'mode', says: expect.stringContaining('本地模拟') as string })
    expect(new Set(checks.map(({ key }) => key)).size).toBe(checks.length)
    expect(keysThat(checks, 'good')).toEqual(expect.arrayContaining([
      'merchant_key', 'apiv3_key', 'verify_keys', 'templates', 'order_prefix', 'database', 'wechat_pay', 'clock', 'wechat_app',
      'timer_daily', 'timer_sweep', 'timer_reconcile', 'walks', 'receipts_waiting', 'reminders_waiting', 'sealed_notice',
    ]) as string[])
  })

  it('is for finance, managers and auditors', async () => {
    expect(await town.staffed(town.staff.collector, 'health.show', { communityId: COMMUNITY })).toMatchObject({ ok: false, refusal: 'ROLE_NOT_ALLOWED' })
    expect(keysThat(await checksOf(town, town.staff.finance), 'bad')).toEqual([])
    expect(await town.staffed('stranger', 'health.show', { communityId: COMMUNITY })).toMatchObject({ ok: false, refusal: 'NOT_STAFF' })
  })

  it('shows no secret, nor eight letters of one', async () => {
    const env = town.cloud.wechat.env()
    const verifyKeys = Object.values(JSON.parse(env['WXPAY_VERIFY_KEYS'] ?? '{}') as Record<string, string>)
    const secrets = [env['WXPAY_PRIVATE_KEY'], env['WXPAY_APIV3_KEY'], env['WECHAT_SECRET'], ...verifyKeys].map((secret) => secret ?? '')
    expect(secrets.every((secret) => secret.length >= 32)).toBe(true)
    const said = JSON.stringify(await town.staffed(town.staff.manager, 'health.show', { communityId: COMMUNITY }))
    const windows = secrets.flatMap((secret) => Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8)))
    expect(windows.filter((some) => said.includes(some))).toEqual([])
  })

  it('a run is one row a timer, and no row more the next time', async () => {
    await fire(town, 'sweep', 'sweep')
    const rows = await town.look<{ _id: string; failed: string[]; lastSays: string }>('duties')
    const timers = rows.filter(({ _id }) => _id.startsWith('timer:'))
    expect(timers.map(({ _id }) => _id).sort()).toEqual(['timer:daily', 'timer:reconcile', 'timer:sweep'])
    expect(timers.map(({ failed, lastSays }) => [failed, lastSays])).toEqual(Array(3).fill([[], 'done']))
  })

  it('a sweep is late after three minutes, and well again after the next', async () => {
    await fire(town, 'sweep')
    await later(town, 2 * MINUTE)
    expect(await named(town, 'timer_sweep')).toMatchObject({ ok: 'good' })
    await later(town, 70)
    expect(await named(town, 'timer_sweep')).toMatchObject({ ok: 'bad', says: expect.stringContaining('停了') as string })
    expect((await checksOf(town))[0]?.key).toBe('timer_sweep')
    await fire(town, 'sweep')
    expect(await named(town, 'timer_sweep')).toMatchObject({ ok: 'good' })
  })

  it.each([[60, 'good'], [-100, 'watch'], [100, 'watch'], [280, 'watch']] as const)(
    'P25 a clock %i seconds from WeChat’s is %s, and payments go on', async (seconds, standing) => {
      await town.faults({ clockOffSeconds: seconds })
      expect((await named(town, 'clock'))?.ok).toBe(standing)
      expect((await named(town, 'wechat_pay'))?.ok).toBe('good')
    },
  )

  it('P25 a clock more than five minutes away: calls are refused, and the page and 今日 say why', async () => {
    expect(await alarms(town)).not.toContain('服务器时钟与微信支付差了五分钟以上，付款会失败')
    await town.faults({ clockOffSeconds: 400 })
    await fire(town, 'reconcile')
    expect(await alarms(town)).toContain('服务器时钟与微信支付差了五分钟以上，付款会失败')
    const clock = await named(town, 'clock')
    expect(clock).toMatchObject({ ok: 'bad', next: expect.stringContaining('校准') as string })
    expect(clock?.says).toMatch(/慢 (399|400|401) 秒/)
    expect(await named(town, 'wechat_pay')).toMatchObject({ ok: 'bad', says: expect.stringContaining('SIGN_ERROR') as string })
    // The window stays WeChat's: a payment does not begin, and no money is in doubt.
    const { openid } = await town.moveIn('101')
    const { quoteId } = value(await town.resident(openid, 'pay.quote', {}))
    expect(await town.resident(openid, 'pay.start', { quoteId })).toMatchObject({ ok: false, refusal: 'PAY_UNAVAILABLE' })
    await town.faults({})
    await later(town, 91 * MINUTE)
    expect(await alarms(town)).not.toContain('服务器时钟与微信支付差了五分钟以上，付款会失败')
  })

  it.each([['queryError', 'watch'], ['unsignedAnswer', 'bad']] as const)('%s of WeChat Pay is said: %s', async (fault, standing) => {
    await town.faults({ [fault]: 1 })
    expect((await named(town, 'wechat_pay'))?.ok).toBe(standing)
    expect((await named(town, 'wechat_pay'))?.ok).toBe('good')
  })

  it('P23 WeChat’s own probe of our checking is no fault', async () => {
    await town.faults({ wrongSignature: 1 })
    expect((await named(town, 'wechat_pay'))?.ok).toBe('good')
  })
})

describe('P27 an APIv3 key that was reset at the merchant platform', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown({ env: { WXPAY_APIV3_KEY: 'another-key-of-thirty-two-letters'.slice(0, 32) } })
  })
  afterAll(() => town.stop())

  it('P27 answers 5xx, tells 今日 and the health page, and books the payment by a query', async () => {
    const { openid } = await town.moveIn('102')
    const outTradeNo = await town.order(openid)
    expect(await named(town, 'sealed_notice')).toMatchObject({ ok: 'good' })
    await pay(town, outTradeNo)
    expect((await town.look<{ state: string }>('orders', { _id: outTradeNo }))[0]?.state).toBe('awaiting_payer')
    expect(await named(town, 'sealed_notice')).toMatchObject({ ok: 'bad', next: expect.stringContaining('APIv3') as string })
    expect(await alarms(town)).toContain('微信支付的通知打不开')
    await later(town, 2 * MINUTE + 1)
    await fire(town, 'sweep')
    expect((await town.look<{ state: string }>('orders', { _id: outTradeNo }))[0]?.state).toBe('paid')
    // Longer than any pause between two of WeChat's repetitions: nothing more was sealed.
    await later(town, 6 * 60 * MINUTE)
    expect(await named(town, 'sealed_notice')).toMatchObject({ ok: 'good' })
    expect(await alarms(town)).not.toContain('微信支付的通知打不开')
  })
})

describe('a town that is set up wrongly', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown({ env: {
      WXPAY_PRIVATE_KEY: 'PRIVATE KEY', WXPAY_SERIAL: 'ABCD', WXPAY_VERIFY_KEYS: '{}', WXPAY_APIV3_KEY: '密'.repeat(32),
      WECHAT_TEMPLATES: '{"bill_due":{"id":"t","fields":{"price":"amount1"}}}', WECHAT_SECRET: 'not the secret',
    } })
  })
  afterAll(() => town.stop())

  it('is told every fault at once, in words, with a next step, and the settings stay unsaid', async () => {
    const checks = await checksOf(town)
    const bad = checks.filter(({ ok }) => ok === 'bad')
    expect(bad.map(({ key }) => key).sort()).toEqual(['apiv3_key', 'merchant_key', 'templates', 'verify_keys', 'wechat_app', 'wechat_pay'])
    expect(bad.every(({ says, next }) => says.length > 0 && next.length > 0)).toBe(true)
    expect(JSON.stringify(checks)).not.toMatch(/not the secret|密密/)
  })

  it('timers that never ran are looked at, not yet alarmed: the town is of today', async () => {
    const checks = await checksOf(town)
    expect(keysThat(checks, 'watch')).toEqual(expect.arrayContaining(['timer_daily', 'timer_sweep', 'timer_reconcile']) as string[])
    await later(town, 3 * 24 * 60 * MINUTE)
    expect(keysThat(await checksOf(town), 'bad')).toEqual(expect.arrayContaining(['timer_daily', 'timer_sweep', 'timer_reconcile']) as string[])
  })
})
