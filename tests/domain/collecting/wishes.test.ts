import type { Day } from '@contract/calendar'
import { atHour } from '@core/domain/calendar'
import { decide } from '@core/domain/collecting/decide'
import { openingOn, startWithin, WISHED_HOURS } from '@core/domain/collecting/limits'
import { type Reach, recipientOf } from '@core/domain/collecting/recipient'
import fc from 'fast-check'
import { account, bill, contact, day, NEVER, reach, standing } from './facts'

/** A person's own wish: whether to be reminded, and not before which hour. */
const TODAY = day('2026-07-07')
const off: Reach['wish'] = { on: false, hour: 9 }
const at = (hour: number): Reach['wish'] => ({ on: true, hour })
const HOME = openingOn(TODAY, 'residential')
const SHOP = openingOn(TODAY, 'commercial')

describe('the hour', () => {
  it.each([
    [null, 9, 9], [9, 9, 9], [10, 10, 10], [17, 17, 17], [18, 18, 17], [20, 20, 17],
  ])('%s begins a home’s day at %s and a company’s at %s', (hour, home, shop) => {
    expect(HOME && startWithin(HOME, TODAY, hour)).toBe(atHour(TODAY, home))
    expect(SHOP && startWithin(SHOP, TODAY, hour)).toBe(atHour(TODAY, shop))
  })

  it('may be any whole hour in which something could still be sent', () => {
    expect(WISHED_HOURS).toEqual({ first: 9, last: 20 })
  })

  it('never loosens the hours, whatever is stored', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 23 }), fc.constantFrom(HOME, SHOP), (hour, opening) => {
      if (!opening) return false
      const start = startWithin(opening, TODAY, hour)
      return opening.from <= start && start < opening.until
    }))
  })

  it('travels with the one who is told', () => {
    const people = [{ ...reach('o1', 1), wish: at(19) }]
    expect(recipientOf(people, TODAY)).toEqual({ openid: 'o1', hour: 19 })
    expect(decide(standing(account([bill('2026-06-30')]), { people }), TODAY, { by: 'policy' })).toMatchObject({ line: { openid: 'o1', hour: 19 } })
    expect(recipientOf([reach('o1', 1)], TODAY)).toEqual({ openid: 'o1', hour: null })
  })
})

describe('who speaks for an account', () => {
  const co = { ...reach('oCo', 1), speaks: true }
  it('is told before the registered owner, and makes way where nothing reaches them', () => {
    expect(recipientOf([reach('o1', 1), co], TODAY)).toEqual({ openid: 'oCo', hour: null })
    expect(recipientOf([reach('o1', 1), { ...co, consent: null }], TODAY)).toEqual({ openid: 'o1', hour: null })
  })
})

describe('免打扰', () => {
  const son = reach('oSon', 1, { relation: 'family' })
  it('makes way for the next of the household', () => {
    expect(recipientOf([{ ...reach('o1', 1), wish: off }, son], TODAY)).toEqual({ openid: 'oSon', hour: null })
  })
  it('of everybody is a reason of its own; a limit or an empty quota of somebody else is theirs', () => {
    expect(recipientOf([{ ...reach('o1', 5), wish: off }, { ...son, wish: off }], TODAY)).toEqual({ none: 'PERSON_OFF' })
    expect(recipientOf([{ ...reach('o1', 5), wish: off }, { ...son, consent: null }], TODAY)).toEqual({ none: 'NO_QUOTA' })
    expect(recipientOf([{ ...reach('o1', 5), wish: off }, { ...son, contacts: [contact('2026-07-07')] }], TODAY)).toEqual({ none: 'PERSON_CAP' })
    expect(recipientOf([], TODAY)).toEqual({ none: 'NOT_BOUND' })
  })
  it('of a tenant who would not be told anyway changes nothing', () => {
    const tenant = reach('oTenant', 1, { relation: 'tenant', seesFrom: day('2026-05-01') })
    expect(recipientOf([{ ...tenant, wish: off }], TODAY)).toEqual({ none: 'NOT_BOUND' })
  })

  const verdict = (today: Day, by: 'policy' | 'person', doNotContact = false) => {
    const open = account([bill('2026-06-30')], { reminded: { ...NEVER, doNotContact } })
    const said = decide(standing(open, { people: [{ ...reach('o1', 1), wish: off }] }), today, { by })
    return 'line' in said ? said.line.channel : said.skip
  }
  it('stops every message; from thirty days on a person may call, unless the account asked for no contact at all', () => {
    expect(verdict(TODAY, 'policy')).toBe('PERSON_OFF')
    expect(verdict(day('2026-07-29'), 'person')).toBe('PERSON_OFF')
    expect(verdict(day('2026-07-30'), 'person')).toBe('call_task')
    expect(verdict(day('2026-07-30'), 'policy')).toBe('PERSON_OFF')
    expect(verdict(day('2026-07-30'), 'person', true)).toBe('DO_NOT_CONTACT')
  })
})
