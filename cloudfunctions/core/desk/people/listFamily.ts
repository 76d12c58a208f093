import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome } from '@contract/outcome'
import { managesPeople } from '@core/domain/people/binding'
import { maskPhone } from '@core/domain/people/mask'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Binding, Person } from '@core/store/records'
import { ownAccount } from './residentAccount'

const PEOPLE_MAX = 100

/** family.list: the owner sees who can see; everybody else sees only their own place, to leave it. */
export async function listFamily(
  { accountId }: { accountId: string }, caller: Caller, world: World,
): Promise<Outcome<ResidentAnswer<'family.list'>>> {
  const own = await ownAccount(world, caller, accountId)
  if (!own.ok) return own
  const shown = managesPeople(own.value.binding)
    ? await world.store.find('bindings', { where: { accountId, state: 'active' }, limit: PEOPLE_MAX })
    : [own.value.binding]
  const persons = await world.store.getMany('persons', shown.map(({ openid }) => openid))
  return accept({
    people: shown.map((binding) => ({
      bindingId: binding._id,
      name: nameShown(binding, persons.find(({ _id }) => _id === binding.openid)),
      relation: binding.relation,
      since: binding.since,
      you: binding.openid === caller.openid,
    })),
  })
}

/** Of two 家人 the owner must know which is which: a masked number tells, where one was given. */
function nameShown({ name }: Binding, person: Person | undefined): string {
  return person?.phone ? `${name}（${maskPhone(person.phone)}）` : name
}
