import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import { nameFor } from '@core/domain/people/binding'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Relation } from '@core/store/records'
import { insert } from '@core/store/store'
import { auditRow } from './audit'
import { newInvitation } from './newInvitation'
import { permitAccount } from './permit'

type Ask = { accountId: string; relation: Relation }

/** invite.issue: a code for somebody who proved at the counter who they are. */
export async function issueInvitation(
  { accountId, relation }: Ask, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'invite.issue'>>> {
  const allowed = await permitAccount(world, caller, accountId, 'issue_invitation')
  if (!allowed.ok) return allowed
  const { account, member } = allowed.value
  const { communityId } = account
  const { code, invitation } = newInvitation(world, { kind: 'staff', id: member._id }, {
    kind: 'account', communityId, accountId, relation, name: nameFor(relation, account),
  })
  const facts = { communityId, by: caller.openid, act: 'invite.issue', on: accountId, detail: relation }
  const writes = [insert('invitations', invitation), insert('audit', auditRow(world, facts))]
  await world.store.change({}, () => ({ writes, result: null }))
  return accept({ code, expiresAt: invitation.expiresAt })
}
