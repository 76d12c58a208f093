import { normaliseCode } from '@core/domain/people/invitation'
import { createHash } from 'node:crypto'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/**
 * One binding for one person and account, however often it is made. A digest, because the family
 * of an account is told this id and has no business with each other's openids.
 */
export function bindingId(accountId: string, openid: string): string {
  return `binding-${digest(`${accountId} ${openid}`).slice(0, 32)}`
}

/** Only a digest of the code is kept: whoever reads the database cannot use the invitations in it. */
export function invitationId(code: string): string {
  return `invitation-${digest(normaliseCode(code))}`
}
