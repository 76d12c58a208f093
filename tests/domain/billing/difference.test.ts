import { sayDifference } from '@core/domain/billing/difference'
import type { Draft } from '@core/domain/billing/drafts'
import type { TariffVersion } from '@core/domain/billing/tariff'
import fc from 'fast-check'
import { day, drafted, held, home, meter, reading, share, tariff } from './homes'

/** Two bills as they are really drafted, and the sentence between them. */
const one = (versions: readonly TariffVersion[], period: string, more = {}): Draft => {
  const { drafts: [draft], skips } = drafted(versions, period, more)
  if (!draft) throw new Error(JSON.stringify(skips))
  return draft
}
const between = (now: Draft, then: Draft) => sayDifference(now, then)

describe('a price', () => {
  const old = tariff()
  const dearer = tariff({ _id: 'dearer', effectiveFrom: day('2026-07-01'), price: '2.123' })
  it('that was raised is the reason, and one that was lowered too', () => {
    const [june, july] = [one([old, dearer], '2026-06'), one([old, dearer], '2026-07')]
    expect(between(july, june)).toBe('比2026年6月多 ¥12.30：单价由 2 元调为 2.123 元')
    expect(between(june, july)).toBe('比2026年7月少 ¥12.30：单价由 2.123 元调为 2 元')
  })
  it('that stayed is no reason, and equal amounts need none', () => {
    expect(between(one([old], '2026-07'), one([old], '2026-06'))).toBe('与2026年6月相同')
  })
  it('that changed in the middle of the period before is named as that', () => {
    const middle = tariff({ _id: 'middle', effectiveFrom: day('2026-07-16'), price: '3' })
    const [june, july, august] = ['2026-06', '2026-07', '2026-08'].map((period) => one([old, middle], period)) as [Draft, Draft, Draft]
    expect(between(august, july)).toBe('比2026年7月多 ¥48.39：2026年7月中途换过收费标准')
    expect(between(july, june)).toBe('比2026年6月多 ¥51.61：单价由 2 元调为 3 元')
  })
  it('of another kind is never compared as a figure', () => {
    const flat = tariff({ _id: 'flat', kind: 'flat', price: '150', effectiveFrom: day('2026-07-01') })
    expect(between(one([old, flat], '2026-07'), one([old, flat], '2026-06'))).toBe(
      '比2026年6月少 ¥50.00：收费标准由“物业服务费 2 元/㎡·月”改为“物业服务费 150 元/月”',
    )
  })
})

describe('an area and the days', () => {
  it('an area that was measured anew is the reason from its day on', () => {
    const premises = home({ area: '92', earlierAreas: [{ until: day('2026-06-30'), area: '100' }] })
    expect(between(one([tariff()], '2026-07', { premises }), one([tariff()], '2026-06', { premises }))).toBe('比2026年6月少 ¥16.00：面积由 100 ㎡改为 92 ㎡')
  })
  it('a month that is cut counts its days; a short month is a whole one', () => {
    const holdings = [held('a', '2020-01-01', '2026-07-20')]
    expect(between(one([tariff()], '2026-07', { holdings }), one([tariff()], '2026-06'))).toBe('比2026年6月少 ¥70.97：这次计 20 天，那次计 30 天')
    expect(between(one([tariff()], '2026-02'), one([tariff()], '2026-01'))).toBe('与2026年1月相同')
  })
})

describe('what was used', () => {
  const water = tariff({ _id: 'water', item: 'water', kind: 'metered', price: '2.9', unit: 'ton' })
  const cheaper = { ...water, _id: 'cheaper', price: '2', effectiveFrom: day('2026-07-01') }
  const use = (versions: readonly TariffVersion[], period: string, used: string) => one(versions, period, {
    meters: [meter('m', '2026-01-01')], readings: [reading('m', `${period}-01`, '0', null), reading('m', `${period}-28`, used, used)],
  })
  it('more is the reason for more, and what pulls the other way stands beside it', () => {
    expect(between(use([water], '2026-07', '13'), use([water], '2026-06', '10'))).toBe('比2026年6月多 ¥8.70：多用了 3 吨')
    expect(between(use([water], '2026-07', '9.5'), use([water], '2026-06', '10'))).toBe('比2026年6月少 ¥1.45：少用了 0.5 吨')
    expect(between(use([water, cheaper], '2026-07', '20'), use([water, cheaper], '2026-06', '10'))).toBe(
      '比2026年6月多 ¥11.00：多用了 10 吨（同时单价由 2.9 元调为 2 元）',
    )
  })
  it('a higher step is a reason for the same water', () => {
    const tiers = { every: 'year', steps: [{ upTo: '20', price: '2' }, { upTo: null, price: '3' }] } as const
    const steps = tariff({ _id: 'steps', item: 'water', kind: 'tiered', price: '0', unit: 'ton', tiers })
    const facts = (period: string, billed: readonly object[]) => ({
      billed, meters: [meter('m', '2026-01-01')], readings: [reading('m', `${period}-01`, '0', null), reading('m', `${period}-28`, '10', '10')],
    })
    const charged = (period: string, quantity: string) => ({
      _id: period, item: 'water', from: day(`${period}-01`), to: day(`${period}-28`), void: false, facts: { quantity },
    })
    const june = one([steps], '2026-06', facts('2026-06', [charged('2026-05', '10')]))
    const july = one([steps], '2026-07', facts('2026-07', [charged('2026-05', '20')]))
    expect([june.facts?.step, july.facts?.step]).toEqual([1, 2])
    expect(between(july, june)).toBe('比2026年6月多 ¥10.00：用量到了第 2 档，那次到第 1 档')
  })
})

describe('a shared cost', () => {
  const pool = tariff({ _id: 'pool', item: 'public_energy', kind: 'pool', price: '0', sharedBy: 'area' })
  const month = (period: string, amount: number, cost: number, part = '100') => one([pool], period, {
    shares: [share(amount, { period, part })], costs: new Map([['pool', cost]]),
  })
  it('that came to more is said with both sums; a larger part of the same cost is only that', () => {
    expect(between(month('2026-07', 24_00, 1200_00), month('2026-06', 20_00, 1000_00))).toBe('比2026年6月多 ¥4.00：公摊总额由 ¥1,000.00 变为 ¥1,200.00')
    expect(between(month('2026-07', 24_00, 1000_00, '120'), month('2026-06', 20_00, 1000_00))).toBe('比2026年6月多 ¥4.00：本户分摊的份额不同')
  })
})

describe('never a reason that is not proven', () => {
  it('a bill that a ledger brought has no facts: the amount is said and nothing else', () => {
    const july = one([tariff({ price: '3' })], '2026-07')
    const { facts: _, ...bare } = one([tariff()], '2026-06')
    expect(between(july, bare)).toBe('比2026年6月多 ¥100.00')
    expect(between(bare as Draft, july)).toBe('比2026年7月少 ¥100.00')
  })
  it('whatever the price and the area: where one differs it is named, the sign is right, and the same is said of neither', () => {
    const figure = fc.integer({ min: 1, max: 99_999 }).map((n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`)
    fc.assert(fc.property(figure, figure, figure, figure, (price, area, wasPrice, wasArea) => {
      const draft = (period: string, at: string, of: string) => drafted([tariff({ price: at })], period, { premises: home({ area: of }) }).drafts[0]
      const [now, then] = [draft('2026-07', price, area), draft('2026-06', wasPrice, wasArea)]
      if (!now || !then) return
      const says = sayDifference(now, then)
      if (now.amount === then.amount) return expect(says).toBe('与2026年6月相同')
      expect(says.startsWith(now.amount > then.amount ? '比2026年6月多' : '比2026年6月少')).toBe(true)
      expect(says.includes('单价')).toBe(Number(price) !== Number(wasPrice))
      expect(says.includes('面积')).toBe(Number(area) !== Number(wasArea))
      const [because = ''] = says.split('（同时')
      if (because.includes('单价')) expect(Number(price) > Number(wasPrice)).toBe(now.amount > then.amount)
      if (because.includes('面积')) expect(Number(area) > Number(wasArea)).toBe(now.amount > then.amount)
    }))
  })
})
