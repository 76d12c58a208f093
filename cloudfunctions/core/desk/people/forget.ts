import { RELATION_WORDS } from '@core/domain/people/binding'
import { issuedBy } from '@core/domain/people/invitation'
import { countsOf } from '@core/domain/people/tries'
import type { World } from '@core/shell/world'
import type { AuditRow, Binding, Collection, Message, Records } from '@core/store/records'
import { type Decision, insert, put, type Removable, remove, type Where, type Write } from '@core/store/store'
import { auditRow } from './audit'
import { forgottenId, pseudonym } from './ids'

/** Documents taken at once; each is finished by itself, so a walk that is cut off goes on where it stood. */
const AT_ONCE = 100
const PEOPLE_A_SWEEP = 5

/**
 * Everywhere that a person's openid stands, and what becomes of it. What was theirs alone goes; what
 * is also the household's or the company's stays without them: with a pseudonym where a late notice
 * from WeChat must still find its payer, with nobody elsewhere. Each is found by the openid, so what
 * is done is not found again, and every step may be repeated.
 */
const TRACES: readonly ((openid: string, walk: Walk) => Promise<void>)[] = [
  leaveHomes,
  leaveInvitations,
  (openid, walk) => removeAll(walk, 'quotes', { openid }),
  (openid, walk) => removeAll(walk, 'consents', { openid }),
  leaveMessages,
  (openid, walk) => rename(walk, 'contacts', { openid }, () => ({ openid: null })),
  (openid, walk) => rename(walk, 'dunning_lines', { openid }, () => ({ openid: null })),
  (openid, walk) => rename(walk, 'orders', { openid }, ({ _id }) => ({ openid: pseudonym(openid, _id) })),
  (openid, walk) => rename(walk, 'invitations', { usedBy: openid }, ({ _id }) => ({ usedBy: pseudonym(openid, _id) })),
]

type Walk = { readonly world: World; readonly hasTime: () => boolean }

/** The walk over all of it; the person's own document goes last, since it says that there is a walk. */
export async function forget(openid: string, world: World, hasTime: () => boolean): Promise<void> {
  for (const trace of TRACES) await trace(openid, { world, hasTime })
  if (!hasTime()) return
  const reads = { person: ['persons', openid], forgotten: ['persons', forgottenId(openid)] } as const
  await world.store.change(reads, ({ person, forgotten }): Decision<void> => {
    if (!person?.leavingSince) return { writes: [], result: undefined }
    const counts = countsOf(person, forgottenId(openid))
    const kept = counts ? [put('persons', counts)] : forgotten ? [remove('persons', forgotten._id)] : []
    return { writes: [remove('persons', openid), ...kept], result: undefined }
  })
}

/** sweep: ends what was cut off. */
export async function resumeForgetting(world: World, hasTime: () => boolean): Promise<number> {
  const where = { leavingSince: { gt: '' as never, lte: world.now } }
  const leaving = await world.store.find('persons', { where, limit: PEOPLE_A_SWEEP })
  for (const { _id } of leaving) await forget(_id, world, hasTime)
  return leaving.length
}

/**
 * A home that was open to the person is left without a trace but a line of the audit trail. One from
 * which they had been shut out stays shut: forgetting oneself is no way back in (F44).
 */
async function leaveHomes(openid: string, walk: Walk): Promise<void> {
  const { world } = walk
  await each(walk, 'bindings', { openid }, async (binding) => {
    await removeAll(walk, 'invitations', { issuedBy: issuedBy({ kind: 'binding', id: binding._id }), usedBy: null })
    const { _id, communityId, accountId, relation } = binding
    const row = auditRow(world, { communityId, by: _id, act: 'privacy.erase', on: accountId, detail: relation })
    await world.store.change({ found: ['bindings', binding._id] }, ({ found }): Decision<void> => ({
      writes: found?.openid === openid ? leaving(found, row) : [], result: undefined,
    }))
  })
}
function leaving(binding: Binding, row: AuditRow): readonly Write[] {
  if (binding.state === 'active') return [remove('bindings', binding._id), insert('audit', row)]
  return [put('bindings', { ...binding, openid: pseudonym(binding.openid, binding._id), name: RELATION_WORDS[binding.relation] })]
}

/** Codes that a member of staff gave out: they died with the post, and do not rise if it is taken again. */
async function leaveInvitations(openid: string, walk: Walk): Promise<void> {
  const posts = await walk.world.store.find('staff', { where: { openid }, limit: AT_ONCE })
  for (const { _id } of posts) await removeAll(walk, 'invitations', { issuedBy: issuedBy({ kind: 'staff', id: _id }), usedBy: null })
}

/**
 * A reminder speaks for the household: it stays as a fact of the account, and one that still waits
 * is decided anew for whoever is left. A receipt or an answer was for this person and goes.
 */
async function leaveMessages(openid: string, walk: Walk): Promise<void> {
  await each(walk, 'messages', { openid }, async ({ _id }) => {
    await walk.world.store.change({ message: ['messages', _id] }, ({ message }): Decision<void> => ({
      writes: message?.openid === openid ? [without(message)] : [], result: undefined,
    }))
  })
}
function without(message: Message): Write {
  const isHouseholds = message.purpose === 'reminder' || message.purpose === 'dunning'
  return isHouseholds ? put('messages', { ...message, openid: null }) : remove('messages', message._id)
}

function removeAll<C extends Removable>(walk: Walk, collection: C, where: Where<Records[C]>): Promise<void> {
  return each(walk, collection, where, ({ _id }) => walk.world.store.change({}, () => ({ writes: [remove(collection, _id)], result: undefined })))
}
function rename<C extends Collection>(
  walk: Walk, collection: C, where: Where<Records[C]>, become: (doc: Records[C]) => Partial<Records[C]>,
): Promise<void> {
  return each(walk, collection, where, async (doc) => {
    await walk.world.store.setIf(collection, doc._id, where, become(doc))
  })
}

/** Until nothing is found any more: what was done no longer answers to `where`. */
async function each<C extends Collection>(
  { world, hasTime }: Walk, collection: C, where: Where<Records[C]>, act: (doc: Records[C]) => Promise<void>,
): Promise<void> {
  while (hasTime()) {
    const found = await world.store.find(collection, { where, limit: AT_ONCE })
    for (const doc of found) await act(doc)
    if (found.length < AT_ONCE) return
  }
}
