import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { newPerson } from '@core/domain/people/tries'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { put } from '@core/store/store'
import { endOwnOrders } from './endOwnOrders'
import { forget } from './forget'
import { leaveRosters } from './leaveRosters'

/** The person waits for the answer; `sweep` has all night for a long history. */
const FORGETTING_MS = 8_000

/**
 * privacy.erase: unbinds the caller and erases openid, number and wishes, whatever is owed. Bills,
 * payments and the audit trail stay as the law asks, under a pseudonym where they named the person.
 *
 * Money first: what the caller began to pay is looked up and ended, and while WeChat may hold some
 * of it nobody is forgotten. Then the rosters, which may refuse too. From the mark on there is no
 * way back: whatever is cut off after it is ended by `sweep`.
 */
export async function erasePerson(_ask: object, { openid }: Caller, world: World): Promise<Outcome<ResidentAnswer<'privacy.erase'>>> {
  if (!(await endOwnOrders(openid, world))) return refuse('ERASE_PAYMENT_UNDER_WAY')
  const off = await leaveRosters(openid, world)
  if (!off.ok) return off
  if (await isKnown(openid, world)) await mark(openid, world)
  await forget(openid, world, () => world.elapsedMs() < FORGETTING_MS)
  return accept({ erased: true })
}

/** Somebody known only by an accept or two leaves nothing that a second call would not find. */
async function isKnown(openid: string, { store }: World): Promise<boolean> {
  const [person, bindings] = await Promise.all([store.get('persons', openid), store.find('bindings', { where: { openid }, limit: 1 })])
  return person !== null || bindings.length > 0
}

/** What the person gave is gone with the mark itself; the counts of wrong tries go last. */
function mark(openid: string, world: World): Promise<void> {
  return world.store.change({ known: ['persons', openid] }, ({ known }) => {
    const { reminders: _wish, ...person } = known ?? newPerson(openid, world.now)
    return { writes: [put('persons', { ...person, phone: null, privacy: null, leavingSince: world.now })], result: undefined }
  })
}
