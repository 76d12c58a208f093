import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse, type Refused } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permitAccount } from '@core/desk/people/permit'
import { applyProposal } from '@core/domain/collecting/proposing'
import { promiseDayProblem } from '@core/domain/collecting/promise'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Binding, Proposal } from '@core/store/records'
import { type Decision, insert, present, put, type Write } from '@core/store/store'
import { holdRecord, taskIdOf, taskOf } from './holdRecords'

type Ask = { readonly proposalIds: readonly string[]; readonly accept: boolean; readonly day?: Day | undefined }
type Answer = Outcome<StaffAnswer<'proposal.decide'>>

const BINDINGS_MAX = 100

/**
 * proposal.decide: a named person ticks what a ledger's remarks propose, or puts it aside. Everything
 * is checked before the first is written; each is then one transaction, and one that was decided
 * meanwhile is left as it is.
 */
export async function decideProposals(ask: Ask, caller: Caller, world: World): Promise<Answer> {
  const ids = [...new Set(ask.proposalIds)]
  const proposals = await world.store.getMany('proposals', ids)
  if (proposals.length < ids.length) return refuse('PROPOSAL_NOT_FOUND')
  for (const proposal of proposals) {
    const problem = await problemWith(proposal, ask, caller, world)
    if (problem) return problem
  }
  let decided = 0
  for (const proposal of proposals) {
    if (proposal.state === 'open' && (await decideOne(proposal, ask, caller, world))) decided += 1
  }
  return accept({ decided })
}

async function problemWith(proposal: Proposal, ask: Ask, caller: Caller, world: World): Promise<Refused | null> {
  const allowed = await permitAccount(world, caller, proposal.accountId, 'hold_account')
  if (!allowed.ok) return allowed.refusal === 'ACCOUNT_NOT_FOUND' ? refuse('PROPOSAL_NOT_FOUND') : allowed
  if (!ask.accept || proposal.kind !== 'promise' || proposal.state !== 'open') return null
  const problem = promiseDayProblem(ask.day ?? proposal.day, world.today)
  return problem ? refuse(problem) : null
}

async function decideOne(proposal: Proposal, ask: Ask, { openid: by }: Caller, world: World): Promise<boolean> {
  const { _id, accountId, communityId, remark } = proposal
  const bound = ask.accept && proposal.kind === 'wrong_number' ? await boundByPhone(accountId, world) : []
  const row = (detail: string) => auditRow(world, { communityId, by, act: ask.accept ? 'proposal.accept' : 'proposal.refuse', on: _id, detail })
  const reads = { proposal: ['proposals', _id], account: ['accounts', accountId] } as const
  return world.store.change(reads, ({ proposal: found, account: held }): Decision<boolean> => {
    const now = present(found, 'the proposal')
    const account = present(held, 'the account')
    if (now.state !== 'open') return { writes: [], result: false }
    const decided = put('proposals', { ...now, state: ask.accept ? 'accepted' : 'refused', decidedBy: by, decidedAt: world.now })
    if (!ask.accept) return { writes: [decided, insert('audit', row(now.kind))], result: true }
    const applied = applyProposal(account, now, { holdId: _id, today: world.today, day: ask.day ?? now.day })
    const writes: Write[] = [decided, put('accounts', applied.account), insert('audit', row(applied.detail))]
    if (applied.hold) writes.push(put('holds', holdRecord(account, applied.hold, remark, by)))
    if (applied.task) writes.push(insert('tasks', taskOf(taskIdOf(_id), account, applied.task, world)))
    // Who came in by a number that is not the owner's sees nothing from that second on (F44).
    writes.push(...bound.map((binding) => put('bindings', { ...binding, state: 'revoked' as const })))
    return { writes, result: true }
  })
}

/** Those whose own number is one that stands on the account and is about to be taken off it. */
async function boundByPhone(accountId: string, world: World): Promise<readonly Binding[]> {
  const [account, bindings] = await Promise.all([
    world.store.get('accounts', accountId),
    world.store.find('bindings', { where: { accountId, state: 'active' }, limit: BINDINGS_MAX }),
  ])
  const phones = new Set(account?.phones ?? [])
  const persons = await world.store.getMany('persons', bindings.map(({ openid }) => openid))
  const wrong = new Set(persons.filter(({ phone }) => phone !== null && phones.has(phone)).map(({ _id }) => _id))
  return bindings.filter(({ how, openid }) => how === 'phone' && wrong.has(openid))
}
