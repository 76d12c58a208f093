import type { Instant } from '@contract/calendar'
import { addDays, addMs, atHour } from '@core/domain/calendar'
import { worstFirst } from '@core/domain/insight/check'
import { isFresh, receiptMessagesCheck, remindersCheck, SIGHTINGS, walksCheck } from '@core/domain/insight/flow'
import { databaseCheck, keyChecks, modeCheck, payChecks, prefixCheck } from '@core/domain/insight/health'
import { isSilent, reconciliationMissing, runningSince, timerCheck, TIMERS } from '@core/domain/insight/timers'
import type { KeyFacts } from '@core/wechat/keyFacts'
import { day } from '../collecting/facts'

const TODAY = day('2026-07-08')
const NOW = '2026-07-08T11:00:00.000+08:00' as Instant
const MINUTE = 60_000
const before = (ms: number) => addMs(NOW, -ms)
const done = (at: Instant) => ({ lastDoneAt: at, lastSays: 'done', failed: [], since: before(99 * 24 * 60 * MINUTE), lastStartedAt: at })

describe('a timer', () => {
  it.each(['daily', 'sweep', 'reconcile'] as const)('%s is late only beyond its time', (timer) => {
    const { lateAfterMs } = TIMERS[timer]
    expect(timerCheck(timer, done(before(lateAfterMs)), null, NOW).ok).toBe('good')
    expect(timerCheck(timer, done(before(lateAfterMs + 1)), null, NOW).ok).toBe('bad')
  })

  it('that failed is looked at, and bad when it has not succeeded for too long; which duty and why are said', () => {
    const failed = { ...done(before(MINUTE)), failed: ['receipts', 'unheard'], lastSays: 'receipts: DATABASE_TIMEOUT' }
    const once = timerCheck('sweep', failed, null, NOW)
    expect(once).toMatchObject({ ok: 'watch', says: expect.stringContaining('收据编号、unheard') as string })
    expect(once.next).toContain('DATABASE_TIMEOUT')
    expect(timerCheck('sweep', { ...failed, lastDoneAt: before(4 * MINUTE) }, null, NOW).ok).toBe('bad')
    expect(timerCheck('sweep', { ...failed, lastDoneAt: null }, before(4 * MINUTE), NOW).ok).toBe('bad')
  })

  it('that never ran is missing only where there was time for it', () => {
    expect(timerCheck('daily', null, null, NOW).ok).toBe('watch')
    expect(timerCheck('daily', null, before(TIMERS.daily.lateAfterMs), NOW).ok).toBe('watch')
    expect(timerCheck('daily', null, before(TIMERS.daily.lateAfterMs + 1), NOW).ok).toBe('bad')
    const records = { daily: null, sweep: done(NOW), reconcile: { ...done(NOW), since: before(MINUTE) } }
    expect(runningSince(records)).toBe(done(NOW).since)
    expect(runningSince({ daily: null, sweep: null, reconcile: null })).toBeNull()
  })

  it('is told to everybody on 今日 after ten minutes, not after three', () => {
    expect(isSilent('sweep', done(before(10 * MINUTE)), null, NOW)).toBe(false)
    expect(isSilent('sweep', done(before(10 * MINUTE + 1)), null, NOW)).toBe(true)
    expect(isSilent('sweep', null, null, NOW)).toBe(false)
  })

  it('a reconciliation is missing from noon on, where the program ran before ten', () => {
    const [noon, justBefore, ten] = [atHour(TODAY, 12), addMs(atHour(TODAY, 12), -1), atHour(TODAY, 10)]
    const yesterday = atHour(addDays(TODAY, -1), 23)
    expect(reconciliationMissing(yesterday, yesterday, noon, TODAY)).toBe(true)
    expect(reconciliationMissing(null, ten, noon, TODAY)).toBe(true)
    expect(reconciliationMissing(yesterday, yesterday, justBefore, TODAY)).toBe(false)
    expect(reconciliationMissing(atHour(TODAY, 0), yesterday, noon, TODAY)).toBe(false)
    expect(reconciliationMissing(null, addMs(ten, 1), noon, TODAY)).toBe(false)
    expect(reconciliationMissing(null, null, noon, TODAY)).toBe(false)
  })
})

describe('keys', () => {
  const good: KeyFacts = {
    merchantKey: 'good', merchantSerialFits: true, apiV3KeyFits: true,
    verifyKeys: [{ kind: 'public_key', fits: true, goodUntil: null }],
  }
  const of = (key: string, more: Partial<KeyFacts>) => keyChecks({ ...good, ...more }, NOW).find((one) => one.key === key)
  const ending = (goodUntil: Instant) => of('verify_keys', { verifyKeys: [...good.verifyKeys, { kind: 'certificate', fits: true, goodUntil }] })

  it('that are whole are well', () => {
    expect(keyChecks(good, NOW).map(({ ok }) => ok)).toEqual(['good', 'good', 'good'])
    expect(ending(addMs(NOW, 400 * 24 * 60 * MINUTE))).toMatchObject({ ok: 'good', says: expect.stringContaining('都有') as string })
  })
  it('each say what is wrong with them', () => {
    expect(of('merchant_key', { merchantKey: 'unreadable' })?.ok).toBe('bad')
    expect(of('merchant_key', { merchantKey: 'weak' })?.ok).toBe('bad')
    expect(of('merchant_key', { merchantSerialFits: false })?.says).toContain('序列号')
    expect(of('apiv3_key', { apiV3KeyFits: false })?.ok).toBe('bad')
    expect(of('verify_keys', { verifyKeys: [] })?.ok).toBe('bad')
    expect(of('verify_keys', { verifyKeys: [{ kind: 'public_key', fits: false, goodUntil: null }] })?.ok).toBe('bad')
  })
  it('a certificate is looked at from thirty days before its end, and bad from its end on', () => {
    expect(ending(NOW)?.ok).toBe('bad')
    expect(ending(addMs(NOW, 1))?.ok).toBe('watch')
    expect(ending(atHour(addDays(TODAY, 30), 23))?.ok).toBe('watch')
    expect(ending(atHour(addDays(TODAY, 31), 0))?.ok).toBe('good')
  })
})

describe('WeChat and the clock', () => {
  const ping = { state: 'good', code: 'ORDER_NOT_EXIST', theirTime: NOW } as const
  const clock = (offset: number | null) => payChecks(ping, offset)[1]?.ok
  it('P25 the clock is looked at beyond one minute and bad beyond five, either way', () => {
    expect([0, 60, -60].map(clock)).toEqual(['good', 'good', 'good'])
    expect([61, -61, 300, -300].map(clock)).toEqual(['watch', 'watch', 'watch', 'watch'])
    expect([301, -301].map(clock)).toEqual(['bad', 'bad'])
    expect(clock(null)).toBe('watch')
  })
  it('a refusal for the clock’s sake is not blamed on the keys', () => {
    const refused = { ...ping, state: 'refused', code: 'SIGN_ERROR' } as const
    expect(payChecks(refused, 400)[0]?.next).toContain('时钟')
    expect(payChecks(refused, 10)[0]?.next).toContain('商户号')
    expect(payChecks(null, null)[0]?.ok).toBe('bad')
    expect(payChecks({ ...ping, state: 'busy' }, 0)[0]?.ok).toBe('watch')
    expect(payChecks({ ...ping, state: 'silent' }, null)[0]?.ok).toBe('bad')
  })
})

describe('work that waits', () => {
  it('a receipt’s message is late after ten minutes, at any hour', () => {
    expect(receiptMessagesCheck(before(10 * MINUTE), NOW).ok).toBe('good')
    expect(receiptMessagesCheck(before(10 * MINUTE + 1), NOW).ok).toBe('bad')
    expect(receiptMessagesCheck(null, NOW).ok).toBe('good')
  })
  it('a reminder is late after thirty minutes of contact hours, and never outside them', () => {
    const nine = atHour(TODAY, 9)
    const lateAt = (now: Instant, oldest = nine) => remindersCheck(oldest, now, TODAY).ok
    expect(lateAt(addMs(nine, 30 * MINUTE))).toBe('good')
    expect(lateAt(addMs(nine, 30 * MINUTE + 1))).toBe('bad')
    expect(lateAt(addMs(nine, MINUTE), atHour(TODAY, 1))).toBe('good')
    expect(lateAt(atHour(TODAY, 21))).toBe('good')
    expect(lateAt(addMs(atHour(TODAY, 21), -1))).toBe('bad')
    expect(remindersCheck(null, NOW, TODAY).ok).toBe('good')
  })
  it('a walk that nobody takes up is named with its number', () => {
    expect(walksCheck([{ says: '台账导入', count: 0 }]).ok).toBe('good')
    expect(walksCheck([{ says: '台账导入', count: 2 }, { says: '账单发布', count: 0 }])).toMatchObject({ ok: 'bad', says: '卡住了：台账导入 2 个' })
  })
  it('a sighting is told for its time and no longer', () => {
    const { freshForMs } = SIGHTINGS.sealed_notice
    expect(isFresh('sealed_notice', before(freshForMs), NOW)).toBe(true)
    expect(isFresh('sealed_notice', before(freshForMs + 1), NOW)).toBe(false)
    expect(isFresh('clock', null, NOW)).toBe(false)
  })
})

describe('the set-up', () => {
  it('a simulation is never taken for the real thing', () => {
    expect(modeCheck('production').ok).toBe('good')
    expect(modeCheck('local')).toMatchObject({ ok: 'watch', says: expect.stringContaining('本地模拟') as string })
  })
  it('waiting orders of another prefix, and collections that are missing, are counted', () => {
    expect(prefixCheck('A', 0).ok).toBe('good')
    expect(prefixCheck('A', 2)).toMatchObject({ ok: 'watch', says: expect.stringContaining('2 笔') as string })
    expect(databaseCheck([], 30, 40).ok).toBe('good')
    expect(databaseCheck(['bills'], 30, 40)).toMatchObject({ ok: 'bad', says: expect.stringContaining('bills') as string })
  })
  it('the worst comes first, and equals keep their order', () => {
    const of = (key: string, ok: 'good' | 'watch' | 'bad') => ({ key, ok, says: '', next: '' })
    const listed = worstFirst([of('a', 'good'), of('b', 'watch'), of('c', 'bad'), of('d', 'watch'), of('e', 'bad')])
    expect(listed.map(({ key }) => key)).toEqual(['c', 'e', 'b', 'd', 'a'])
  })
})
