import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permitAccount } from '@core/desk/people/permit'
import { restsUntil, withHold, withoutHold } from '@core/domain/collecting/holding'
import { forbiddenIn } from '@core/domain/collecting/linter'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Task } from '@core/store/records'
import { type Decision, insert, present, put, type Write } from '@core/store/store'
import { taskIdOf } from './holdRecords'

type EndAsk = { readonly accountId: string; readonly holdId: string; readonly note: string }

/** hold.end: a named person ends a hold; a second tap finds it ended and says the same. */
export async function endHold({ accountId, holdId, note }: EndAsk, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'hold.end'>>> {
  const allowed = await permitAccount(world, caller, accountId, 'hold_account')
  if (!allowed.ok) return allowed
  const row = auditRow(world, { communityId: allowed.value.account.communityId, by: caller.openid, act: 'hold.end', on: holdId, detail: note })
  return world.store.change(readsOf(accountId, holdId), ({ account: found, record, task }): Decision<Outcome<{ ended: true }>> => {
    const account = present(found, 'the account')
    if (record?.accountId !== accountId) return { writes: [], result: refuse('HOLD_NOT_FOUND') }
    if (record.state === 'ended') return { writes: [], result: accept({ ended: true }) }
    const ended = { ...record, state: 'ended', outcome: 'ended', endedBy: caller.openid, endedAt: world.now } as const
    const writes: Write[] = [put('accounts', withoutHold(account, holdId)), put('holds', ended), insert('audit', row), ...closed(task, caller, world)]
    return { writes, result: accept({ ended: true }) }
  })
}

type AnswerAsk = { readonly accountId: string; readonly holdId: string; readonly text: string }
type Answered = Outcome<{ until: Day }>

/**
 * dispute.answer: the words go to the resident, on the bill; the hold then ends by itself a week
 * later (rules §9). Answering again replaces the words and keeps the day of the first answer.
 */
export async function answerDispute({ accountId, holdId, text }: AnswerAsk, caller: Caller, world: World): Promise<Answered> {
  const allowed = await permitAccount(world, caller, accountId, 'hold_account')
  if (!allowed.ok) return allowed
  if (forbiddenIn(text, 'resident').length > 0) return refuse('TEXT_NOT_FOR_RESIDENTS')
  const row = auditRow(world, { communityId: allowed.value.account.communityId, by: caller.openid, act: 'dispute.answer', on: holdId, detail: text })
  return world.store.change(readsOf(accountId, holdId), ({ account: found, record, task }): Decision<Answered> => {
    const account = present(found, 'the account')
    const hold = account.holds.find((one) => one.holdId === holdId && one.kind === 'dispute')
    if (!hold || record?.state !== 'open') return { writes: [], result: refuse('HOLD_NOT_FOUND') }
    const until = hold.until ?? restsUntil(world.today)
    const writes: Write[] = [
      put('accounts', withHold(account, { ...hold, until, answer: text })), put('holds', { ...record, until }),
      insert('audit', row), ...closed(task, caller, world),
    ]
    return { writes, result: accept({ until }) }
  })
}

function readsOf(accountId: string, holdId: string) {
  return { account: ['accounts', accountId], record: ['holds', holdId], task: ['tasks', taskIdOf(holdId)] } as const
}

/** The task that asked for it is done with it. */
function closed(task: Task | null, { openid }: Caller, world: World): readonly Write[] {
  return task?.state === 'open' ? [put('tasks', { ...task, state: 'done', doneBy: openid, doneAt: world.now })] : []
}
