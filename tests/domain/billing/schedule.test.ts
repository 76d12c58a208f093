import type { Day } from '@contract/calendar'
import { periodsDue } from '@core/domain/billing/schedule'
import { addDays, periodAfter, periodOf } from '@core/domain/calendar'

const due = (today: string, preparedThrough: string | null, more: object = {}) =>
  periodsDue({ every: 'month', daysAhead: 3, on: true, preparedThrough, ...more }, today as Day)

describe('what a night prepares', () => {
  it.each([
    ['2026-07-28', '2026-07', []], ['2026-07-29', '2026-07', ['2026-08']], ['2026-07-31', '2026-07', ['2026-08']], ['2026-07-31', '2026-08', []],
    // Three nights without a run: both months, oldest first.
    ['2026-08-31', '2026-07', ['2026-08', '2026-09']],
    ['2026-12-29', '2026-12', ['2027-01']],
  ])('on %s, prepared through %s: %j', (today, through, periods) => expect(due(today, through)).toEqual(periods))

  it('is nothing when it is off, and no more than three periods after years of sleep', () => {
    expect(due('2026-07-31', '2026-01', { on: false })).toEqual([])
    expect(due('2026-07-15', '2024-01')).toEqual(['2026-05', '2026-06', '2026-07'])
  })
  it('follows quarters, half years and years', () => {
    expect(due('2026-06-28', '2026-Q2', { every: 'quarter' })).toEqual(['2026-Q3'])
    expect(due('2026-12-30', '2026-H2', { every: 'half_year' })).toEqual(['2027-H1'])
    expect(due('2026-12-30', '2026', { every: 'year' })).toEqual(['2027'])
    expect(due('2026-12-28', '2026', { every: 'year' })).toEqual([])
  })
  it('prepares each period once over a year of nights, whichever nights are missed', () => {
    let through = '2025-12'
    const prepared: string[] = []
    for (let day = '2026-01-01' as Day; day < '2027-01-01'; day = addDays(day, 1)) {
      if (Number(day.slice(8)) % 5 === 0) continue
      for (const period of due(day, through)) {
        prepared.push(period)
        through = period
      }
    }
    expect(prepared).toEqual(Array.from({ length: 13 }, (_, i) => (i < 12 ? `2026-${String(i + 1).padStart(2, '0')}` : '2027-01')))
    expect(periodOf('2026-07-01' as Day, 'half_year')).toBe('2026-H2')
    expect(periodAfter('2026-Q4', 'quarter')).toBe('2027-Q1')
  })
})
