import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome } from '@contract/outcome'
import { nameFor, seesFrom } from '@core/domain/people/binding'
import { reachesFurther } from '@core/domain/people/invitation'
import { knownPerson } from '@core/domain/people/tries'
import type { World } from '@core/shell/world'
import type { Account, Binding, Invitation, Relation } from '@core/store/records'
import { type Decision, present, put } from '@core/store/store'
import { obstacle, wrongCode } from './codeTries'
import { bindingId, forgottenId } from './ids'
import { myAccount } from './residentAccount'

/**
 * An account's invitation used. The invitation is read and rewritten in the same transaction, so
 * of ten people with one code exactly one comes in.
 */
export async function joinAccount(
  { _id, accountId: to }: Invitation, openid: string, world: World,
): Promise<Outcome<ResidentAnswer<'bind.invited'>>> {
  const found = await world.store.get('accounts', present(to, 'the invited account'))
  const account = present(found, 'the invited account')
  const reads = {
    invitation: ['invitations', _id],
    person: ['persons', openid],
    forgotten: ['persons', forgottenId(openid)],
    known: ['bindings', bindingId(account._id, openid)],
  } as const
  type Joined = Decision<Outcome<Relation>>
  const joined = await world.store.change(reads, ({ invitation, person, forgotten, known }): Joined => {
    const caller = knownPerson(person, forgotten, openid, world.now)
    const stop = obstacle(invitation, caller, openid, world)
    if (stop) return stop
    const use = present(invitation, 'the invitation')
    const relation = present(use.relation, 'the relation')
    const bound = known?.state === 'active' ? known : null
    // Nothing to give: the code stays good for the person it was meant for.
    const sees = bound && (use.usedBy !== null || !reachesFurther(relation, bound.relation))
    if (sees) return { writes: [], result: accept(bound.relation) }
    // Used by this very person, who has been shut out since.
    if (use.usedBy !== null) return wrongCode(caller, world)
    const binding = bindingOf(use, relation, account, openid, world)
    const writes = [put('bindings', binding), put('invitations', { ...use, usedBy: openid })]
    return { writes, result: accept(relation) }
  })
  return joined.ok ? accept({ account: await myAccount(world, account, joined.value), staff: null }) : joined
}

function bindingOf(
  use: Invitation, relation: Relation, account: Account, openid: string, world: World,
): Binding {
  const { _id: accountId, communityId } = account
  return {
    _id: bindingId(accountId, openid), openid, accountId, communityId, relation,
    name: use.name || nameFor(relation, account), state: 'active', since: world.today,
    seesFrom: seesFrom(relation, world.today), how: 'invitation',
  }
}
