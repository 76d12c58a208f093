import { type Outcome, accept, refuse } from '@contract/outcome'
import { bindingId } from '@core/desk/people/ids'
import { answerTaskId, type Applied } from '@core/domain/collecting/proposals'
import type { Act } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, HoldRecord, Proposal, Task } from '@core/store/records'
import { insert, put, type Write } from '@core/store/store'

/** More holds than an account lives to see; the newest matter. */
const HOLDS_READ = 100

/** The account's holds so far, newest first. */
export function holdsOf(accountId: string, world: World): Promise<readonly HoldRecord[]> {
  return world.store.find('holds', { where: { accountId }, sort: [['setAt', -1]], limit: HOLDS_READ })
}

/**
 * Who may decide what (roles): a promise and a wrong number are what whoever speaks with people
 * hears and records; what stops asking for money, or marks a household, is finance's and the manager's.
 */
export function actFor(kind: Proposal['kind'] | HoldRecord['kind']): Act {
  return kind === 'promise' || kind === 'wrong_number' ? 'record_contact' : 'decide_holds'
}

/** Nobody decides about their own home's debt (rules §8), whatever their post. */
export async function notOwnHome(accountIds: readonly string[], { openid }: Caller, world: World): Promise<Outcome<null>> {
  const bindings = await world.store.getMany('bindings', [...new Set(accountIds)].map((id) => bindingId(id, openid)))
  return bindings.some(({ state }) => state === 'active') ? refuse('HOLD_OWN_HOME') : accept(null)
}

/** The account and all that follows from the act, in its transaction. A hold found again is rewritten, a new one added. */
export function appliedWrites({ account, records, tasks }: Pick<Applied, 'account' | 'records' | 'tasks'>, earlier: readonly HoldRecord[]): readonly Write[] {
  const known = new Set(earlier.map(({ _id }) => _id))
  return [
    put('accounts', account),
    ...records.map((record) => (known.has(record._id) ? put('holds', record) : insert('holds', record))),
    ...(tasks.length > 0 ? [insert('tasks', ...tasks)] : []),
  ]
}

/** What the account and its holds are, read in the transaction that changes them. */
export function holdReads(account: Pick<Account, '_id'>, earlier: readonly HoldRecord[]) {
  return { account: ['accounts', account._id], earlier: ['holds', earlier.map(({ _id }) => _id)] } as const
}

/** A dispute's task is done by its answer, or with the hold that ends. */
export function answerTaskDone(task: Task | null, by: string, world: World): readonly Write[] {
  return task?.state === 'open' ? [put('tasks', { ...task, state: 'done', doneBy: by, doneAt: world.now })] : []
}
export const answerTaskOf = ({ _id }: Pick<HoldRecord, '_id'>) => ['tasks', answerTaskId(_id)] as const

/** Disputes of a community that nobody answered in time. */
export async function lateAnswers({ store, today }: World, communityId: string): Promise<number> {
  const late = await store.find('holds', { where: { communityId, state: 'running', answerBy: { lt: today } }, limit: 1000 })
  return late.filter(({ answer }) => answer === null).length
}
