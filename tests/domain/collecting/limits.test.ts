import type { Instant } from '@contract/calendar'
import { capReached, isOpenAt, mayDunOn, openingAfter, openingOn, weekStart } from '@core/domain/collecting/limits'
import { addDays } from '@core/domain/calendar'
import { contact, day } from './facts'
import fc from 'fast-check'

const at = (text: string) => `${text}.000+08:00` as Instant
const TUESDAY = day('2026-07-07')

describe('contact hours', () => {
  it.each([
    ['2026-07-07T08:59:59', false, false], ['2026-07-07T09:00:00', true, true], ['2026-07-07T17:59:59', true, true],
    ['2026-07-07T18:00:00', true, false], ['2026-07-07T20:59:59', true, false], ['2026-07-07T21:00:00', false, false],
    ['2026-07-11T10:00:00', true, false], // a Saturday
    ['2026-10-10T10:00:00', true, true], // a Saturday worked in exchange
    ['2026-10-05T10:00:00', true, false], // National Day week
  ])('at %s a resident may be contacted: %s, a company: %s', (text, resident, company) => {
    const today = day(text.slice(0, 10))
    expect(isOpenAt(at(text), today, 'residential')).toBe(resident)
    expect(isOpenAt(at(text), today, 'commercial')).toBe(company)
  })

  it('name the opening that is under way, or the next', () => {
    expect(openingAfter(at('2026-07-07T10:00:00'), TUESDAY, 'residential')).toMatchObject({ day: '2026-07-07', until: at('2026-07-07T21:00:00') })
    expect(openingAfter(at('2026-07-07T21:00:00'), TUESDAY, 'residential')).toMatchObject({ day: '2026-07-08', from: at('2026-07-08T09:00:00') })
    expect(openingAfter(at('2026-09-30T18:00:00'), day('2026-09-30'), 'commercial')).toMatchObject({ day: '2026-10-08' })
    expect(openingOn(day('2026-07-12'), 'commercial')).toBeNull()
  })
})

describe('caps', () => {
  it('allow one message a day, and a message on the day of a call', () => {
    expect(capReached([contact('2026-07-07')], TUESDAY)).toBe(true)
    expect(capReached([contact('2026-07-06')], TUESDAY)).toBe(false)
    expect(capReached([contact('2026-07-07', 'call')], TUESDAY)).toBe(false)
  })

  it.each([
    [['2026-07-01', '2026-07-03', '2026-07-05'], true], // seven days, both ends counted
    [['2026-06-30', '2026-07-03', '2026-07-05'], false], // the first is eight days back
    [['2026-07-03', '2026-07-05'], false],
  ])('of three contacts in any seven days: %j stops the next one: %s', (days, stopped) => {
    expect(weekStart(TUESDAY)).toBe('2026-07-01')
    expect(capReached(days.map((one) => contact(one)), TUESDAY)).toBe(stopped)
  })

  it('never let a fourth contact into any window of seven days, whatever was asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 30, maxLength: 60 }), (wishes) => {
        const made: string[] = []
        wishes.forEach((wish, i) => {
          const today = addDays(day('2026-03-01'), i)
          if (wish && !capReached(made.map((one) => contact(one)), today)) made.push(today)
        })
        for (const end of made) expect(made.filter((one) => one > addDays(day(end), -7) && one <= end).length).toBeLessThanOrEqual(3)
        expect(new Set(made).size).toBe(made.length)
      }),
    )
  })
})

it('nobody is dunned from New Year’s Eve to the seventh day', () => {
  expect(['2026-02-15', '2026-02-16', '2026-02-23', '2026-02-24'].map((one) => mayDunOn(day(one)))).toEqual([true, false, false, true])
})
