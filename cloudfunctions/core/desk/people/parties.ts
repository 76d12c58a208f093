import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { maskPhone } from '@core/domain/people/mask'
import { isThere, PARTIES_MAX, PARTY_WORDS, withoutParty, withParty } from '@core/domain/people/parties'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Party } from '@core/store/records'
import { type Decision, insert, present, put } from '@core/store/store'
import { createHash } from 'node:crypto'
import { auditRow } from './audit'
import { permitAccount } from './permit'

/** A phone binds by itself with room and name: naming one approves a binding in advance, which is the manager's (roles). */
const ACT = 'issue_invitation'

type AddAsk = { accountId: string; name: string; role: Party['role']; phones: readonly string[]; from: Day }

/** party.add: one more who belongs to the account from a day on. Named by its facts: added twice it is one. */
export async function addParty({ accountId, name, role, phones, from }: AddAsk, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'party.add'>>> {
  const seen = await permitAccount(world, caller, accountId, ACT)
  if (!seen.ok) return seen
  const id = `party-${createHash('sha256').update(JSON.stringify([accountId, name, role, from])).digest('hex').slice(0, 24)}`
  const audit = auditRow(world, { communityId: seen.value.account.communityId, by: caller.openid, act: 'party.add', on: accountId, detail: `${role} ${from}` })
  return world.store.change({ account: ['accounts', accountId] }, ({ account }): Decision<Outcome<{ partyId: string }>> => {
    const now = present(account, 'the account')
    const known = now.parties ?? []
    if (known.some((one) => one.id === id && one.to === null)) return { writes: [], result: accept({ partyId: id }) }
    if (known.length >= PARTIES_MAX) return { writes: [], result: refuse('PARTIES_FULL') }
    // Who left and came back on the same day's terms is the same party again.
    const others = { ...now, parties: known.filter((one) => one.id !== id) }
    const next = withParty(others, { id, name, role, phones: [...new Set(phones)], from, to: null })
    return { writes: [put('accounts', next), insert('audit', audit)], result: accept({ partyId: id }) }
  })
}

type EndAsk = { accountId: string; partyId: string; to: Day }

/** party.end: the party's last day, today at the latest. Its bindings see nothing from this second on; what was paid stays paid. */
export async function endParty({ accountId, partyId, to }: EndAsk, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'party.end'>>> {
  const seen = await permitAccount(world, caller, accountId, ACT)
  if (!seen.ok) return seen
  const party = seen.value.account.parties?.find(({ id }) => id === partyId)
  if (!party) return refuse('PARTY_NOT_FOUND')
  if (to > world.today || to < party.from) return refuse('PARTY_DAY')
  const bound = await world.store.find('bindings', { where: { accountId, state: 'active' }, limit: 1000 })
  const theirs = bound.filter((one) => one.partyId === partyId).map(({ _id }) => _id)
  const audit = auditRow(world, { communityId: seen.value.account.communityId, by: caller.openid, act: 'party.end', on: accountId, detail: to })
  const reads = { account: ['accounts', accountId], bindings: ['bindings', theirs] } as const
  return world.store.change(reads, ({ account, bindings }): Decision<Outcome<{ to: Day }>> => ({
    writes: [
      put('accounts', withoutParty(present(account, 'the account'), partyId, to)), insert('audit', audit),
      ...bindings.flatMap((binding) => (binding ? [put('bindings', { ...binding, state: 'revoked' as const })] : [])),
    ],
    result: accept({ to }),
  }))
}

type SpeakAsk = { accountId: string; partyId: string | null }

/** party.speak: the one to whom reminders go first. A tenant is never asked for the owner's debt. */
export async function chooseSpeaker({ accountId, partyId }: SpeakAsk, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'party.speak'>>> {
  const seen = await permitAccount(world, caller, accountId, ACT)
  if (!seen.ok) return seen
  const party = seen.value.account.parties?.find(({ id }) => id === partyId)
  if (partyId !== null && (!party || party.role === 'tenant' || !isThere(party, world.today))) return refuse('PARTY_NOT_FOUND')
  const audit = auditRow(world, { communityId: seen.value.account.communityId, by: caller.openid, act: 'party.speak', on: accountId, detail: partyId ?? '' })
  return world.store.change({ account: ['accounts', accountId] }, ({ account }): Decision<Outcome<{ saved: true }>> => {
    const { speaks: _, ...rest } = present(account, 'the account')
    const next: Account = partyId === null ? rest : { ...rest, speaks: partyId }
    return { writes: [put('accounts', next), insert('audit', audit)], result: accept({ saved: true as const }) }
  })
}

export function partiesShown({ parties = [], speaks }: Account): NonNullable<StaffAnswer<'account.show'>['parties']> {
  return parties.map(({ id, name, role, phones, from, to }) => ({
    partyId: id, name, role, says: PARTY_WORDS[role], phonesMasked: phones.map(maskPhone), from, to, speaks: speaks === id,
  }))
}
