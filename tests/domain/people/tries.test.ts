import type { Instant } from '@contract/calendar'
import { bindTriesLeft, codeTriesLeft, countsOf, knownPerson, newPerson, withBindFailure, withCodeFailure } from '@core/domain/people/tries'

const NOW = '2026-07-01T09:10:00.000+08:00' as Instant
const LATER = '2026-07-01T10:00:00.000+08:00' as Instant
const fresh = newPerson('o1', NOW)

describe('what is kept of somebody who was forgotten', () => {
  it('is nothing, where nothing was tried wrongly', () => {
    expect(countsOf({ ...fresh, phone: '13800000001', privacy: { version: '1', at: NOW } }, 'gone-1')).toBeNull()
  })
  it('are the counts alone, under another name', () => {
    const tried = { ...withBindFailure(fresh), phone: '13800000001', privacy: { version: '1', at: NOW }, reminders: { on: false, hour: 9 } }
    expect(countsOf(tried, 'gone-1')).toEqual({ _id: 'gone-1', phone: null, privacy: null, bindFailures: 1, createdAt: NOW })
  })
  it('goes on being counted when they come back, so forgetting oneself buys no guess', () => {
    const four = [1, 2, 3, 4].reduce(withBindFailure, withCodeFailure(fresh, NOW))
    const back = knownPerson(null, countsOf(four, 'gone-1'), 'o1', LATER)
    expect(back).toMatchObject({ _id: 'o1', phone: null, privacy: null, createdAt: LATER })
    expect(bindTriesLeft(back)).toBe(1)
    expect([codeTriesLeft(back, NOW), codeTriesLeft(back, LATER)]).toEqual([4, 5])
  })
  it('is not asked for while they are there', () => {
    const counts = countsOf(withBindFailure(fresh), 'gone-1')
    expect(knownPerson(fresh, counts, 'o1', LATER)).toBe(fresh)
    expect(knownPerson(null, null, 'o1', NOW)).toEqual(fresh)
  })
})
