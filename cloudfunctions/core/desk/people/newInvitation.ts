import { codeFrom, expiryOf, issuedBy, type Issuer } from '@core/domain/people/invitation'
import type { World } from '@core/shell/world'
import type { Invitation } from '@core/store/records'
import { invitationId } from './ids'

type Terms = Pick<Invitation, 'communityId' | 'name'> &
  (
    | { readonly kind: 'account'; readonly accountId: string; readonly relation: NonNullable<Invitation['relation']> }
    | { readonly kind: 'staff'; readonly roles: Invitation['roles']; readonly buildings: Invitation['buildings'] }
  )

/** A one-use code and the record of it, not yet saved. The code is shown once and kept nowhere. */
export function newInvitation(world: World, issuer: Issuer, terms: Terms): { readonly code: string; readonly invitation: Invitation } {
  const code = codeFrom(world.newId())
  const invitation: Invitation = {
    _id: invitationId(code), accountId: null, relation: null, roles: [], buildings: [],
    ...terms,
    issuedBy: issuedBy(issuer), expiresAt: expiryOf(world.now), usedBy: null,
  }
  return { code, invitation }
}
