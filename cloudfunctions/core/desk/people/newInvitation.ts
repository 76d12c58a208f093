import { codeFrom, expiryOf, issuedBy, type Issuer } from '@core/domain/people/invitation'
import type { World } from '@core/shell/world'
import type { Invitation, Relation } from '@core/store/records'
import { invitationId } from './ids'

type ToAccount = { readonly kind: 'account'; readonly accountId: string; readonly relation: Relation }
type ToRoster = { readonly kind: 'staff' } & Pick<Invitation, 'roles' | 'buildings'>
type Terms = Pick<Invitation, 'communityId' | 'name'> & (ToAccount | ToRoster)
type Made = { readonly code: string; readonly invitation: Invitation }

/** A one-use code and the record of it, not yet saved. The code is shown once and kept nowhere. */
export function newInvitation(world: World, issuer: Issuer, terms: Terms): Made {
  const code = codeFrom(world.newId())
  const invitation: Invitation = {
    _id: invitationId(code), accountId: null, relation: null, roles: [], buildings: [],
    ...terms,
    issuedBy: issuedBy(issuer), expiresAt: expiryOf(world.now), usedBy: null,
  }
  return { code, invitation }
}
