import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse, type Refusal } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permitAccount } from '@core/desk/people/permit'
import { withHold } from '@core/domain/collecting/holding'
import { promiseDayProblem } from '@core/domain/collecting/promise'
import { disputeTask, holdOf } from '@core/domain/collecting/proposing'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Hold } from '@core/store/records'
import { type Decision, insert, present, put, type Write } from '@core/store/store'
import { createHash } from 'node:crypto'
import { holdRecord, taskIdOf, taskOf } from './holdRecords'

type Ask = {
  readonly accountId: string
  readonly kind: Hold['kind']
  readonly billIds?: readonly string[] | undefined
  readonly until?: Day | undefined
  readonly note: string
}
type Answer = Outcome<StaffAnswer<'hold.set'>>

/**
 * hold.set: a person notes a dispute, a promise, a pause or a case. Its id is made of what it says,
 * so the same note twice on one day is one hold. No hold stops the limitation clock (rules §9).
 */
export async function setHold(ask: Ask, caller: Caller, world: World): Promise<Answer> {
  const { accountId, kind, note } = ask
  const act = kind === 'dispute' || kind === 'promise' ? 'record_contact' : 'hold_account'
  const allowed = await permitAccount(world, caller, accountId, act)
  if (!allowed.ok) return allowed
  const problem = dayProblem(ask, world)
  if (problem) return refuse(problem)
  const holdId = idOf(ask, world.today)
  const row = auditRow(world, { communityId: allowed.value.account.communityId, by: caller.openid, act: 'hold.set', on: holdId, detail: `${kind}: ${note}` })
  const reads = { account: ['accounts', accountId], known: ['holds', holdId], task: ['tasks', taskIdOf(holdId)] } as const
  return world.store.change(reads, ({ account: found, known, task }): Decision<Answer> => {
    const account = present(found, 'the account')
    if (known?.state === 'open') return { writes: [], result: accept({ holdId }) }
    const hold = newHold(account, ask, holdId, world.today)
    if (!hold) return { writes: [], result: refuse('NOTHING_TO_HOLD') }
    const writes: Write[] = [put('accounts', withHold(account, hold)), put('holds', holdRecord(account, hold, note, caller.openid)), insert('audit', row)]
    const asked = kind === 'dispute' ? disputeTask(note, world.today) : null
    if (asked) writes.push(put('tasks', { ...(task ?? {}), ...taskOf(taskIdOf(holdId), account, asked, world) }))
    return { writes, result: accept({ holdId }) }
  })
}

function dayProblem({ kind, until }: Ask, { today }: World): Refusal | null {
  if (kind === 'promise') return promiseDayProblem(until ?? null, today)
  if (kind === 'pause') return until === undefined ? 'HOLD_NEEDS_DAY' : until < today ? 'PROMISE_DAY_PAST' : null
  return null
}

function newHold(account: Account, { kind, billIds, until }: Ask, holdId: string, today: Day): Hold | null {
  if (kind === 'case' || kind === 'pause') return { holdId, kind, billIds: null, from: today, until: kind === 'pause' ? (until ?? null) : null }
  const meant = billIds ?? account.open.map((bill) => bill.billId)
  return holdOf(account, kind, meant, { holdId, today, day: until ?? null })
}

function idOf({ accountId, kind, billIds = [], until }: Ask, today: Day): string {
  const said = JSON.stringify([accountId, kind, [...billIds].sort(), until ?? null, today])
  return `hold-${createHash('sha256').update(said).digest('hex').slice(0, 24)}`
}
