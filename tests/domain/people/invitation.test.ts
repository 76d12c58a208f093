import type { Instant } from '@contract/calendar'
import { codeFrom, expiryOf, issuedBy, issuerOf, isUsable, normaliseCode, reachesFurther } from '@core/domain/people/invitation'
import type { Invitation } from '@core/store/records'
import fc from 'fast-check'

const NOW = '2026-07-01T09:00:00.000+08:00' as Instant
const invitation = (more: Partial<Invitation> = {}): Invitation => ({
  _id: 'invitation-1', communityId: 'c1', kind: 'account', accountId: 'a1', relation: 'family', roles: [], buildings: [], name: '家人',
  issuedBy: 'binding:binding-1', expiresAt: expiryOf(NOW), usedBy: null, ...more,
})

describe('a code', () => {
  it('is eight letters that nobody mistakes for each other', () => {
    const hex = fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: 32, maxLength: 32 }).map((letters) => letters.join(''))
    fc.assert(fc.property(hex, (random) => {
      expect(codeFrom(random)).toMatch(/^[2-9A-HJKMNP-Z]{8}$/)
    }))
  })

  it('uses every letter about as often', () => {
    const seen = new Map<string, number>()
    for (let i = 0; i < 4000; i += 1) {
      const random = (BigInt(i) * 0x9e3779b97f4a7c15f39cc0605cedc835n).toString(16).padStart(32, '0').slice(-32)
      for (const letter of codeFrom(random)) seen.set(letter, (seen.get(letter) ?? 0) + 1)
    }
    expect(seen.size).toBe(31)
    expect(Math.min(...seen.values())).toBeGreaterThan(32000 / 31 / 2)
  })

  it('refuses to be made of less than 128 random bits', () => {
    expect(() => codeFrom('abc')).toThrow('broken invariant')
    expect(() => codeFrom('g'.repeat(32))).toThrow('broken invariant')
  })

  it.each(['ABCD2345', 'abcd2345', ' abcd-2345 ', 'ＡＢＣＤ２３４５', 'AB CD 23 45'])('typed as "%s" is the same code', (typed) => {
    expect(normaliseCode(typed)).toBe('ABCD2345')
  })
})

describe('its life', () => {
  it.each([
    ['2026-07-08T08:59:59.999+08:00', true],
    ['2026-07-08T09:00:00.000+08:00', false],
  ])('seven days: at %s usable is %s', (now, usable) => {
    expect(isUsable(invitation(), 'oAnybody', now as Instant)).toBe(usable)
  })

  it('ends with its first use, but still answers whoever used it', () => {
    expect(isUsable(invitation({ usedBy: 'oLi' }), 'oWang', NOW)).toBe(false)
    expect(isUsable(invitation({ usedBy: 'oLi' }), 'oLi', NOW)).toBe(true)
    expect(isUsable(invitation({ usedBy: 'oLi' }), 'oLi', '2027-01-01T00:00:00.000+08:00' as Instant)).toBe(true)
  })
})

describe('who vouches for it', () => {
  it('is kept with the kind of vouching, ids with colons too', () => {
    expect(issuerOf(invitation({ issuedBy: issuedBy({ kind: 'staff', id: 'c1:oChen' }) }))).toEqual({ kind: 'staff', id: 'c1:oChen' })
    expect(issuerOf(invitation())).toEqual({ kind: 'binding', id: 'binding-1' })
    for (const by of ['operator:deploy', 'deploy', 'constructor:x']) expect(issuerOf(invitation({ issuedBy: by })).kind).toBe('operator')
  })
})

describe('an invitation never takes sight away', () => {
  it.each([
    ['owner', 'family', true], ['company', 'tenant', true], ['family', 'tenant', true],
    ['family', 'family', false], ['family', 'owner', false], ['owner', 'company', false], ['tenant', 'family', false],
  ] as const)('%s for a %s: %s', (invited, bound, expected) => {
    expect(reachesFurther(invited, bound)).toBe(expected)
  })
})
