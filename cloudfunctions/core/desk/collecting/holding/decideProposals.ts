import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { proposalsTaskId } from '@core/desk/billing/rowProposals'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import { applied, type Applied } from '@core/domain/collecting/proposals'
import { PROPOSAL_TITLES } from '@core/domain/collecting/holdWords'
import { seesBuilding } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Binding, HoldRecord, Proposal } from '@core/store/records'
import { type Decision, insert, present, put, type Write } from '@core/store/store'
import { actFor, appliedWrites, holdReads, holdsOf, notOwnHome } from './holdFacts'

type Ask = { readonly proposalIds: readonly string[]; readonly accept: boolean; readonly day?: Day | undefined; readonly note?: string | undefined }
type Decided = StaffAnswer<'proposal.decide'>
type Act = { readonly caller: Caller; readonly world: World; readonly ask: Ask }

/**
 * proposal.decide: a person ticks, and only then anything is in force. Everything is looked at
 * before anything is done, so that of several ticked at once either all can be done or none is;
 * what another has decided meanwhile stays as it was decided.
 */
export async function decideProposals(ask: Ask, caller: Caller, world: World): Promise<Outcome<Decided>> {
  const ids = [...new Set(ask.proposalIds)]
  const proposals = await world.store.getMany('proposals', ids)
  if (proposals.length < ids.length) return refuse('PROPOSAL_NOT_FOUND')
  const allowed = await mayDecide(proposals, caller, world)
  if (!allowed.ok) return allowed
  const act = { caller, world, ask }
  const open = proposals.filter(({ state }) => state === 'open')
  for (const proposal of ask.accept ? open : []) {
    const fits = await tryOut(proposal, act)
    if (!fits.ok) return fits
  }
  for (const proposal of open) {
    const done = await decideOne(proposal, act)
    if (!done.ok) return done
  }
  for (const importId of new Set(open.map((proposal) => proposal.importId))) await closeTask(importId, caller, world)
  const after = await world.store.getMany('proposals', ids)
  const count = (state: Proposal['state']) => after.filter((one) => one.state === state).length
  return accept({ accepted: count('accepted'), dismissed: count('dismissed') })
}

async function mayDecide(proposals: readonly Proposal[], caller: Caller, world: World): Promise<Outcome<null>> {
  for (const { communityId, kind, building } of proposals) {
    const post = await permit(world, caller, communityId, actFor(kind))
    if (!post.ok) return post
    if (!seesBuilding(post.value, building)) return refuse('BUILDING_NOT_YOURS')
  }
  return notOwnHome(proposals.map(({ accountId }) => accountId), caller, world)
}

async function tryOut(proposal: Proposal, act: Act): Promise<Outcome<Applied>> {
  const account = present(await act.world.store.get('accounts', proposal.accountId), 'the account')
  return thinkOf(proposal, account, await holdsOf(account._id, act.world), act)
}

/** One hold a proposal: its id follows from the proposal's, so a second decision finds the first one's. */
function thinkOf(proposal: Proposal, account: Account, earlier: readonly HoldRecord[], { caller, world, ask }: Act): Outcome<Applied> {
  const holdId = proposal._id.replace(/^proposal/, 'hold')
  const note = ask.note === undefined ? proposal.remark : `${proposal.remark}；${ask.note}`
  const decider = { by: caller.openid, at: world.now, today: world.today, holdId, note, newFacts: ask.note ?? '' }
  return applied(proposal, account, earlier, ask.day ?? null, decider)
}

async function decideOne(proposal: Proposal, act: Act): Promise<Outcome<null>> {
  const { caller, world, ask } = act
  const { _id, communityId, accountId, kind } = proposal
  const [earlier, shut] = await Promise.all([holdsOf(accountId, world), ask.accept ? boundByNumber(proposal, world) : []])
  const audit = (says: string) => auditRow(world, {
    communityId, by: caller.openid, act: ask.accept ? 'proposal.accept' : 'proposal.dismiss', on: _id, detail: [says, ask.note].filter(Boolean).join('；'),
  })
  const reads = { ...holdReads({ _id: accountId }, earlier), proposal: ['proposals', _id], bindings: ['bindings', shut.map((one) => one._id)] } as const
  return world.store.change(reads, (docs): Decision<Outcome<null>> => {
    const now = present(docs.proposal, 'the proposal')
    if (now.state !== 'open') return { writes: [], result: accept(null) }
    const decided = (state: 'accepted' | 'dismissed') => put('proposals', { ...now, state, decidedBy: caller.openid, decidedAt: world.now })
    if (!ask.accept) return { writes: [decided('dismissed'), insert('audit', audit(`不采纳“${PROPOSAL_TITLES[kind]}”`))], result: accept(null) }
    const before = docs.earlier.flatMap((record) => record ?? [])
    const thought = thinkOf(now, present(docs.account, 'the account'), before, act)
    if (!thought.ok) return { writes: [], result: thought }
    const writes = [decided('accepted'), ...appliedWrites(thought.value, before), ...revoked(docs.bindings), insert('audit', audit(thought.value.says))]
    return { writes, result: accept(null) }
  })
}

/** Whoever came in by the number that is no longer the household's sees nothing from now on (F44). */
async function boundByNumber({ kind, phone, accountId }: Proposal, { store }: World): Promise<readonly Binding[]> {
  if (kind !== 'wrong_number' || phone === null) return []
  const bindings = await store.find('bindings', { where: { accountId, state: 'active' }, limit: 1000 })
  const byPhone = bindings.filter(({ how }) => how === 'phone')
  const persons = await store.getMany('persons', byPhone.map(({ openid }) => openid))
  const theirs = new Set(persons.filter((person) => person.phone === phone).map(({ _id }) => _id))
  return byPhone.filter(({ openid }) => theirs.has(openid))
}
function revoked(bindings: readonly (Binding | null)[]): readonly Write[] {
  return bindings.flatMap((binding) => (binding ? [put('bindings', { ...binding, state: 'revoked' as const })] : []))
}

/** The task that asked for it is done with the last proposal of its import. */
async function closeTask(importId: string, { openid }: Caller, { store, now }: World): Promise<void> {
  if ((await store.count('proposals', { importId, state: 'open' })) > 0) return
  await store.setIf('tasks', proposalsTaskId(importId), { state: 'open' }, { state: 'done', doneBy: openid, doneAt: now })
}
