import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { managesPeople, RELATION_WORDS } from '@core/domain/people/binding'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { newInvitation } from './newInvitation'
import { ownAccount } from './residentAccount'

type Ask = { accountId: string; relation: 'family' | 'tenant' }

/** family.invite: the owner lets somebody see and pay. */
export async function inviteFamily(
  { accountId, relation }: Ask, caller: Caller, world: World,
): Promise<Outcome<ResidentAnswer<'family.invite'>>> {
  const own = await ownAccount(world, caller, accountId)
  if (!own.ok) return own
  const { account, binding } = own.value
  if (!managesPeople(binding)) return refuse('OWNER_ONLY')
  const { code, invitation } = newInvitation(world, { kind: 'binding', id: binding._id }, {
    kind: 'account', communityId: account.communityId, accountId, relation, name: RELATION_WORDS[relation],
  })
  await world.store.addNew('invitations', [invitation])
  return accept({ code, expiresAt: invitation.expiresAt })
}
