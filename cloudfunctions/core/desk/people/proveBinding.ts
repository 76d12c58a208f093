import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { nameFor, registeredRelation, seesFrom } from '@core/domain/people/binding'
import { PARTY_RELATION, personProven } from '@core/domain/people/parties'
import { accountMeant } from '@core/domain/people/room'
import { bindTriesLeft, withBindFailure } from '@core/domain/people/tries'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Binding, Party } from '@core/store/records'
import { present, put } from '@core/store/store'
import { bindingId } from './ids'
import { myAccount } from './residentAccount'

/** One phone stands on the accounts of a few homes, a caretaker's on some more. */
const ACCOUNTS_MAX = 100
const HOLDINGS_MAX = 1000

type Ask = { room: string; nameEnding: string }

/**
 * bind.prove: the second proof after a phone (rules §14). The answer is one and the same whether
 * the phone, the room or the name did not fit, and every wrong try counts alike: otherwise the
 * refusals would tell a stranger who lives where.
 */
export async function proveBinding(
  ask: Ask, { openid }: Caller, world: World,
): Promise<Outcome<ResidentAnswer<'bind.prove'>>> {
  const person = await world.store.get('persons', openid)
  if (!person?.privacy) return refuse('PRIVACY_NOT_ACCEPTED')
  if (person.phone === null) return refuse('PHONE_NOT_VERIFIED')
  if (bindTriesLeft(person) === 0) return refuse('BIND_LOCKED')
  const proven = await accountProven(ask, person.phone, world)
  const bound = proven ? await bind(proven, openid, world) : await countFailure(openid, world)
  if (!bound.ok) return bound
  return accept({ account: await myAccount(world, bound.value.account, bound.value.relation) })
}

type Proven = { readonly account: Account; readonly party: Party | null }

async function accountProven(ask: Ask, phone: string, world: World): Promise<Proven | null> {
  const accounts = await world.store.find('accounts', { where: { phones: phone }, limit: ACCOUNTS_MAX })
  if (accounts.length === 0) return null
  const where = { accountId: { in: accounts.map(({ _id }) => _id) } }
  const holdings = await world.store.find('holdings', { where, limit: HOLDINGS_MAX })
  // Who holds it today; and who held it, as long as money of theirs is open.
  const owes = new Set(accounts.filter(({ outstanding }) => outstanding > 0).map(({ _id }) => _id))
  const held = holdings.filter(({ from, to, accountId }) => from <= world.today && (to === null || world.today <= to || (to >= from && owes.has(accountId))))
  const premises = await world.store.getMany('premises', held.map(({ premisesId }) => premisesId))
  const places = premises.flatMap((one) =>
    held.filter(({ premisesId }) => premisesId === one._id).map(({ accountId }) => ({ ...one, accountId })),
  )
  const meant = accountMeant(ask.room, places)
  const account = accounts.find(({ _id }) => _id === meant)
  const person = account && personProven(account, phone, ask.nameEnding, world.today)
  return account && person ? { account, ...person } : null
}

type Bound = Outcome<{ readonly account: Account; readonly relation: Binding['relation'] }>

function bind({ account, party }: Proven, openid: string, world: World): Promise<Bound> {
  const id = bindingId(account._id, openid)
  return world.store.change({ person: ['persons', openid], known: ['bindings', id] }, ({ person, known }) => {
    const now = present(person, 'the person')
    if (bindTriesLeft(now) === 0) return { writes: [], result: refuse('BIND_LOCKED') }
    const bound = known?.state === 'active' ? known : null
    if (bound) return { writes: [], result: accept({ account, relation: bound.relation }) }
    // Who was shut out comes back by an invitation only: the old phone may still stand in the register (F44).
    if (known) return { writes: [put('persons', withBindFailure(now))], result: refuse('BIND_NOT_MATCHED') }
    const relation = party ? PARTY_RELATION[party.role] : registeredRelation(account)
    const binding: Binding = {
      _id: id, openid, accountId: account._id, communityId: account.communityId, relation,
      name: party?.name ?? nameFor(relation, account), state: 'active', since: world.today,
      seesFrom: party && relation === 'tenant' ? party.from : seesFrom(relation, world.today), how: 'phone', ...(party ? { partyId: party.id } : {}),
    }
    const writes = [put('bindings', binding), put('persons', { ...now, bindFailures: 0 })]
    return { writes, result: accept({ account, relation }) }
  })
}

/** Counted in the person's own document, so that tries sent at once are counted one by one. */
function countFailure(openid: string, world: World): Promise<Bound> {
  return world.store.change({ person: ['persons', openid] }, ({ person }) => {
    const now = present(person, 'the person')
    if (bindTriesLeft(now) === 0) return { writes: [], result: refuse('BIND_LOCKED') }
    return { writes: [put('persons', withBindFailure(now))], result: refuse('BIND_NOT_MATCHED') }
  })
}
