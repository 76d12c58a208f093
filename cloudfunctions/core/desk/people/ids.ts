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

/**
 * What stands in place of the openid of somebody who was forgotten, in what the law keeps: a digest
 * with the document's own id, so that the papers do not tell which of them were one person's, while
 * a payment that WeChat reports late can still be held against its order.
 */
const FORGOTTEN = 'gone-'
export function pseudonym(openid: string, documentId: string): string {
  return `${FORGOTTEN}${digest(`${documentId} ${openid}`).slice(0, 32)}`
}
export function isForgotten(openid: string): boolean {
  return openid.startsWith(FORGOTTEN)
}
/** Where the counts of wrong proofs are kept meanwhile. */
export function forgottenId(openid: string): string {
  return pseudonym(openid, 'person')
}
