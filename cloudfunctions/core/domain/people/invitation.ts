import type { Instant } from '@contract/calendar'
import { addMs } from '@core/domain/calendar'
import { invariant } from '@core/domain/invariant'
import type { Invitation, Relation } from '@core/store/records'

/** No letter that is read as another one: no 0 O, 1 I L. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const CODE_LENGTH = 8
const INVITATION_LIVES_MS = 7 * 86_400_000

/** Eight letters out of 128 random bits in hex. They keep 40 bits, which nobody guesses five at a time. */
export function codeFrom(randomHex: string): string {
  invariant(/^[0-9a-f]{32}$/.test(randomHex), 'a code is made of 128 random bits')
  let left = BigInt(`0x${randomHex}`)
  const base = BigInt(ALPHABET.length)
  let code = ''
  for (let i = 0; i < CODE_LENGTH; i += 1) {
    code += ALPHABET[Number(left % base)]
    left /= base
  }
  return code
}

/** As it is typed from a slip of paper: small letters, full width, spaces or dashes between. */
export function normaliseCode(typed: string): string {
  return typed.normalize('NFKC').toUpperCase().replace(/[^0-9A-Z]/g, '')
}

export function expiryOf(now: Instant): Instant {
  return addMs(now, INVITATION_LIVES_MS)
}

/**
 * Whether `openid` may use it now. Used up by the same person it still answers, because a lost
 * answer is asked for again; what was revoked since then is the caller's to see.
 */
export function isUsable(invitation: Invitation, openid: string, now: Instant): boolean {
  if (invitation.usedBy !== null) return invitation.usedBy === openid
  return now < invitation.expiresAt
}

/** Who vouches for an invitation; one made by the operator in the database stands by itself. */
export type Issuer = { readonly kind: 'binding' | 'staff' | 'operator'; readonly id: string }
export function issuedBy({ kind, id }: Issuer): string {
  return `${kind}:${id}`
}
export function issuerOf(invitation: Invitation): Issuer {
  const [kind, ...rest] = invitation.issuedBy.split(':')
  const id = rest.join(':')
  return kind === 'binding' || kind === 'staff' ? { kind, id } : { kind: 'operator', id }
}

/** What a person may see, least first: an invitation never makes anybody see less. */
const REACH: Record<Relation, number> = { tenant: 1, family: 2, company: 3, owner: 3 }
export function reachesFurther(invited: Relation, bound: Relation): boolean {
  return REACH[invited] > REACH[bound]
}
