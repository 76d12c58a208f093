import { sumFen } from '@contract/money'
import {
  comingDue, countIn, dayOfParts, FORECAST_DAYS, reachKind, sayUnreached, sorted,
} from '@core/domain/collecting/forecast'
import { nothingSent, sayUnsent } from '@core/domain/collecting/silence'
import { addDays, atHour } from '@core/domain/calendar'
import type { ForecastPart } from '@core/store/records'
import fc from 'fast-check'
import { account, bill, day, NEVER, reach } from './facts'

const TODAY = day('2026-07-01')
const PHONE = { phones: ['19900010101'], reminded: NEVER }
const NO_PHONE = { phones: [], reminded: NEVER }

describe('who can be reached before a due day', () => {
  it('a person with an accept is reached by WeChat, whether or not today’s message is spent', () => {
    expect(reachKind(NO_PHONE, [reach('o1', 1)], TODAY)).toBe('wechat')
    const told = { ...reach('o1', 1), consent: { quota: 1, lastOn: TODAY } }
    expect(reachKind(NO_PHONE, [told], TODAY)).toBe('wechat')
    expect(reachKind(NO_PHONE, [reach('o1', 0), reach('o2', 1, { relation: 'family' })], TODAY)).toBe('wechat')
  })

  it('without an accept a phone is left, and without a phone nothing', () => {
    expect(reachKind(PHONE, [reach('o1', 0)], TODAY)).toBe('phone')
    expect(reachKind(PHONE, [], TODAY)).toBe('phone')
    expect(reachKind(NO_PHONE, [reach('o1', 0)], TODAY)).toBe('none')
    expect(reachKind(NO_PHONE, [{ ...reach('o1', 0), consent: null }], TODAY)).toBe('none')
    expect(reachKind(NO_PHONE, [], TODAY)).toBe('none')
  })

  it('a tenant of the tenancy’s own account counts, one who sees only a part of it does not', () => {
    expect(reachKind(NO_PHONE, [reach('o1', 1, { relation: 'tenant' })], TODAY)).toBe('wechat')
    expect(reachKind(NO_PHONE, [reach('o1', 1, { relation: 'tenant', seesFrom: TODAY })], TODAY)).toBe('none')
  })

  it('who asked not to be contacted is reached by nothing of ours', () => {
    const quiet = { phones: ['19900010101'], reminded: { ...NEVER, doNotContact: true } }
    expect(reachKind(quiet, [reach('o1', 1)], TODAY)).toBe('none')
    expect(sayUnreached(quiet, [], TODAY).next).toContain('信函')
  })

  it('names what would change it', () => {
    expect(sayUnreached(NO_PHONE, [], TODAY).next).toBe('邀请绑定，或补登电话')
    expect(sayUnreached(NO_PHONE, [reach('o1', 0)], TODAY).next).toBe('请对方点“到期前提醒我”，或补登电话')
  })

  it('looks from today to fourteen days ahead, each due day once', () => {
    const last = addDays(TODAY, FORECAST_DAYS)
    const due = comingDue(account([
      bill('2026-06-30', 1), bill(TODAY, 2), { ...bill(TODAY, 3), billId: 'another' }, bill(last, 4), bill(addDays(last, 1), 5),
    ]), TODAY)
    expect(due).toEqual([{ dueOn: TODAY, amount: 5 }, { dueOn: last, amount: 4 }])
  })
})

describe('the figures of a due day', () => {
  const one = fc.record({
    building: fc.constantFrom('1栋', '2栋', '3栋'), dueOn: fc.constantFrom(day('2026-07-05'), day('2026-07-31')),
    amount: fc.integer({ min: 1, max: 1e9 }).map((amount) => bill('2026-07-05', amount).outstanding),
    kind: fc.constantFrom('wechat' as const, 'phone' as const, 'none' as const),
  })
  type One = typeof one extends fc.Arbitrary<infer T> ? T : never
  const counted = (all: readonly One[]) =>
    all.reduce<readonly ForecastPart[]>((parts, { building, dueOn, amount, kind }) => countIn(parts, building, { dueOn, amount }, kind), [])

  it('F47 the whole is the sum of its parts, whatever is counted, in the money and in the households', () => {
    fc.assert(fc.property(fc.array(one, { maxLength: 40 }), (all) => {
      for (const dueOn of [day('2026-07-05'), day('2026-07-31')]) {
        const mine = all.filter((some) => some.dueOn === dueOn)
        const { accounts, amount, wechat, phone, none } = dayOfParts(dueOn, counted(all).filter((part) => part.dueOn === dueOn))
        expect(accounts).toBe(mine.length)
        expect(amount).toBe(sumFen(mine.map((some) => some.amount)))
        expect(wechat.accounts + phone.accounts + none.accounts).toBe(accounts)
        expect(sumFen([wechat.amount, phone.amount, none.amount])).toBe(amount)
      }
    }))
  })

  it('the order of counting is nothing to them', () => {
    fc.assert(fc.property(fc.array(one, { maxLength: 20 }), (all) => {
      expect(sorted(counted([...all].reverse()))).toEqual(sorted(counted(all)))
    }))
  })
})

describe('F23 a silent day', () => {
  const noon = atHour(TODAY, 12)
  const before = '2026-07-01T11:59:59.999+08:00' as typeof noon
  const some = { queued: 3, failed: 0, fallback: 0 }

  it('is one on which something should have gone out by noon and nothing did', () => {
    expect(nothingSent(some, 0, noon, TODAY)).toBe(true)
    expect(nothingSent(some, 0, before, TODAY)).toBe(false)
    expect(nothingSent(some, 1, noon, TODAY)).toBe(false)
    expect(nothingSent({ queued: 0, failed: 1, fallback: 0 }, 0, noon, TODAY)).toBe(true)
    expect(nothingSent({ queued: 0, failed: 0, fallback: 1 }, 0, noon, TODAY)).toBe(true)
  })

  it('is no silence when every line was rightly dropped', () => {
    expect(nothingSent({ queued: 0, failed: 0, fallback: 0 }, 0, noon, TODAY)).toBe(false)
  })

  it('says why', () => {
    expect(sayUnsent(some, true)).toBe('3 条在排队，负责发送的定时任务停了')
    expect(sayUnsent(some, false)).toBe('3 条还在排队')
    expect(sayUnsent({ queued: 1, failed: 2, fallback: 3 }, false)).toBe('1 条还在排队，2 条发送失败，3 条微信送不到，已转为电话待办')
  })
})
