import type { Day } from '@contract/calendar'
import { addDays } from '@core/domain/calendar'
import { holidaysKnown, isNoDunningDay, isWorkingDay, nextWorkingDay } from '@core/domain/holidays'

const day = (text: string) => text as Day

describe('working days', () => {
  it.each([
    ['2026-01-01', false], ['2026-01-03', false], ['2026-01-04', true], // a Sunday worked in exchange
    ['2026-02-13', true], ['2026-02-14', true], ['2026-02-15', false], ['2026-02-23', false], ['2026-02-24', true], ['2026-02-28', true],
    ['2026-03-01', false], ['2026-04-03', true], ['2026-04-06', false], ['2026-05-08', true], ['2026-05-09', true], ['2026-05-10', false],
    ['2026-09-20', true], ['2026-09-27', false], ['2026-10-07', false], ['2026-10-08', true], ['2026-10-10', true], ['2026-10-11', false],
    ['2027-02-08', false], ['2027-02-09', true], ['2027-06-09', false], ['2028-05-02', false], ['2028-01-03', true],
  ])('%s is worked: %s', (text, worked) => {
    expect(isWorkingDay(day(text))).toBe(worked)
  })

  it.each([
    ['2026-06-30', '2026-06-30'], ['2026-05-31', '2026-06-01'], ['2026-02-15', '2026-02-24'], ['2026-10-01', '2026-10-08'],
    ['2026-01-31', '2026-02-02'], ['2026-02-28', '2026-02-28'],
  ])('a due day on %s moves to %s', (from, to) => {
    expect(nextWorkingDay(day(from))).toBe(to)
  })

  it('comes again within a fortnight of any day of five years', () => {
    for (let d = day('2025-12-20'); d < '2031-01-01'; d = addDays(d, 1)) {
      const next = nextWorkingDay(d)
      expect(next >= d && next <= addDays(d, 14)).toBe(true)
      expect(isWorkingDay(next)).toBe(true)
    }
  })
})

describe('no-dunning days', () => {
  it.each([
    ['2026-02-15', false], ['2026-02-16', true], ['2026-02-23', true], ['2026-02-24', false],
    ['2026-04-03', false], ['2026-04-05', true], ['2026-04-07', false],
    ['2026-06-06', false], ['2026-06-07', true], ['2026-06-10', true], ['2026-06-11', false],
    ['2027-02-04', false], ['2027-02-05', true], ['2027-02-12', true], ['2027-02-13', false], ['2029-06-08', true],
  ])('%s: %s', (text, quiet) => {
    expect(isNoDunningDay(day(text))).toBe(quiet)
  })

  it('are told apart from a year that nobody has published yet', () => {
    expect(holidaysKnown(day('2026-12-31'))).toBe(true)
    expect(holidaysKnown(day('2027-01-01'))).toBe(false)
    expect(holidaysKnown(day('2031-01-01'))).toBe(false)
  })
})
