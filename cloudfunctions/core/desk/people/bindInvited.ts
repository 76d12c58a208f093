import type { ResidentAnswer } from '@contract/contract/resident'
import type { Outcome } from '@contract/outcome'
import { issuerOf } from '@core/domain/people/invitation'
import { knownPerson } from '@core/domain/people/tries'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Invitation } from '@core/store/records'
import { wrongCode } from './codeTries'
import { forgottenId, invitationId } from './ids'
import { joinAccount } from './joinAccount'
import { joinStaff } from './joinStaff'

type Answer = ResidentAnswer<'bind.invited'>

/**
 * bind.invited: a one-use code, for an account or for the roster. It asks for no phone and no
 * privacy consent: it is the way in for those who gave neither (rules §14).
 */
export async function bindInvited(
  { code }: { code: string }, { openid }: Caller, world: World,
): Promise<Outcome<Answer>> {
  const id = invitationId(code)
  const invitation = await world.store.get('invitations', id)
  if (!invitation || !(await isVouchedFor(invitation, world))) {
    const reads = { person: ['persons', openid], forgotten: ['persons', forgottenId(openid)] } as const
    return world.store.change(reads, ({ person, forgotten }) => wrongCode(knownPerson(person, forgotten, openid, world.now), world))
  }
  const join = invitation.kind === 'staff' ? joinStaff : joinAccount
  return join(invitation, openid, world)
}

/** A code outlives neither the binding nor the post of whoever issued it. */
async function isVouchedFor(invitation: Invitation, world: World): Promise<boolean> {
  const { kind, id } = issuerOf(invitation)
  if (kind === 'operator') return true
  const issuer = await world.store.get(kind === 'binding' ? 'bindings' : 'staff', id)
  return issuer?.state === 'active'
}
